"""Dates and times named in Vietnamese text, as TIMEX3 values and calendar days."""

import datetime as dt
from collections.abc import Iterator
from itertools import chain, groupby, repeat
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd

from kit.errors import TableError
from kit.schema import check_table, iterate_rows
from kit.tag.mentions import make_mentions
from kit.vietnamese.dates.asked import read_day
from kit.vietnamese.dates.expressions import simplify
from kit.vietnamese.dates.grammar import load_grammar
from kit.vietnamese.dates.reader import Reader
from kit.vietnamese.dates.reading import RELEASE
from kit.vietnamese.dates.vocabulary import LEXICON
from kit.vietnamese.letters import nfc

_READ = ("article_id", "sentence", "role", "start", "text")

_ANCHORS = ("published", "published_from", "published_to")


def find_dates(
    sentences: pd.DataFrame, articles: pd.DataFrame, *, today: str | dt.date | pd.Timestamp | None = None
) -> pd.DataFrame:
    """Find every date, time, duration and repetition, and say which days they mean.

    Parameters
    ----------
    sentences : the ``sentences`` table.
    articles : the ``articles`` table; ``published`` anchors what has no year, ``published_from`` and
        ``published_to`` do so where every day between them gives the same reading.
    today : the day that decades and two-digit years are near to in an article without publication date (default:
        `find_today` of the articles).

    Returns
    -------
    The ``dates`` table, one row per expression in the order of the text: its TIMEX3 ``type`` (DATE, TIME,
    DURATION, SET) and ``value``; ``first_day`` and ``last_day`` of what it covers (``NaT`` for durations, sets,
    vague references and dates without a year); ``mod`` (START, MID, END, APPROX, MORE_THAN, …); the
    ``inferred`` fields that are not in the text, by commas, with the ``basis`` of the inference, the
    ``runner_up`` (the value that came second) and a ``confidence`` from 0 to 1, an ordering and not a
    probability; ``calendar`` (gregorian or lunar); and ``begin_value``, ``end_value`` of ranges and
    anchored durations. A date that the calendar does not have (31/2) gives no row.

    Raises
    ------
    TableError : a column is missing.
    OptionError : ``today`` is not a date.
    LexiconError : the lexicon cannot be used.

    Notes
    -----
    Values follow TimeML/TIMEX3 (Pustejovsky et al. 2003) and ISO 8601; see docs/dates.md for the guideline.

    Examples
    --------
    >>> from kit import schema
    >>> text = "Sáng 4/4/2023, Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp Quốc vụ khanh Bỉ."
    >>> row = {"article_id": "a", "text": text, "end": len(text), "role": "lead"}
    >>> sentences = schema.make_table([row], "sentences")
    >>> articles = schema.make_table([{"article_id": "a", "text": text}], "articles")
    >>> find_dates(sentences, articles)[["text", "type", "value"]].values.tolist()
    [['Sáng 4/4/2023', 'TIME', '2023-04-04TMO']]
    """
    check_table(sentences, "sentences", columns=_READ)
    check_table(articles, "articles", columns=("article_id", "text", "published"))
    vocabulary, now = load_grammar(), read_day(today, "today") or find_today(articles)
    given = [articles[name] if name in articles else repeat(None) for name in _ANCHORS]
    readers = {
        article_id: Reader(text, vocabulary, *map(as_day, days), today=now)
        for article_id, text, *days in zip(articles["article_id"], articles["text"], *given, strict=False)
    }
    rows: list[tuple[Any, ...]] = []
    for article_id, sentence, role, start, text in iterate_rows(sentences, _READ):
        reader = readers.get(article_id)
        if reader is None:
            of = f"article {article_id!r}, which the articles table lacks"
            raise TableError(f"Sentence {sentence} is of {of}.")
        for first, last, *facts in reader.read(text):
            rows.append((article_id, sentence, role, start + first, start + last, *facts))
    return make_mentions(rows, "dates")


