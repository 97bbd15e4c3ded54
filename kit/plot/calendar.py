"""The calendar of visits: an Axes of who met whom and when, a lane for each partner."""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from kit.count.meetings import UNKNOWN, say_none, select_encounters
from kit.errors import OptionError
from kit.plot.rows import Labels, add_counts, name_key, new_rows
from kit.plot.said import say_nothing, tell
from kit.plot.style import COLOURS, GREY, PALE, add_legend, as_text
from kit.plot.timelines import choose_axis, draw_mark
from kit.schema import DAY
from kit.vietnamese.dates.calendars import days_of
from kit.vietnamese.names.cues import HOME

# How an encounter is drawn, how far above the middle of its lane, and what it is called.
WAYS = {"out": ("^", 0.27, "visit out"), "in": ("v", -0.27, "visit in"), "": ("o", 0.0, "other encounter")}

# The levels that have a colour, a size and a weight of the outline in common, the highest first.
RANKS = {
    "head of state, government or party": "head_of_state head_of_government party_leader",
    "deputy of these, minister": "deputy minister",
    "deputy minister, ambassador, parliament, organisation": "deputy_minister ambassador parliament organisation_head",
    "other office, or nobody named": "other",
}

_ABOVE = {way: above for way, (_, above, _) in WAYS.items()}
_DARK, _COLOURS = "#222222", np.array([*COLOURS[:3], GREY])
_SIZES, _OUTLINES = np.array([100, 70, 48, 32]), np.array([1.4, 0.9, 0.4, 0.0])

# So many marks of one day and lane can be told apart; if more than this part of all cannot be, they are counted.
ABREAST, CROWDED = 3, 0.05

# Encounters are counted by month on an axis of no more months than this, by year on a longer one.
MOST_MONTHS = 48

_DAYS = {"day": 1.0, "month": 30.5, "year": 365.25}
_LARGEST, _NARROW = 15, 6  # points across the mark of most encounters; inches across a figure


@as_text
def plot_calendar(
    encounters: pd.DataFrame,
    *,
    home: str = HOME,
    labels: Labels = None,
    between: Sequence[str] | None = None,
    every: str = "",
    top: int = 20,
    ax: Axes | None = None,
) -> Axes:
    """The calendar of visits: a lane for each partner, with visits out and in, and other encounters, by day.

    Parameters
    ----------
    encounters : the meetings, folded, so that what several articles tell of is drawn once: see `kit.fold_meetings`.
    home : the country whose calendar it is (a key or name; "" for the encounters of all).
    labels : names for the partners.
    between : first and last day of the axis, e.g. ``("2022-01-01", "2023-12-31")``; default as in `kit.plot_timeline`.
    every : ``"day"``, or ``"month"`` or ``"year"`` to draw counts. By default days as long as most marks can be told
        apart, else months where the axis has up to `MOST_MONTHS`, else years.
    top : how many partners at most, those with most encounters.

    Returns
    -------
    The Axes. Triangles up are visits out, triangles down visits in, circles other encounters. Hollow ones are
    announced; a bar is as long as a visit that is longer than its mark, whiskers run over the month or year *some time
    in* which it falls. The higher the level (of the foreign side, or of ``home`` if nobody else is named), the larger
    the mark and the heavier its outline. Of counts the area is the number, colour and outline are those of the highest
    level among them, and hollow is what is only announced. At the right stands how many encounters each partner has
    with a day, month or year, and (in brackets) without.

    Raises
    ------
    TableError : a column is missing.
    OptionError : ``every`` is another word, ``between`` no two days in their order, ``home`` no partner.

    Examples
    --------
    >>> from kit.schema import make_table
    >>> visit = {"sides": "BEL VNM", "kind": "visit", "direction": "out", "keep": True}
    >>> visit |= {"first_day": pd.Timestamp("2022-12-13"), "last_day": pd.Timestamp("2022-12-15")}
    >>> ax = plot_calendar(make_table([visit], "encounters"), labels={"BEL": "Bỉ"})
    >>> [tick.get_text() for tick in ax.get_yticklabels()]
    ['Bỉ']
    """
    if every not in ("", *_DAYS):
        raise OptionError(f"A calendar is drawn by {', '.join(_DAYS)}, got every={every!r}.")
    met = _spread(select_encounters(encounters, home=home))
    if met["first_day"].isna().all():
        why = f"None of the {len(met):,} encounters has a day." if len(met) else say_none(home)
        return say_nothing(ax, None if len(encounters) else encounters, why)
    if top < 1:
        return say_nothing(ax)
    rows = _list_rows(met)
    counts = rows.groupby("partner")["first_day"].agg(["count", "size"]).query("count > 0").sort_index()
    lanes = counts.sort_values(["count", "size"], ascending=False, kind="stable").head(top)
    ax, places = new_rows(ax, lanes.index, labels, rest=2.1, row=0.5, down=True)
    rows["place"] = rows["partner"].map(dict(zip(lanes.index, places, strict=True)))
    rows = rows.dropna(subset=["place", "first_day"])
    first, last = choose_axis(rows, between)
    room, across = (last - first) / 50, (last - first) / ax.figure.get_figwidth()
    outside = (rows["right"] <= first) | (rows["left"] >= last)
    marks = _place_days(rows[~outside], first, last, across / 9)  # about the width of a mark
    many = (marks["since"] < across / 9).sum() > CROWDED * len(marks)
    fits = "month" if last - first < MOST_MONTHS * _DAYS["month"] else "year"
    unit = every or (fits if many else "day")
    drawn = marks["encounter"]
    if unit != "day":
        marks, drawn = _count(rows[~outside], unit, 48 * _DAYS[unit] / across)
    if marks.empty:
        return say_nothing(ax, message=say_none(home))
    kinds = _draw(ax, marks)
    for before, beyond in rows[outside].groupby(rows["left"] < first)["place"]:
        at, kinds = first - room / 2 if before else last + room / 2, kinds | {"outside"}
        ax.scatter([at] * beyond.nunique(), beyond.unique(), 30, marker="<" if before else ">", color=_DARK)
    ax.hlines(places[:-1] - 0.5, 0, 1, PALE, linewidth=0.5, zorder=0, transform=ax.get_yaxis_transform())
    half = _DAYS[unit] / 2  # a month that the axis has in part is drawn in its middle
    ax.set_xlim(min(first, marks["x"].min() - half) - room, max(last, marks["x"].max() + half) + room)
    ax.xaxis_date()
    ax.tick_params(axis="x", labelrotation=0 if ax.figure.get_figwidth() > _NARROW else 45)
    ax.xaxis.set_major_formatter(mpl.dates.ConciseDateFormatter(ax.xaxis.get_major_locator(), tz="UTC"))
    undated = lanes["size"] - lanes["count"]
    beside = [f"{n:,}" + f" ({no:,})" * (no > 0) for n, no in zip(lanes["count"], undated, strict=True)]
    add_counts(ax, places, beside, "dated (undated)" if undated.any() else "encounters")
    _explain(ax, marks, kinds, unit)
    said = {"name": name_key(lanes.index[0], labels), "most": lanes["count"].iloc[0]}
    said |= {"unit": "by day" if unit == "day" else f"counted by {unit}", "partners": len(lanes)}
    between_others = encounters["keep"].astype(bool).sum() - len(met)
    said |= _say(met, met.loc[sorted(set(drawn))], rows["encounter"].nunique(), between_others)
    tell(ax, "calendar", shown=(len(lanes), len(counts)), numbers=None if unit == "day" else marks, **said)
    return ax


