"""Of very many rows a notebook shows and keeps no more than can be read: made-up tables of 100,000 rows."""

import json

import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure

import kit
from kit.publish.figures import MOST_ROWS

ROWS = 100_000
MOST_LINES = 200
MOST_BYTES = 5_000_000
WORDS = {"caption": "c", "alt": "a", "provenance": {"corpus": "abc"}}


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("KIT_FIGURES", str(tmp_path))
    with pd.option_context("display.max_rows", 40):
        yield


def keep(chart, table, folder):
    kit.save_figure(chart, "many", table=table, **WORDS)
    assert (folder / "many.csv").stat().st_size < MOST_BYTES
    return pd.read_csv(folder / "many.csv"), json.loads((folder / "many.json").read_text())


def test_of_a_long_table_both_ends_are_kept_and_that_is_said(tmp_path):
    table = pd.DataFrame({"key": [f"k{n}" for n in range(ROWS)], "share": np.linspace(1, 0, ROWS)})
    kept, said = keep(kit.plot_bars(table), table, tmp_path)
    assert kept["key"].tolist() == [*table["key"][: MOST_ROWS // 2], *table["key"][-MOST_ROWS // 2 :]]
    assert said["rows"] == "the first and the last 10,000 of 100,000"


def test_a_table_that_is_not_too_long_is_kept_whole(tmp_path):
    table = pd.DataFrame({"key": [f"k{n}" for n in range(MOST_ROWS)], "share": 0.5})
    kept, said = keep(kit.plot_bars(table), table, tmp_path)
    assert len(kept) == MOST_ROWS and "rows" not in said


def test_of_many_lags_what_is_drawn_is_kept(tmp_path):
    lag = np.arange(ROWS) % 4001 - 2000.0
    lags = pd.DataFrame({"article_id": np.arange(ROWS) % 97, "status": "past", "lag": lag})
    lags = lags.assign(lag_low=lag, lag_high=lag)
    kept, said = keep(kit.plot_lags(lags), lags, tmp_path)
    assert [*kept] == ["lag_from", "lag_to", "past", "announced", "unknown"]
    assert kept["past"].sum() == ROWS and kept["announced"].sum() == 0
    inside = (lag >= 7) & (lag < 14)
    assert kept.set_index("lag_from").loc[7, "past"] == inside.sum()
    assert said["rows"] == "as drawn: counted together from 100,000 rows"


def test_of_many_positions_what_is_drawn_is_kept(tmp_path):
    number = np.arange(ROWS)
    places = pd.DataFrame({"article_id": number % 97, "key": "trade", "position": number % 20 / 20 + 0.01})
    kept, said = keep(kit.plot_xray(places), places, tmp_path)
    assert kept.set_index("key").loc["trade"].tolist() == [ROWS // 20] * 20
    assert said["rows"] == "as drawn: counted together from 100,000 rows"


def test_no_output_is_longer_than_can_be_read():
    kit.use_notebook()
    table = pd.DataFrame(
        {"article_id": [f"a{n}" for n in range(ROWS)], "sentence": 0, "role": "body", "start": 0}
    )
    lines = table.assign(
        line=0, end=4, left="a", keyword="text", right="b", key="k", text="text", kind="topic", rule=""
    )
    shown = [lines, lines["text"], lines.set_index("article_id"), kit.show_context(lines)]
    from kit.show.evidence import find_evidence

    shown.append(find_evidence(lines, [(lines, "k")]))
    for output in shown:
        assert repr(output).count("\n") < MOST_LINES
        assert "100" in repr(output), "how many there are is said"


def test_a_chart_is_shown_as_it_was_kept_unless_it_was_changed_since(tmp_path):
    kit.use_notebook()
    ax = kit.plot_bars(pd.DataFrame({"key": ["BEL"], "share": [0.5]}))
    picture = InteractiveShell.instance().display_formatter.formatters["image/svg+xml"]
    drawn = picture(ax.figure)
    kit.save_figure(ax, "shares", table=pd.DataFrame({"key": ["BEL"]}), **WORDS)
    assert picture(ax.figure) == (tmp_path / "shares.svg").read_text(encoding="utf-8") != drawn
    ax.set_xlabel("changed since")
    assert "changed since" in picture(ax.figure)
    never_kept = Figure()
    never_kept.subplots()
    assert "<svg" in picture(never_kept)
