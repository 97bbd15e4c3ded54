import json
import subprocess
import sys

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

import kit
from kit.errors import OptionError
from kit.plot.bars import plot_bars
from kit.publish.figures import save_figure

TABLE = pd.DataFrame({"key": ["Bỉ", "Ý"], "share": [1 / 3, 0.5]})
WORDS = {"caption": "Chia sẻ", "alt": "Hai cột", "provenance": {"corpus": "abc"}}


def save(folder, name="shares", **changes):
    save_figure(plot_bars(TABLE), name, table=TABLE, folder=folder, **{**WORDS, **changes})


def test_a_figure_is_four_files_of_the_same_bytes_each_time(tmp_path, monkeypatch):
    monkeypatch.delenv("KIT_FIGURES", raising=False)
    save(tmp_path / "one")
    save(tmp_path / "two")
    first = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    second = {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}
    assert sorted(first) == ["shares.csv", "shares.json", "shares.png", "shares.svg"]
    assert first == second
    assert first["shares.csv"].decode() == "key,share\nBỉ,0.3333333333\nÝ,0.5\n"
    assert json.loads(first["shares.json"]) == {
        "name": "shares",
        "caption": "Chia sẻ",
        "alt": "Hai cột",
        "shows": "Ý comes first of 2, with 0.5.",
        "said": "bar",
        "title": "",
        "corpus": "abc",
    }
    assert "Bỉ" in first["shares.svg"].decode() and b"<dc:date>" not in first["shares.svg"]


def test_what_is_kept_says_what_stands_above_the_chart(tmp_path, monkeypatch):
    monkeypatch.delenv("KIT_FIGURES", raising=False)
    ax = plot_bars(TABLE, top=1)
    ax.set_title("Chia sẻ\n(theo bài)")
    save_figure(ax, "shares", table=TABLE, folder=tmp_path, **WORDS)
    assert json.loads((tmp_path / "shares.json").read_text("utf-8"))["title"] == "Chia sẻ (theo bài) (1 of 2)"


@pytest.mark.slow
def test_the_layout_of_a_chart_is_solved_once_for_its_files_and_what_is_shown(tmp_path, monkeypatch):
    monkeypatch.delenv("KIT_FIGURES", raising=False)
    solved, drawn = [], []
    execute, draw = ConstrainedLayoutEngine.execute, Figure.draw
    monkeypatch.setattr(
        ConstrainedLayoutEngine, "execute", lambda *given: [solved.append(1), execute(*given)]
    )
    monkeypatch.setattr(Figure, "draw", lambda *given: [drawn.append(1), draw(*given)])
    ax = plt.subplots(layout="constrained")[1]
    ax.set_ylabel("số câu")
    with plt.rc_context({"figure.constrained_layout.use": True}):  # as in a notebook
        save_figure(ax, "once", table=TABLE, folder=tmp_path, **WORDS)
        assert (len(solved), len(drawn)) == (1, 3)  # one draw for the layout, one for each picture
        placed = ax.get_position().bounds
        ax.figure.canvas.print_figure(tmp_path / "shown.svg", bbox_inches="tight")
    assert len(solved) == 1
    assert ax.get_position().bounds == placed


def test_text_is_text_on_charts_and_no_cell_is_a_formula(tmp_path, monkeypatch):
    """Dollar signs begin no formula of mathtext, and ``=`` none of a spreadsheet."""
    monkeypatch.delenv("KIT_FIGURES", raising=False)
    names = ["Gói $5_triệu và $7_triệu", "thẻ $\\x$ và $\\frac{1}{0}$", "=1+1"]
    table = pd.DataFrame({"key": names, "share": [0.2, 0.4, 0.6]})
    ax = plot_bars(table)
    save_figure(
        ax, "money", table=table, folder=tmp_path, **{**WORDS, "provenance": {"denominator": "$1 of $2"}}
    )
    assert sorted(label.get_text() for label in ax.get_yticklabels()) == sorted(names)
    drawn = (tmp_path / "money.svg").read_text(encoding="utf-8")
    assert all(name in drawn for name in [*names, "counted: $1 of $2"])
    assert (tmp_path / "money.csv").read_text(encoding="utf-8").splitlines()[-1] == "'=1+1,0.6"


def test_powers_of_ten_stay_powers_of_ten(tmp_path, monkeypatch):
    monkeypatch.delenv("KIT_FIGURES", raising=False)
    ax = plt.subplots()[1]
    ax.plot([1, 1000], [0, 1])
    ax.set_xscale("log")
    ax.set_title("$5 và $6")
    save_figure(ax, "powers", table=TABLE, folder=tmp_path, **WORDS)
    drawn = (tmp_path / "powers.svg").read_text(encoding="utf-8")
    assert "$5 và $6" in drawn and "mathdefault{" not in drawn.replace("<!-- $\\mathdefault", "")


@pytest.mark.parametrize("name", [name for name in kit.__all__ if name.startswith("plot_")])
def test_every_chart_draws_text_as_text(name):
    assert getattr(kit, name).__wrapped__.__name__ == name, "let kit.plot.style.as_text decorate it"


def test_the_environment_can_send_figures_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_FIGURES", str(tmp_path / "there"))
    save(tmp_path / "here")
    assert (tmp_path / "there" / "shares.svg").exists() and not (tmp_path / "here").exists()


@pytest.mark.parametrize("change", [{"name": "../shares"}, {"name": "Bỉ"}, {"caption": " "}, {"alt": ""}])
def test_a_figure_needs_a_plain_name_and_words(tmp_path, change):
    with pytest.raises(OptionError):
        save(tmp_path, **change)
    assert not any(tmp_path.iterdir())


class Cited:
    """Stands for a corpus: it says what it was asked."""

    def __init__(self, name):
        self.name = name

    def provenance(self, *names, **parameters):
        return {"corpus": self.name, "rests_on": list(map(str, names)), "parameters": parameters}


def test_the_corpus_and_the_folder_of_the_notebook_are_those_of_its_figures(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "kit.publish.figures.RUNNING", {"corpus": Cited("mine"), "figures": tmp_path, "language": "en"}
    )
    said = {"table": TABLE, "caption": "c", "alt": "a"}
    save_figure(plot_bars(TABLE), "one", rests_on="topics sizes", top=3, **said)
    save_figure(plot_bars(TABLE), "two", rests_on=["topics", tmp_path], corpus=Cited("other"), **said)
    one, two = (json.loads((tmp_path / f"{name}.json").read_text()) for name in ("one", "two"))
    assert (one["corpus"], one["rests_on"], one["parameters"]) == (
        "mine",
        ["topics", "sizes", "charts"],
        {"top": 3},
    )
    assert (two["corpus"], two["rests_on"]) == ("other", ["topics", str(tmp_path), "charts"])


def test_a_figure_of_no_corpus_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr("kit.publish.figures.RUNNING", {"corpus": None, "figures": tmp_path})
    with pytest.raises(OptionError, match=r"Say whose figure one is: kit\.use_notebook\(corpus\) once"):
        save_figure(plot_bars(TABLE), "one", table=TABLE, caption="c", alt="a")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("first", "left_out"), [("json", True), ("ipykernel", False)])
def test_nothing_is_left_out_in_a_notebook_that_a_person_runs(first, left_out):
    code = f"import {first}, sys; import kit.publish; print('rfc3987_syntax' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"{left_out}\n"