def _spread(met: pd.DataFrame) -> pd.DataFrame:
    """The encounters by day; those of which no more than the month or year is told are ``vague``, and as long."""
    spans = met.loc[met["first_day"].isna(), "about"].map(days_of).dropna()
    for place, name in enumerate(("first_day", "last_day")):
        met[name] = met[name].fillna(spans.str[place].astype(DAY))
    met["vague"] = met.index.isin(spans.index)
    return met.sort_values(["first_day", "last_day", "partners", "encounter_id"], ignore_index=True)


def _list_rows(met: pd.DataFrame) -> pd.DataFrame:
    """A row for each encounter and partner: its way, the rank of its level, its days as numbers."""
    rows = met.assign(encounter=met.index, partner=met["partners"].str.split(" "))
    rows = rows.explode("partner", ignore_index=True)
    rows["partner"] = rows["partner"].replace("", UNKNOWN)
    ranks = {level: rank for rank, levels in enumerate(RANKS.values()) for level in levels.split()}
    rows["rank"] = rows["level"].map(ranks).fillna(len(RANKS) - 1).astype(int)
    rows["way"] = rows["direction"].where(rows["direction"].isin(list(WAYS)), "")
    rows["hollow"] = rows["status"] == "announced"
    rows["left"], rows["right"] = (mpl.dates.date2num(rows[name]) for name in ("first_day", "last_day"))
    return rows.assign(right=rows["right"] + 1)


def _place_days(rows: pd.DataFrame, first: float, last: float, width: float) -> pd.DataFrame:
    """Where the mark of each encounter stands: those of a lane that would hide each other, one above the other."""
    at = (rows["left"].clip(lower=first) + rows["right"].clip(upper=last)) / 2
    marks = rows.assign(x=at, n=1, area=_SIZES[rows["rank"]]).sort_values(["place", "way", "x", "encounter"])
    lane = marks.groupby(["place", "way"])["x"]
    beside = marks.groupby((~(lane.diff() < width)).cumsum()).cumcount() % ABREAST
    y = marks["place"] + marks["way"].map(_ABOVE).astype(float) + beside.map({0: 0.0, 1: 0.1, 2: -0.1})
    return marks.assign(y=y, since=lane.diff(ABREAST), long=marks["right"] - marks["left"] > max(width, 1))


