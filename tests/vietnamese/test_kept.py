"""Patterns that were compiled before are those that would be compiled now."""

import json
from pathlib import Path

import pytest

from kit.errors import LexiconError
from kit.vietnamese.phrases import kept, patterns
from kit.vietnamese.phrases.kept import keep_patterns
from kit.vietnamese.phrases.patterns import PatternError, compile_pattern
from kit.vietnamese.phrases.topics import load_topics

TEXTS = ["[người] di cư (hợp pháp|an toàn)", "đưa … trái phép", "IOM", "công dân-*", "gần <number> người"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_CACHE", str(tmp_path))
    return tmp_path


@pytest.fixture
def compiled(monkeypatch):
    """The patterns that are compiled."""
    seen = []
    monkeypatch.setattr(
        kept, "compile_pattern", lambda pattern: seen.append(pattern) or compile_pattern(pattern)
    )
    return seen


def compile_all(texts):
    with keep_patterns() as compile_kept:
        return [compile_kept(text) for text in texts]


def test_what_was_compiled_is_kept_as_it_is(compiled):
    expected = [compile_pattern(text) for text in TEXTS]
    assert compile_all(TEXTS[:3]) == expected[:3] and compiled == TEXTS[:3]
    assert compile_all(TEXTS) == expected and compiled == TEXTS, "only what is new"
    assert (
        compile_all(TEXTS) == expected
        and compile_all(TEXTS[:1] * 2) == expected[:1] * 2
        and compiled == TEXTS
    )
    assert [repr(forms) for forms in compile_all(TEXTS)] == [*map(repr, expected)], "tuples, not lists"


@pytest.mark.parametrize(
    "damage", [lambda content: content[:-9], lambda content: content.replace(b"di", b"do"), lambda _: b""]
)
def test_a_damaged_file_is_not_read(damage, folder, compiled):
    compile_all(TEXTS)
    (path,) = folder.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert compile_all(TEXTS) == [compile_pattern(text) for text in TEXTS] and compiled == TEXTS * 2
    assert compile_all(TEXTS) and compiled == TEXTS * 2


def test_other_code_compiles_anew(compiled, monkeypatch):
    compile_all(TEXTS)
    monkeypatch.setattr(kept, "_CODE", "f" * 64)
    compile_all(TEXTS)
    assert compiled == TEXTS * 2


def test_the_code_is_all_that_a_pattern_is_compiled_by():
    """Beside Python's own."""
    source = Path(patterns.__file__).read_text(encoding="utf-8").splitlines()
    named = {line.split()[1] for line in source if line.startswith("from kit")}
    files = {path.with_suffix("").parts[-2:] for path in kept._SOURCES}
    assert {tuple(name.split(".")[-2:]) for name in named} <= files and len(files) > 5


def test_of_too_many_those_asked_for_last_are_kept(compiled, monkeypatch, folder):
    monkeypatch.setattr(kept, "_MOST", 3)
    compile_all(TEXTS[:3])
    compile_all(TEXTS[3:])
    (path,) = folder.iterdir()
    assert [*json.loads(path.read_bytes().partition(b"\n")[2])] == TEXTS[3:]


def test_where_nothing_can_be_written_all_is_compiled(monkeypatch, tmp_path, compiled):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "file"))
    assert compile_all(TEXTS) == compile_all(TEXTS) and compiled == TEXTS * 2


def test_a_pattern_that_cannot_be_used_is_no_other_the_second_time(tmp_path):
    for _ in range(2):
        with pytest.raises(PatternError, match="closes nothing"):
            compile_all(["di cư)"])
    own = tmp_path / "topics.yml"
    own.write_text("themes:\n  a:\n    vi: A\n    en: A\n    topics:\n      b:\n        vi: B\n        en: B\n"
                   "        patterns:\n          - di cư\n          - di trú)\n", encoding="utf-8")  # fmt: skip
    for _ in range(2):
        with pytest.raises(LexiconError, match=r"topics\.yml, line 11.*closes nothing"):
            load_topics(own)
