"""The columns of every table, written once.

All tables are pandas DataFrames. ``start`` and ``end`` are character offsets into the article's
text (NFC), end exclusive, so ``text[start:end]`` is always the thing itself.
"""

from collections.abc import Sequence

import pandas as pd

from kit.errors import TableError

ROLES = ("title", "lead", "body", "caption", "credit", "byline", "teaser", "furniture")
"""What a line of an article can be. Nothing is cut: every line has one of these."""

STORY_ROLES = ("title", "lead", "body")
"""The roles that the analyses count unless told otherwise: what the article itself tells."""

STATUSES = ("past", "announced", "unknown")
"""What an event is at the time of publication."""

PRECISIONS = ("day", "week", "month", "quarter", "season", "year")
"""How exactly the days of an event are known."""

BASES = ("given", "stated", "inferred", "bounded", "unknown")
"""How a publication date is known, from metadata (``given``) down to not at all."""

MEETINGS = ("receive", "talks", "meet", "phone", "visit", "attend", "sign", "other")
"""What an encounter of two sides can be."""

INFERRED = ("year", "month", "date")
"""The fields of an event's date that may not stand in the text."""

DIRECTIONS = ("in", "out", "other")
"""Whose visit it is, seen from home."""

DAY = "datetime64[s]"  # seconds, not nanoseconds: history before 1677 must fit
_PLACE = "str article_id; int32 sentence; str role; int32 start end"
_MENTION = f"{_PLACE}; str text kind key rule"


def _read_columns(text: str) -> dict[str, str]:
    """Columns and dtypes, in their order: ``"str key; int64 n total"``."""
    groups = (part.split() for part in text.split(";"))
    return {column: dtype for dtype, *columns in groups for column in columns}


SCHEMAS: dict[str, dict[str, str]] = {
    "articles": _read_columns(
        f"str article_id title; {DAY} published; str published_basis; {DAY} published_from published_to; "
        "str source url text sha256"
    ),
    "lines": _read_columns("str article_id; int32 line start end; str role rule"),
    "prints": _read_columns("str article_id; int64 source longest title line letters"),
    "repeats": _read_columns("int64 print"),
    "signatures": _read_columns(
        "str article_id; int32 length; int64 digest whole; binary[pyarrow] signature anchors shingles"
    ),
    "copies": _read_columns(
        "str article_id duplicate_group duplicate_of duplicate_reason; float64 duplicate_similarity"
    ),
    "sentences": _read_columns("str article_id; int32 sentence line; str role; int32 start end; str text"),
    "words": _read_columns(f"{_PLACE}; category word"),
    "lengths": _read_columns("str article_id role; int64 sentences words tokens"),
    "mentions": _read_columns(_MENTION),
    "partners": _read_columns(f"{_MENTION} inside"),
    "topics": _read_columns(f"{_MENTION}; float64 weight"),
    "dates": _read_columns(
        f"{_MENTION} type value; {DAY} first_day last_day; str mod inferred basis runner_up; float64 confidence; "
        "str calendar begin_value end_value"
    ),
    "people": _read_columns(f"{_MENTION} title partner level; int32 title_start title_end"),
    "meetings": _read_columns(
        f"str meeting_id; {_PLACE}; str text kind side_a side_b person_a person_b office_a office_b level direction "
        f"place; {DAY} first_day last_day; str about basis status rule; bool keep; str note"
    ),
    "agreements": _read_columns(
        f"str agreement_id; {_PLACE}; str text kind status parties; {DAY} first_day last_day; "
        "str basis key subject rule"
    ),
    "encounters": _read_columns(
        f"str encounter_id kind sides persons offices level direction place; {DAY} first_day last_day; "
        f"str about basis status; int64 n_articles n_reports; str articles meeting_ids; {DAY} first_told; "
        "bool keep; str note"
    ),
    "quantities": _read_columns(
        f"{_PLACE}; str text; float64 value; str unit partner topic; {DAY} first_day last_day"
    ),
    "statements": _read_columns(
        f"{_PLACE}; str text act; int32 speaker_start speaker_end; str person speaker_side addressee_side; "
        "int32 content_start content_end; str topics; bool quoted; str rule"
    ),
    "dyads": _read_columns(
        "str first second; int64 n_first n_second n_together n_articles total_articles; "
        "float64 share share_low share_high; str note"
    ),
    "events": _read_columns(
        f"str event_id; {_PLACE}; str text value; {DAY} first_day last_day; "
        "str precision status kind inferred basis what clause who partners source_id; bool keep; str note"
    ),
    "pairs": _read_columns(
        "str first second; int64 n n_first n_second total; float64 expected difference difference_low difference_high "
        "ratio g2 p q; int64 n_articles; str note"
    ),
    "collocations": _read_columns(
        "str word; int64 n n_word n_node total; float64 expected log_dice g2 p; int64 n_articles; float64 q"
    ),
    "dispersion": _read_columns("str key; int64 n n_articles total_articles; float64 dp dp_norm"),
    "codes": _read_columns("str coder article_id; int32 sentence; str key; int8 value; str text role"),
    "problems": _read_columns("str article_id source problem detail; int64 start end; str text"),
    "scores": _read_columns(
        "str key; int64 n_coded n_found n_both n_sentences; float64 precision precision_low precision_high recall "
        "recall_low recall_high f1 f1_low f1_high; str note"
    ),
    "corrected": _read_columns(
        "str key; float64 n_sentences n_sentences_raw n_sentences_low n_sentences_high share share_raw share_low "
        "share_high per_article per_article_raw per_article_low per_article_high rate rate_raw rate_low rate_high; "
        "int64 total_sentences total_articles total_words n_coded articles_coded; float64 n_yes n_hits precision "
        "precision_low precision_high power; str note"
    ),
    "agreement": _read_columns(
        "str key; int64 n_coders n_sentences n_yes; float64 agreed alpha alpha_low alpha_high; str note"
    ),
    "disagreements": _read_columns("str article_id; int32 sentence; str key yes no text"),
    "keyness": _read_columns(
        "str key; int64 n_target n_reference total_target total_reference articles_target articles_reference; float64 "
        "rate_target rate_reference log_odds z g2 p q; str note"
    ),
    "differences": _read_columns(
        "str key; int64 n_target n_reference articles_target articles_reference total_target total_reference; float64 "
        "share_target share_reference share_change share_change_low share_change_high rate_target rate_reference "
        "rate_change rate_change_low rate_change_high p q; str note"
    ),
}
"""Column names and pandas dtypes of each table. A table may have further columns after these."""


