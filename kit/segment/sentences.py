"""Sentences: each line cut where a sentence ends, and nowhere else."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd

from kit.errors import TableError
from kit.schema import check_table, iterate_rows, make_table
from kit.vietnamese.endings import LEXICON, load_endings
from kit.vietnamese.lines.captions import is_caption
from kit.vietnamese.lines.patterns import load_patterns
from kit.vietnamese.sentences import split_sentences

_BATCH = 200_000  # sentences made into a table at once

_STORY = ("lead", "body")


def find_sentences(
    articles: pd.DataFrame, lines: pd.DataFrame, *, lexicon: Path | str = LEXICON
) -> pd.DataFrame:
    """Cut every line into sentences; a sentence never goes over the end of a line.

    Parameters
    ----------
    articles : the ``articles`` table.
    lines : the ``lines`` table of these articles.
    lexicon : YAML file with the abbreviations after which a full stop ends nothing.

    Returns
    -------
    The ``sentences`` table: article_id, sentence (from 0 within the article), line, role, offsets into the
    article's text, and the text between them. A line without a final full stop is a sentence; every
    character of a line but white space is in exactly one sentence. The role is that of the line, but for
    a caption that stands inside a paragraph: a sentence that ends in a photo credit is a ``caption``.

    Raises
    ------
    TableError : a column is missing, or ``lines`` are of other articles.

    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["TS. An đến TP. Vinh. Ông ở lại."]})
    >>> lines = pd.DataFrame({"article_id": ["a"], "line": [1], "start": [0], "end": [31], "role": ["body"]})
    >>> list(find_sentences(articles, lines)["text"])
    ['TS. An đến TP. Vinh.', 'Ông ở lại.']
    """
    check_table(articles, "articles", columns=("article_id", "text"))
    columns = ("article_id", "line", "start", "end", "role")
    check_table(lines, "lines", columns=columns)
    endings = load_endings(lexicon)
    unknown = lines.loc[~lines["article_id"].isin(articles["article_id"]), "article_id"]
    if len(unknown):
        raise TableError(f"The lines table has articles that the articles table lacks: {unknown.iloc[0]!r} …")
    places = {article_id: place for place, article_id in enumerate(articles["article_id"])}
    texts = articles["text"].array  # one at a time as Python has it, which takes twice the room
    photo = load_patterns()["caption"]
    parts: list[pd.DataFrame] = []
    rows: list[tuple] = []
    current, number, whole = None, 0, ""
    for article_id, line, start, end, role in iterate_rows(lines, columns):
        if article_id != current:
            current, number, whole = article_id, 0, str(texts[places[article_id]])
            if len(rows) > _BATCH:  # tuples are many times larger than the table they become
                parts.append(make_table(rows, "sentences"))
                rows = []
        text = whole[start:end]
        for first, last in split_sentences(text, endings):
            part = text[first:last]
            own = "caption" if role in _STORY and is_caption(part, photo) else role
            rows.append((article_id, number, line, own, start + first, start + last, part))
            number += 1
    parts.append(make_table(rows, "sentences"))
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]


def join_sentences(sentences: pd.DataFrame) -> Iterator[tuple[str, str, Callable[[int], tuple[int, str]]]]:
    """The articles that a table of sentences holds, each sentence where it stood, on a line of its own.

    Yields
    ------
    The article's id; its text, with line breaks where nothing is known; and a function from an offset to
    the number and role of the sentence there.

    Raises
    ------
    TableError : sentences of an article overlap.
    """
    codes, ids = pd.factorize(sentences["article_id"])
    order = np.lexsort((sentences["start"].to_numpy(), codes))
    if (np.diff(order) < 0).any():
        sentences, codes = sentences.iloc[order], codes[order]
    starts, texts, numbers, roles = (sentences[c].tolist() for c in ("start", "text", "sentence", "role"))
    places = np.searchsorted(codes, np.arange(len(ids) + 1)).tolist()
    ends = np.append(0, np.array(starts, dtype=np.int64) + list(map(len, texts)))[:-1]
    ends[places[:-1]] = 0
    gaps = starts - ends
    for at in np.flatnonzero(gaps < 0)[:1]:
        why = "start and end should be offsets into the article. Make the table with find_sentences"
        raise TableError(f"Sentences of article {ids[codes[at]]!r} overlap at offset {starts[at]}; {why}.")
    pieces = [*chain.from_iterable(zip(("\n" * gap for gap in gaps.tolist()), texts, strict=True))]
    for article_id, first, last in zip(ids, places, places[1:], strict=False):

        def find_place(offset: int, first: int = first, last: int = last) -> tuple[int, str]:
            at = bisect_right(starts, offset, first, last) - 1
            return numbers[at], roles[at]

        yield article_id, "".join(pieces[2 * first : 2 * last]), find_place
