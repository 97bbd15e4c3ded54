"""Copies: which articles repeat others, found from their signatures alone."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain

import numpy as np
import pandas as pd
import pyarrow as pa

from kit.errors import OptionError, TableError
from kit.read.signatures import SHORTEST
from kit.schema import BASES, check_table, empty_table, make_table
from kit.vietnamese.fingerprints.excerpts import CONTAINED, SHORTEST_EXCERPT, find_candidates
from kit.vietnamese.fingerprints.minhash import HASHES, choose_rows, compare, find_buckets, unpack

THRESHOLD = 0.7
"""Default share of common shingles from which two articles count as nearly the same."""

MOST_CENTRES = 32
"""Articles in a bucket that another is held against at most: the nearest before it in the order of preference."""

MOST_COMPARED = 64
"""Articles that another is compared with exactly at most: those that their signatures say are the most similar."""

_SLACK = 0.15  # 3.4 standard errors of an estimate: hardly any candidate is lost before it is compared

Shingles = Callable[[int], np.ndarray]
"""Gives the shingles of an article by its rank."""

Folds = Iterator[tuple[int, int, float, bool]]
"""The rank of an article and of one to fold into it, how much of this it has, and whether this is only a part of it."""


def find_copies(
    articles: pd.DataFrame, signatures: pd.DataFrame, *, threshold: float = THRESHOLD
) -> pd.DataFrame:
    """The articles that have a duplicate in the whole collection, and which of each group is kept.

    Parameters
    ----------
    articles : the ``articles`` table; ``article_id`` must be unique. Of ``published`` and ``published_basis`` it
        depends which article is kept; the texts are not needed.
    signatures : of `kit.read.signatures.find_signatures`, in any order, of all articles together.
    threshold : as of `kit.add_duplicates`, where the rules are told.

    Returns
    -------
    article_id, duplicate_group, duplicate_of, duplicate_reason, duplicate_similarity: a row for each article that is
    in a group, the kept one too, in the order in which they are preferred.

    Raises
    ------
    TableError : a column is missing, or an ``article_id`` occurs twice.
    OptionError : ``threshold`` is not in (0, 1].

    Notes
    -----
    Memory and time grow with the number of articles, also where thousands are of one template (prices, weather,
    horoscopes). In the order of preference each article is held against the *centres* before it: the articles
    that are folded into none of those before them. Of the centres in a bucket (all that share a band of the
    signature) these are the 32 nearest, and of all these the 64 that are most similar by their signatures are
    compared. It is folded into the first of them that is similar enough. Where no article has more candidates,
    as is so of news, nothing is lost by it. Where one has more, it may stay unfolded, or be folded into a later
    centre, if in every bucket that it shares with the one it belongs to 32 other centres stand between them, or if
    64 seem more similar. What is folded is similar all the same. An anchor of excerpts brings at most 20 articles
    together.

    >>> from kit.read.signatures import find_signatures
    >>> text = "Hôm nay, Bộ trưởng Ngoại giao thăm nước Bỉ."
    >>> table = pd.DataFrame({"article_id": ["a", "b", "c"], "text": [text, "Một tin khác.", text.upper()]})
    >>> find_copies(table, find_signatures(table))["duplicate_of"].tolist()
    ['', 'a']
    """
    check_table(articles, "articles", columns=("article_id",))
    check_table(signatures, "signatures")
    if not 0 < threshold <= 1:
        raise OptionError(f"The threshold is a similarity above 0 and at most 1, got {threshold}.")
    _check_unique(articles)
    _check_unique(signatures)
    table = _sort_by_preference(articles, signatures)  # from here on an article is its rank
    ranks, places, ids = np.arange(len(table)), table["place"].to_numpy(), table["article_id"].to_numpy()
    digests = table.groupby("whole")["digest"].transform("first").where(table["whole"] != 0, table["digest"])
    kept = pd.Series(ranks).groupby(digests).transform("first").where(digests != 0, ranks).to_numpy(np.int64)
    centre, score, part = ranks.copy(), np.ones(len(ranks)), np.zeros(len(ranks), dtype=bool)
    if threshold < 1:
        packed = pa.Table.from_pandas(signatures[["shingles"]]).column(0)
        shingles = lru_cache(maxsize=4096)(lambda rank: unpack(packed[int(places[rank])].as_buffer()))
        alone = np.flatnonzero((kept == ranks) & (table["length"] >= SHORTEST))
        signed = b"".join(signatures["signature"].to_numpy()[places[alone]])
        near = _find_near(signed, alone, shingles, threshold)
        parts = _find_parts(signatures["anchors"].to_numpy(), shingles, table, alone, centre)
        for one, other, *found in chain(
            near, parts
        ):  # what is near is in `centre` before the parts are looked for
            centre[other], (score[other], part[other]) = one, found
    score, part, kept = score[kept], part[kept], centre[kept]  # what was folded into an article moves with it
    folded = kept != ranks
    same = (digests == digests.to_numpy()[kept]).to_numpy()
    columns = {
        "article_id": ids,
        "duplicate_group": ids[kept],
        "duplicate_of": np.where(folded, ids[kept], ""),
        "duplicate_reason": np.select([folded & same, part, folded], ["exact", "excerpt", "near"], ""),
        "duplicate_similarity": np.where(folded, score, np.nan),
    }
    found = make_table(columns, "copies")[folded | np.isin(ranks, kept[folded])].reset_index(drop=True)
    return found if len(found) else empty_table("copies", "No article repeats another one.")


def _check_unique(articles: pd.DataFrame) -> None:
    """Raise a `TableError` that names an article which is there twice."""
    if (twice := articles["article_id"].duplicated()).any():
        name = articles.loc[twice, "article_id"].iloc[0]
        raise TableError(f"The article_id {name!r} occurs more than once; rename one of the articles.")


def _sort_by_preference(articles: pd.DataFrame, signatures: pd.DataFrame) -> pd.DataFrame:
    """The article to keep before those it is kept instead of, and where its signature stands."""
    signed = signatures[["article_id", "length", "digest", "whole"]].assign(place=range(len(signatures)))
    known = articles.reindex(columns=["article_id", "published", "published_basis"])
    table = known.astype({"article_id": "str"}).merge(signed, on="article_id")
    bases = pd.Categorical(table["published_basis"], BASES)
    table = table.assign(published_basis=bases, shortness=-table["length"])
    return table.sort_values(["published_basis", "published", "shortness", "article_id"], ignore_index=True)


def _find_near(signed: bytes, ranks: np.ndarray, shingles: Shingles, threshold: float) -> Folds:
    """Whom to fold into whom, by rank, how similar they are, and that none is a part."""
    signatures = np.frombuffer(signed, dtype=np.uint16).reshape(-1, HASHES)
    centres: defaultdict[int, deque[int]] = defaultdict(lambda: deque(maxlen=MOST_CENTRES))  # of each bucket
    for place, buckets in find_buckets(signatures, choose_rows(threshold)):
        near = np.array(sorted(set().union(*(centres[bucket] for bucket in buckets))), dtype=np.int64)
        estimates = (signatures[near] == signatures[place]).mean(axis=1)
        best = np.argsort(-estimates, kind="stable")[:MOST_COMPARED]
        for other in np.sort(near[best[estimates[best] >= threshold - _SLACK]]).tolist():
            similarity = compare(shingles(ranks[other]), shingles(ranks[place]))[0]
            if similarity >= threshold:
                yield ranks[other], ranks[place], similarity, False
                break
        else:
            for bucket in buckets:
                centres[bucket].append(place)


def _find_parts(
    anchors: np.ndarray, shingles: Shingles, table: pd.DataFrame, alone: np.ndarray, centre: np.ndarray
) -> Folds:
    """Whom to fold into the longer article that it is an excerpt of, by rank, how much of it that has, and True.

    What was folded into an excerpt goes with it, if it is an excerpt of the same article; else neither goes.
    """
    copies = pd.Series(alone).groupby(centre[alone]).agg(list)
    able = table.loc[copies.index].sort_values("length", ascending=False, kind="stable")
    able = able[able["length"] >= SHORTEST_EXCERPT]
    own = [np.frombuffer(of, dtype=np.uint32) for of in anchors[able["place"].to_numpy()]]
    folded: set[int] = set()
    for pair in find_candidates(own):
        one, other = able.index[list(pair)]
        if not folded & {one, other}:
            shares = [compare(shingles(part), shingles(one))[1] for part in copies[other]]
            if min(shares) >= CONTAINED:
                folded.add(other)
                yield from (
                    (one, part, share, True) for part, share in zip(copies[other], shares, strict=True)
                )
