"""Excerpts: which articles are only a part of a longer one, such as its first paragraphs.

Two articles are compared if they share anchors: runs of twelve syllables, of which each article keeps the first
and, by their hashes, one in sixteen (Broder 1997, *On the resemblance and containment of documents*: what is chosen
by its hash is chosen in every text that has it). A run that many articles share is boilerplate and brings nobody
together, so the work grows with the number of articles and not with its square.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kit.read.minhash import SHINGLE, mix_runs

CONTAINED = 0.9
"""Share of an article's shingles that a longer one must have, for the article to be its excerpt."""

SHORTEST_EXCERPT = 40
"""Syllables of an excerpt at least; a shorter text may be a quotation."""

MOST_SHARING = 20
"""Articles that share an anchor at most; one that more share is boilerplate."""

_PARTS = 4  # shingles of three syllables in an anchor


def find_anchors(shingles: np.ndarray) -> np.ndarray:
    """The anchors of a text, each once, from its hashed shingles (`kit.read.minhash.hash_shingles`)."""
    runs = mix_runs(shingles, _PARTS, step=SHINGLE)
    return np.unique(np.append(runs[:1], runs[runs % np.uint64(16) == 0]))


def find_candidates(anchors: Sequence[np.ndarray]) -> list[tuple[int, int]]:
    """Who may be an excerpt of whom: pairs of a longer article and another, those of the longest first.

    Parameters
    ----------
    anchors : of each article, from `find_anchors`, the longest article first; articles are named by their places.

    Notes
    -----
    A candidate shares at least half of its anchors, boilerplate left out.
    """
    owners = np.repeat(np.arange(len(anchors)), [len(own) for own in anchors])
    table = pd.DataFrame({"anchor": np.concatenate([*anchors, np.empty(0, np.uint64)]), "longer": owners})
    table = table[table.groupby("anchor")["longer"].transform("size") <= MOST_SHARING]
    owned = table["longer"].value_counts()
    table = table[table.duplicated("anchor", keep=False)]
    pairs = table.merge(table.rename(columns={"longer": "part"}), on="anchor").query("longer < part")
    shared = pairs.groupby(["longer", "part"]).size()
    return [pair for pair, number in shared.items() if 2 * number >= owned[pair[1]]]
