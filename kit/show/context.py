"""Context: every place where something is said, with the words around it, the keywords under each other (KWIC)."""

import html
import re
import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd

from kit.errors import OptionError, TableError
from kit.schema import check_table, iterate_rows, make_table
from kit.show.passages import PLAIN, Passages
from kit.vietnamese.phrases.patterns import PatternError
from kit.vietnamese.phrases.queries import compile_query

_WORD = re.compile(r"\S*\w\S*")
_FOUND = ["article_id", "sentence", "role", "start", "end"]
_HEAD, _LINE = Path(__file__).with_suffix(".html").read_text("utf-8").splitlines()


class Concordance(Passages):
    """Lines of a concordance: ``table`` is the data, a notebook shows it as safe HTML.

    ``table`` has the columns of `kit.find_context`; ``total`` says how many lines there were.
    """

    def __repr__(self) -> str:
        left, middle = (max(map(_width, self.table[name]), default=0) for name in ("left", "keyword"))
        lines = [
            f"{' ' * (left - _width(row.left))}{row.left} [{row.keyword}]{' ' * (middle - _width(row.keyword))} "
            f"{row.right}  ({row.article_id}, {row.sentence})"
            for row in self.table.itertuples()
        ]
        return "\n".join([*lines, self._count()])

    def _repr_html_(self) -> str:
        safe = self.table.astype("str").map(html.escape).to_dict("records")
        lines = "".join(_LINE.format_map(row) for row in safe)
        table = f"<table>{_HEAD}<tbody>{lines}</tbody></table>" if lines else ""
        return f'<div class="kit-context {PLAIN}">{table}<p lang="en">{html.escape(self._count())}</p></div>'


def find_context(
    sentences: pd.DataFrame,
    query: str | pd.DataFrame,
    *,
    width: int = 8,
    unit: str = "words",
    sort: str = "position",
    sample: int | None = None,
    seed: int = 1,
) -> pd.DataFrame:
    """Keyword in context: one row per occurrence, with what stands left and right of it.

    Parameters
    ----------
    sentences : the sentences table; context does not reach beyond a sentence.
    query : a pattern (``"di cư (hợp pháp|an toàn)"``, see `kit.vietnamese.phrases.patterns`; words in capitals
        throughout, as in ``"DI CƯ"``, are found in any case, too), or any rows of mentions (those in other
        sentences are left out), such as ``topics[topics["key"] == "trafficking"]``.
    width : how much context on each side.
    unit : ``"words"`` (written syllables) or ``"characters"``.
    sort : ``"position"`` (order of the text), ``"left"`` (by the words leftwards from the keyword),
        ``"right"`` or ``"keyword"``.
    sample : keep only so many rows, drawn at random; ``None`` keeps all.
    seed : of the draw.

    Returns
    -------
    Columns article_id, sentence, role, start, end (of the keyword, in the article), left, keyword, right, key
    (the mention's key, or the pattern). Context in words is as it stands in the sentence, without the space
    next to the keyword: punctuation that follows the keyword begins ``right``. Context in characters is exact.

    Raises
    ------
    TableError : mentions do not lie in the sentence that they name.
    OptionError : an unknown unit or sort, a width below 0, or a pattern that cannot be used.

    References
    ----------
    Luhn, H. P. (1960). Key word-in-context index for technical literature. *American Documentation* 11.

    Examples
    --------
    >>> table = pd.DataFrame({"article_id": ["a"], "sentence": [0], "line": [0], "role": ["body"], "start": [0],
    ...                       "end": [28], "text": ["Hai bên bàn về di cư an toàn."]})
    >>> find_context(table, "di cư", width=2)[["left", "keyword", "right"]].values.tolist()
    [['bàn về', 'di cư', 'an toàn.']]
    """
    check_table(sentences, "sentences")
    if unit not in ("words", "characters"):
        raise OptionError(f"The unit of context is 'words' or 'characters', got {unit!r}.")
    if sort not in ("position", "left", "right", "keyword"):
        raise OptionError(f"Sort by 'position', 'left', 'right' or 'keyword', got {sort!r}.")
    if width < 0 or (sample is not None and sample < 0):
        raise OptionError("The width of the context and the size of the sample are 0 or more.")
    mentions = _find_pattern(sentences, query) if isinstance(query, str) else check_table(query, "mentions")
    hits = _add_sentences(mentions[[*_FOUND, "key"]], sentences)
    hits = hits.sort_values(["article_id", "sentence", "start", "end", "key"], ignore_index=True)
    if sample is not None and sample < len(hits):
        chosen = np.random.default_rng(seed).choice(len(hits), size=sample, replace=False)
        hits = hits.loc[np.sort(chosen)].reset_index(drop=True)
    spans = list(zip(hits["text"], hits["start"] - hits["begins"], hits["end"] - hits["begins"], strict=True))
    said = {
        "left": [_take(text[:a], width, unit, last=True) for text, a, _ in spans],
        "keyword": [text[a:b] for text, a, b in spans],
        "right": [_take(text[b:], width, unit, last=False) for text, _, b in spans],
    }
    table = hits[_FOUND].assign(**said, key=hits["key"]).astype(dict.fromkeys((*said, "key"), "str"))
    if sort == "position":
        return table
    order = [re.findall(r"\w+", text.lower())[:: -1 if sort == "left" else 1] for text in table[sort]]
    return table.loc[sorted(range(len(order)), key=order.__getitem__)].reset_index(drop=True)


