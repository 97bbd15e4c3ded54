import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from legible import legend, names, texts
from matplotlib.colors import to_hex

from kit.errors import TableError
from kit.plot.collocations import plot_collocations
from kit.plot.differences import plot_differences
from kit.plot.keyness import plot_keyness
from kit.plot.log_odds import plot_log_odds
from kit.plot.said import UNSURE
from kit.plot.scores import plot_scores
from kit.plot.small_multiples import plot_small_multiples
from kit.plot.style import COLOURS
from kit.plot.xray import plot_xray
from kit.schema import empty_table

KEYNESS = pd.DataFrame(
    {
        "key": ["bỉ", "và", "di cư", "iom"],
        "n_target": [9, 8, 24, 0],
        "n_reference": [0, 2, 11, 8],
        "total_target": 471,
        "total_reference": 361,
        "z": [1.7, 1.2, 1.0, -2.1],
        "g2": [10.3, 4.0, 2.2, -13.4],
        "q": [0.01, 0.3, 0.05, 0.04],
    }
)
COMPANY = pd.DataFrame(
    {
        "word": ["trái phép", "và", "hợp tác"],
        "n": [6, 9, 4],
        "expected": [2.0, 9.5, 4.1],
        "log_dice": [12.2, 12, 11],
        "n_articles": [3, 2, 2],
    }
)
POSITIONS = pd.DataFrame(
    {
        "article_id": ["a", "a", "a", "b"],
        "key": ["migration", "trade", "migration", "migration"],
        "position": [0.1, 0.5, 0.9, 0.25],
    }
)
PAIRS = pd.DataFrame(
    {
        "first": ["health", "health", "trade"],
        "second": ["IOM", "BEL", "BEL"],
        "n": [12, 1, 6],
        "n_first": [14, 14, 8],
        "n_second": [20, 30, 30],
        "expected": [4.0, 6.2, 3.5],
        "log_odds": [2.0, -1.5, 0.5],
        "q": [0.01, 0.2, 0.04],
    }
)
PERIODS = pd.DataFrame(
    {
        "key": ["health", "health", "health", "trade", "trade", "trade"],
        "period": pd.Categorical(["2022", "2023", "undated"] * 2, ["2022", "2023", "undated"], ordered=True),
        "n_mentions": [1, 0, 1, 5, 0, 2],
        "n_articles": [2, 0, 3, 4, 0, 3],
        "total_articles": [8, 0, 6, 8, 0, 6],
        "share": [0.25, 0, 0.5, 0.5, 0, 0.5],
        "share_low": [0.05, 0, 0.1, 0.15, 0, 0.1],
        "share_high": [0.7, 1, 0.9, 0.85, 1, 0.9],
    }
)
SCORES = pd.DataFrame(
    {
        "key": ["data", "health", "trade", "all"],
        "n_coded": [0, 4, 8, 12],
        "n_found": [0, 5, 0, 5],
        "n_both": [0, 4, 0, 4],
        "precision": [0, 0.8, 0, 0.8],
        "precision_low": [0, 0.38, 0, 0.38],
        "precision_high": [1, 0.96, 1, 0.96],
        "recall": [0, 1.0, 0, 1 / 3],
        "recall_low": [0, 0.51, 0, 0.14],
        "recall_high": [1, 1.0, 0.32, 0.61],
    }
)


def test_keyness_shows_both_measures_of_the_same_words_with_both_counts():
    left, right = plot_keyness(KEYNESS, groups=("Bỉ", "IOM")).axes[:2]
    assert names(left) == ["iom", "di cư", "và", "bỉ"], "most typical of the target on top"
    assert [bar.get_width() for bar in left.patches] == [-2.1, 1.0, 1.2, 1.7]
    assert [bar.get_width() for bar in right.patches] == [-13.4, 2.2, 4.0, 10.3]
    (counts,) = right.child_axes
    assert names(counts) == ["0 : 8", "24 : 11", "8 : 2", "9 : 0"]
    shown = legend(left)
    assert shown == ["Bỉ (of 471)", "IOM (of 361)", "pale: chance may give as much (q ≥ .05)"]
    for ax in (left, right):
        assert [bar.get_facecolor()[3] for bar in ax.patches] == [1, 0.35, 0.35, 1], (
            "full where q is below .05"
        )
    assert [line.get_xdata()[0] for line in left.lines] == [0], "no line but that at 0"


