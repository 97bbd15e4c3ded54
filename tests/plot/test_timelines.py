"""Timelines: events brought together, drawn by day, by period, and by their distance from publication."""

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from legible import legend, texts
from matplotlib.colors import to_hex

from kit.count.event_groups import add_event_groups
from kit.count.event_labels import add_event_labels
from kit.count.events import count_events, summarise_events
from kit.count.lags import DIRECTIONS, add_lags
from kit.count.periods import add_periods, find_partial_periods, is_unit
from kit.errors import OptionError, TableError
from kit.plot.style import COLOURS
from kit.plot.timelines import plot_timeline
from kit.publish.finish import write_said
from kit.schema import make_table
from kit.show.event_evidence import find_event_evidence
from kit.tag.events import correct_events


def make(*rows):
    """Events from (article, first day, last day, precision, status, inferred, who)."""
    names = ("article_id", "first_day", "last_day", "precision", "status", "inferred", "who")
    return make_table(
        [
            dict(zip(names, row, strict=True))
            | {
                "event_id": f"e{place}",
                "text": row[1],
                "what": "họp",
                "sentence": place,
                "basis": "written",
                "keep": True,
            }
            for place, row in enumerate(rows)
        ],
        "events",
    ).assign(
        **{
            name: pd.to_datetime([row[place] for row in rows]).astype("datetime64[s]")
            for name, place in (("first_day", 1), ("last_day", 2))
        }
    )


def publish(**days):
    """Articles by id: a day of publication, or a pair of bounds."""
    rows = []
    for article_id, day in days.items():
        known = (
            {"published": day} if isinstance(day, str) else {"published_from": day[0], "published_to": day[1]}
        )
        rows.append({"article_id": article_id} | {name: pd.Timestamp(value) for name, value in known.items()})
    return make_table(rows, "articles")


VISIT = ("2022-12-13", "2022-12-15", "day")
EVENTS = make(
    ("a", *VISIT, "past", "", "phạm minh chính; BEL; VNM"),
    ("b", *VISIT, "announced", "year", "BEL; phạm minh chính"),
    ("a", "2022-04-19", "2022-04-19", "day", "past", "year", "IOM"),
    ("a", "2024-01-01", "2024-12-31", "year", "announced", "", "BEL"),
    ("b", "2024-01-01", "2024-12-31", "year", "unknown", "", "VNM"),
    ("b", "2023-01-01", "2025-12-31", "year", "unknown", "", ""),
)
ARTICLES = publish(a="2023-03-01", b="2022-12-01")
EMPTY = EVENTS.head(0)


def drawn(events, **options):
    ax = plot_timeline(add_event_labels(events), **options)
    ax.figure.draw_without_rendering()
    return ax


# Events


def test_one_event_is_told_of_in_two_articles_that_name_the_same_people():
    assert add_event_groups(EVENTS)["event"].tolist() == ["e0", "e0", "e2", "e3", "e4", "e5"]


def test_a_shared_year_alone_is_no_shared_event_nor_is_the_home_country():
    events = make(
        *[
            (article, "2013-01-01", "2013-12-31", "year", "past", "", who)
            for article, who in [("a", "VNM"), ("b", "VNM"), ("c", ""), ("c", "")]
        ]
    )
    assert add_event_groups(events)["event"].tolist() == ["e0", "e1", "e2", "e2"]


@pytest.mark.parametrize(("who", "same"), [("USA", False), ("USA; RUS", True)])
def test_two_names_must_be_shared_where_only_the_year_is(who, same):
    year = ("2016-01-01", "2016-12-31", "year")
    events = make(("a", *year, "past", "", who), ("b", *year, "past", "", who))
    assert (add_event_groups(events)["event"].nunique() == 1) is same


@pytest.mark.parametrize(
    ("who", "same"), [("BEL; IOM", True), ("BEL; IOM; EU", True), ("IOM; EU; UN; BEL; USA", False)]
)
def test_half_of_the_names_must_be_shared(who, same):
    events = make(("a", *VISIT, "past", "", "BEL; IOM; VNM"), ("b", *VISIT, "past", "", who))
    assert (add_event_groups(events)["event"].nunique() == 1) is same