def show_context(context: pd.DataFrame, *, top: int = 30) -> Concordance:
    """A concordance to read: the keywords under each other, each line with its article and sentence.

    Parameters
    ----------
    context : from `kit.find_context`.
    top : how many lines to show (the count is of all).

    Returns
    -------
    `Concordance`.

    Raises
    ------
    TableError : ``context`` is no such table.

    Examples
    --------
    >>> context = pd.DataFrame([{"article_id": "a", "sentence": 3, "left": "bàn về", "keyword": "di cư",
    ...                          "right": "an toàn", "key": "di cư"}])
    >>> show_context(context)
    bàn về [di cư] an toàn  (a, 3)
    1 line
    """
    check_table(context, "context", columns=("article_id", "sentence", "left", "keyword", "right"))
    return Concordance(context.head(top), len(context), context.attrs.get("note", ""))


def _find_pattern(sentences: pd.DataFrame, pattern: str) -> pd.DataFrame:
    """Where a pattern matches, as mentions: the longest match at each place, none overlapping."""
    try:
        find = compile_query(pattern)
    except PatternError as error:
        raise OptionError(f"The pattern {pattern!r} cannot be used: {error}") from None
    told = iterate_rows(sentences, ("article_id", "sentence", "role", "start", "text"))
    rows = [(*place, at + hit.start, at + hit.end) for *place, at, text in told for hit in find(text)]
    return make_table(rows, "mentions").assign(key=pattern)


def _add_sentences(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The mentions in these sentences, each with its sentence: where it ``begins``, and its text."""
    known = sentences[["article_id", "sentence", "start", "text"]].rename(columns={"start": "begins"})
    found = mentions.merge(known, on=["article_id", "sentence"])
    lost = (found["start"] < found["begins"]) | (found["end"] > found["begins"] + found["text"].str.len())
    if lost.any():
        row = found[lost].iloc[0]
        where = f"sentence {row['sentence']} of article {row['article_id']!r}, which it names"
        remedy = "use the sentences that the mentions were found in"
        raise TableError(f"A mention does not lie in {where}; {remedy}.")
    return found


def _take(text: str, width: int, unit: str, *, last: bool) -> str:
    """The last words or characters of a text, or the first."""
    if unit == "characters" or not width:
        return text[max(0, len(text) - width) :] if last else text[:width]
    words = list(_WORD.finditer(text))
    if len(words) > width:
        text = text[words[-width].start() :] if last else text[: words[width - 1].end()]
    return text.strip()


def _width(text: str) -> int:
    """Columns that a text takes in a fixed-width font: marks that combine take none."""
    return sum(not unicodedata.combining(letter) for letter in text)
