"""A table, a column or a value that a function cannot use is named, with what it can."""

import pandas as pd
import pytest

import kit
from kit.errors import OptionError, TableError

NAMED = pd.DataFrame(
    {"article_id": "a", "sentence": [0, 0], "role": "body", "key": ["BEL", "IOM"], "kind": "country"}
)
LONG = pd.DataFrame({"key": ["BEL", "IOM"], "n": [1, 2]})


def test_counting_another_table_gives_nothing_and_says_why():
    counted = kit.count_topics(NAMED)
    assert counted.empty and list(counted) == ["article_id", "key", "n", "sentences"]
    assert (
        counted.attrs["note"] == "All mentions of this table are of other kinds, or in other roles of line."
    )
    assert kit.count_topics(NAMED.head(0)).attrs == {} and kit.count_mentions(NAMED).attrs == {}


@pytest.mark.parametrize("plot", [kit.plot_heatmap, kit.plot_stacked])
def test_a_long_table_is_no_matrix(plot):
    with pytest.raises(TableError, match=r"number in every cell, as in a table of kit\.tabulate"):
        plot(LONG)
    plot(pd.crosstab(LONG["key"], LONG["n"]) > 0)
    plot(LONG.set_index("key"))


@pytest.mark.parametrize("plot", [name for name in dir(kit) if name.startswith("plot_")])
@pytest.mark.parametrize("given", [None, "topics.csv", 5], ids=["nothing", "text", "number"])
def test_what_is_no_table_is_not_drawn(plot, given):
    wanted = "Series" if plot == "plot_map" else "DataFrame"
    with pytest.raises(TableError, match=rf"^{plot} draws a {wanted}, not {type(given).__name__}"):
        getattr(kit, plot)(*[given] * (2 if plot == "plot_mirrored" else 1))


def test_a_table_is_no_map_and_a_series_no_table():
    with pytest.raises(TableError, match=r"plot_map draws a Series, not DataFrame"):
        kit.plot_map(LONG)
    with pytest.raises(TableError, match=r"plot_bars draws a DataFrame, not Series"):
        kit.plot_bars(summary=LONG["n"])


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(TableError, match=r"lacks the columns outlet; it has article_id, key, n, sentences"):
        kit.tabulate(kit.count_mentions(NAMED), columns="outlet")
    with pytest.raises(TableError, match=r"articles table lacks the columns published; it has article_id"):
        kit.add_periods(NAMED, NAMED)


@pytest.mark.parametrize("find", [name for name in dir(kit) if name.endswith("_in_text")])
@pytest.mark.parametrize("given", [None, NAMED, 5], ids=["nothing", "table", "number"])
def test_what_is_no_text_is_not_looked_through(find, given):
    with pytest.raises(OptionError, match=rf"Expected a text \(str\), got {type(given).__name__}"):
        getattr(kit, find)(given)
