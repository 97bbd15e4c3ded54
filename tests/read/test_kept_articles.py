"""Articles that are kept as they were read: the same table, and read again when anything of theirs has changed."""

import warnings

import pandas as pd
import pytest

import kit
from kit.errors import KitWarning
from kit.files import LEXICONS, overlay, watch_reading
from kit.read import kept
from kit.read.kept import load_kept

ROWS = "id,title,body,mood\n1,Tiếp khách,Thứ trưởng tiếp Đại sứ Lào.,vui\n2,Hội đàm,Hai bên hội đàm.,\n"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Bộ trưởng thăm Bỉ.", encoding="utf-8")
    (folder / "b.txt").write_text("Đại sứ Lào chào từ biệt.", encoding="utf-8")
    return folder


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Loads with a cache of its own, and says whether the files were parsed."""
    parsed, load_articles = [], kept.load_articles
    where = load_articles.__module__, load_articles.__qualname__

    def count(*args, **options):
        parsed.append(args)
        return load_articles(*args, **options)

    count.__module__, count.__qualname__ = where
    code = kept.hash_code(load_articles)
    monkeypatch.setattr(kept, "load_articles", count)
    monkeypatch.setattr(kept, "hash_code", lambda function: code)

    def run(path, **options):
        parsed.clear()
        return load_kept(path, cache=tmp_path / "cache", **options), bool(parsed)

    return run


def test_what_is_kept_is_what_was_read(folder, load):
    (first, read), (again, read_again) = load(folder), load(folder)
    assert (read, read_again) == (True, False)
    for table in (first, again):
        pd.testing.assert_frame_equal(table, kit.load_articles(folder))
        assert table.attrs == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "a.txt").write_text("Bộ trưởng thăm Áo.", encoding="utf-8"),
        lambda folder: (folder / "c.txt").write_text("Tin vắn.", encoding="utf-8"),
        lambda folder: (folder / "b.txt").unlink(),
        lambda folder: (folder / "b.txt").rename(folder / "d.txt"),
        lambda folder: (folder / "articles.csv").write_text(
            "article_id,title\na,Thăm Bỉ\n", encoding="utf-8"
        ),
        lambda folder: folder.with_suffix(".csv").write_text("article_id,title\na,Thăm\n", encoding="utf-8"),
    ],
    ids=["a letter", "one more", "one less", "a name", "metadata in it", "metadata beside it"],
)
def test_what_has_changed_is_read_again(folder, load, change):
    load(folder)
    change(folder)
    table, read = load(folder)
    assert read
    pd.testing.assert_frame_equal(table, kit.load_articles(folder))
    assert not load(folder)[1]


def test_what_is_saved_while_it_is_read_is_not_kept(folder, load, monkeypatch):
    hashes = iter(["a" * 64, "b" * 64, "a" * 64, "a" * 64])
    monkeypatch.setattr(kept, "_hash_given", lambda *_: next(hashes))
    assert load(folder)[1]
    assert load(folder)[1], "nothing was kept under the first hash"


def test_another_table_of_metadata_is_read(folder, load, tmp_path):
    known = tmp_path / "known.csv"
    for title in ("Thăm Bỉ", "Thăm Áo"):
        known.write_text(f"article_id,title\na,{title}\n", encoding="utf-8")
        table, read = load(folder, metadata=known)
        assert read and table["title"].tolist() == [title, ""]
    assert load(folder)[1] and not load(folder, metadata=known)[1]


def test_a_lexicon_that_names_columns_is_asked_again(tmp_path, load):
    file, own = tmp_path / "news.csv", tmp_path / "lexicons"
    file.write_text(ROWS, encoding="utf-8")
    own.mkdir()
    columns = (LEXICONS / "columns.yml").read_text(encoding="utf-8")
    (own / "columns.yml").write_text(columns.replace("columns:\n", "columns:\n  mood: [mood]\n", 1))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert load(file)[1] and not load(file)[1]
        with overlay(own):
            table, read = load(file)
            assert read and table["mood"].tolist() == ["vui", ""]
            assert not load(file)[1]
        table, read = load(file)
    assert read and "mood" not in table


def test_what_was_used_is_noted_each_time(tmp_path, load):
    file = tmp_path / "news.csv"
    file.write_text(ROWS, encoding="utf-8")
    noted = []
    for _ in range(2):
        with watch_reading() as seen, pytest.warns(KitWarning):
            load(file)
        noted.append({path.name: digests for path, digests in seen.items()})
    assert noted[0] == noted[1] and "columns.yml" in noted[0]


def test_what_was_warned_of_is_said_each_time(tmp_path, load):
    file, said = tmp_path / "news.csv", []
    file.write_text(ROWS, encoding="utf-8")
    for _ in range(2):
        with pytest.warns(KitWarning, match="these columns are not read: mood") as told:
            load(file)
        said.append([(str(one.message), one.filename, one.lineno) for one in told])
    assert said[0] == said[1] and len(said[0]) == 1


def test_a_link_is_followed_by_nobody_and_nothing_is_kept(folder, load, tmp_path):
    (folder / "e.txt").symlink_to(tmp_path / "elsewhere.txt")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert load(folder)[1] and load(folder)[1]
    assert not (tmp_path / "cache").exists()


def test_a_damaged_file_is_read_again(folder, load, tmp_path):
    load(folder)
    (file,) = (tmp_path / "cache").glob("given-*.parquet")
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.warns(KitWarning, match="is damaged"):
        table, read = load(folder)
    assert read
    pd.testing.assert_frame_equal(table, kit.load_articles(folder))
