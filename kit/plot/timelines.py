"""Timelines: an Axes of when things happened, and when they were announced for."""

from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from kit.count.periods import is_unit
from kit.errors import OptionError
from kit.plot.rows import new_rows
from kit.plot.said import say_nothing, tell
from kit.plot.style import COLOURS, GREY, TYPE, add_legend, as_text, wrap
from kit.schema import check_columns
from kit.tag.published import find_bounds
from kit.vietnamese.dates.asked import read_day

# How each status is drawn: filled, hollow, hatched; so that it can be seen without colours.
_LOOKS: dict[str, dict[str, Any]] = {
    "past": {"facecolor": COLOURS[0], "edgecolor": COLOURS[0], "hatch": ""},
    "announced": {"facecolor": "white", "edgecolor": COLOURS[3], "hatch": ""},
    "unknown": {"facecolor": "white", "edgecolor": GREY, "hatch": "//////"},
}

# Up to so many articles are told apart by letters; of more than these only the number is written.
LETTERS = "ABCDEF"

# The axis is cut to the nine tenths of the events that lie closest if they fill less than 1/CROWDED of it, or, of few
# events, so little that they could not be told apart were there PLACES beside each other on it.
CROWDED, PLACES = 3, 50


@as_text
def plot_timeline(
    events: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    between: Sequence[str] | None = None,
    top: int = 40,
    ax: Axes | None = None,
) -> Axes:
    """Events by day: a row each, points and ranges; past and announced, certain and inferred told apart.

    Parameters
    ----------
    events : first_day, last_day, precision, status (past, announced or unknown at publication), inferred
        (empty if every part of the date stands in the text) and a column ``label``. From
        `kit.summarise_events` also ``article_ids``: who names the event is written on the right.
    articles : the ``articles`` table, to mark the days of publication (a band where only bounds are known).
    between : first and last day of the axis, e.g. ``("2022-01-01", "2023-12-31")``. By default all days, or
        those of the nine tenths that lie closest together (of few events all but one) if the others are so far away
        that these could not be told apart.
    top : how many events at most, the first of the table.

    Returns
    -------
    The Axes. Past events are filled, announced ones hollow, unknown ones hatched. Days are points, ranges that
    last bars (short ones diamonds), and what happens *some time in* a month or year has whiskers from its
    first to its last day. A question mark stands at every date of which a part was inferred, an arrow at the
    edge for events outside the axis.

    Raises
    ------
    TableError : a column is missing.
    """
    columns = "first_day last_day precision status inferred label"
    check_columns(events, columns, made_by="kit.summarise_events")
    rows = events.dropna(subset=["first_day", "last_day"])
    total, rows = len(rows), rows.head(top)
    rows = rows.sort_values(["first_day", "last_day", "label"], ascending=False, kind="stable")
    if rows.empty:
        return say_nothing(ax, message="No dated event was found.")
    ax, _ = new_rows(ax, rows["label"], rest=1.9, row=0.38, room=(0.7, 1.1))
    left, right = (mpl.dates.date2num(rows[name]) for name in ("first_day", "last_day"))
    rows = rows.assign(left=left, right=right + 1, vague=is_unit(rows))
    first, last = choose_axis(rows, between)
    kinds = {_draw_event(ax, place, row, first, last) for place, row in enumerate(rows.itertuples())}
    named = _named_by(rows)
    ids = sorted(set().union(*named))
    letters = dict(zip(ids, LETTERS, strict=False)) if 1 < len(ids) <= len(LETTERS) else {}
    if len(ids) > 1:
        _draw_names(ax, named, letters)
    published = "" if articles is None else _draw_days(ax, articles, ids, letters, len(rows), last - first)
    ax.set_xlim(first, last)
    ax.xaxis_date()
    ax.xaxis.set_major_formatter(mpl.dates.ConciseDateFormatter(ax.xaxis.get_major_locator(), tz="UTC"))
    ax.grid(axis="y", linewidth=0.4)
    titles = {} if articles is None else articles.set_index("article_id").get("title", {})
    named_by = {letter: titles.get(article_id) or article_id for article_id, letter in letters.items()}
    _explain(ax, rows, kinds, named_by, published)
    said: dict[str, Any] = {status: (rows["status"] == status).sum() for status in _LOOKS}
    for name, at in (("first", rows["first_day"].argmin()), ("last", rows["last_day"].argmax())):
        told = {"year": "%Y", "month": "%Y-%m"}.get(rows["precision"].iloc[at], "%Y-%m-%d")
        said[name] = f"{rows[f'{name}_day'].iloc[at]:{told}}"
    tell(ax, "timeline", n=len(rows), shown=(len(rows), total), **said)
    return ax


