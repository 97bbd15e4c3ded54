"""Duplicates: which articles are the same text, or nearly, so that an analysis counts each once."""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np
import pandas as pd

from kit.errors import OptionError, TableError
from kit.progress import Progress
from kit.read.minhash import (
    HASHES,
    Neighbours,
    choose_rows,
    compare,
    find_syllables,
    hash_shingles,
    shingle_set,
    sign,
)
from kit.read.stories import Stories
from kit.schema import BASES, check_columns, check_table

THRESHOLD = 0.7
"""Default share of common shingles from which two articles count as nearly the same."""

SHORTEST = 8
"""Bodies of fewer syllables (``null``, a bare caption) say too little: they need the same title as well."""

COLUMNS = ("duplicate_group", "duplicate_of", "duplicate_reason", "duplicate_similarity")
"""The columns that `add_duplicates` adds."""

_STORY = ("lead", "body")
_SLACK = 0.15  # 3.4 standard errors of an estimate: hardly any candidate is lost before it is compared


def add_duplicates(
    articles: pd.DataFrame, *, lines: pd.DataFrame | None = None, threshold: float = THRESHOLD
) -> pd.DataFrame:
    """Say of each article whether it repeats another one, and which of them is kept.

    Parameters
    ----------
    articles : the ``articles`` table; ``article_id`` must be unique.
    lines : the ``lines`` table; given, only lead and body are compared, so that captions, credits and site
        furniture neither make nor hide a duplicate. Default: the whole text.
    threshold : least Jaccard similarity (0 to 1] of the two sets of 3-syllable shingles; 1 finds exact
        duplicates only.

    Returns
    -------
    ``articles`` with ``duplicate_group`` (id of the kept article, the same for all of a group; "" for an article
    without a duplicate), ``duplicate_of`` (that id again, but "" for the kept one itself),
    ``duplicate_reason`` (``exact``: the same syllables once letter case, punctuation, spacing and the
    placement of tone marks are ignored; ``near``: similar by ``threshold``; "") and
    ``duplicate_similarity`` (to the kept article, NaN where nothing is folded).

    Raises
    ------
    TableError : a column is missing, or an ``article_id`` occurs twice.
    OptionError : ``threshold`` is not in (0, 1].

    Notes
    -----
    Kept is the article whose date is known best (`kit.schema.BASES`), then the one published first, then
    the longest, then the first by id. Groups are stars, not chains: every folded article is itself similar
    to the kept one. Candidates come from MinHash signatures cut into bands (Broder 1997; Leskovec, Rajaraman
    & Ullman, *Mining of Massive Datasets*, ch. 3); each candidate is then compared exactly, so there is no
    false positive, and a pair at the threshold is missed with a probability of at most 0.5 %. The
    result does not depend on the order of the rows. A body of fewer than 8 syllables is only ever an
    exact duplicate, and only if the titles agree as well.

    >>> text = " ".join(f"câu số {n} của bài này" for n in range(30))
    >>> table = pd.DataFrame({"article_id": ["b", "a"], "text": [text, text.upper() + "!"]})
    >>> list(add_duplicates(table)["duplicate_of"])
    ['a', '']
    """
    check_table(articles, "articles", columns=("article_id", "text"))
    if not 0 < threshold <= 1:
        raise OptionError(f"The threshold is a similarity above 0 and at most 1, got {threshold}.")
    ids = articles["article_id"].tolist()
    if len(set(ids)) != len(ids):
        twice = articles.loc[articles["article_id"].duplicated(), "article_id"].iloc[0]
        raise TableError(f"The article_id {twice!r} occurs more than once; rename one of the articles.")

    bodies = Stories(articles, lines, roles=_STORY)
    digests, lengths, signatures = _make_signatures(bodies, articles, threshold < 1)
    order = _order_by_preference(articles, lengths)
    if lines is not None:
        digests = _share_digests(articles["text"], digests, lengths, order)
    kept, similarity = _fold_exact(digests, order)
    if threshold < 1:
        _fold_near(bodies, signatures, lengths, order, kept, similarity, threshold)
    return _add_columns(articles, ids, kept, similarity, digests)