def test_stop_words_are_not_drawn_and_top_is_for_each_side():
    left = plot_keyness(KEYNESS, without={"và"}, top=1).axes[0]
    assert names(left) == ["iom", "bỉ"]
    assert "Nothing to compare" in texts(plot_keyness(KEYNESS, without=set(KEYNESS["key"])).axes[0])[0]


def test_collocations_keep_the_order_of_log_dice_and_mark_what_chance_gives():
    ax = plot_collocations(COMPANY, without=["và"])
    assert names(ax) == ["hợp tác", "trái phép"]
    assert [bar.get_width() for bar in ax.patches] == [4, 6]
    (strokes,) = ax.collections
    assert [segment[0][0] for segment in strokes.get_segments()] == [4.1, 2.0]
    assert texts(ax) == ["4 in 2 articles · logDice 11.0", "6 in 3 articles · logDice 12.2"]


def test_the_xray_has_a_band_per_article_and_a_lane_per_key():
    ax = plot_xray(POSITIONS, labels={"trade": "Thương mại"})
    assert sorted(zip(names(ax), ax.get_yticks(), strict=True)) == [("a", 1), ("b", 0)]
    migration, trade = ax.collections
    assert [segment[0][0] for segment in migration.get_segments()] == [0.1, 0.9, 0.25]
    assert [segment[0][0] for segment in trade.get_segments()] == [0.5]
    lanes = [segment[:, 1].mean() for segment in (*migration.get_segments(), *trade.get_segments())]
    assert lanes[0] > lanes[3] > lanes[2], "migration above trade in the band of a, b below it"
    assert legend(ax) == ["migration", "Thương mại"]


def test_the_xray_draws_the_articles_it_is_given_also_those_without_anything():
    ax = plot_xray(POSITIONS, articles=["c", "b"])
    assert sorted(names(ax)) == ["b", "c"]
    assert sum(len(lines.get_segments()) for lines in ax.collections) == 1
    assert len(plot_xray(POSITIONS, top=1, keys=1).collections[0].get_segments()) == 2


def test_log_odds_say_counts_and_expectation_and_star_what_holds():
    ax = plot_log_odds(PAIRS)
    assert names(ax) == ["health", "trade"] and names(ax, "x") == ["BEL", "IOM"]
    assert texts(ax) == ["1\n(6.2)", "12 *\n(4.0)", "6 *\n(3.5)", "·"]
    assert np.array_equal(ax.images[0].get_array(), [[-1.5, 2.0], [0.5, 0.0]])
    assert ax.images[0].get_clim() == (-2, 2)


def test_the_star_is_that_of_q_alone():
    assert texts(plot_log_odds(PAIRS.assign(q=[0.2, 0.049, 0.05]))) == [
        "1 *\n(6.2)",
        "12\n(4.0)",
        "6\n(3.5)",
        "·",
    ]


def test_small_multiples_share_a_scale_and_put_the_most_frequent_first():
    figure = plot_small_multiples(PERIODS, labels={"trade": "Thương mại"}, title="Theo thời gian")
    first, second = figure.axes[:2]
    assert [ax.get_title() for ax in (first, second)] == ["Thương mại", "health"]
    assert first.get_ylim() == second.get_ylim() == (0, pytest.approx(0.9 * 1.08))
    assert texts(first) == ["4/8", "3/6"], "no number where there is no article"
    line = first.lines[0].get_ydata()
    assert line[0] == 0.5 and np.isnan(line[1:]).all(), (
        "no line through fewer than five articles, nor undated ones"
    )
    assert figure.get_suptitle() == "Theo thời gian"


