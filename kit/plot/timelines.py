"""Timelines: when things happened, and when they were announced for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from kit.plot.style import COLOURS, GREY, add_legend, new_axes, say_nothing, wrap
from kit.schema import check_columns
from kit.tag.corrections import is_one_unit

LOOKS: dict[str, dict[str, Any]] = {
    "past": {"facecolor": COLOURS[0], "edgecolor": COLOURS[0], "hatch": ""},
    "announced": {"facecolor": "white", "edgecolor": COLOURS[3], "hatch": ""},
    "unknown": {"facecolor": "white", "edgecolor": GREY, "hatch": "//////"},
}
"""How each status is drawn: filled, hollow, hatched; so that it can be seen without colours."""

LETTERS = "ABCDEF"
"""Up to so many articles are told apart by letters; of more than these only the number is written."""

CROWDED = 3
"""The axis is cut to the middle nine tenths of the events if they fill less than 1/CROWDED of it."""


def plot_timeline(
    events: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    between: Sequence[str] | None = None,
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
        the middle nine tenths if the others are so far away that these could not be told apart.

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
    check_columns(
        events,
        "first_day last_day precision status inferred label",
        made_by="kit.summarise_events and kit.add_event_labels",
    )
    rows = events.dropna(subset=["first_day", "last_day"])
    rows = rows.sort_values(["first_day", "last_day", "label"], ascending=False, kind="stable")
    ax = ax or new_axes(height=1.9 + 0.38 * max(len(rows), 2))
    if rows.empty:
        return say_nothing(ax, "No dated event was found.")
    first, last = _choose_days(rows, between)
    rows = rows.assign(
        left=_days(rows["first_day"]), right=_days(rows["last_day"]) + 1, vague=is_one_unit(rows)
    )
    kinds = [_draw_event(ax, place, row, first, last) for place, row in enumerate(rows.itertuples())]
    letters = _draw_articles(ax, rows)
    published = _draw_publication(ax, articles, letters, rows) if articles is not None else ""
    ax.set_yticks(range(len(rows)), [wrap(str(name)) for name in rows["label"]])
    ax.set_ylim(-0.7, len(rows) + 0.1)
    ax.set_xlim(first, last)
    ax.xaxis_date()
    ax.xaxis.set_major_formatter(mpl.dates.ConciseDateFormatter(ax.xaxis.get_major_locator(), tz="UTC"))
    ax.grid(axis="x")
    ax.grid(axis="y", linewidth=0.4)
    _add_legend(ax, rows, set(kinds), letters, published=published)
    return ax


def plot_event_days(table: pd.DataFrame, *, until: Any = None, ax: Axes | None = None) -> Axes:
    """Bars of how many events begin in each period; past, announced and unknown ones on top of each other.

    Parameters
    ----------
    table : from `tabulate_event_days`.
    until : last day of publication in the collection; a line marks it, since of what comes after it only
        announcements can be known.

    Returns
    -------
    The Axes. Where a few far periods would press all others together, the axis is cut and says how many events
    lie outside; so it does of those known too coarsely to be drawn.
    """
    check_columns(table, " ".join(LOOKS), made_by="kit.count.periods.tabulate_event_days")
    ax = ax or new_axes(height=3.2)
    periods = pd.PeriodIndex([label for label in table.index if label != "coarser"], freq=_guess(table.index))
    counts = table.loc[table.index != "coarser"]
    if not counts.to_numpy().sum():
        return say_nothing(ax, "No event is known to the period.")
    starts, ends = periods.start_time, periods.end_time.normalize()
    totals = counts.sum(axis=1).to_numpy()
    low, high = choose_axis(
        pd.Series(starts.repeat(totals)), pd.Series(ends.repeat(totals))
    )  # each event weighs the same
    left = mpl.dates.date2num(starts)
    width = mpl.dates.date2num(ends) + 1 - left
    bottom = np.zeros(len(counts))
    handles: list[Any] = []
    for status, look in LOOKS.items():
        height = counts[status].to_numpy(float)
        some = height > 0
        if some.any():
            style = {**look, "linewidth": 0.8, "label": status}
            handles.append(
                ax.bar(
                    left[some], height[some], width[some] * 0.86, bottom=bottom[some], align="edge", **style
                )
            )
        bottom += height
    if until is not None and pd.notna(until):
        day = float(mpl.dates.date2num(pd.Timestamp(until)))
        handles.append(ax.axvline(day, color=GREY, linestyle=":", label="last day of publication"))
    ax.set_xlim(low, high)
    ax.xaxis_date()
    ax.xaxis.set_major_formatter(mpl.dates.ConciseDateFormatter(ax.xaxis.get_major_locator(), tz="UTC"))
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.grid(axis="y")
    before, after = int(totals[left + width <= low].sum()), int(totals[left >= high].sum())
    coarser = int(table.loc[table.index == "coarser"].to_numpy().sum())
    notes = [f"{before} earlier", f"{after} later", f"{coarser} known too coarsely"]
    said = [note for note, n in zip(notes, (before, after, coarser), strict=True) if n]
    if said:
        handles.append(Line2D([], [], linestyle="", label="not drawn: " + ", ".join(said)))
    add_legend(ax, handles, [str(handle.get_label()) for handle in handles])
    return ax


def choose_axis(first_days: pd.Series, last_days: pd.Series) -> tuple[float, float]:
    """The days from which to which an axis should run so that most events can be told apart (date numbers)."""
    left, right = _days(first_days), _days(last_days) + 1
    low, high = left.min(), right.max()
    middle = left.quantile(0.05), right.quantile(0.95)
    if middle[1] - middle[0] < (high - low) / CROWDED:
        low, high = middle
    room = max((high - low) * 0.03, 2)
    return low - room, high + room


def _choose_days(rows: pd.DataFrame, between: Sequence[str] | None) -> tuple[float, float]:
    if between is not None:
        first, last = (float(mpl.dates.date2num(pd.Timestamp(day))) for day in between)
        return first, last + 1
    return choose_axis(rows["first_day"], rows["last_day"])


def _days(column: pd.Series) -> pd.Series:
    return pd.Series(mpl.dates.date2num(column.to_numpy()), index=column.index, dtype="float64")


def _draw_event(ax: Axes, place: int, row: Any, first: float, last: float) -> str:
    """Draw one event; returns which kind of mark it is."""
    look = LOOKS.get(row.status, LOOKS["unknown"])
    left, right = max(row.left, first), min(row.right, last)
    style = {**look, "linewidth": 1.3, "zorder": 3}
    days, middle = row.right - row.left, (left + right) / 2
    if row.right <= first or row.left >= last:
        kind, end = "outside", first if row.right <= first else last
        inside = 1 if end == first else -1
        ax.scatter(
            end + inside * (last - first) / 70, place, s=46, marker="<" if inside > 0 else ">", **style
        )
        right = end + (last - first) / 70
    elif row.vague:
        kind = "vague"
        ax.errorbar(middle, place, xerr=(right - left) / 2, fmt="none", ecolor=look["edgecolor"], capsize=5)
        ax.scatter(middle, place, s=46, marker="o", **style)
    elif days > (last - first) / 60:  # wide enough to be seen as a bar
        kind = "range"
        ax.barh(place, right - left, left=left, height=0.46, **style)
    else:
        kind = "day" if days <= 1 else "range"
        ax.scatter(middle, place, s=46, marker="o" if days <= 1 else "D", **style)
    if row.inferred:
        ax.annotate(
            "?", (right, place), (7, 0), textcoords="offset points", va="center", fontsize=10, weight="bold"
        )
    return kind


def _draw_articles(ax: Axes, rows: pd.DataFrame) -> dict[str, str]:
    """Write on the right who names each event, with a letter per article or as a number; returns the letters."""
    named = _named_by(rows)
    ids = sorted({article_id for some in named for article_id in some})
    if len(ids) < 2:
        return {}
    letters = dict(zip(ids, LETTERS, strict=False)) if len(ids) <= len(LETTERS) else {}
    for place, some in enumerate(named):
        text = " ".join(letters[one] for one in sorted(some)) if letters else f"{len(some)}"
        ax.text(1.01, place, text, transform=ax.get_yaxis_transform(), va="center", fontsize=8)
    if not letters:
        ax.text(1.01, len(rows) - 0.3, "articles", transform=ax.get_yaxis_transform(), fontsize=8)
    return letters


def _named_by(rows: pd.DataFrame) -> list[list[str]]:
    """The articles that name each event."""
    if "article_ids" in rows:
        return [str(text).split("; ") for text in rows["article_ids"]]
    return [[article_id] for article_id in rows["article_id"]] if "article_id" in rows else []


def _draw_publication(ax: Axes, articles: pd.DataFrame, letters: dict[str, str], rows: pd.DataFrame) -> str:
    """A line on the day of publication, or a band between its bounds; of many articles a short stroke each.

    Returns the style of the lines, which is empty if none was drawn.
    """
    ids = {article_id for some in _named_by(rows) for article_id in some}
    style = "-" if len(ids) > len(LETTERS) else ":"
    top, drawn = len(rows), ""
    for row in articles[articles["article_id"].isin(ids)].itertuples():
        bounds = [row.published, row.published]
        if pd.isna(row.published):
            bounds = [getattr(row, name, pd.NaT) for name in ("published_from", "published_to")]
        if any(pd.isna(bound) for bound in bounds):
            continue
        drawn = style
        left, right = (float(mpl.dates.date2num(bound)) for bound in bounds)
        if style == "-":
            ax.plot([left + 0.5] * 2, [top - 0.25, top + 0.1], color=GREY, linewidth=0.8, alpha=0.6, zorder=1)
            continue
        if right > left:
            ax.axvspan(left, right, color="#eeeeee", zorder=0)
        else:
            ax.axvline(left + 0.5, color=GREY, linewidth=1, linestyle=style, zorder=1)
        letter, middle = letters.get(row.article_id, ""), (left + right + 1) / 2
        ax.text(middle, top - 0.42, letter, ha="center", fontsize=8, weight="bold", zorder=4, clip_on=True)
    return drawn


def _add_legend(
    ax: Axes, rows: pd.DataFrame, kinds: set[str], letters: dict[str, str], *, published: str
) -> None:
    """What the marks on this chart mean, and only these."""
    handles = [
        mpl.patches.Patch(**look, label=status)
        for status, look in LOOKS.items()
        if (rows["status"] == status).any()
    ]
    marks = {
        "day": ("o", "on a day"),
        "range": ("D", "lasts several days, months or years"),
        "vague": ("|", "some time in a month or year"),
        "outside": ("<", "outside the axis"),
    }
    for kind, (marker, text) in marks.items():
        if kind in kinds:
            handles.append(_mark(marker, text, linestyle="-" if kind == "vague" else ""))
    if (rows["inferred"] != "").any():
        handles.append(_mark(r"$\mathrm{?}$", "part of the date is inferred"))
    for article_id, letter in letters.items():
        name = article_id if len(article_id) <= 40 else article_id[:39] + "…"
        handles.append(_mark(rf"$\mathrm{{{letter}}}$", f"named by {name}"))
    if published:
        handles.append(Line2D([], [], color=GREY, linestyle=published, label="published"))
    longest = max(len(str(handle.get_label())) for handle in handles)
    columns = max(2, min(4, 110 // (longest + 6)))
    ax.figure.legend(handles=handles, loc="outside lower left", ncols=columns, fontsize=8)


def _mark(marker: str, text: str, *, linestyle: str = "") -> Line2D:
    return Line2D([], [], marker=marker, linestyle=linestyle, color="#222222", markersize=6, label=text)


def _guess(labels: pd.Index) -> str:
    """The frequency of labels such as 2022-04, 2022Q2 or 2022."""
    label = str(labels[0]) if len(labels) else ""
    return "Q" if "Q" in label else "M" if "-" in label else "Y"