def _count(rows: pd.DataFrame, unit: str, points: float) -> tuple[pd.DataFrame, pd.Series]:
    """How many encounters each month or year of a lane has, and which; what is not known to it is left out."""
    start, end = (rows[name].dt.to_period(unit[0].upper()) for name in ("first_day", "last_day"))
    known = rows.assign(period=start)[~rows["vague"] | (start == end)]
    grouped = known.groupby(["place", "way", "period"])
    marks = grouped.agg(n=("rank", "size"), rank=("rank", "min"), hollow=("hollow", "all")).reset_index()
    area = marks["n"] / marks["n"].max() * min(1.25 * points, _LARGEST) ** 2
    x = mpl.dates.date2num(marks["period"].dt.start_time) + _DAYS[unit] / 2
    y = marks["place"] + marks["way"].map(_ABOVE).astype(float)
    return marks.assign(x=x, y=y, area=area.clip(lower=6)), known["encounter"]


def _draw(ax: Axes, marks: pd.DataFrame) -> set[str]:
    """The marks, with the bar or the whiskers of what is of several days; which of these there are."""
    long = marks[marks["long"]] if "long" in marks else marks.head(0)
    for row in long.itertuples():
        look = {"color": _COLOURS[row.rank], "linewidth": 0.9 if row.vague else 2.5, "zorder": 2}
        ax.plot([row.left, row.right], [row.y] * 2, "|-" if row.vague else "-", **look)
    for way, rows in marks.groupby("way"):
        colour, hollow = _COLOURS[rows["rank"]], rows["hollow"].to_numpy(bool)
        heavy = np.minimum(_OUTLINES[rows["rank"]], np.sqrt(rows["area"]) / 6) + 0.6 * hollow
        look = {"c": np.where(hollow, "white", colour), "edgecolors": np.where(hollow, colour, _DARK)}
        ax.scatter("x", "y", "area", data=rows, marker=WAYS[way][0], linewidths=heavy, zorder=3, **look)
    return {"vague" if row.vague else "range" for row in long.itertuples()}


def _explain(ax: Axes, marks: pd.DataFrame, kinds: set[str], unit: str) -> None:
    """What the marks on this chart mean, and only these."""
    handles = [draw_mark(marker, said) for way, (marker, _, said) in WAYS.items() if way in set(marks["way"])]
    for rank in sorted(set(marks["rank"])):
        look = {"color": _COLOURS[rank], "markeredgecolor": _DARK, "markeredgewidth": _OUTLINES[rank]}
        size = np.sqrt(_SIZES[rank]) if unit == "day" else 7
        handles.append(draw_mark("o", list(RANKS)[rank], markersize=size, **look))
    handles += [draw_mark("o", "announced", markerfacecolor="white")] * bool(marks["hollow"].any())
    spans = {
        "range": draw_mark("", "several days", color=GREY, linestyle="-", linewidth=3),
        "vague": draw_mark("|", "some time in a month or year", linestyle="-"),
        "outside": draw_mark("<", "outside the axis"),
    }
    handles += [mark for kind, mark in spans.items() if kind in kinds]
    ends = marks[marks["n"].isin(marks["n"].agg(["min", "max"]))].groupby("n")["area"].first()
    for n, area in ends.items() if unit != "day" else ():
        handles.append(draw_mark("o", f"{n:,} in a {unit}", color=PALE, markersize=area**0.5))
    wide = ax.figure.get_figwidth() > _NARROW
    add_legend(ax, handles, [str(handle.get_label()) for handle in handles], columns=1 + wide)


def _say(met: pd.DataFrame, drawn: pd.DataFrame, placed: int, between_others: int) -> dict[str, Any]:
    """How many encounters are drawn, between which days, and what is not drawn."""
    dated = met["first_day"].notna().sum()
    left_out = {
        " {} without a day.": len(met) - dated,
        " {} with other partners.": dated - placed,
        " {} outside the axis, or known by the year only.": placed - len(drawn),
        " {} in which the country studied has no part.": between_others,
    }
    rest = [text.format(f"{n:,}") for text, n in left_out.items() if n]
    said: dict[str, Any] = dict.fromkeys("abcde", "")
    said |= zip("abcde", [" Not drawn:", *rest] if rest else (), strict=False)
    out, into = ((drawn["direction"] == way).sum() for way in ("out", "in"))
    said |= {"n": len(drawn), "out": out, "into": into, "others": len(drawn) - out - into}
    for name, at in (("first", drawn["first_day"].idxmin()), ("last", drawn["last_day"].idxmax())):
        row = drawn.loc[at]
        said[name] = row["about"] if row["vague"] else f"{row[f'{name}_day']:%Y-%m-%d}"
    return said
