"""``python -m kit check-lexicons``: all problems of all files, each by the reader of its file."""

import re

import pytest

from kit.__main__ import main
from kit.errors import LexiconError
from kit.files import LEXICONS, REFERENCE, list_data, overlay
from kit.publish.lexicons import READERS, find_lexicon_problems
from kit.steps import STEPS
from kit.vietnamese.events.vocabulary import load_event_words
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.offices import load_offices


def change(folder, name, *pairs):
    """A copy of a lexicon of the kit in which something stands otherwise."""
    path = next(of / name for of in (LEXICONS, REFERENCE) if (of / name).is_file())
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    (folder / name).write_text(text, encoding="utf-8")
    return text.splitlines()


def test_every_data_file_has_a_reader():
    assert set(READERS) == list_data()


@pytest.mark.slow
def test_nothing_is_wrong_with_the_kits_own(capsys):
    assert main(["check-lexicons"]) == 0
    assert capsys.readouterr().out.startswith("Nothing is wrong with agreements.yml, charts.yml, ")


@pytest.mark.slow
def test_all_problems_of_all_files_are_told(tmp_path, capsys):
    events = change(
        tmp_path,
        "events.yml",
        ("  figure: {vi: số liệu, en: figure}", "  figure: {vi: số liệu, english: figure}"),
        ("signing: [", "signing: [thăm, "),
        ("\nundone: [", "\nundone: [7, "),
    )
    change(tmp_path, "partners.yml", ("      vi: Bỉ\n", "      vie: Bỉ\n"), ("    FRA:\n", "    FRZ:\n"))
    change(tmp_path, "stopwords.yml", ("reason:", "raison:"))
    (tmp_path / "topic.yml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "regions.yml").write_text("a: [1\nb: 2\n", encoding="utf-8")
    assert main(["check-lexicons", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    line = 1 + next(n for n, text in enumerate(events) if "english: figure" in text)
    for said in (
        rf"events.yml, line {line}: unknown key 'english'. Use one of: vi, en.",
        "'thăm' stands in visit and in signing",
        "undone should be a list of words",
        "'FRZ' is no ISO 3166-1 alpha-3 code. Did you mean FRO or FRA?",
        "unknown key 'vie'",
        "unknown key 'raison'",
        "topic.yml: the kit has no file of this name to lay it over. Did you mean 'topics.yml'?",
        "regions.yml, line 2: ",
    ):
        assert said in told, said
    assert re.search(r"\n\d problems\.\n$", told), told
    assert "lacks" not in told and "offices.yml" not in told, "nothing is told that another mistake explains"


def test_one_error_tells_of_every_problem(tmp_path):
    words = [
        ("signing: [", "signing: [thăm, "),
        ("in_force: [", "in_force: [ký, "),
        ("\nuntil: [", "\nuntil: [7, "),
    ]
    change(tmp_path, "events.yml", *words)
    with pytest.raises(LexiconError) as caught:
        load_event_words(tmp_path)
    assert len(caught.value.problems) == 3 and str(caught.value).count("events.yml, line ") == 3
    assert caught.value.line == min(one.line for one in caught.value.problems)
    load_event_words()  # and nothing that was left out is kept
    with pytest.raises(LexiconError):
        load_event_words(tmp_path)


def test_a_file_with_two_readers_is_told_of_once(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("kit.publish.lexicons.READERS", {"context.yml": READERS["context.yml"]})
    change(tmp_path, "context.yml", ("\nglued openers:", "\nglued opener:"))
    assert main(["check-lexicons", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "unknown key 'glued opener'" in told and told.endswith("\n1 problem.\n")


@pytest.mark.slow
def test_what_was_read_without_the_mistakes_is_not_kept(tmp_path):
    """The offices rest on the partners, which are read without what is wrong to find what is wrong with the offices."""
    change(tmp_path, "partners.yml", ("    FRA:\n", "    FRZ:\n"))
    for read in (load_offices, load_gazetteer):
        with overlay(tmp_path), pytest.raises(LexiconError, match="FRZ"):
            read()


@pytest.mark.slow
def test_a_file_that_is_built_otherwise_is_told_of(tmp_path):
    (tmp_path / "columns.yml").write_text("columns: [a]\naround: [b]\n", encoding="utf-8")
    problems = [one for one in find_lexicon_problems(tmp_path) if one.path.name == "columns.yml"]
    assert len(problems) == 1 and "cannot be read (AttributeError" in str(problems[0])


STEP = """
import pandas as pd
from kit.files import built_from
from kit.schema import SCHEMAS, make_table
from kit.steps import Step, add_step
from kit.vietnamese.lexicon import check_keys, load_lexicon

@built_from("oaths.yml")
def load_oaths(path):
    return check_keys(load_lexicon(path), path, required=("words",))

def find_oaths(sentences, loaded):
    load_oaths()
    return make_table([], "mentions")

needs = {"sentences": "sentences", "loaded": "loaded"}
add_step("oaths", Step(find_oaths, needs, reads="oaths.yml", columns=SCHEMAS["mentions"]))
"""


def test_the_lexicon_of_a_table_of_ones_own_is_read_by_its_step(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("kit.publish.lexicons.READERS", {})  # the kit's own take seconds
    step, folder = tmp_path / "oaths.py", tmp_path / "mine"
    step.write_text(STEP, encoding="utf-8")
    folder.mkdir()
    own = folder / "oaths.yml"
    own.write_text("words: [thề]\n", encoding="utf-8")
    command = ["check-lexicons", str(folder), "--steps", str(step)]
    try:
        assert main(command) == 0 and capsys.readouterr().out == "Nothing is wrong with oaths.yml.\n"
        own.write_text("words: [thề]\nword: [hứa]\n", encoding="utf-8")
        assert main(command) == 1
        assert "mine/oaths.yml, line 2: unknown key 'word'" in capsys.readouterr().err
    finally:
        STEPS.pop("oaths")
    assert main(["check-lexicons", str(folder)]) == 1 and "no file of this name" in capsys.readouterr().err
    assert main([*command[:3], str(tmp_path / "none.py")]) == 1
    assert "There is no file" in capsys.readouterr().err


def test_there_is_no_such_folder(tmp_path, capsys):
    assert main(["check-lexicons", str(tmp_path / "nowhere")]) == 1
    assert "there is no such folder of lexicons" in capsys.readouterr().err