def test_summary_counts_mentions_and_articles_and_trusts_the_certain_mention():
    summary = summarise_events(add_event_groups(EVENTS), ARTICLES).set_index("event")
    visit = summary.loc["e0"]
    assert (visit["n_mentions"], visit["n_articles"], visit["total_articles"]) == (2, 2, 2)
    assert (visit["article_ids"], visit["status"], visit["inferred"]) == ("a; b", "past", "")
    assert summary["n_mentions"].sum() == len(EVENTS)
    # most articles first; then days before years, the nearest to publication first
    assert summary.index.tolist() == ["e0", "e2", "e5", "e3", "e4"]


def test_summary_takes_the_first_mention_that_is_written_in_full():
    events = add_event_groups(EVENTS.iloc[[1, 0]])
    (row,) = summarise_events(events, ARTICLES).to_dict("records")
    assert (row["event"], row["inferred"], row["who"]) == ("e1", "", "phạm minh chính; BEL; VNM")


def test_mentions_are_brought_together_and_labelled_on_the_way():
    once = summarise_events(EVENTS, ARTICLES)
    pd.testing.assert_frame_equal(once, summarise_events(add_event_groups(EVENTS), ARTICLES))
    pd.testing.assert_frame_equal(once, add_event_labels(once.drop(columns="label")))


def test_no_events_are_no_rows():
    summary = summarise_events(add_event_groups(EMPTY), ARTICLES)
    assert len(summary) == 0 and {"event", "n_articles", "article_ids", "what"} <= set(summary)
    assert len(count_events(EMPTY)) == 0
    assert len(add_event_labels(summary)) == 0


def test_events_are_counted_per_article_and_by_status():
    assert count_events(EVENTS)[["article_id", "key", "n"]].to_numpy().tolist() == [
        ["a", "event", 3],
        ["b", "event", 3],
    ]
    by_status = count_events(EVENTS, by="status").set_index(["article_id", "key"])["n"]
    assert by_status.to_dict() == {
        ("a", "announced"): 1,
        ("a", "past"): 2,
        ("b", "announced"): 1,
        ("b", "unknown"): 2,
    }


def test_an_event_added_by_hand_counts():
    by_hand = pd.DataFrame({"event_id": ["mine"], "article_id": ["a"], "first_day": ["2022-05-01"]})
    events = correct_events(EVENTS, by_hand)
    assert count_events(events).set_index("article_id")["n"].to_dict() == {"a": 4, "b": 3}
    assert "mine" in set(summarise_events(add_event_groups(events), ARTICLES)["event"])
    assert len(add_lags(events, ARTICLES).dropna(subset=["lag"])) == 7


@pytest.mark.parametrize(
    ("what", "label"),
    [
        ("Bỉ: Thủ tướng thăm Bỉ", "Bỉ: Thủ tướng thăm Bỉ, 13–15/12/2022"),
        ("viết bằng tay", "viết bằng tay, 13–15/12/2022"),
        ("", "13–15/12/2022"),
    ],
)
def test_a_label_says_what_happens_and_on_which_days(what, label):
    event = make(("a", *VISIT, "past", "", "")).assign(what=what)
    assert add_event_labels(event)["label"].tolist() == [label]


@pytest.mark.parametrize(
    ("first", "last", "precision", "shown"),
    [
        ("2022-05-01", "2022-05-31", "month", "5/2022"),
        ("2023-01-01", "2025-12-31", "year", "2023–2025"),
        ("2022-10-30", "2022-11-02", "day", "30/10/2022–2/11/2022"),
        ("2022-05-17", "2022-05-20", "day", "17–20/5/2022"),
    ],
)
def test_days_are_written_as_short_as_they_can_be(first, last, precision, shown):
    events = make(("a", first, last, precision, "past", "", "")).assign(what="")
    assert add_event_labels(events)["label"].tolist() == [shown]


def test_evidence_shows_the_sentences_with_the_date_marked():
    text = "Ngày 19/4, hai bên họp. Ngày 20/4 có mưa."
    sentences = make_table(
        [
            {"article_id": "a", "sentence": 0, "role": "body", "start": 0, "end": 23, "text": text[:23]},
            {"article_id": "a", "sentence": 1, "role": "body", "start": 24, "end": 41, "text": text[24:]},
        ],
        "sentences",
    )
    events = make(("a", "2022-04-19", "2022-04-19", "day", "past", "", "")).assign(start=0, end=9)
    found = find_event_evidence(events, sentences)
    assert len(found) == 1 and "[Ngày 19/4], hai bên họp." in repr(found)
    assert "None of the events" in repr(find_event_evidence(EMPTY, sentences))


# The timeline