def empty_table(name: str, note: str = "") -> pd.DataFrame:
    """A table of schema ``name`` without rows; ``note``, in its attrs, is why, and what a chart of it says.

    >>> empty_table("keyness", "Nothing was counted.").attrs["note"]
    'Nothing was counted.'
    """
    table = pd.DataFrame({column: pd.Series(dtype=dtype) for column, dtype in SCHEMAS[name].items()})
    if note:
        table.attrs["note"] = note
    return table


def make_table(rows: list[dict] | list[tuple] | dict, name: str) -> pd.DataFrame:
    """A table of schema ``name`` from rows (dicts, or tuples in the schema's order) or from columns.

    Missing columns are filled with the empty value of their dtype ("" for text, NaT for days).

    >>> make_table([{"article_id": "a", "line": 0, "start": 0, "end": 4, "role": "body"}], "lines")["rule"][0]
    ''
    """
    schema = SCHEMAS[name]
    if not len(rows):
        return empty_table(name)
    as_tuples = isinstance(rows, list) and isinstance(rows[0], tuple)
    table = pd.DataFrame(rows, columns=list(schema)[: len(rows[0])] if as_tuples else None)
    for column, dtype in schema.items():
        if column not in table:
            table[column] = "" if dtype == "str" else pd.Series([pd.NaT if dtype == DAY else 0] * len(table))
        if dtype == "str":
            table[column] = table[column].fillna("")
        table[column] = table[column].astype(dtype)  # type: ignore[call-overload]
    extra = [column for column in table if column not in schema]
    return table[[*schema, *extra]].reset_index(drop=True)


_FOUND = (
    *("lines", "sentences", "words", "dates", "people", "context", "events", "meetings", "agreements"),
    "statements",
)
MADE_BY = {
    **{name: f"kit.find_{name}" for name in _FOUND},
    "articles": "kit.load_articles",
    "signatures": "kit.read.signatures.find_signatures",
    "mentions": "kit.find_topics, kit.find_partners or kit.find_people",
    "codes": "kit.check.load_codes",
}
"""Which function makes a table that another was asked to work on."""


def check_table(table: pd.DataFrame, name: str, *, columns: Sequence[str] = ()) -> pd.DataFrame:
    """Return ``table`` unchanged, or raise if it lacks columns of schema ``name``.

    Parameters
    ----------
    table : the table to check.
    name : a key of `MADE_BY`.
    columns : check only these columns of the schema (default: all of them).

    Raises
    ------
    TableError : names the missing columns, and where the table should have come from.
    """
    check_columns(table, " ".join(columns or SCHEMAS[name]), made_by=MADE_BY[name], name=f" {name}")
    return table


def check_columns(table: pd.DataFrame, columns: str, *others: str, made_by: str, name: str = "") -> None:
    """Raise a `TableError` that names the columns which ``table`` lacks, and the function that makes such a table.

    ``columns`` are names with blanks between; ``others`` are what a caller named, which may have blanks in them.
    """
    if not isinstance(table, pd.DataFrame):
        raise TableError(f"Expected the{name} table (a DataFrame) of {made_by}, got {type(table).__name__}.")
    if missing := [column for column in (*columns.split(), *others) if column not in table]:
        there = ", ".join(map(str, table)) or "none"
        raise TableError(
            f"The{name} table lacks the columns {', '.join(missing)}; it has {there}. Make it with {made_by}."
        )