def fold_duplicates(table: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """The rows of kept articles only, so that a text printed ten times counts once.

    Parameters
    ----------
    table : any table with ``article_id`` (articles, sentences, mentions, tallies …).
    articles : what `add_duplicates` returned; default: ``table`` itself is that.

    Returns
    -------
    The rows whose article is kept, with ``copies``: how many articles each stands for, itself included. For
    the articles table, ``copies.sum() - len(result)`` is the number of articles folded.

    Raises
    ------
    TableError : the duplicates have not been found yet.

    >>> table = pd.DataFrame({"article_id": ["a", "b"], "duplicate_of": ["", "a"]})
    >>> fold_duplicates(table).to_dict("records")
    [{'article_id': 'a', 'duplicate_of': '', 'copies': 2}]
    """
    known = table if articles is None else articles
    check_columns(known, "article_id duplicate_of", made_by="kit.add_duplicates")
    check_table(table, "articles", columns=("article_id",))
    folded = known.loc[known["duplicate_of"] != "", ["article_id", "duplicate_of"]]
    copies = folded["duplicate_of"].value_counts()
    rows = table[~table["article_id"].isin(folded["article_id"])].reset_index(drop=True)
    return rows.assign(copies=rows["article_id"].map(copies).fillna(0).astype("int64") + 1)


def summarise_duplicates(articles: pd.DataFrame) -> pd.DataFrame:
    """Each group of duplicates in one row, the largest first.

    Parameters
    ----------
    articles : what `add_duplicates` returned.

    Returns
    -------
    duplicate_group (the kept article's id), title, n_articles, n_exact, n_near (articles folded for that
    reason), least_similarity, n_sources, sources (names, joined by ", "), first_day, last_day.
    """
    check_columns(articles, "article_id duplicate_of", made_by="kit.add_duplicates")
    found = articles[articles["duplicate_group"] != ""]
    if "published" not in found:
        found = found.assign(published=pd.NaT)
    for column in ("title", "source"):
        if column not in found:
            found = found.assign(**{column: ""})
    groups = found.groupby("duplicate_group", sort=True)
    kept = found[found["duplicate_of"] == ""].set_index("article_id")
    summary = pd.DataFrame(
        {
            "title": kept["title"].reindex(list(groups.groups)).astype("str"),
            "n_articles": groups.size(),
            "n_exact": groups["duplicate_reason"].agg(lambda reasons: int((reasons == "exact").sum())),
            "n_near": groups["duplicate_reason"].agg(lambda reasons: int((reasons == "near").sum())),
            "least_similarity": groups["duplicate_similarity"].min(),
            "n_sources": groups["source"].agg(lambda names: len({name for name in names if name})),
            "sources": groups["source"].agg(lambda names: ", ".join(sorted({n for n in names if n}))),
            "first_day": groups["published"].min(),
            "last_day": groups["published"].max(),
        }
    )
    summary.index.name = "duplicate_group"
    return summary.reset_index().sort_values(
        ["n_articles", "duplicate_group"], ascending=[False, True], ignore_index=True
    )


def _make_signatures(
    bodies: Stories, articles: pd.DataFrame, near: bool
) -> tuple[list[bytes], np.ndarray, np.ndarray]:
    """Of each article: digest of its syllables (b"" if it has none), their number, and its signature."""
    digests: list[bytes] = []
    lengths = np.zeros(len(bodies), dtype=np.int64)
    signatures = np.zeros((len(bodies) if near else 0, HASHES), dtype=np.uint32)
    titles = articles["title"].tolist() if "title" in articles else [""] * len(articles)
    with Progress("comparing", len(bodies), unit="articles") as progress:
        for place, text in enumerate(bodies):
            syllables = find_syllables(text)
            lengths[place] = len(syllables)
            if near and len(syllables) >= SHORTEST:
                signatures[place] = sign(hash_shingles(syllables))
            if len(syllables) < SHORTEST:
                title = find_syllables(titles[place])
                syllables = [*title, "\n", *syllables] if title and syllables else []
            digests.append(_digest(syllables))
            progress.advance(1)
    return digests, lengths, signatures


def _order_by_preference(articles: pd.DataFrame, lengths: np.ndarray) -> np.ndarray:
    """Places of the articles, the one to keep before those it is kept instead of."""
    unknown = len(BASES)
    bases = articles.get("published_basis", pd.Series("unknown", index=articles.index))
    ranks = bases.map({basis: rank for rank, basis in enumerate(BASES)}).fillna(unknown)
    published = articles.get("published", pd.Series(pd.NaT, index=articles.index))
    keys = pd.DataFrame(
        {
            "rank": ranks.to_numpy(),
            "published": published.to_numpy(),
            "length": -lengths,
            "article_id": articles["article_id"].to_numpy(),
        }
    )
    return keys.sort_values(
        ["rank", "published", "length", "article_id"], kind="stable", na_position="last"
    ).index.to_numpy()


def _share_digests(
    texts: pd.Series, digests: list[bytes], lengths: np.ndarray, order: np.ndarray
) -> list[bytes]:
    """One digest for articles of which all the text is the same, also where their lines got other roles."""
    shared = list(digests)
    first: dict[bytes, bytes] = {}
    for place in order.tolist():
        if lengths[place] >= SHORTEST:
            whole = _digest(find_syllables(texts.iloc[place]))
            shared[place] = first.setdefault(whole, digests[place])
    return shared


def _digest(syllables: list[str]) -> bytes:
    """A fingerprint of syllables, b"" if there are none."""
    key = " ".join(syllables).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(key, digest_size=16).digest() if syllables else b""


def _fold_exact(digests: list[bytes], order: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each article the place of the kept one (itself, if it is), and its similarity to that."""
    kept, similarity = np.arange(len(digests)), np.full(len(digests), np.nan)
    first: dict[bytes, int] = {}
    for place in order:
        if digests[place]:
            kept[place] = first.setdefault(digests[place], place)
            if kept[place] != place:
                similarity[place] = 1.0
    return kept, similarity


def _fold_near(
    bodies: Stories,
    signatures: np.ndarray,
    lengths: np.ndarray,
    order: np.ndarray,
    kept: np.ndarray,
    similarity: np.ndarray,
    threshold: float,
) -> None:
    """Fold into each article, best first, those still unfolded that are similar to it; changes both arrays."""
    alone = [place for place in order.tolist() if kept[place] == place and lengths[place] >= SHORTEST]
    signatures = signatures[alone]  # from here on an article is its rank among these
    neighbours = Neighbours(signatures, choose_rows(threshold))
    free = np.ones(len(alone), dtype=bool)
    shingles = lru_cache(maxsize=256)(lambda rank: shingle_set(bodies[alone[rank]]))
    centre: dict[int, int] = {}
    for rank in neighbours.shared.tolist():
        if not free[rank]:
            continue
        free[rank] = False
        candidates = neighbours.of(rank)
        candidates = candidates[free[candidates] & (candidates > rank)]
        estimate = (signatures[candidates] == signatures[rank]).mean(axis=1)
        for other in candidates[estimate >= threshold - _SLACK].tolist():
            score = compare(shingles(rank), shingles(other))
            if score >= threshold:
                free[other] = False
                centre[alone[other]] = alone[rank]
                similarity[alone[other]] = score
    copies: dict[int, list[int]] = {}
    for place in np.flatnonzero(kept != np.arange(len(kept))).tolist():
        copies.setdefault(int(kept[place]), []).append(place)
    for place, kept_place in centre.items():
        kept[place] = kept_place
        for copy in copies.get(place, ()):  # what was folded into it moves with it
            kept[copy], similarity[copy] = kept_place, similarity[place]


def _add_columns(
    articles: pd.DataFrame, ids: list[str], kept: np.ndarray, similarity: np.ndarray, digests: list[bytes]
) -> pd.DataFrame:
    places = np.arange(len(ids))
    folded = kept != places
    grouped = folded | np.isin(places, kept[folded])
    values = {
        "duplicate_group": [ids[kept[p]] if grouped[p] else "" for p in places],
        "duplicate_of": [ids[kept[p]] if folded[p] else "" for p in places],
        "duplicate_reason": [
            ("exact" if digests[p] == digests[kept[p]] else "near") if folded[p] else "" for p in places
        ],
    }
    columns = {name: pd.Series(value, dtype="str", index=articles.index) for name, value in values.items()}
    return articles.assign(**columns, duplicate_similarity=similarity)
