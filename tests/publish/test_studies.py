"""Studies: made without a loss, their notebooks brought up to date, their parameters checked."""

import json

import nbformat
import pytest
import yaml

from kit.errors import FileError
from kit.publish import studies
from kit.publish.lab import format_on_save
from kit.publish.notebooks import format_notebook, hash_sources, load_notebook, save_notebook
from kit.publish.studies import check_parameters, copy_notebooks, main, make_copy, make_study
from kit.study import load_study

CELL = 'STUDY = ".."  # the folder\nTOP = 5  # bars\nDAY = ""\nHOME = True  # or None\nASKING = ["a"]'


def make_notebook(title="Gì?", code="print(TOP)"):
    head = nbformat.v4.new_markdown_cell(
        f"# {title}\n\n[topics](../docs/topics.md), [next](01-b.ipynb)", id="head"
    )
    cells = [head, nbformat.v4.new_code_cell(CELL, id="c0", metadata={"tags": ["parameters"]})]
    cells += [nbformat.v4.new_code_cell(code, id="c1"), nbformat.v4.new_markdown_cell("Bỉ leads.", id="f")]
    cells[-1].metadata.tags = ["found"]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.cells[2].outputs = [nbformat.v4.new_output("stream", text="5")]
    notebook.cells[2].execution_count = 1
    return notebook


@pytest.fixture
def kits(tmp_path, monkeypatch):
    """A kit of two notebooks."""
    folder = tmp_path / "kit" / "notebooks"
    for name in ("00-a", "01-b"):
        save_notebook(make_notebook(name), folder / f"{name}.ipynb")
    monkeypatch.setattr(studies, "NOTEBOOKS", folder)
    return folder


@pytest.fixture
def study(kits, tmp_path):
    return make_study(tmp_path / "mine")


def source_of(study, name="00-a", cell=1):
    return load_notebook(study.folder / "notebooks" / f"{name}.ipynb").cells[cell].source


def say(study, text):
    (study.folder / "study.yml").write_text(text, encoding="utf-8")
    return load_study(study.folder)


def test_a_new_study_has_every_parameter_with_what_is_said_of_it(study):
    there = {path.relative_to(study.folder).as_posix() for path in study.folder.rglob("*")}
    assert there == {"study.yml", "articles", "articles.csv", "lexicons", "codes", "notebooks"}
    text = (study.folder / "study.yml").read_text(encoding="utf-8")
    assert (
        '#  00-a:\n#    TOP: 5  # bars\n#    DAY: ""\n#    HOME: true  # or None\n#    ASKING: ["a"]\n'
        in text
    )
    plain = text.replace("\n#    ", "\n    ").replace("\n#  0", "\n  0")
    values = {"TOP": 5, "DAY": "", "HOME": True, "ASKING": ["a"]}
    assert yaml.safe_load(plain)["parameters"] == {"00-a": values, "01-b": values}
    assert (study.name, study.title) == ("mine", "Migration diplomacy in Vietnamese news: mine")
    head = (study.folder / "articles.csv").read_bytes()
    assert (
        head == "\ufeffarticle_id,title,published,published_from,published_to,source,url,notes\r\n".encode()
    )


def test_what_is_there_stays(study):
    for name in ("study.yml", "articles.csv"):
        (study.folder / name).write_text("name: của tôi\n", encoding="utf-8")
    assert make_study(study.folder).name == "của tôi"
    assert (study.folder / "articles.csv").read_text(encoding="utf-8") == "name: của tôi\n"


def test_articles_elsewhere_are_named(kits, tmp_path):
    study = make_study(tmp_path / "far", articles=tmp_path / 'tin "tức"')
    assert study.articles == tmp_path / 'tin "tức"'
    assert not (study.folder / "articles").exists() and not (study.folder / "articles.csv").exists()


def test_a_copy_is_not_run_has_no_findings_and_links_that_hold(study, kits):
    copy = make_copy(kits / "00-a.ipynb", study)
    assert [cell.id for cell in copy.cells] == ["head", "c0", "c1"]
    assert copy.cells[2].outputs == [] and copy.cells[2].execution_count is None
    assert "[topics](../../kit/docs/topics.md), [next](01-b.ipynb)" in copy.cells[0].source
    assert copy.cells[1].source == CELL


def test_a_copy_follows_the_kit_until_a_person_changes_it(study, kits):
    assert copy_notebooks(study) == [] and source_of(study) == CELL
    save_notebook(make_notebook("A new question"), kits / "00-a.ipynb")
    assert copy_notebooks(study) == [] and source_of(study, cell=0).startswith("# A new question")

    path = study.folder / "notebooks" / "00-a.ipynb"
    touched = load_notebook(path)
    touched.cells[2].outputs = [nbformat.v4.new_output("stream", text="only printed")]
    save_notebook(touched, path)
    assert copy_notebooks(study) == [], "outputs are no change"
    touched.cells[2].source = "print('của tôi')"
    save_notebook(touched, path)
    save_notebook(make_notebook("A newer question"), kits / "00-a.ipynb")
    for _ in range(3):
        (told,) = copy_notebooks(study)
        assert told.startswith(
            "00-a.ipynb was changed here and stays as it is; it differs from the kit's. To have"
        )
        assert hash_sources(load_notebook(path)) == hash_sources(touched)
    path.unlink()
    assert copy_notebooks(study) == [] and source_of(study, cell=0).startswith("# A newer question")