def test_scores_draw_what_there_is_a_score_of():
    ax = plot_scores(SCORES, labels={"health": "Y tế"})
    assert names(ax) == ["all", "trade", "Y tế"], (
        "all first, then by frequency; never coded nor found: left out"
    )
    points = {c.get_label(): c.get_offsets().tolist() for c in ax.collections if len(c.get_offsets()) > 1}
    assert [x for x, _ in points["precision"]] == [0.8, 0.8], "trade was never found: no precision"
    assert [x for x, _ in points["recall"]] == pytest.approx([1 / 3, 0, 1])
    (counts,) = ax.child_axes
    assert names(counts) == ["12 · 5 · 4", "8 · 0 · 0", "4 · 5 · 4"]


@pytest.mark.parametrize(
    ("plot", "kind"),
    [
        (plot_keyness, "keyness"),
        (plot_collocations, "collocations"),
        (plot_log_odds, "pairs"),
        (plot_small_multiples, "pairs"),
        (plot_scores, "scores"),
    ],
)
def test_a_chart_says_why_there_is_nothing(plot, kind):
    drawn = plot(empty_table(kind, "This collection has none of it."))
    ax = drawn if isinstance(drawn, plt.Axes) else drawn.axes[0]
    assert texts(ax) == ["This collection has none of it."]


@pytest.mark.parametrize(
    ("plot", "table"),
    [
        (plot_keyness, KEYNESS),
        (plot_collocations, COMPANY),
        (plot_xray, POSITIONS),
        (plot_log_odds, PAIRS),
        (plot_small_multiples, PERIODS),
        (plot_scores, SCORES),
    ],
)
def test_empty_tables_are_said_and_tables_of_another_kind_named(plot, table):
    drawn = plot(table.head(0))
    (said,) = texts(drawn if isinstance(drawn, plt.Axes) else drawn.axes[0])
    assert said.startswith(("Nothing to", "No "))
    with pytest.raises(TableError, match=r"lacks the columns .* Make it with kit"):
        plot(table.rename(columns=str.upper))


def test_charts_are_drawn_where_they_are_asked_to():
    for plot, table in (
        (plot_collocations, COMPANY),
        (plot_xray, POSITIONS),
        (plot_log_odds, PAIRS),
        (plot_scores, SCORES),
    ):
        ax = plt.figure().add_subplot()
        assert plot(table, ax=ax) is ax


def test_a_change_is_drawn_with_its_interval_and_said_where_there_is_none():
    table = pd.DataFrame(
        {
            "key": ["health", "trade"],
            "n_target": [9, 1],
            "n_reference": [2, 3],
            "rate_change": [4.0, -1.0],
            "rate_change_low": [1.0, -3.0],
            "rate_change_high": [7.0, 1.5],
            "q": [0.06, 0.04],
            "note": ["", ""],
        }
    )
    ax = plot_differences(table, value="rate_change", sides=("2022", "2023"))
    assert names(ax) == ["trade", "health"]
    filled = [to_hex(colour) for colour in ax.collections[1].get_facecolors()]
    assert filled == [COLOURS[3].lower(), "#ffffff"], "q decides, and not whether the interval leaves out 0"
    unknown = table.assign(note="not enough data", rate_change_low=np.nan, rate_change_high=np.nan)
    ax = plot_differences(unknown, value="rate_change")
    assert not ax.collections[0].get_segments() and ax.figure in UNSURE
    ax = plot_differences(table, value="rate_change", sides=("2022", "2023"))
    assert {"9 : 2", "1 : 3", "← 2022", "2023 →"} <= set(texts(ax))
    assert texts(
        plot_differences(empty_table("differences", "This collection has none of it."), value="rate_change")
    ) == ["This collection has none of it."]
