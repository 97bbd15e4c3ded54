"""Quantities: how many people, cases or how much money the articles count, of which partner, topic and time."""

import pandas as pd

from kit.schema import SIDES, STORY_ROLES, check_table
from kit.tag.mentions import find_mentions
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.names import plain_lower
from kit.vietnamese.quantities import find_quantities as find_in_text
from kit.vietnamese.quantities import load_quantity_words

# Characters between a name and the number right behind it: "Lào 6.000 người", "Lào (6.000 người)".
_BESIDE = 2
_PLACE = ["article_id", "sentence"]


def find_quantities(
    sentences: pd.DataFrame,
    *,
    partners: pd.DataFrame,
    topics: pd.DataFrame,
    dates: pd.DataFrame,
    roles: tuple[str, ...] = STORY_ROLES,
    home: str = HOME,
) -> pd.DataFrame:
    """Find numbers of people, citizens, workers and cases, sums of money and shares, and what they are of.

    Parameters
    ----------
    sentences : the ``sentences`` table.
    partners, topics, dates : the tables of these names; of each, what stands nearest in the sentence counts.
    roles : roles that count; a number in a teaser is another article's.
    home : the country that is no partner (ISO 3166-1 alpha-3).

    Returns
    -------
    One row per quantity in the order of the text: article_id, sentence, role, start, end, text, ``value`` in units of
    one (3,84 tỷ USD is 3840000000), ``unit`` (people, citizens, workers, cases, USD, VND, EUR, %), partner and topic
    ("" if the sentence names none), first_day and last_day of its time (``NaT`` if the sentence dates none). A row
    of ``events`` of kind ``figure`` has the article_id, the sentence and the days of its quantities.

    Raises
    ------
    TableError : a column is missing.
    LexiconError : ``quantities.yml`` cannot be used; names file and line.

    Examples
    --------
    >>> from kit.schema import empty_table, make_table
    >>> text = "142.000 lao động sang Nhật Bản."
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "lead"}], "sentences")
    >>> japan = {"article_id": "a", "start": 22, "end": 30, "kind": "country", "key": "JPN"}
    >>> tables = {"partners": make_table([japan], "partners")}
    >>> tables |= {name: empty_table(name) for name in ("topics", "dates")}
    >>> find_quantities(sentences, **tables)[["text", "value", "unit", "partner"]].values.tolist()
    [['142.000 lao động', 142000.0, 'workers', 'JPN']]
    """
    for name, table in {"partners": partners, "topics": topics, "dates": dates}.items():
        check_table(table, "mentions" if name != "dates" else name, columns=(*_PLACE, "start", "end", "key"))
    words, unknown = load_quantity_words(), ("", "", None, None)

    def find_here(_: str, text: str) -> list[tuple]:
        return [(*one, *unknown) for one in find_in_text(plain_lower(text), words)]

    found = find_mentions(sentences[sentences["role"].isin(roles)], "quantities", find_here)
    sides = partners[partners["kind"].isin(SIDES) & (partners["key"] != home)]
    days = dates[dates["first_day"].notna() & dates["type"].isin(["DATE", "TIME"])]
    found["partner"] = _find_nearest(found, sides, ["key"])["key"].fillna("")
    found["topic"] = _find_nearest(found, topics, ["key"])["key"].fillna("")
    columns = ["first_day", "last_day"]
    found[columns] = _find_nearest(found, days, columns)
    return found


def _find_nearest(found: pd.DataFrame, mentions: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """These columns of the mention that is nearest to each quantity in its sentence, rather behind it than before."""
    places = found[[*_PLACE, "start", "end"]].reset_index().sort_values("start", kind="stable")
    others = mentions[[*_PLACE, "start", "end", *columns]].sort_values("start", kind="stable")
    on = {"left_on": "start", "right_on": "start_other", "by": _PLACE}
    others = others.rename(columns={"start": "start_other", "end": "end_other"})
    sides = [pd.merge_asof(places, others, direction=way, **on) for way in ("backward", "forward")]
    pairs = pd.concat(sides).dropna(subset="start_other")
    gap, before = pairs["start_other"] - pairs["end"], pairs["start"] - pairs["end_other"]
    before = before.where(before <= _BESIDE, 3 * before)
    nearest = pairs.assign(gap=gap.where(gap >= 0, before)).sort_values("gap", kind="stable")
    return nearest.drop_duplicates("index").set_index("index")[columns].reindex(found.index)