def test_a_copy_changed_to_what_the_kit_has_now_follows_it_again(study, kits):
    copy_notebooks(study)
    path = study.folder / "notebooks" / "00-a.ipynb"
    save_notebook(make_notebook("Other"), kits / "00-a.ipynb")
    save_notebook(make_copy(kits / "00-a.ipynb", study), path)
    assert copy_notebooks(study) == []
    save_notebook(make_notebook("Third"), kits / "00-a.ipynb")
    assert copy_notebooks(study) == [] and source_of(study, cell=0).startswith("# Third")


def test_where_the_record_is_lost_what_differs_is_a_persons(study, kits):
    copy_notebooks(study)
    save_notebook(make_notebook("Other"), kits / "00-a.ipynb")
    (study.folder / ".kit" / "notebooks.json").write_text("{", encoding="utf-8")
    (told,) = copy_notebooks(study)
    assert told.startswith("00-a.ipynb was changed here")
    assert list(json.loads((study.folder / ".kit" / "notebooks.json").read_text(encoding="utf-8"))) == [
        "01-b.ipynb"
    ]


def test_notebooks_of_ones_own_are_left_alone(study):
    own = study.folder / "notebooks" / "99-own.ipynb"
    own.write_text("not even a notebook", encoding="utf-8")
    copy_notebooks(study)
    assert own.read_text(encoding="utf-8") == "not even a notebook"


def test_values_of_the_study_stand_in_the_copies(study):
    study = say(study, "parameters:\n  00-a: {TOP: 7, HOME: null, DAY: 2023-05-09, ASKING: []}\n")
    copy_notebooks(study)
    assert source_of(study) == (
        "STUDY = \"..\"  # the folder\nTOP = 7  # bars\nDAY = '2023-05-09'\nHOME = None  # or None\nASKING = []"
    )
    assert source_of(study, "01-b") == CELL
    study = say(study, "name: mine\n")
    assert copy_notebooks(study) == [] and source_of(study) == CELL


def test_values_that_no_notebook_takes_are_all_named(study):
    text = "parameters:\n  00-b: {TOP: 7}\n  00-a: {TOPS: 1, TOP: ten, DAY: 5, HOME: 1, STUDY: x}\n"
    with pytest.raises(FileError) as caught:
        check_parameters(say(study, text))
    said = str(caught.value)
    assert "study.yml, parameters: there is no notebook '00-b'. Did you mean '0" in said
    assert "00-a has no parameter 'TOPS'. Did you mean 'TOP'?" in said
    assert "00-a: TOP is 'ten'; give it a value like 5." in said
    assert "00-a: DAY is 5; give it a value like ''." in said
    assert "00-a: HOME is 1; give it a value like True." in said
    assert "00-a has no parameter 'STUDY'." in said


def test_the_command_reads_the_articles_before_it_writes(study, capsys):
    assert main([str(study.folder)]) == 2
    assert "has no file of articles" in capsys.readouterr().out
    assert list((study.folder / "notebooks").iterdir()) == []
    (study.folder / "articles" / "a.txt").write_text("Bỉ và Việt Nam.", encoding="utf-8")
    (study.folder / "articles" / "empty.txt").touch()
    assert main([str(study.folder)]) == 0
    assert "empty.txt" in capsys.readouterr().out
    assert len(list((study.folder / "notebooks").iterdir())) == 2


def test_a_study_of_articles_that_cannot_be_read_is_not_made(kits, tmp_path, capsys):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.txt").touch()
    assert main([str(tmp_path / "new"), "--articles", str(tmp_path / "bad")]) == 2
    assert not (tmp_path / "new").exists() and "a.txt" in capsys.readouterr().out


def test_saving_in_the_laboratory_keeps_the_form_of_the_kits_notebooks(kits):
    changed = make_notebook("00-a")
    changed.metadata = {"kernelspec": {"name": "other", "display_name": "Other"}, "widgets": {}}
    changed.cells[2].execution_count = 41
    changed.cells[2].metadata = {"execution": {"iopub.status.busy": "now"}, "collapsed": True}
    model = {"type": "notebook", "content": dict(changed)}
    format_on_save(model, path="notebooks/00-a.ipynb", contents_manager=None)
    assert nbformat.writes(model["content"]) + "\n" == (kits / "00-a.ipynb").read_text(encoding="utf-8")
    own = {"type": "notebook", "content": dict(changed)}
    format_on_save(own, path="notebooks/own.ipynb")
    assert own["content"]["cells"][2]["metadata"]["collapsed"]
    text = {"type": "file", "content": "x"}
    format_on_save(text, path="00-a.ipynb")
    assert text["content"] == "x"
    assert format_notebook(changed) == (kits / "00-a.ipynb").read_text(encoding="utf-8")