def test_the_timeline_tells_past_from_announced_and_points_from_ranges():
    ax = drawn(EVENTS.iloc[[0, 2, 3, 5]])
    assert [tick.get_text().split(", ")[-1] for tick in ax.get_yticklabels()] == [
        "2024",
        "2023–2025",
        "13–15/12/2022",
        "19/4/2022",
    ]
    (bar,) = ax.patches  # the term lasts; "in 2024" has whiskers; the visit is too short for a bar
    assert bar.get_width() == 365 * 3 + 1 and bar.get_hatch() == "//////"
    marks = {
        round(points.get_offsets()[0][1]): to_hex(points.get_facecolor()[0])
        for points in ax.collections
        if isinstance(points, mpl.collections.PathCollection)
    }
    assert marks == {0: "#ffffff", 2: COLOURS[0].lower(), 3: COLOURS[0].lower()}
    assert legend(ax) == [
        "past",
        "announced",
        "unknown",
        "on a day",
        "lasts several days, months or years",
        "some time in a month or year",
        "part of the date is inferred",
        "named by a",
        "named by b",
    ]


def test_only_inferred_dates_have_a_question_mark_and_it_stands_right_of_the_mark():
    ax = drawn(EVENTS.iloc[[0, 2]])
    (mark,) = [text for text in ax.texts if text.get_text() == "?"]
    day = mpl.dates.date2num(pd.Timestamp("2022-04-19"))
    assert mark.xy == (day + 1, 1) and mark.get_position()[0] > 0


def test_articles_have_letters_and_their_days_of_publication_are_marked():
    articles = publish(a=("2022-12-15", "2023-05-09"), b="2022-12-01")
    summary = summarise_events(add_event_groups(EVENTS), articles)
    ax = drawn(summary, articles=articles)
    assert [text for text in texts(ax) if text != "?"] == ["A", "B", "B", "A B", "A", "B", "A"]
    band = [patch for patch in ax.patches if patch.get_facecolor()[:3] == mpl.colors.to_rgb("#eeeeee")]
    assert [patch.get_width() for patch in band] == [145]
    assert legend(ax)[-3:] == ["named by a", "named by b", "published"]


def test_of_many_articles_the_number_stands_on_the_right():
    ids = [f"article-{number}" for number in range(9)]
    events = make(
        *[(name, *VISIT, "past", "", "BEL") for name in ids],
        ("x", "2022-01-01", "2022-01-01", "day", "past", "", ""),
    )
    articles = publish(**dict.fromkeys([*ids, "x"], "2022-12-20"))
    ax = drawn(summarise_events(add_event_groups(events), articles), articles=articles)
    assert texts(ax) == ["9", "1", "articles"]
    assert not any("named by" in text for text in legend(ax))


def test_far_events_do_not_press_the_others_together():
    near = [
        ("a", f"2022-{month:02d}-01", f"2022-{month:02d}-01", "day", "past", "", "") for month in range(1, 13)
    ] * 2
    events = make(("a", "1850-01-01", "1850-12-31", "year", "past", "", ""), *near)
    ax = drawn(events)
    first, last = (mpl.dates.num2date(day).year for day in ax.get_xlim())
    assert (first, last) == (2021, 2022) and "outside the axis" in legend(ax)
    assert len(ax.get_yticks()) == len(events), "it is drawn as an arrow"
    wide = drawn(events, between=("1840-01-01", "2022-12-31"))
    assert mpl.dates.num2date(wide.get_xlim()[0]).year == 1840 and "outside the axis" not in legend(wide)


def test_no_day_is_said_of_what_is_known_by_its_year_or_month():
    year = ("a", "2009-01-01", "2009-12-31", "year", "past", "", "")
    month = ("a", "2022-05-01", "2022-05-31", "month", "announced", "", "")
    said = write_said(drawn(make(year, month)).figure, "en")
    assert said == "2 events between 2009 and 2022-05: 1 past, 1 announced, 0 not known."


@pytest.mark.parametrize(
    ("years", "axis"),
    [
        ([2010, 2020, 2021], (2009, 2021)),  # of three, no two lie so close that the axis is cut
        ([1959, 2020, 2021], (2020, 2021)),
        ([2020, 2021, 2022, 2099], (2020, 2022)),
        ([1855, 1942, *range(2004, 2022)], (2003, 2021)),  # two of twenty, both on one side
        ([*range(2000, 2020)], (1999, 2019)),
    ],
)
def test_the_axis_holds_the_nine_tenths_that_lie_closest_if_they_could_not_be_told_apart(years, axis):
    events = make(*[("a", f"{year}-03-01", f"{year}-03-01", "day", "past", "", "") for year in years])
    first, last = (mpl.dates.num2date(day) for day in drawn(events).get_xlim())
    assert (first.year, last.year) == axis
    lone = events.iloc[::-1].reset_index(drop=True)  # in whatever order the rows are
    assert drawn(lone).get_xlim() == drawn(events).get_xlim()


