"""What charts draw where there are many articles, periods or keys."""

import numpy as np
import pandas as pd
import pytest
from legible import names, texts

import kit
from kit.errors import TableError
from kit.plot.said import SAID, UNSURE
from kit.publish.finish import finish, write_said


def make_periods(**shares):
    """A summary of keys over years, of 10 articles each."""
    rows = [
        {"key": key, "period": str(2020 + place), "share": share, "n_articles": round(10 * share)}
        for key, values in shares.items()
        for place, share in enumerate(values)
    ]
    return pd.DataFrame(rows).assign(total_articles=10, n_mentions=1, share_low=0.0, share_high=1.0)


def test_keys_are_lines_of_their_own_over_a_strip_of_articles():
    summary = make_periods(BEL=[0.1, 0.5], FRA=[0.3, 0.2], DEU=[0.0, 0.1])
    ax = kit.plot_periods(summary.assign(n_mentions=[9, 9, 5, 5, 1, 1]), top=2, labels={"BEL": "Bỉ"})
    assert [line.get_ydata().tolist() for line in ax.lines] == [[0.1, 0.5], [0.3, 0.2]]
    assert len({line.get_color() for line in ax.lines} | {line.get_linestyle() for line in ax.lines}) == 4
    (strip,) = ax.child_axes
    assert [bar.get_height() for bar in strip.patches] == [10, 10]
    assert names(strip, "x") == ["2020", "2021"]
    assert write_said(ax.figure, "en") == (
        "Bỉ is highest in 2021: 5 of 10 articles, 50% (95 % interval 0% to 100%)."
    )


def test_a_share_of_few_articles_is_told_as_one_that_says_little():
    few = make_periods(BEL=[0.1, 0.3]).assign(note=["few articles", "few articles"])
    assert write_said(kit.plot_periods(few).figure, "en") == (
        "Not enough data: BEL is highest in 2021, but stands in 3 of 10 articles there, fewer than five."
    )


def test_periods_are_named_in_the_language_of_the_chart():
    summary = pd.concat([make_periods(BEL=[0.1, 0.5]), make_periods(BEL=[0.3]).assign(period="undated")])
    ax = kit.plot_periods(summary)
    finish(ax.figure, {"denominator": "9 of 30 articles: naming Việt Nam"}, "vi")
    ax.figure.canvas.draw()
    (strip,) = ax.child_axes
    assert names(strip, "x") == ["2020", "2021", "không rõ ngày"]
    assert ax.figure.artists[0].get_text() == "tính: 9 trong 30 bài nêu tên Việt Nam"


def test_periods_of_few_articles_are_gaps_and_alone_no_chart():
    summary = make_periods(BEL=[0.1, 0.5, 0.3]).assign(total_articles=[10, 4, 10])
    line = kit.plot_periods(summary).lines[0].get_ydata()
    assert line[0] == 0.1 and np.isnan(line[1]) and line[2] == 0.3
    ax = kit.plot_periods(summary.assign(total_articles=4))
    assert "none of the periods (3) has 5 articles" in texts(ax)[0].replace("\n", " ")
    undated = make_periods(BEL=[0.1]).assign(period="undated")
    assert texts(kit.plot_periods(undated)) == ["No article has a date."]


def test_the_summary_says_which_periods_are_partial():
    summary = make_periods(BEL=[0.1, 0.5]).assign(partial=[False, True])
    filled, hollow, _ = kit.plot_periods(summary).collections
    assert filled.get_offsets().tolist() == [[0, 0.1]] and hollow.get_offsets().tolist() == [[1, 0.5]]


@pytest.mark.parametrize(
    ("years", "written"),
    [(2, "2001 2002 undated"), (13, "2001 2004 2007 2010 undated"), (12, "2001 2004 2007 2010 undated")],
)
def test_the_point_of_the_undated_is_named_however_many_periods_there_are(years, written):
    periods = [*map(str, range(2001, 2001 + years)), "undated"]
    summary = pd.DataFrame({"period": periods, "share": 0.5, "total_articles": 9})
    ax = kit.plot_periods(summary, ticks=5, strip=False)
    assert names(ax, "x") == written.split()
    assert ax.get_xticks()[-1] == years


def test_small_multiples_leave_out_the_keys_that_another_chart_has():
    summary = make_periods(BEL=[0.1, 0.5], FRA=[0.3, 0.2], DEU=[0.2, 0.1])
    figure = kit.plot_small_multiples(summary.assign(n_mentions=[9, 9, 5, 5, 1, 1]), skip=1)
    assert [ax.get_title() for ax in figure.axes if ax.axison] == ["FRA", "DEU"]
    nothing = kit.plot_small_multiples(summary, skip=3)
    assert SAID[nothing].sentence == "nothing"


