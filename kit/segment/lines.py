"""Lines: what each line of a saved page is, from title to furniture, so that nothing need be cut."""

from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from kit.schema import ROLES, check_columns, check_table, empty_table, make_table
from kit.vietnamese.fingerprints.prints import know_lines, print_lines
from kit.vietnamese.lines.lineroles import ArticleLines
from kit.vietnamese.lines.patterns import LEXICON, load_patterns
from kit.vietnamese.lines.spans import split_lines

# A line that so many articles of a source have, and so large a share of them, is the site's furniture.
REPEATED_ARTICLES, REPEATED_SHARE = 5, 0.05

_AT_ONCE = 2_000  # articles


def find_lines(
    articles: pd.DataFrame, *, repeats: pd.DataFrame | None = None, lexicon: Path | str = LEXICON
) -> pd.DataFrame:
    """Give every line of every article a role.

    Parameters
    ----------
    articles : the ``articles`` table. Where it has a ``layout`` (a page said what its lines are), that counts.
    repeats : what the whole collection repeats, from `find_repeats`. Default: these articles are the collection.
    lexicon : YAML file with the patterns of lines.

    Returns
    -------
    The ``lines`` table: one row a line that is not blank, with its number (from 1, blank lines counted),
    offsets without outer white space, ``role`` (`kit.schema.ROLES`) and the ``rule`` that gave it.

    Notes
    -----
    First the shape of each line decides (a button, a photo caption, a link to another story, a credit),
    then what repeats: a line that at least `REPEATED_ARTICLES` different articles and `REPEATED_SHARE` of
    a source have is its furniture, the title of another article of the table is a link to it. Then the
    place: the story is the heaviest run of paragraphs (`kit.vietnamese.lines.extent.find_extent`), above it stands its
    title (`kit.vietnamese.lines.headlines.find_headline`), its first paragraph is the lead, the rest is body; what
    else stands around it is menus, names, links and imprint.

    >>> text = "Bộ trưởng thăm Bỉ\\n\\nSáng 4/4, Bộ trưởng đến Brussels. Ông ở lại hai ngày.\\nẢnh: An"
    >>> table = pd.DataFrame({"article_id": ["a"], "text": [text]})
    >>> list(find_lines(table)["role"])
    ['title', 'lead', 'caption']
    """
    check_table(articles, "articles", columns=("article_id", "text"))
    patterns = load_patterns(lexicon)
    repeats = find_repeats(find_prints(articles)) if repeats is None else repeats
    known = frozenset(repeats["print"].tolist())
    cells, counts = array("i"), array("i")  # tuples would be many times larger than the table they become
    codes: dict[str, int] = {}
    for text, title, source, layout in _iterate(articles):
        spans = split_lines(text)
        lines = [text[start:end] for _, start, end in spans]
        article = ArticleLines(lines, title, layout, patterns, [number for number, *_ in spans])
        article.mark_repeated(know_lines(known, source), know_lines(known))
        counts.append(len(spans))
        for span, (role, rule) in zip(spans, article.place(), strict=True):
            cells.extend((*span, ROLES.index(role), codes.setdefault(rule, len(codes))))
    if not cells:
        return empty_table("lines")
    ids = articles["article_id"].astype("str").repeat(np.frombuffer(counts, dtype="int32"))
    numbers, starts, ends, *kinds = np.frombuffer(cells, dtype="int32").reshape(-1, 5).T.copy()
    columns = {"article_id": ids.reset_index(drop=True), "line": numbers, "start": starts, "end": ends}
    return pd.DataFrame(columns | {"role": _spell(kinds[0], ROLES), "rule": _spell(kinds[1], tuple(codes))})


def find_prints(articles: pd.DataFrame) -> pd.DataFrame:
    """The short lines of each article as hashes of 64 bits, from which `find_repeats` learns what repeats.

    Parameters
    ----------
    articles : the ``articles`` table.

    Returns
    -------
    article_id, source and longest (hashes of its source, and of its longest line, which copies of an article share),
    title (hash of its title as letters alone, 0 without one), line (hash of a line and its source), letters (hash of a
    line of five words and more as letters alone, else 0). One row a different line; an article without a line has one,
    with 0.
    """
    texts = zip(articles["article_id"].tolist(), _iterate(articles), strict=True)
    rows = [(article_id, *row) for article_id, (*text, _) in texts for row in print_lines(*text)]
    return make_table(rows, "prints")


def find_repeats(prints: pd.DataFrame) -> pd.DataFrame:
    """What a collection repeats: the lines that so many articles of a source have, and the titles of its articles.

    Parameters
    ----------
    prints : from `find_prints`, of all articles. Copies of one article count once: articles of a source are told
        apart by their longest line, and the first by id stands for all.

    Returns
    -------
    print (a ``line`` of these, or a ``title``), sorted.
    """
    check_columns(prints, "article_id source longest title line", made_by="kit.segment.lines.find_prints")
    articles = prints.sort_values("article_id", kind="stable")
    articles = articles.drop_duplicates("article_id").drop_duplicates(["source", "longest"])
    own = prints[prints["article_id"].isin(articles["article_id"]) & prints["line"].ne(0)]
    n, total = own.groupby("line").size(), articles["source"].value_counts()
    source = own.drop_duplicates("line").set_index("line")["source"]
    least = (REPEATED_SHARE * source.map(total)).clip(lower=REPEATED_ARTICLES)
    often = n.index[n >= least.reindex(n.index)]
    titles = prints["title"].unique()
    return make_table({"print": np.unique(np.concatenate([often, titles[titles != 0]]))}, "repeats")


def _spell(codes: np.ndarray, names: tuple[str, ...]) -> pd.Series:
    """Codes as a column of text, each name kept once while it is made."""
    return pd.Series(pd.array(names, dtype="str").take(codes))


def _iterate(articles: pd.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    """Text, title, source and layout of each article, of which only some are in memory as Python has them."""
    table = articles.reindex(columns=["text", "title", "source", "layout"]).fillna("")
    for start in range(0, len(table), _AT_ONCE):
        yield from table.iloc[start : start + _AT_ONCE].itertuples(index=False, name=None)
