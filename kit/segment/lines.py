"""Lines: what each line of a saved page is, from title to furniture, so that nothing need be cut."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from kit.schema import ROLES, check_table, empty_table
from kit.vietnamese.lines.lineroles import LONGEST_REPEATED, ArticleLines
from kit.vietnamese.lines.patterns import LEXICON, load_patterns
from kit.vietnamese.lines.spans import split_lines
from kit.vietnamese.lines.titles import squash

REPEATED_ARTICLES, REPEATED_SHARE = 5, 0.05
"""A line that so many articles of a source have, and so large a share of them, is the site's furniture."""

_AT_ONCE = 2_000  # articles


def find_lines(articles: pd.DataFrame, *, lexicon: Path | str = LEXICON) -> pd.DataFrame:
    """Give every line of every article a role.

    Parameters
    ----------
    articles : the ``articles`` table. Where it has a ``layout`` (a page said what its lines are), that counts.
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
    blank = [""] * len(articles)
    titles, sources, layouts = (
        articles[name].tolist() if name in articles else blank for name in ("title", "source", "layout")
    )
    repeated = _find_repeated(articles["text"], sources)
    known_titles = Counter(squash(title) for title in titles if title)
    numbers, starts, ends, counts = array("i"), array("i"), array("i"), array("i")
    roles, rules = array("b"), array("b")
    codes: dict[str, int] = {}
    for text, title, source, layout in zip(_iterate(articles["text"]), titles, sources, layouts, strict=True):
        spans = split_lines(text)
        parts = [text[start:end] for _, start, end in spans]
        article = ArticleLines(parts, title, layout, patterns)
        article.mark_repeated(repeated[source], known_titles)
        counts.append(len(spans))
        for (number, start, end), (role, rule) in zip(spans, article.place(), strict=True):
            numbers.append(number)
            starts.append(start)
            ends.append(end)
            roles.append(ROLES.index(role))
            rules.append(codes.setdefault(rule, len(codes)))
    if not numbers:
        return empty_table("lines")
    ids = articles["article_id"].astype("str").repeat(np.frombuffer(counts, dtype="int32"))
    return pd.DataFrame(
        {
            "article_id": ids.reset_index(drop=True),
            "line": np.frombuffer(numbers, dtype="int32").copy(),
            "start": np.frombuffer(starts, dtype="int32").copy(),
            "end": np.frombuffer(ends, dtype="int32").copy(),
            "role": _spell(roles, ROLES),
            "rule": _spell(rules, tuple(codes)),
        }
    )


def _spell(codes: array, names: tuple[str, ...]) -> pd.Series:
    """Codes as a column of text, each name kept once while it is made."""
    return pd.Series(pd.array(names, dtype="str").take(np.frombuffer(codes, dtype="int8").astype("int64")))


def _iterate(texts: pd.Series) -> Iterator[str]:
    """The texts one after another, of which only some are in memory as Python has them."""
    for start in range(0, len(texts), _AT_ONCE):
        yield from texts.iloc[start : start + _AT_ONCE].tolist()


def _find_repeated(texts: pd.Series, sources: list[str]) -> dict[str, set[str]]:
    """The lines, by source, that so many of its articles have that they are no article's own.

    Copies of one article count once: articles are told apart by their longest line.
    """
    seen: dict[str, set[int]] = defaultdict(set)
    hashes: dict[str, array] = defaultdict(lambda: array("q"))  # of all short lines: eight bytes each
    for text, source in zip(_iterate(texts), sources, strict=True):
        lines = {line.strip() for line in text.split("\n")}
        longest = hash(max(lines, key=lambda line: (len(line), line)))
        if longest not in seen[source]:
            seen[source].add(longest)
            hashes[source].extend(hash(line) for line in lines if 0 < len(line) <= LONGEST_REPEATED)
    often: dict[str, frozenset[int]] = {}
    for source, own in hashes.items():
        kinds, counts = np.unique(np.frombuffer(own, dtype="int64"), return_counts=True)
        least = max(REPEATED_ARTICLES, REPEATED_SHARE * len(seen[source]))
        often[source] = frozenset(kinds[counts >= least].tolist())
    found: dict[str, set[str]] = defaultdict(set)
    for text, source in zip(_iterate(texts), sources, strict=True):
        if often.get(source):
            lines = {line.strip() for line in text.split("\n")} - {""}
            found[source].update(line for line in lines if hash(line) in often[source])
    return found
