"""Short invented stories and the meetings that the kit finds in them, for the tests."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from kit.schema import make_table
from kit.segment.sentences import find_sentences
from kit.tag.dates import find_dates
from kit.tag.meetings import find_meetings
from kit.tag.partners import find_partners
from kit.tag.people import find_people

Story = Sequence[str | tuple[str, str]]
"""Lines of an article, each with its role; a line without one is body."""


def make_tables(stories: Sequence[Story], published: str = "2024-03-15") -> dict[str, pd.DataFrame]:
    """What `find_meetings` reads, of articles 0, 1 …; that day is a Friday."""
    lines, articles = [], []
    for article, story in enumerate(stories):
        start = 0
        pairs = [("body", line) if isinstance(line, str) else line for line in story]
        for number, (role, line) in enumerate(pairs):
            place = {"article_id": str(article), "line": number, "start": start, "end": start + len(line)}
            lines.append({**place, "text": line, "role": role})
            start += len(line) + 1
        articles.append({"article_id": str(article), "text": "\n".join(line for _, line in pairs)})
    day = pd.Timestamp(published) if published else pd.NaT
    table = make_table([{**article, "published": day} for article in articles], "articles")
    sentences = find_sentences(table, make_table(lines, "lines"))
    return {
        "sentences": sentences, "partners": find_partners(sentences),
        "people": find_people(sentences, None, table), "dates": find_dates(sentences, table), "articles": table,
    }  # fmt: skip


def read_meetings(
    *lines: str | tuple[str, str], published: str = "2024-03-15", home: str = "VNM"
) -> pd.DataFrame:
    """The meetings of one story."""
    return find_meetings(**make_tables([lines], published), home=home)


def tell(*lines: str | tuple[str, str], published: str = "2024-03-15") -> list[str]:
    """Kind, sides and days of each meeting of a story, such as ``receive VNM < BEL 12/3``."""
    return [_write(one) for one in read_meetings(*lines, published=published).itertuples()]


def tell_each(texts: Collection[str]) -> dict[str, list[str]]:
    """The same of many stories of one line."""
    table = find_meetings(**make_tables([[text] for text in texts]))
    told: dict[str, list[str]] = {str(number): [] for number in range(len(texts))}
    for one in table.itertuples():
        told[str(one.article_id)].append(_write(one))
    return dict(zip(texts, told.values(), strict=True))


def _write(one: Any) -> str:
    status = "" if one.status == "past" else f", {one.status}"
    return f"{one.kind} {one.side_a} < {one.side_b}{_write_days(one.first_day, one.last_day)}{status}"


def _write_days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    if pd.isna(first):
        return ""
    year = "" if first.year == 2024 else f"/{first.year}"
    return f" {first.day}/{first.month}{year}" + ("" if first == last else f"-{last.day}/{last.month}")
