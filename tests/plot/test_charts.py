import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from legible import legend, names, texts
from matplotlib.colors import to_hex

from kit.errors import TableError
from kit.plot.bars import plot_bars
from kit.plot.heatmap import plot_heatmap
from kit.plot.periods import plot_periods
from kit.plot.said import UNSURE
from kit.plot.small_multiples import plot_small_multiples
from kit.plot.stacked import plot_stacked
from kit.plot.style import COLOURS
from kit.publish.finish import write_said

SUMMARY = pd.DataFrame(
    {
        "key": ["BEL", "IOM"],
        "n_articles": [4, 7],
        "total_articles": [10, 10],
        "share": [0.4, 0.7],
        "share_low": [0.17, 0.4],
        "share_high": [0.69, 0.89],
        "note": ["few articles", ""],
    }
)


def test_bars_are_as_long_as_their_values_longest_on_top():
    ax = plot_bars(SUMMARY, labels={"BEL": "Bỉ"})
    assert [bar.get_width() for bar in ax.patches] == [0.4, 0.7]
    assert names(ax) == ["Bỉ", "IOM"]
    assert texts(ax) == ["4/10", "7/10"]
    assert [bar.get_hatch() for bar in ax.patches] == ["////", None], "few articles are hatched"
    assert len(ax.collections) == 1, "intervals are drawn"


def test_not_enough_data_has_no_interval():
    ax = plot_bars(SUMMARY.assign(note="not enough data", share_low=np.nan, share_high=np.nan))
    (segments,) = [collection.get_segments() for collection in ax.collections]
    assert len(segments) == 0 and ax.figure in UNSURE, "which the chart says below its title"
    assert plot_bars(SUMMARY).figure not in UNSURE


def test_a_corrected_count_has_a_tick_where_it_was():
    table = pd.DataFrame({"key": ["a", "b", "c"], "n_sentences": [30.4, 20.0, 5.0], "total_sentences": 90})
    table = table.assign(note=["", "", "not enough data: never coded"], n_sentences_raw=[12.0, 60.0, 5.0])
    ends = {"n_sentences_low": [22.0, 15.0, 0.0], "n_sentences_high": [40.0, 27.0, 90.0]}
    ax = plot_bars(table.assign(**ends), value="n_sentences")
    spans, ticks = (collection.get_segments() for collection in ax.collections)
    assert [line[:, 0].tolist() for line in ticks] == [[60, 60], [12, 12]], "none where nothing was corrected"
    assert [line[:, 0].tolist() for line in spans] == [[15, 27], [22, 40]], "and no interval"
    assert [bar.get_hatch() for bar in ax.patches] == ["////", None, None] and ax.get_xlim()[1] > 60
    assert texts(ax) == ["5/90", "20/90", "30/90"]
    same = {f"n_sentences_{end}": table["n_sentences"] for end in ("raw", "low", "high")}
    plain = plot_bars(table.assign(**same, note=""), value="n_sentences")
    assert not sum(len(collection.get_segments()) for collection in plain.collections)


def test_top_keeps_the_longest():
    assert [bar.get_width() for bar in plot_bars(SUMMARY, top=1).patches] == [0.7]


def test_of_sentences_it_is_said_how_many_there_are():
    table = pd.DataFrame({"key": ["x", "y"], "n_sentences": [2, 13], "total_sentences": 21})
    said = write_said(plot_bars(table, value="n_sentences").figure, "en")
    assert said == "y comes first of 2: 13 of 21 sentences."
    assert write_said(plot_bars(table, value="n_sentences").figure, "vi").endswith(": 13 trong 21 câu.")


def test_stacked_bars_add_up():
    matrix = pd.DataFrame({"lead": [1, 0], "body": [2, 3]}, index=["BEL", "IOM"])
    ax = plot_stacked(matrix)
    assert sorted((bar.get_x(), bar.get_width()) for bar in ax.patches) == [(0, 0), (0, 1), (0, 3), (1, 2)]
    assert texts(ax) == ["3", "3"]
    assert legend(ax) == ["lead", "body"]


