"""Duplicates: which articles are the same text, or nearly, so that an analysis counts each once."""

import pandas as pd

from kit.read.copies import THRESHOLD, find_copies
from kit.read.signatures import find_signatures
from kit.schema import check_columns, check_table

# The columns that `add_duplicates` adds.
COLUMNS = ("duplicate_group", "duplicate_of", "duplicate_reason", "duplicate_similarity")


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
    & Ullman, *Mining of Massive Datasets*, ch. 3); each candidate is then compared by all its shingles, so what is
    folded is similar, and a pair at the threshold is missed with a probability of at most 0.5 %. Of an article that
    has very many candidates (bulletins of one template) not all are compared: `kit.read.copies.find_copies` says
    which. Shingles are compared by 32 bits: of 10,000 pairs of articles of 650 syllables, one seems to have a
    shingle more in common than it has. The result depends neither on the order of the rows nor on how a collection
    was cut into parts to be signed. Then what is left is looked through for excerpts
    (`kit.vietnamese.fingerprints.excerpts`): an article of at least 40 syllables of which a longer one has nine tenths
    of the shingles is folded into that, whatever their dates. A body of fewer than 8 syllables is only ever an exact
    duplicate, and only if the titles agree as well.

    The three parts are `kit.read.signatures.find_signatures`, `kit.read.copies.find_copies` and `add_copies`.

    >>> text = " ".join(f"câu số {n} của bài này" for n in range(30))
    >>> table = pd.DataFrame({"article_id": ["b", "a"], "text": [text, text.upper() + "!"]})
    >>> list(add_duplicates(table)["duplicate_of"])
    ['a', '']
    """
    copies = find_copies(articles, find_signatures(articles, lines=lines), threshold=threshold)
    return add_copies(articles, copies)


def add_copies(articles: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """Put on each article what `kit.read.copies.find_copies` found of it.

    Parameters
    ----------
    articles : the ``articles`` table, of the whole collection or of a part.
    copies : of `kit.read.copies.find_copies`.

    Returns
    -------
    ``articles`` with the columns of `kit.add_duplicates`.
    """
    check_table(articles, "articles", columns=("article_id",))
    check_columns(copies, " ".join(COLUMNS), made_by="find_copies", name=" copies")
    found = copies.set_index("article_id").reindex(articles["article_id"].astype("str"))[[*COLUMNS]]
    found = found.fillna(dict.fromkeys(COLUMNS[:3], "")).astype(dict.fromkeys(COLUMNS[:3], "str"))
    return articles.assign(**found.set_axis(articles.index))


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
    found = articles[articles["duplicate_group"] != ""].sort_values("duplicate_of", kind="stable")
    missing = {"title": "", "source": "", "published": pd.NaT}
    found = found.assign(**{name: value for name, value in missing.items() if name not in found})
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
    return summary.sort_values(["n_articles", "duplicate_group"], ascending=[False, True], ignore_index=True)
