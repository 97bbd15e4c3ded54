import shutil

import pandas as pd
import pytest

from kit import cache
from kit.errors import KitWarning
from kit.lexicon import LEXICONS
from kit.schema import SCHEMAS, make_table

LINES = make_table([("a", 1, 0, 4, "body", "paragraph")], "lines")


def build(folder, *, inputs="x", table=LINES, made=None):
    def make():
        if made is not None:
            made.append(inputs)
        return table

    return cache.find_or_make(
        make,
        name="lines",
        schema=SCHEMAS["lines"],
        key=inputs,
        folder=folder,
    )


def test_a_table_is_made_once_and_comes_back_equal(tmp_path):
    made = []
    first, second = build(tmp_path, made=made), build(tmp_path, made=made)
    assert made == ["x"]
    pd.testing.assert_frame_equal(first, second)
    build(tmp_path, inputs="y", made=made)
    assert made == ["x", "y"]


def test_days_and_categories_come_back_as_they_were(tmp_path):
    table = make_table([{"article_id": "a", "word": "Bỉ"}], "words")
    kinds = {
        "name": "words",
        "schema": SCHEMAS["words"],
        "key": "x",
        "folder": tmp_path,
    }
    for _ in range(2):
        pd.testing.assert_frame_equal(cache.find_or_make(lambda: table, **kinds), table)


@pytest.mark.parametrize("damage", ["truncated", "flipped", "empty", "other"])
def test_a_damaged_file_is_built_again_with_a_warning(tmp_path, damage):
    build(tmp_path)
    (path,) = tmp_path.glob("*.parquet")
    good = path.read_bytes()
    bad = {
        "truncated": good[: len(good) // 2],
        "flipped": good.replace(b"paragraph", b"poragraph"),
        "empty": b"",
        "other": b"PAR1 not parquet PAR1",
    }[damage]
    assert bad != good
    path.write_bytes(bad)
    with pytest.warns(KitWarning, match="damaged"):
        table = build(tmp_path)
    pd.testing.assert_frame_equal(table, LINES)
    assert path.read_bytes() == good


def test_a_build_that_is_killed_leaves_no_table(tmp_path, monkeypatch):
    def die(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(cache.pq, "write_table", die)
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path)
    assert not list(tmp_path.glob("lines-*"))


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.warns(KitWarning, match="cannot be written"):
        pd.testing.assert_frame_equal(build(tmp_path / "file"), LINES)


def test_the_key_follows_the_code_and_its_imports():
    assert cache.hash_module("lines") != cache.hash_module("sentences")
    assert cache.hash_module("lines") == cache.hash_module("lines")


def test_the_key_follows_the_lexicons(tmp_path, monkeypatch):
    before = cache.hash_module("sentences")
    shutil.copytree(LEXICONS, tmp_path / "lexicons")
    monkeypatch.setattr("kit.lexicon.LEXICONS", tmp_path / "lexicons")
    assert cache.hash_module("sentences") == before
    (tmp_path / "lexicons" / "sentences.yml").write_text("abbreviations: {mine: [XYZ]}\n")
    assert cache.hash_module("sentences") != before


def test_imports_and_lexicons_are_read_off_the_source():
    assert {"schema", "lexicon"} <= set(cache._find_imports((cache.KIT / "lines.py").read_text()))
    assert "sentences.yml" in cache.find_lexicons("sentences")
    assert {"partners.yml", "traps.yml", "context.yml"} <= set(cache.find_lexicons("partners"))
    source = "from kit.temporal import rules\nfrom kit.text import (\n    nfc,\n)\nimport kit.words\n"
    assert {"temporal", "temporal.rules", "text", "words"} <= set(cache._find_imports(source))
