"""Duplicates: which articles are the same text, or nearly, so that an analysis counts each once."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pandas as pd

from kit.errors import OptionError, TableError
from kit.progress import Progress
from kit.read.excerpts import CONTAINED, SHORTEST_EXCERPT, find_anchors, find_candidates
from kit.read.minhash import HASHES, choose_rows, compare, find_neighbours, hash_shingles, shingle_set, sign
from kit.read.stories import Stories
from kit.schema import BASES, check_columns, check_table
from kit.vietnamese.letters import find_syllables

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
        duplicates only, and no excerpts.

    Returns
    -------
    ``articles`` with ``duplicate_group`` (id of the kept article, the same for all of a group; "" for an article
    without a duplicate), ``duplicate_of`` (that id again, but "" for the kept one itself),
    ``duplicate_reason`` (``exact``: the same syllables once letter case, punctuation, spacing and the
    placement of tone marks are ignored; ``near``: similar by ``threshold``; ``excerpt``: a part of the kept
    one; "") and ``duplicate_similarity`` (to the kept article, NaN where nothing is folded; of an excerpt,
    the share of its shingles that the kept one has).

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
    result does not depend on the order of the rows. Then what is left is looked through for excerpts
    (`kit.read.excerpts`): an article of at least 40 syllables of which a longer one has nine tenths of the
    shingles is folded into that, whatever their dates. A body of fewer than 8 syllables is only ever an
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
    table, signatures = _describe(bodies, articles, near=threshold < 1)
    table = _sort_by_preference(table)  # from here on an article is its rank, and `place` where it stands
    ranks = np.arange(len(table))
    if lines is not None:
        table["digest"] = _share_digests(table, articles["text"])
    kept = _find_first(table["digest"])
    centre, score, part = ranks.copy(), np.ones(len(ranks)), np.zeros(len(ranks), dtype=bool)
    if threshold < 1:
        alone = np.flatnonzero((kept == ranks) & (table["length"] >= SHORTEST))
        places = table["place"].to_numpy()[alone]
        for one, other, similarity in _find_near(bodies, signatures[places], places, threshold):
            centre[alone[other]], score[alone[other]] = alone[one], similarity
        for one, other, share in _find_parts(bodies, table, alone, centre):
            centre[other], score[other], part[other] = one, share, True
    score, part, kept = score[kept], part[kept], centre[kept]  # what was folded into an article moves with it
    folded = kept != ranks
    ids = table["article_id"].to_numpy()[kept]
    same = (table["digest"] == table["digest"].to_numpy()[kept]).to_numpy()
    columns = {
        "duplicate_group": np.where(folded | np.isin(ranks, kept[folded]), ids, ""),
        "duplicate_of": np.where(folded, ids, ""),
        "duplicate_reason": np.select([folded & same, part, folded], ["exact", "excerpt", "near"], ""),
        "duplicate_similarity": np.where(folded, score, np.nan),
    }
    found = pd.DataFrame(columns, index=table["place"]).sort_index().set_axis(articles.index)
    return articles.assign(**found.astype(dict.fromkeys(COLUMNS[:3], "str")))


def summarise_duplicates(articles: pd.DataFrame) -> pd.DataFrame:
    """Each group of duplicates in one row, the largest first.

    Parameters
    ----------
    articles : what `add_duplicates` returned.

    Returns
    -------
    duplicate_group (the kept article's id), title, n_articles, n_exact, n_near, n_excerpt (articles folded
    for that reason), least_similarity, n_sources, sources (names, joined by ", "), first_day, last_day.
    """
    check_columns(articles, "article_id duplicate_of", made_by="kit.add_duplicates")
    found = articles[articles["duplicate_group"] != ""]
    missing = {"title": "", "source": "", "published": pd.NaT}
    found = found.assign(**{name: value for name, value in missing.items() if name not in found})
    found = found.sort_values("duplicate_of", kind="stable")  # the kept one of each group first
    summary = found.groupby("duplicate_group").agg(
        title=("title", "first"),
        n_articles=("article_id", "size"),
        n_exact=("duplicate_reason", lambda reasons: (reasons == "exact").sum()),
        n_near=("duplicate_reason", lambda reasons: (reasons == "near").sum()),
        n_excerpt=("duplicate_reason", lambda reasons: (reasons == "excerpt").sum()),
        least_similarity=("duplicate_similarity", "min"),
        n_sources=("source", lambda names: len(set(names) - {""})),
        sources=("source", lambda names: ", ".join(sorted(set(names) - {""}))),
        first_day=("published", "min"),
        last_day=("published", "max"),
    )
    summary = summary.reset_index().astype({"title": "str", "n_sources": "int64", "sources": "str"})
    order = ["n_articles", "duplicate_group"]
    return summary.sort_values(order, ascending=[False, True], ignore_index=True)


def _describe(bodies: Stories, articles: pd.DataFrame, *, near: bool) -> tuple[pd.DataFrame, np.ndarray]:
    """Of each article: digest of its syllables (b"" if none), their number, its anchors; and its signature."""
    digests: list[bytes] = []
    anchors: list[np.ndarray] = []
    lengths = np.zeros(len(bodies), dtype=np.int64)
    signatures = np.zeros((len(bodies) if near else 0, HASHES), dtype=np.uint32)
    table = articles.reindex(columns=["article_id", "title", "published", "published_basis"])
    with Progress("comparing", len(bodies), unit="articles") as progress:
        for place, (text, headline) in enumerate(zip(bodies, table["title"].fillna(""), strict=True)):
            syllables = find_syllables(text)
            lengths[place] = len(syllables)
            shingles = hash_shingles(syllables if near and len(syllables) >= SHORTEST else [])
            anchors.append(find_anchors(shingles))
            if len(shingles):
                signatures[place] = sign(shingles)
            if len(syllables) < SHORTEST:
                title = find_syllables(headline)
                syllables = [*title, "\n", *syllables] if title and syllables else []
            digests.append(_digest(syllables))
            progress.advance(1)
    return table.assign(place=range(len(table)), length=lengths, digest=digests, anchors=anchors), signatures


def _sort_by_preference(table: pd.DataFrame) -> pd.DataFrame:
    """The article to keep before those it is kept instead of."""
    bases = pd.Categorical(table["published_basis"], BASES)
    ordered = table.assign(published_basis=bases, shortness=-table["length"])
    return ordered.sort_values(["published_basis", "published", "shortness", "article_id"], ignore_index=True)


def _share_digests(table: pd.DataFrame, texts: pd.Series) -> pd.Series:
    """One digest for articles of which all the text is the same, also where their lines got other roles."""
    long = table[table["length"] >= SHORTEST]
    whole = [_digest(find_syllables(texts.iloc[place])) for place in long["place"]]
    return long["digest"].groupby(whole).transform("first").reindex(table.index).fillna(table["digest"])


def _find_first(digests: pd.Series) -> np.ndarray:
    """Of each digest the place of the first that is the same; b"" is the same as no other."""
    places = pd.Series(range(len(digests)), index=digests.index)
    return places.groupby(digests).transform("first").where(digests != b"", places).to_numpy(np.int64)


def _digest(syllables: list[str]) -> bytes:
    """A fingerprint of syllables, b"" if there are none."""
    key = " ".join(syllables).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(key, digest_size=16).digest() if syllables else b""


def _find_near(
    bodies: Stories, signatures: np.ndarray, places: np.ndarray, threshold: float
) -> Iterator[tuple[int, int, float]]:
    """Whom to fold into whom, best first, and how similar they are, by the numbers of their signatures."""
    neighbours = find_neighbours(signatures, choose_rows(threshold))
    free = np.ones(len(signatures), dtype=bool)
    shingles = lru_cache(maxsize=256)(lambda number: shingle_set(bodies[int(places[number])]))
    for one in sorted(neighbours):
        if not free[one]:
            continue
        candidates = np.unique(np.concatenate(neighbours[one]))
        candidates = candidates[free[candidates] & (candidates > one)]
        estimate = (signatures[candidates] == signatures[one]).mean(axis=1)
        for other in candidates[estimate >= threshold - _SLACK].tolist():
            similarity = compare(shingles(one), shingles(other))
            if similarity >= threshold:
                free[other] = False
                yield one, other, similarity


def _find_parts(
    bodies: Stories, table: pd.DataFrame, alone: np.ndarray, centre: np.ndarray
) -> Iterator[tuple[int, int, float]]:
    """Whom to fold into the longer article that it is an excerpt of, by rank, and how much of it that has.

    What was folded into an excerpt goes with it, if it is an excerpt of the same article; else neither goes.
    """
    copies = pd.Series(alone).groupby(centre[alone]).agg(list)
    able = table.loc[copies.index].sort_values("length", ascending=False, kind="stable")
    able = able[able["length"] >= SHORTEST_EXCERPT]
    shingles = lru_cache(maxsize=256)(lambda rank: shingle_set(bodies[int(table["place"].iloc[rank])]))
    folded: set[int] = set()
    for pair in find_candidates(able["anchors"].tolist()):
        one, other = able.index[list(pair)]
        if not folded & {one, other}:
            shares = [np.isin(shingles(part), shingles(one)).mean() for part in copies[other]]
            if min(shares) >= CONTAINED:
                folded.add(other)
                yield from ((one, part, share) for part, share in zip(copies[other], shares, strict=True))
