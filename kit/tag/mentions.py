"""Mentions: tables of what a function finds in the text of articles, one row per hit."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd

from kit.schema import DAY, SCHEMAS, check_table, iterate_rows
from kit.segment.sentences import join_sentences
from kit.vietnamese.letters import nfc

# From the id and the text of an article to what it names: start, end, and the columns of the table after ``text``.
Find = Callable[[str, str], Iterable[tuple[Any, ...]]]


def find_mentions(sentences: pd.DataFrame, schema: str, find: Find) -> pd.DataFrame:
    """The table of what ``find`` finds in each article, its sentences on lines of their own.

    Raises
    ------
    TableError : ``sentences`` lacks columns, or sentences of an article overlap.
    """
    check_table(sentences, "sentences")
    rows = [
        (article_id, *find_place(start), start, end, text[start:end], *facts)
        for article_id, text, find_place in join_sentences(sentences)
        for start, end, *facts in find(article_id, text)
    ]
    return make_mentions(rows, schema)


def find_mentions_in_text(text: str, schema: str, find: Find) -> pd.DataFrame:
    """The same of one string: the columns from ``start`` on, with offsets into its NFC form."""
    text = nfc(text)
    rows = [(start, end, text[start:end], *facts) for start, end, *facts in find("", text)]
    return make_mentions(rows, schema, placed=False)


def group_rows(table: pd.DataFrame, columns: Iterable[str]) -> defaultdict[str, list[tuple]]:
    """Rows by article: the values of some columns."""
    groups: defaultdict[str, list[tuple]] = defaultdict(list)
    for article_id, row in zip(table["article_id"].tolist(), iterate_rows(table, columns), strict=True):
        groups[article_id].append(row)
    return groups


def make_id(letter: str, *parts: object) -> str:
    """An id of what has these parts: by its letter it is no number."""
    text = "\n".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return f"{letter}-{hashlib.sha256(text).hexdigest()[:12]}"


def make_ids(rows: pd.DataFrame, letter: str = "e") -> list[str]:
    """An id of each row: the same as long as the article has this text at this place."""
    return [make_id(letter, *place) for place in iterate_rows(rows, ("article_id", "start", "text"))]


def make_mentions(rows: list[tuple[Any, ...]], schema: str, *, placed: bool = True) -> pd.DataFrame:
    """A table from rows in the order of its schema, without the article, sentence and role if not ``placed``.

    Column by column, because turning a table of objects into text afterwards takes eight times as long.
    """
    names = list(SCHEMAS[schema])[0 if placed else 3 :]
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    table: dict[str, np.ndarray | pd.api.extensions.ExtensionArray] = {}
    for name, values in zip(names, columns, strict=True):
        dtype = SCHEMAS[schema][name]
        if dtype == "str":
            table[name] = pd.array(list(values), dtype="str")
        else:  # days by way of days, which reach back before 1677
            table[name] = np.array(values, dtype="datetime64[D]" if dtype == DAY else dtype).astype(dtype)
    return pd.DataFrame(table, copy=False)