def choose_axis(rows: pd.DataFrame, between: Sequence[str] | None) -> tuple[float, float]:
    """From which day to which the axis runs (date numbers): so that most events can be told apart."""
    if between is not None:
        ends = [between] if isinstance(between, str) or not isinstance(between, Iterable) else between
        days = [read_day(day, "between") for day in ends]
        if len(days) != 2 or None in days or days[0] > days[1]:  # type: ignore[operator]
            told = "the first and the last day of the axis, such as ('2022-01-01', '2023-12-31')"
            raise OptionError(f"between is {told}; got {between!r}.")
        first, last = mpl.dates.date2num(days)
        return first, last + 1
    n, left, right = len(rows), np.sort(rows["left"]), np.sort(rows["right"])
    far = max(n // 10, int(n > 2))  # so many may be left out; of two neither
    spans = right[n - far - 1 :] - left[: far + 1]
    low, high, least = left[0], right[-1], spans.argmin()
    if spans[least] < (high - low) * min(1 / CROWDED, n / PLACES):
        low, high = left[least], right[least - far - 1]
    room = max((high - low) * 0.03, 2)
    return low - room, high + room


def _draw_event(ax: Axes, place: int, row: Any, first: float, last: float) -> str:
    """Draw one event; returns which kind of mark it is."""
    look = _LOOKS.get(row.status, _LOOKS["unknown"])
    style = {**look, "linewidth": 1.3, "zorder": 3}
    left, right, step = max(row.left, first), min(row.right, last), (last - first) / 70
    days, at, marker = row.right - row.left, (left + right) / 2, "o"
    if row.right <= first:
        kind, at, right, marker = "outside", first + step, first + step, "<"
    elif row.left >= last:
        kind, at, right, marker = "outside", last - step, last + step, ">"
    elif row.vague:
        kind = "vague"
        ax.errorbar(at, place, xerr=(right - left) / 2, fmt="none", ecolor=look["edgecolor"], capsize=5)
    elif days > (last - first) / 60:  # wide enough to be seen as a bar
        kind, marker = "range", ""
        ax.barh(place, right - left, left=left, height=0.46, **style)
    elif days > 1:
        kind, marker = "range", "D"
    else:
        kind = "day"
    if marker:
        ax.scatter(at, place, s=46, marker=marker, **style)
    if row.inferred:
        beside = {"textcoords": "offset points", "va": "center", "fontsize": 10, "weight": "bold"}
        edge = right > last - 4 * step  # beyond it stand the articles
        ax.annotate("?", (left if edge else right, place), (-13 if edge else 7, 0), **beside)
    return kind


def _named_by(rows: pd.DataFrame) -> list[list[str]]:
    """The articles that name each event."""
    if "article_ids" in rows:
        return rows["article_ids"].str.split("; ").tolist()
    return [[article_id] for article_id in rows["article_id"]] if "article_id" in rows else []


def _draw_names(ax: Axes, named: list[list[str]], letters: dict[str, str]) -> None:
    """Write on the right who names each event: a letter per article, or how many."""
    style = {"transform": ax.get_yaxis_transform(), "fontsize": TYPE}
    for place, some in enumerate(named):
        text = " ".join(letters[one] for one in sorted(some)) if letters else f"{len(some)}"
        ax.text(1.01, place, text, va="center", **style)
    if not letters:
        ax.text(1.01, len(named) - 0.3, "articles", **style)


def _draw_days(
    ax: Axes, articles: pd.DataFrame, ids: list[str], letters: dict[str, str], top: int, span: float
) -> str:
    """A line on the day of publication, or a band between its bounds; of many articles a short stroke each.

    Returns the style of the lines, which is empty if none was drawn.
    """
    style = "-" if len(ids) > len(LETTERS) else ":"
    known = find_bounds(articles[articles["article_id"].isin(ids)]).dropna()
    known = known.sort_values(["published_from", "published_to"], kind="stable")
    before, level = -np.inf, 0.0
    for article_id, *days in known.itertuples():
        left, right = mpl.dates.date2num(days)
        if style == "-":
            ax.plot([left + 0.5] * 2, [top - 0.25, top + 0.1], color=GREY, linewidth=0.8, alpha=0.6, zorder=1)
            continue
        if right > left:
            ax.axvspan(left, right, color="#eeeeee", zorder=0)
        else:
            ax.axvline(left + 0.5, color=GREY, linewidth=1, linestyle=style, zorder=1)
        text = {"ha": "center", "fontsize": TYPE, "weight": "bold", "zorder": 4, "clip_on": True}
        level = 0.4 - level if (left + right) / 2 - before < span / 60 else 0.0  # beside another: higher
        before = (left + right) / 2
        ax.text(before + 0.5, top - 0.42 + level, letters.get(article_id, ""), **text)
    return style if len(known) else ""


def _explain(ax: Axes, rows: pd.DataFrame, kinds: set[str], named_by: dict[str, str], published: str) -> None:
    """What the marks on this chart mean, and only these."""
    shown = set(rows["status"])
    handles = [mpl.patches.Patch(**_LOOKS[status], label=status) for status in _LOOKS if status in shown]
    marks = {
        "day": draw_mark("o", "on a day"),
        "range": draw_mark("D", "lasts several days, months or years"),
        "vague": draw_mark("|", "some time in a month or year", linestyle="-"),
        "outside": draw_mark("<", "outside the axis"),
    }
    handles += [mark for kind, mark in marks.items() if kind in kinds]
    if (rows["inferred"] != "").any():
        handles.append(draw_mark(r"$\mathrm{?}$", "part of the date is inferred"))
    for letter, name in named_by.items():
        handles.append(draw_mark(rf"$\mathrm{{{letter}}}$", wrap(f"named by {name}", 48)))
    if published:
        handles.append(Line2D([], [], color=GREY, linestyle=published, label="published"))
    said = [str(handle.get_label()) for handle in handles]
    widest = max(map(len, "\n".join(said).splitlines()))
    add_legend(ax, handles, said, columns=max(2, min(4, 110 // (widest + 6))))


def draw_mark(marker: str, text: str, **look: Any) -> Line2D:
    """What stands in a legend for a mark."""
    look = {"linestyle": "", "color": "#222222", "markersize": 6} | look
    return Line2D([], [], marker=marker, label=text, **look)