def test_from_thirty_rows_on_it_is_drawn_how_they_are_spread():
    parts = pd.DataFrame({"lead": range(30), "body": range(0, 300, 10)})
    ax = kit.plot_stacked(parts)
    assert names(ax) == ["lead", "body"]
    medians = [line.get_xdata()[0] for line in ax.lines if len(set(line.get_xdata())) == 1]
    assert {14.5, 145.0} <= set(medians)
    assert write_said(ax.figure, "en") == "Half of the 30 rows have 145 or fewer of body, the largest part."
    assert len(kit.plot_stacked(parts.head(29)).patches) == 58


def test_an_x_ray_of_many_articles_counts_where_in_the_story_a_key_stands():
    ids = [f"a{number:02}" for number in range(30)]
    positions = pd.DataFrame(
        {"article_id": ids * 2, "key": ["trade"] * 60, "position": [0.01] * 45 + [1.0] * 15}
    )
    ax = kit.plot_xray(positions, labels={"trade": "Thương mại"})
    heights = [bar.get_height() for bar in ax.patches]
    assert heights == pytest.approx([0.8, *[0] * 18, 0.8 / 3])
    assert write_said(ax.figure, "en") == (
        "Thương mại comes up most: 60 times in 30 articles, most often in the first quarter of the story (75%)."
    )


LAGS = pd.DataFrame(
    {
        "article_id": ["a", "a", "b"],
        "status": ["past", "announced", "past"],
        "lag": [-10.0, 30.0, 0.0],
        "lag_low": [-12.0, 30.0, 0.0],
        "lag_high": [-8.0, 30.0, 0.0],
    }
)


def test_lags_of_few_articles_have_a_row_each_under_their_titles():
    ax = kit.plot_lags(LAGS, labels={"a": "Chuyến thăm"})
    assert names(ax) == ["Chuyến thăm", "b"]
    points = {line.get_label(): line.get_xydata().tolist() for line in ax.lines}
    assert points["past"] == [[-10, 1], [0, 0]] and points["announced"] == [[30, 1]]
    assert write_said(ax.figure, "en") == (
        "Of 3 dated events 1 lie before publication, 1 after it; half of those before lie within 10 days."
    )
    none = kit.plot_lags(LAGS[LAGS["lag"] >= 0])
    assert write_said(none.figure, "en") == "Of 2 dated events none lies before publication, 1 after it."


@pytest.mark.slow
def test_lags_of_many_articles_are_counted_by_how_far_away_they_lie():
    many = pd.concat([LAGS.assign(article_id=f"a{number}") for number in range(30)])
    ax = kit.plot_lags(many)
    bars = {(bar.get_x(), bar.get_height()) for bar in ax.patches if bar.get_height()}
    assert bars == {(-14, 30), (-1, 30), (30, 30)}


def test_lags_that_are_not_known_are_said():
    unknown = LAGS.assign(lag=np.nan)
    assert "of no article is it known" in texts(kit.plot_lags(unknown))[0].replace("\n", " ")
    assert texts(kit.plot_lags(LAGS.head(0))) == ["Nothing to show: no event has a date."]


def test_collocations_of_one_article_are_left_out_where_there_are_others():
    company = pd.DataFrame(
        {"word": ["lạ", "hợp tác"], "n": [9, 4], "expected": 1.0, "log_dice": [12, 11], "n_articles": [1, 3]}
    )
    assert texts(kit.plot_collocations(company)) == ["4 in 3 articles · logDice 11.0"]
    assert texts(kit.plot_collocations(company.head(1))) == ["9 in 1 articles · logDice 12.0"]


def test_numbers_in_a_heat_map_are_left_out_where_they_would_not_be_legible():
    wide = pd.DataFrame(12345, index=range(3), columns=range(16))
    assert texts(kit.plot_heatmap(wide)) == []
    assert len(texts(kit.plot_heatmap(wide.iloc[:, :8]))) == 24


def test_the_strip_is_as_high_as_the_largest_period_has_articles():
    summary = make_periods(BEL=[0.1, 0.5]).assign(total_articles=[7, 20])
    (strip,) = kit.plot_periods(summary).child_axes
    assert strip.get_ylim() == (0, 20) and strip.get_yticks().tolist() == [0, 20]


def test_a_timeline_draws_the_first_events_of_the_table():
    days = pd.to_datetime(["2022-01-01", "2023-01-01", "2021-01-01"])
    events = pd.DataFrame({"first_day": days, "last_day": days, "label": ["a", "b", "c"]})
    ax = kit.plot_timeline(events.assign(precision="day", status="past", inferred=""), top=2)
    assert names(ax) == ["b", "a"]
    assert SAID[ax.figure].shown == (2, 3)
    assert write_said(ax.figure, "en") == (
        "2 events between 2022-01-01 and 2023-01-01: 2 past, 0 announced, 0 not known."
    )


