"""Words: Vietnamese is written in syllables, and this finds which of them belong together.

Two styles. ``"underthesea"`` gives the words of ``underthesea.word_tokenize``, letter for letter. ``"kit"``,
the default, asks the same model under constraints that Vietnamese spelling supports (see docs/words.md).
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from kit.errors import OptionError, TableError
from kit.schema import check_table, empty_table
from kit.vietnamese.words.finder import find_all
from kit.vietnamese.words.wordengines import Found


def find_words(sentences: pd.DataFrame, *, style: str = "kit", keep: Iterable[str] = ()) -> pd.DataFrame:
    """The words of every sentence.

    Parameters
    ----------
    sentences : the ``sentences`` table. A missing text has no words.
    style : ``"kit"`` or ``"underthesea"`` (the same words as ``underthesea.word_tokenize``).
    keep : phrases that stay whole and join nothing, for example names of a lexicon; longer ones win. They
        match whole tokens as they are written, whatever the placement of tone marks. Style ``"kit"`` only.

    Returns
    -------
    The ``words`` table: article_id, sentence, role, start, end (offsets into the article's text, so the
    slice is the word as it stands there) and word: the same in normal form, with single spaces. article_id,
    role and word are categories, which take less than half of the memory of texts. The words of a sentence
    cover all of it but white space. Style ``"kit"`` writes tone marks one way (*hòa*, *thủy*); style
    ``"underthesea"`` spells as underthesea does.

    Raises
    ------
    TableError : the table lacks a column, or a text is not a string.
    KitError : the style is unknown, or ``keep`` is not a list of phrases.

    >>> sentences = pd.DataFrame({"article_id": ["a"], "sentence": [0], "role": ["body"], "start": [10]})
    >>> sentences["text"] = ["Phát triển kinh tế-xã hội từ 17-20/5/2022."]
    >>> words = find_words(sentences)
    >>> list(words["word"])
    ['Phát triển', 'kinh tế', '-', 'xã hội', 'từ', '17-20/5/2022', '.']
    >>> int(words["start"][1]), int(words["end"][1])
    (21, 28)
    """
    check_table(sentences, "sentences", columns=("article_id", "sentence", "role", "start", "text"))
    found = find_all(_list_texts(sentences["text"]), style, keep)
    if not len(found.text):
        return empty_table("words")
    kinds = {"article_id": "str", "sentence": "int32", "role": "str", "start": "int64"}
    rows = sentences[[*kinds]].astype(kinds).astype({"article_id": "category", "role": "category"})
    table = rows.take(found.text).reset_index(drop=True)  # of each word its own
    start, end = ((table["start"] + edge).astype("int32") for edge in (found.start, found.end))
    return table.assign(start=start, end=end, word=_categorise(found))


def find_words_in_text(text: str, *, style: str = "kit", keep: Iterable[str] = ()) -> pd.DataFrame:
    """The words of one sentence or other short text: start, end and word, as in `find_words`.

    >>> list(find_words_in_text("Việt Nam luôn coi Bỉ là đối tác.")["word"])
    ['Việt Nam', 'luôn', 'coi', 'Bỉ', 'là', 'đối tác', '.']
    """
    if not isinstance(text, str):
        raise OptionError(f"Expected a text (str), got {type(text).__name__}.")
    found = find_all([text], style, keep)
    columns = {"start": found.start.astype(np.int32), "end": found.end.astype(np.int32)}
    return pd.DataFrame({**columns, "word": _categorise(found)})


def _list_texts(column: pd.Series) -> list[str]:
    """The texts of a column, missing ones as ""."""
    for row, text in () if column.dtype == "str" else column.dropna().items():
        if not isinstance(text, str):
            raise TableError(f"The text of the sentence in row {row!r} is {text!r}, not a string.")
    return column.astype(object).where(column.notna(), "").tolist()


def _categorise(found: Found) -> pd.Categorical:
    return pd.Categorical.from_codes(found.code, categories=pd.Index(found.words, dtype="str"))