def test_a_heat_map_writes_every_number():
    ax = plot_heatmap(pd.DataFrame({"a": [1, 0], "b": [2, 3]}, index=["x", "y"]))
    assert texts(ax) == ["1", "2", "0", "3"]
    assert ax.images[0].get_clim() == (0, 3)
    diverging = plot_heatmap(pd.DataFrame({"a": [-2.0, 1.0]}), diverging=True)
    assert diverging.images[0].get_clim() == (-2, 2)


def test_empty_periods_are_gaps_and_partial_ones_hollow():
    table = pd.DataFrame(
        {
            "period": ["2022-04", "2022-05", "2022-06"],
            "total_articles": [5, 0, 6],
            "share": [0.5, 0, 1],
            "share_low": [0.2, 0, 0.3],
            "share_high": [0.8, 1, 1],
        }
    )
    ax = plot_periods(table, partial=["2022-06"])
    filled, hollow, _ = ax.collections
    assert filled.get_offsets().tolist() == [[0, 0.5]] and hollow.get_offsets().tolist() == [[2, 1]]


def test_periods_without_an_interval_have_no_line_and_the_chart_says_so():
    periods = {
        "period": ["2022", "2023"],
        "total_articles": [6, 9],
        "key": "a",
        "n_mentions": 4,
        "rate": [9.0, 2.0],
    }
    table = pd.DataFrame(periods | {"rate_low": [np.nan, 1.0], "rate_high": [np.nan, 15.0]})
    ax = plot_periods(table, value="rate")
    assert [line.tolist() for line in ax.collections[-1].get_segments()] == [[], [[1, 1], [1, 15]]]
    assert ax.get_ylim()[1] == pytest.approx(16.5) and ax.figure in UNSURE
    nothing = table.assign(rate_low=np.nan, rate_high=np.nan)
    assert plot_periods(nothing, value="rate").get_ylim()[1] == pytest.approx(9.9)
    assert plot_periods(table.tail(1), value="rate").figure not in UNSURE
    for rows, highest in ((table, 15), (nothing, 9)):
        two = pd.concat([rows, rows.assign(key="b")])
        figure = plot_small_multiples(two, value="rate")
        assert figure.axes[0].get_ylim()[1] == pytest.approx(1.08 * highest)
        assert figure in UNSURE


@pytest.mark.parametrize(
    ("plot", "table"),
    [
        (plot_bars, SUMMARY.head(0)),
        (plot_stacked, pd.DataFrame()),
        (plot_heatmap, pd.DataFrame()),
        (plot_periods, pd.DataFrame({"period": [], "share": [], "total_articles": []})),
    ],
)
def test_nothing_to_show_is_said(plot, table):
    assert "No" in texts(plot(table))[0]


def test_a_chart_is_drawn_where_it_is_asked_to():
    ax = plt.figure().add_subplot()
    assert plot_bars(SUMMARY, ax=ax) is ax


def test_a_missing_column_is_named():
    with pytest.raises(TableError, match=r"lacks the columns rate;.*Make it with kit.summarise_tallies"):
        plot_bars(SUMMARY, value="rate")


def test_a_key_can_be_made_to_stand_out():
    bars = plot_bars(SUMMARY.assign(note=""), highlight=["IOM"]).patches
    assert [to_hex(bar.get_facecolor()).upper() for bar in bars] == [COLOURS[0], COLOURS[3]]


def test_labels_across_are_turned_when_they_do_not_fit():
    wide = pd.DataFrame({f"một nhãn dài {i}": [1] for i in range(9)})
    assert {tick.get_rotation() for tick in plot_heatmap(wide).get_xticklabels()} == {90}
    assert {tick.get_rotation() for tick in plot_heatmap(wide.iloc[:, :6]).get_xticklabels()} == {35}
    assert {tick.get_rotation() for tick in plot_heatmap(wide.iloc[:, :3]).get_xticklabels()} == {0}