def test_a_summary_says_which_periods_are_partial():
    sizes = pd.DataFrame(
        {"article_id": list("abc"), "words": 9, "sentences": 2, "period": ["2022", "2022", "2023"]}
    )
    tallies = pd.DataFrame({"article_id": ["a"], "key": ["health"], "n": [1], "sentences": [1]})
    summary = kit.summarise_tallies(tallies, sizes.assign(partial=[False, False, True]), by="period")
    assert summary[["period", "partial"]].values.tolist() == [["2022", False], ["2023", True]]
    assert "partial" not in kit.summarise_tallies(tallies, sizes, by="period")


def test_charts_of_differences_say_how_many_hold_and_which_is_the_largest():
    table = pd.DataFrame(
        {"key": ["a", "b", "c"], "difference": [-9.0, 4.0, 2.0], "q": [0.2, 0.049, 0.01], "note": ""}
    )
    table = table.assign(difference_low=-20.0, difference_high=20.0)
    said = write_said(kit.plot_differences(table, labels={"b": "Bỉ"}).figure, "en")
    assert said == "Different (q below .05): 2 of 3; the largest difference is Bỉ."
    assert (
        write_said(kit.plot_differences(table.assign(q=0.05)).figure, "en")
        == "None of the 3 differs (no q below .05)."
    )
    unknown = table.assign(q=1.0, note=["", "not enough data", "not enough data"])
    assert write_said(kit.plot_differences(unknown).figure, "en") == "None of the 1 differs (no q below .05)."
    said = write_said(kit.plot_differences(unknown.assign(note="not enough data")).figure, "en")
    assert said == "Whether any of the 3 differs cannot be told: not enough data."
    numbers = {"n_target": 3, "n_reference": 2, "total_target": 90, "total_reference": 80, "g2": 1.0}
    words = table.assign(**numbers, z=[-3.0, 2.0, 1.0], q=[0.01, 0.2, 0.04])
    said = write_said(kit.plot_keyness(words), "en")
    assert said == "Different (q below .05): 2 of 3; the largest difference is a."


def test_a_chart_of_pairs_says_which_stands_furthest_above_chance():
    numbers = {"n_first": 9, "n_second": 9, "log_odds": 1.0}
    pairs = pd.DataFrame(
        {"first": ["a", "a", "b"], "second": ["x", "y", "x"], "n": [8, 1, 5], "expected": [2.0, 6.0, 4.0]}
    )
    pairs = pairs.assign(**numbers, q=[0.01, 0.01, 0.2])
    assert write_said(kit.plot_log_odds(pairs).figure, "en") == (
        "Apart from chance (q below .05): 2 of 3 pairs; furthest above it is a · x: 8, and chance would give 2.0."
    )
    assert write_said(kit.plot_log_odds(pairs.assign(expected=9.0)).figure, "en") == (
        "Less often together than by chance (q below .05): 2 of 3 pairs; more often: none."
    )
    assert write_said(kit.plot_log_odds(pairs.assign(q=1.0)).figure, "en") == (
        "None of the 3 pairs differs from chance (q below .05)."
    )


def test_mirrored_bars_are_as_long_as_their_values_on_both_sides():
    ends = {"rate_low": [0.2, 0.0, 0.0], "rate_high": [1.0, 0.5, 0.4]}
    left = pd.DataFrame(
        {"key": ["thank", "wish", "deed"], "n_mentions": [4, 1, 0], "rate": [0.6, 0.2, 0.0], **ends}
    )
    left = left.assign(note=["", "few articles", "few articles"])
    right = left.iloc[[1]].assign(n_mentions=9, rate=0.8, rate_high=np.nan, note="not enough data")
    ax = kit.plot_mirrored(left, right, labels={"wish": "mong muốn"}, sides=("said", "heard"))
    assert [bar.get_width() for bar in ax.patches] == [-0.6, -0.2, 0.0, 0.8], "what nobody says is not drawn"
    assert [bar.get_hatch() for bar in ax.patches] == [None, "////", None, "////"]
    assert names(ax) == ["thank", "mong muốn"], "the most mentions on top"
    assert texts(ax) == ["4", "1", "0", "9", "← said", "heard →"]
    spans = [line[:, 0].tolist() for lines in ax.collections for line in lines.get_segments()]
    assert spans == [[-0.2, -1.0], [0, -0.5]] and ax.figure in UNSURE
    assert {ax.xaxis.get_major_formatter()(place) for place in (-0.5, 0.5)} == {"0.5"}
    assert write_said(ax.figure, "en") == (
        "5 times said, most often thank; 9 times heard, most often mong muốn."
    )
    one = kit.plot_mirrored(left, right.head(0), top=1)
    assert [bar.get_width() for bar in one.patches] == [-0.6, 0.0] and one.figure not in UNSURE
    assert write_said(one.figure, "en").endswith("; 0 times right, most often –.")
    nothing = kit.plot_mirrored(left.head(0), right.head(0))
    assert texts(nothing) == ["Nothing to show: not one was counted."]
    with pytest.raises(TableError, match="lacks the columns share"):
        kit.plot_mirrored(left, right, value="share")