def boxes(artists, renderer):
    return [
        artist.get_window_extent(renderer) for artist in artists if artist.get_visible() and artist.get_text()
    ]


@pytest.mark.slow
@pytest.mark.parametrize("n", [1, 9, 40])
def test_labels_title_and_legend_do_not_collide(n):
    days = pd.date_range("2022-01-01", periods=n, freq="5D").strftime("%Y-%m-%d")
    events = make(*[(f"a{place % 3}", day, day, "day", "past", "year", "") for place, day in enumerate(days)])
    articles = publish(a0="2022-01-20", a1="2022-03-01", a2=("2022-01-01", "2022-02-01"))
    with mpl.rc_context({"figure.constrained_layout.use": True}):
        ax = plot_timeline(add_event_labels(events.assign(what="họp " * 40)), articles=articles)
        ax.set(title="Dated events in the articles", xlabel="day of the event")
        ax.figure.canvas.draw()
    renderer = ax.figure.canvas.get_renderer()
    parts = boxes([*ax.get_yticklabels(), *ax.get_xticklabels(), ax.title, ax.xaxis.label], renderer)
    parts.append(ax.figure.legends[0].get_window_extent(renderer))
    for place, box in enumerate(parts):
        assert not any(box.overlaps(other) for other in parts[place + 1 :])


def test_two_thousand_events_are_cut_to_those_named_most():
    rng = np.random.default_rng(1)
    days = (pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 1500, 2000), unit="D")).strftime(
        "%Y-%m-%d"
    )
    rows = [
        (f"a{place % 400:03d}", day, day, "day", "past", "", f"p{place % 400 % 7}")
        for place, day in enumerate(days)
    ]
    events = add_event_groups(make(*rows))
    summary = summarise_events(events, publish(**dict.fromkeys({row[0] for row in rows}, "2024-01-01")))
    shown = summary.head(40)
    assert shown["n_articles"].min() >= summary["n_articles"].iloc[40:].max()
    # the same events by brute force: same day and same single name
    expected = pd.Series([f"{row[1]} {row[6]}" for row in rows]).nunique()
    assert len(summary) == expected
    assert len(drawn(shown).get_yticks()) == 40


# Periods


def test_a_month_that_ends_early_is_partial():
    days = pd.date_range("2023-01-01", "2023-03-10").strftime("%Y-%m-%d")
    articles = publish(**{f"a{day}": day for day in days})
    assert find_partial_periods(articles) == ["2023-03"]
    assert find_partial_periods(articles, every="quarter") == ["2023Q1"]
    assert find_partial_periods(articles, every="year") == ["2023"]
    assert find_partial_periods(articles, collected_to="2023-03-31") == []
    assert find_partial_periods(articles, collected_from="2023-01-02", collected_to="2023-03-30") == [
        "2023-01",
        "2023-03",
    ]


def test_a_silence_of_less_than_a_tenth_is_none():
    assert find_partial_periods(publish(a="2023-01-03", b="2023-02-26")) == []
    assert find_partial_periods(publish(a="2023-01-06", b="2023-02-20")) == ["2023-01", "2023-02"]
    assert find_partial_periods(publish(a="2022-04-19")) == ["2022-04"], "both ends of one month"
    assert find_partial_periods(publish(a=("2022-01-01", "2022-02-01"))) == []


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(st.dates(pd.Timestamp("1990-01-01").date(), pd.Timestamp("2030-12-31").date()), min_size=1))
@pytest.mark.parametrize("every", ["month", "quarter", "year"])
def test_partial_periods_are_the_outer_ones_and_are_named_as_periods_are(every, days):
    articles = publish(**{f"a{place}": str(day) for place, day in enumerate(days)})
    labels = [
        label
        for label in add_periods(articles, articles, every=every)["period"].cat.categories
        if label != "undated"
    ]
    assert set(find_partial_periods(articles, every=every)) <= {labels[0], labels[-1]}


def test_what_is_no_period_and_no_day_is_named():
    with pytest.raises(OptionError, match="'week'"):
        find_partial_periods(ARTICLES, every="week")
    with pytest.raises(OptionError, match="'soon'"):
        find_partial_periods(ARTICLES, collected_to="soon")


