import json

import pandas as pd
import pytest

from kit.errors import TableError
from kit.plot.charts import plot_bars
from kit.plot.figures import save_figure

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
        "corpus": "abc",
    }
    assert "Bỉ" in first["shares.svg"].decode() and b"<dc:date>" not in first["shares.svg"]


def test_the_environment_can_send_figures_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_FIGURES", str(tmp_path / "there"))
    save(tmp_path / "here")
    assert (tmp_path / "there" / "shares.svg").exists() and not (tmp_path / "here").exists()


@pytest.mark.parametrize("change", [{"name": "../shares"}, {"name": "Bỉ"}, {"caption": " "}, {"alt": ""}])
def test_a_figure_needs_a_plain_name_and_words(tmp_path, change):
    with pytest.raises(TableError):
        save(tmp_path, **change)
    assert not any(tmp_path.iterdir())
