import ast
import errno
from pathlib import Path

import pytest

from kit.errors import FileError, LexiconError
from kit.files import (
    LEXICONS,
    built_from,
    check_overlay,
    find_data,
    list_data,
    overlay,
    read_data,
    watch_reading,
    write_together,
    write_whole,
)
from kit.tag.topics import find_topics_in_text
from kit.vietnamese.stopwords import load_stopwords


def test_a_file_is_whole_or_as_it_was(tmp_path):
    path = tmp_path / "a" / "b.csv"
    with write_whole(path) as aside:
        aside.write_text("old")
        assert not path.exists() and aside.suffix == ".csv"
    with (
        pytest.raises(FileError, match=r"b\.csv cannot be written \(.*\)\. Make room"),
        write_whole(path) as aside,
    ):
        aside.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert path.read_text() == "old" and [path] == list(path.parent.iterdir())
    (tmp_path / "c").write_text("no folder")
    with pytest.raises(FileError, match="cannot be written"), write_whole(tmp_path / "c" / "d.csv") as aside:
        pytest.fail("there is no folder to write to")


@pytest.mark.parametrize("held", ["a.svg", "b.csv", "c.json"])
def test_files_that_belong_together_are_all_new_or_all_as_they_were(tmp_path, monkeypatch, held):
    """On Windows a CSV that Excel has open cannot be replaced."""
    names = ["a.svg", "b.csv", "c.json"]
    paths = [tmp_path / name for name in names]
    (tmp_path / "b.csv").write_text("old")
    replace = Path.replace

    def refuse(self, target):
        if Path(target).name == held and "old" not in self.suffix:
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        refused = pytest.raises(FileError, match=rf"{held} cannot be written .* Close it")
        with refused, write_together(*paths) as asides:
            for aside in asides:
                aside.write_text("new")
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv"] and paths[1].read_text() == "old"
    with write_together(*paths) as asides:
        for aside in asides:
            aside.write_text("new")
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert {path.read_text() for path in paths} == {"new"}


UNIX = {
    "crypt",
    "curses",
    "fcntl",
    "grp",
    "posix",
    "pty",
    "pwd",
    "readline",
    "resource",
    "syslog",
    "termios",
    "tty",
}


def list_imports_for_all(node):
    """Imports that every system makes: those beneath a question for ``sys.platform`` are left out."""
    if isinstance(node, ast.If) and "sys.platform" in ast.unparse(node.test):
        return
    if isinstance(node, ast.Import):
        yield from (alias.name.split(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield (node.module or "").split(".")[0]
    for child in ast.iter_child_nodes(node):
        yield from list_imports_for_all(child)


def test_nothing_is_imported_that_windows_lacks():
    root = LEXICONS.parents[1]
    sources = [root / "run.py", *(root / "runner").glob("*.py"), *(root / "kit").rglob("*.py")]
    for source in sources:
        assert not UNIX & set(list_imports_for_all(ast.parse(source.read_text(encoding="utf-8")))), source
    assert set(list_imports_for_all(ast.parse("def f():\n    import fcntl"))) == {"fcntl"}


def test_a_data_file_is_that_of_the_overlay_or_the_kit_or_the_one_named(tmp_path):
    own = tmp_path / "stopwords.yml"
    own.write_text("mine: {reason: test, words: [xyz]}\n")
    assert find_data("stopwords.yml") == LEXICONS / "stopwords.yml"
    assert find_data("stopwords.yml", tmp_path) == find_data("stopwords.yml", own) == own
    assert find_data("topics.yml", tmp_path) == LEXICONS / "topics.yml"
    with overlay(tmp_path):
        assert find_data("stopwords.yml") == own
        assert load_stopwords() == {"xyz"}
    assert "và" in load_stopwords()
    with pytest.raises(LexiconError, match=r"nowhere\.yml: there is no such file"):
        find_data("nowhere.yml")


def test_what_is_built_follows_the_bytes_of_its_files(tmp_path):
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("1")
    second.write_text("2")
    made = []

    @built_from("second.txt")
    def load_second(path):
        return read_data(path).decode()

    @built_from("first.txt")
    def load_first(path):
        made.append(read_data(path).decode() + load_second(tmp_path))
        return made[-1]

    assert [load_first(tmp_path), load_first(tmp_path)] == ["12", "12"] and made == ["12"]
    second.write_text("3")  # read by way of another loader
    assert load_first(tmp_path) == "13"
    first.write_text("4")
    assert load_first(tmp_path) == "43"
    first.write_text("1")
    second.write_text("2")
    assert load_first(tmp_path) == "12" and made == ["12", "13", "43"], "earlier versions are kept"
    with watch_reading() as seen:
        load_first(tmp_path)
    assert set(seen) == {first, second}, "what is taken from memory was read as well"


def test_an_overlay_has_what_it_changes_built_again_and_nothing_else(tmp_path):
    made = []

    @built_from("stopwords.yml")
    def load_words(path):
        made.append("words")
        return read_data(path)

    @built_from("traps.yml")
    def load_traps(path):
        made.append("traps")
        return read_data(path) + load_words()

    kits = load_traps()
    (tmp_path / "topics.yml").write_text("themes: {}")
    with overlay(tmp_path):
        assert load_traps() == kits and made == ["traps", "words"]
        (tmp_path / "stopwords.yml").write_text("own")  # read by way of another loader, and new there
        assert load_traps() == find_data("traps.yml").read_bytes() + b"own"
    assert load_traps(tmp_path).endswith(b"own") and load_traps() == kits
    assert made == ["traps", "words", "traps", "words"]


def test_what_is_read_while_its_file_is_saved_is_not_kept(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")

    @built_from("a.txt")
    def load(path):
        value = read_data(path)
        path.write_text("new")
        return value + read_data(path)

    assert load(tmp_path) == b"oldnew"
    assert load(tmp_path) == b"newnew"


def test_an_overlay_has_only_files_that_lie_over_something(tmp_path):
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "topic.yml").write_text("themes: {}")
    with pytest.raises(
        LexiconError, match=r"topic\.yml: the kit has no file of this name.*Did you mean 'topics\.yml'\?"
    ):
        check_overlay(tmp_path, list_data())
    (tmp_path / "topic.yml").rename(tmp_path / "topics.yml")
    assert check_overlay(tmp_path, list_data()) == (tmp_path.resolve(), {"topics.yml"})
    with pytest.raises(LexiconError, match="no such folder"):
        check_overlay(tmp_path / "nowhere", list_data())


@pytest.mark.slow
def test_a_mistake_in_an_overlay_names_the_file_of_the_overlay_and_its_line(tmp_path):
    text = (LEXICONS / "topics.yml").read_text(encoding="utf-8")
    (tmp_path / "topics.yml").write_text(text + "\nmistake: [\n", encoding="utf-8")
    with overlay(tmp_path), pytest.raises(LexiconError) as caught:
        find_topics_in_text("di cư")
    assert caught.value.path == tmp_path / "topics.yml" and caught.value.line > text.count("\n")
    assert str(tmp_path) in str(caught.value)


def test_a_loader_that_opens_its_file_itself_is_built_again_too(tmp_path):
    path = tmp_path / "a.txt"

    @built_from("a.txt")
    def load(path):
        return path.read_text()

    for text in ("old", "new"):
        path.write_text(text)
        with watch_reading() as seen:
            assert load(tmp_path) == text
        assert list(seen) == [path]