def group_dates(dates: pd.DataFrame, sentences: pd.DataFrame) -> Iterator[tuple[list[int], int, str, str]]:
    """The dates of one sentence after another: their places in the table; where the sentence begins, its text, and the
    same as `simplify` leaves it.

    Raises
    ------
    TableError : a date of a sentence that is not there.
    """
    places = {key: place for place, key in enumerate(iterate_rows(sentences, _READ[:2]))}
    starts, texts = sentences["start"].tolist(), sentences["text"].array  # few of the texts are wanted
    for key, rows in groupby(enumerate(iterate_rows(dates, _READ[:2])), itemgetter(1)):
        found = [place for place, _ in rows]
        if key not in places:
            named = dates["text"].iloc[found[0]]
            raise TableError(f"The date {named!r} is in sentence {key}, which the sentences table lacks.")
        text = str(texts[places[key]])
        yield found, starts[places[key]], text, simplify(text)


def find_today(articles: pd.DataFrame) -> dt.date:
    """The day that stands for today in a collection: the latest of its publication days and bounds.

    A collection without any has the day of the kit's release.

    >>> from kit.schema import make_table
    >>> find_today(make_table([{"article_id": "a", "published": "2023-04-05"}], "articles"))
    datetime.date(2023, 4, 5)
    """
    given = chain.from_iterable(articles[name].unique() for name in _ANCHORS if name in articles)
    return max(filter(None, map(as_day, given)), default=RELEASE)


def find_dates_in_text(
    text: str,
    *,
    published: str | dt.date | pd.Timestamp | None = None,
    today: str | dt.date | pd.Timestamp | None = None,
    lexicon: Path | str = LEXICON,
) -> pd.DataFrame:
    """Find the dates in one string, to try phrases by hand.

    Parameters
    ----------
    text : any text; offsets are into its NFC form.
    published : the day it was published, as ``"2023-04-05"`` or a date; ``None`` if unknown.
    today : what decades and two-digit years are near to if that is unknown (default: the day of the kit's release).

    Returns
    -------
    The columns of `find_dates` without article_id, sentence and role.

    Raises
    ------
    OptionError : ``published`` or ``today`` is not a date.

    >>> found = find_dates_in_text("Ngày 19/4, hai bên họp; từ ngày 17-20/5/2022 sẽ họp tiếp.", published="2022-04-20")
    >>> list(found["value"])
    ['2022-04-19', '2022-05-17/2022-05-20']
    >>> list(find_dates_in_text("Ngày 19/4, hai bên họp.")["value"])
    ['XXXX-04-19']
    """
    text = nfc(text)
    day, now = read_day(published, "published"), read_day(today, "today") or RELEASE
    rows = Reader(text, load_grammar(lexicon), day, today=now).read(text)
    return make_mentions(rows, "dates", placed=False)


def explain_date(text: str, *, published: str | dt.date | pd.Timestamp | None = None) -> str:
    """Say for each date in ``text`` which rules found it, what it means and why.

    >>> print(explain_date("Chiều 4/4", published="2023-04-05"))
    'Chiều 4/4' is the TIME 2023-04-04TAF
        found by: part day-month
        inferred: year, on the basis: nearest to publication (confidence 0.99; else 2024-04-04TAF)
    """
    parts = []
    for row in find_dates_in_text(text, published=published).to_dict("records"):
        mod, other = row["mod"] and f", {row['mod']}", row["runner_up"] and f"; else {row['runner_up']}"
        part = f"{row['text']!r} is the {row['type']} {row['value']}{mod}\n    found by: {row['rule']}"
        if row["inferred"]:
            part += f"\n    inferred: {row['inferred'].replace(',', ', ')}, on the basis: {row['basis']} "
            part += f"(confidence {row['confidence']:.2g}{other})"
        elif row["basis"] != "written":
            part += f"\n    basis: {row['basis']}"
        parts.append(part)
    return "\n".join(parts) or "No date found."


def as_day(value: Any) -> dt.date | None:
    """The day of a cell; None if it is empty."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
