"""The calendar of visits: what is drawn of each encounter, what of many, and what is said of the rest."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from legible import legend, names
from matplotlib.colors import to_hex
from meetings import draw, make

import kit
from kit.count.meetings import select_encounters
from kit.errors import OptionError, TableError
from kit.plot.calendar import RANKS, WAYS, plot_calendar
from kit.plot.style import COLOURS, GREY, STYLE
from kit.publish.finish import finish, write_said
from kit.schema import empty_table
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.offices import LEVELS

KEYS = sorted(key for key in load_gazetteer().partners if len(key) == 3 and key != "VNM")
VISITS = make(
    ("a", "VNM", "IOM", "receive", "", "other", "2022-04-19", "2022-04-19", "past"),
    ("a", "UN", "VNM", "attend", "", "", "2022-05-17", "2022-05-20", "announced"),
    ("b", "VNM", "BEL", "receive", "", "minister", None, None, "past"),
    ("b", "BEL", "VNM", "visit", "out", "", "2022-12-13", "2022-12-15", "past"),
    ("b", "VNM", "BEL", "visit", "in", "head_of_state", "2023", None, "announced"),
    ("b", "USA", "CHN", "talks", "", "minister", "2023-05-01", "2023-05-01", "past"),
)


def scatters(ax):
    """The marks by their shape."""
    shapes = {shape: mpl.markers.MarkerStyle(shape) for shape in "^vo<>"}
    paths = {shape: style.get_path().transformed(style.get_transform()) for shape, style in shapes.items()}
    drawn = [found for found in ax.collections if isinstance(found, mpl.collections.PathCollection)]
    return {
        shape: found
        for found in drawn
        for shape, path in paths.items()
        if np.array_equal(path.vertices, found.get_paths()[0].vertices)
    }


def faces(drawn):
    return [to_hex(colour) for colour in drawn.get_facecolor()]


def beside(ax):
    (right,) = [child for child in ax.child_axes if child.get_yticks().size]
    return names(right), right.get_ylabel()


def days(*dates):
    return mpl.dates.date2num(pd.to_datetime(list(dates)))


def test_every_encounter_has_its_lane_its_shape_and_its_day():
    ax = plot_calendar(VISITS, labels={"BEL": "Bỉ"})
    assert names(ax) == ["Bỉ", "IOM", "UN"]
    assert beside(ax) == (["2 (1)", "1", "1"], "dated (undated)")
    drawn = scatters(ax)
    middle = days("2022-12-13", "2022-12-16").mean()
    assert drawn["^"].get_offsets().tolist() == [[middle, 2 + WAYS["out"][1]]]
    assert drawn["v"].get_offsets()[0].tolist() == [
        days("2023-01-01", "2024-01-01").mean(),
        2 + WAYS["in"][1],
    ]
    assert drawn["o"].get_offsets()[:, 1].tolist() == [0, 1]


def test_hollow_is_announced_and_the_level_has_colour_size_and_outline():
    drawn = scatters(plot_calendar(VISITS))
    white, leader = "#ffffff", COLOURS[0].lower()
    assert faces(drawn["^"]) == [GREY] and faces(drawn["v"]) == [white] and faces(drawn["o"]) == [white, GREY]
    assert to_hex(drawn["v"].get_edgecolor()[0]) == leader
    levels = ["head_of_state", "minister", "ambassador", "other"]
    rows = [
        ("a", "VNM", "BEL", "phone", "", level, f"2022-0{place + 1}-01", f"2022-0{place + 1}-01", "past")
        for place, level in enumerate(levels)
    ]
    drawn = scatters(plot_calendar(make(*rows)))["o"]
    assert faces(drawn) == [*map(str.lower, COLOURS[:3]), GREY]
    assert (np.diff(drawn.get_sizes()) < 0).all() and (np.diff(drawn.get_linewidths()) < 0).all()


def test_every_level_has_a_rank():
    assert sorted(" ".join(RANKS.values()).split()) == sorted(LEVELS)


def test_a_long_visit_has_a_bar_and_what_is_known_by_its_year_has_whiskers():
    rows = [
        ("a", "BEL", "VNM", "visit", "out", "", "2022-12-13", f"2022-12-{last}", "past") for last in (13, 25)
    ]
    short, long = (plot_calendar(make(row)) for row in rows)
    assert not short.lines and "several days" not in legend(short)
    (bar,) = long.lines
    assert bar.get_xdata().tolist() == days("2022-12-13", "2022-12-26").tolist() and bar.get_marker() != "|"
    assert "several days" in legend(long)
    (whiskers,) = plot_calendar(VISITS).lines
    assert whiskers.get_xdata().tolist() == days("2023-01-01", "2024-01-01").tolist()
    assert whiskers.get_marker() == "|"


def test_what_is_drawn_and_what_is_not_is_said():
    ax = plot_calendar(VISITS, labels={"BEL": "Bỉ"}, top=2)
    assert write_said(ax.figure, "en") == (
        "Encounters drawn by day: 3 (visits out 1, in 1, others 1), partners 2, from 2022-04-19 to 2023; "
        "most with Bỉ (2). Not drawn: 1 without a day. 1 with other partners. "
        "1 in which the country studied has no part."
    )
    assert write_said(ax.figure, "vi").endswith(
        "Không vẽ: 1 cuộc không rõ ngày. 1 cuộc với đối tác khác. 1 cuộc không có nước được nghiên cứu."
    )
    whole = plot_calendar(VISITS.iloc[[0, 1, 3, 4]])
    assert write_said(whole.figure, "en").endswith("most with BEL (2).")
    assert beside(whole) == (["2", "1", "1"], "encounters")


def test_a_partner_of_whom_no_day_is_known_has_no_lane():
    ax = plot_calendar(VISITS.iloc[[0, 2]])
    assert names(ax) == ["IOM"] and beside(ax) == (["1"], "encounters")
    assert write_said(ax.figure, "en").endswith("Not drawn: 1 without a day.")


def test_marks_that_would_hide_each_other_stand_beside_each_other():
    rows = [
        ("a", "VNM", "BEL", "receive", "", level, "2023-02-20", "2023-02-20", "past")
        for level in ("minister", "other", "head_of_state")
    ]
    for table in (make(*rows), make(*rows).iloc[::-1]):  # by their ids, in whatever order the rows are
        drawn = scatters(plot_calendar(table))["o"]
        assert drawn.get_offsets()[:, 1].round(2).tolist() == [0, 0.1, -0.1]
        assert faces(drawn) == [COLOURS[1].lower(), GREY, COLOURS[0].lower()]


@pytest.mark.parametrize(("number", "unit"), [(3, "day"), (4, "month"), (300, "month")])
def test_all_on_one_day(number, unit):
    row = ("VNM", "BEL", "receive", "", "minister", "2023-02-20", "2023-02-20", "past")
    ax = plot_calendar(make(*[("a", *row)] * number))
    counted = "by day" if unit == "day" else f"counted by {unit}"
    assert write_said(ax.figure, "en").startswith(f"Encounters drawn {counted}: {number} ")
    if unit == "month":
        assert scatters(ax)["o"].get_offsets().tolist() == [[days("2023-02-01")[0] + 15.25, 0]]
        assert f"{number} in a month" in legend(ax)
        assert ax.get_xlim()[0] < days("2023-02-01")[0] and ax.get_xlim()[1] > days("2023-02-28")[0]


@pytest.mark.parametrize(("span", "unit"), [(900, "month"), (6000, "year")])
def test_many_are_counted_by_month_or_year(span, unit):
    table = draw(2000, KEYS[:30], days=span)
    ax = plot_calendar(table, top=30)
    met = select_encounters(table)
    dated = met[met["first_day"].notna()]
    said = write_said(ax.figure, "en")
    assert said.startswith(f"Encounters drawn counted by {unit}: {len(dated):,} ")
    assert f"Not drawn: {len(met) - len(dated):,} without a day." in said
    way = dated["direction"].where(dated["direction"] != "", "")
    cells = dated.groupby(["partners", way, dated["first_day"].dt.to_period(unit[0].upper())]).size()
    for shape, key in (("^", "out"), ("v", "in"), ("o", "")):
        own = cells.xs(key, level=1)
        assert len(scatters(ax)[shape].get_offsets()) == len(own)
        assert np.isclose(scatters(ax)[shape].get_sizes().max(), own.max() / cells.max() * 225, rtol=0.4)
    assert legend(ax)[-2:] == [f"1 in a {unit}", f"{cells.max()} in a {unit}"]


def test_a_count_has_the_highest_level_and_is_hollow_if_all_is_announced():
    levels = {"minister": ("2022-03-02", "past"), "head_of_state": ("2022-03-20", "announced")}
    rows = [
        ("a", "VNM", "BEL", "phone", "", level, day, day, status) for level, (day, status) in levels.items()
    ]
    rows.append(("a", "VNM", "BEL", "phone", "", "minister", "2022-05-02", "2022-05-02", "announced"))
    drawn = scatters(plot_calendar(make(*rows), every="month"))["o"]
    assert faces(drawn) == [COLOURS[0].lower(), "#ffffff"]
    assert to_hex(drawn.get_edgecolor()[1]) == COLOURS[1].lower()
    assert drawn.get_sizes().tolist() == [225, 112.5]


def test_the_unit_can_be_chosen_and_what_it_does_not_know_is_said():
    by_month = plot_calendar(VISITS, every="month")
    assert "1 outside the axis, or known by the year only." in write_said(by_month.figure, "en")
    assert "counted by year: 4 " in write_said(plot_calendar(VISITS, every="year").figure, "en")
    many = draw(2000, KEYS[:9])
    said = write_said(plot_calendar(many, every="day").figure, "en")
    assert f"by day: {many['first_day'].notna().sum():,} " in said
    with pytest.raises(OptionError, match="by day, month, year, got every='week'"):
        plot_calendar(VISITS, every="week")


def test_the_axis_can_be_chosen_and_arrows_say_what_lies_outside():
    ax = plot_calendar(VISITS, between=("2022-06-01", "2022-12-31"))
    left, right = ax.get_xlim()
    assert left < days("2022-06-01")[0] and right > days("2023-01-01")[0] and right < days("2023-02-01")[0]
    assert "outside the axis" in legend(ax)
    arrows = {
        shape: sorted(drawn.get_offsets()[:, 1]) for shape, drawn in scatters(ax).items() if shape in "<>"
    }
    assert arrows == {"<": [0, 1], ">": [2]}
    assert "3 outside the axis" in write_said(ax.figure, "en")
    nothing = plot_calendar(VISITS, between=("1999-01-01", "1999-12-31"))
    assert write_said(nothing.figure, "en").nothing


def test_a_lone_encounter_far_off_is_an_arrow_and_stretches_no_axis():
    far = ("a", "CHN", "VNM", "visit", "out", "", "1959-09-30", "1959-09-30", "past")
    near = [(*far[:6], f"202{place}-05-01", f"202{place}-05-01", "past") for place in range(4)]
    ax = plot_calendar(make(far, *near))
    assert days("2019-01-01")[0] < ax.get_xlim()[0] < days("2020-05-01")[0]
    assert "outside the axis" in legend(ax) and "Not drawn: 1 outside" in write_said(ax.figure, "en")
    of_two = plot_calendar(make(far, near[0]))
    assert of_two.get_xlim()[0] < days("1959-09-30")[0], "which of two is the far one, nobody can say"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "note"),
    [
        (empty_table("encounters"), "No encounter of Việt Nam was found."),
        (empty_table("encounters", "The articles tell of none."), "The articles tell of none."),
        (VISITS.iloc[[2]], "None of the 1 encounters has a day."),
        (VISITS.iloc[[5]], "No encounter of Việt Nam was found."),
        (VISITS.assign(keep=False), "No encounter of Việt Nam was found."),
    ],
)
def test_where_there_is_nothing_to_draw_it_is_said(table, note):
    said = write_said(plot_calendar(table).figure, "en")
    assert said == note and said.nothing
    assert write_said(plot_calendar(table).figure, "vi") != note or "articles" in note


def test_a_column_that_is_missing_is_named():
    with pytest.raises(TableError, match="lacks the columns direction"):
        plot_calendar(VISITS.drop(columns="direction"))


def test_four_hundred_partners_have_twenty_lanes_and_that_is_said():
    table = draw(3000, [f"K{place:03}" for place in range(400)], days=9000)
    ax = plot_calendar(table)
    ax.set(title="The calendar of visits")
    dated = select_encounters(table.dropna(subset=["first_day"]))["partners"].value_counts()
    assert set(names(ax)[:15]) == set(dated.index[:15])
    assert f"{dated.sum() - dated.iloc[:20].sum():,} with other partners." in write_said(ax.figure, "en")
    finish(ax.figure, {}, "en")
    assert ax.figure.get_suptitle().rstrip() == f"The calendar of visits (20 of {dated.size})"


def save(table, folder):
    with mpl.rc_context(STYLE):
        ax = plot_calendar(table)
        ax.set(title="The calendar of visits")
        words = {"caption": "c", "alt": "a", "provenance": {"corpus": "abc"}}
        kit.save_figure(ax, "calendar", table=table, folder=folder, **words)
    plt.close(ax.figure)
    return (folder / "calendar.svg").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("number", [6, 800])
def test_the_order_of_rows_changes_no_byte(number, tmp_path, monkeypatch):
    monkeypatch.delenv("KIT_FIGURES", raising=False)
    table = VISITS if number == 6 else draw(number, KEYS[:12])
    first = save(table, tmp_path)
    assert first == save(table.sample(frac=1, random_state=3), tmp_path)


@pytest.mark.parametrize(
    "between",
    [
        "2022",
        5,
        ("2022-01-01",),
        ("2023-01-01", "2022-01-01"),
        ("last year", "2022-01-01"),
        ("", "2022-01-01"),
    ],
)
def test_an_axis_that_is_none_is_named(between):
    with pytest.raises(OptionError, match="between"):
        plot_calendar(VISITS, between=between)


def test_no_lane_is_asked_for():
    assert write_said(plot_calendar(VISITS, top=0).figure, "en").nothing