# Back and ahead


@pytest.mark.parametrize(
    ("first", "last", "precision", "status", "published", "expected"),
    [
        ("2022-04-19", "2022-04-19", "day", "past", "2022-04-19", (0, 0, 0, "now")),
        ("2022-04-18", "2022-04-18", "day", "past", "2022-04-19", (-1, -1, -1, "back")),
        ("2022-05-17", "2022-05-20", "day", "announced", "2022-04-19", (28, 28, 28, "ahead")),
        ("2022-05-17", "2022-05-20", "day", "past", "2022-05-18", (0, 0, 0, "now")),
        ("2022-05-17", "2022-05-20", "day", "past", "2022-05-30", (-10, -10, -10, "back")),
        ("2022-05-01", "2022-05-31", "month", "announced", "2022-04-19", (12, 42, 27, "ahead")),
        ("2022-01-01", "2022-12-31", "year", "unknown", "2022-04-19", (-108, 256, 0, "now")),
        ("2023-01-01", "2025-12-31", "year", "unknown", ("2022-12-15", "2023-05-09"), (0, 17, 0, "now")),
        ("2022-12-13", "2022-12-15", "day", "past", ("2022-12-15", "2023-05-09"), (-145, 0, -72.5, "back")),
        (
            "2023-05-09",
            "2023-05-11",
            "day",
            "announced",
            ("2022-12-15", "2023-05-09"),
            (0, 145, 72.5, "ahead"),
        ),
        (
            "2022-05-17",
            "2022-05-20",
            "day",
            "past",
            ("2022-06-01", ""),
            (np.nan, np.nan, np.nan, "not known"),
        ),
    ],
)
def test_lags(first, last, precision, status, published, expected):
    lags = add_lags(make(("a", first, last, precision, status, "", "")), publish(a=published))
    row = tuple(lags[["lag_low", "lag_high", "lag", "direction"]].iloc[0])
    assert row[:3] == pytest.approx(expected[:3], nan_ok=True) and row[3] == expected[3]


DAYS = st.integers(0, 3000).map(lambda day: pd.Timestamp("2018-01-01") + pd.Timedelta(days=day))


@pytest.mark.slow
@settings(max_examples=25)
@given(DAYS, st.integers(0, 400), DAYS, st.integers(0, 400))
def test_the_true_number_of_days_lies_between_the_bounds(first, length, earliest, uncertain):
    last, latest = first + pd.Timedelta(days=length), earliest + pd.Timedelta(days=uncertain)
    events = make(("a", str(first), str(last), "day", "past", "", ""))
    (row,) = add_lags(events, publish(a=(str(earliest), str(latest)))).to_dict("records")
    for published in (earliest, earliest + (latest - earliest) // 2, latest):
        day = published.normalize()
        nearest = (min(max(first, day), last) - day).days
        assert row["lag_low"] <= nearest <= row["lag_high"]
    assert row["direction"] in DIRECTIONS


def test_what_happens_some_time_in_a_unit_is_told_from_what_lasts():
    events = make(
        ("a", "2024-01-01", "2024-12-31", "year", "past", "", ""),
        ("a", "2023-01-01", "2025-12-31", "year", "past", "", ""),
        ("a", "2023-04-01", "2023-06-30", "quarter", "past", "", ""),
        ("a", "2023-01-01", "2023-06-30", "season", "past", "", ""),
        ("a", "2023-01-02", "2023-01-08", "week", "past", "", ""),
        ("a", *VISIT, "past", "", ""),
    )
    assert is_unit(events).tolist() == [True, False, True, True, True, False]


def test_nothing_to_show_is_said():
    assert texts(plot_timeline(EMPTY.assign(label="")))[0].startswith("No ")


def test_a_missing_column_is_named_and_no_table_is_changed():
    before = EVENTS.copy(), ARTICLES.copy()
    with pytest.raises(TableError, match="precision"):
        plot_timeline(EVENTS.drop(columns="precision").assign(label=""))
    with pytest.raises(TableError, match="who"):
        add_event_groups(EVENTS.drop(columns="who"))
    add_lags(summarise_events(add_event_groups(EVENTS), ARTICLES).assign(article_id="a"), ARTICLES)
    pd.testing.assert_frame_equal(before[0], EVENTS)
    pd.testing.assert_frame_equal(before[1], ARTICLES)
