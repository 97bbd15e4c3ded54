"""kit.publish.notebooks: the same bytes every time, parameters replaced and nothing else, failures named."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from threading import Event

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.publish import notebooks
from kit.publish.notebooks import (
    _Run,
    format_notebook,
    hash_sources,
    load_notebook,
    main,
    run_notebook,
    save_notebook,
)
from kit.publish.parameters import NotebookError, find_parameters_cell, read_parameters, replace_parameters


def make_notebook(*cells, tags=("parameters",)):
    code = [nbformat.v4.new_code_cell(source, id=f"cell{n}") for n, source in enumerate(cells)]
    if code:
        code[0].metadata.tags = list(tags)
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Gì?", id="head"), *code])


# ---------------------------------------------------------------- one form


def test_what_changes_from_run_to_run_is_left_out():
    notebook = make_notebook("1", "2")
    notebook.metadata.language_info = {"name": "python", "version": "3.11.7"}
    notebook.metadata.kernelspec = {"name": "conda-env-x", "display_name": "mine", "language": "python"}
    for count, cell in zip((7, 9), notebook.cells[1:], strict=True):
        cell.execution_count = count
        cell.metadata.execution = {"iopub.execute_input": "2024-01-01T00:00:00Z"}
        cell.metadata.collapsed = True
        cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "1"}, execution_count=count)]
    plain = json.loads(format_notebook(notebook))
    assert plain["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert [cell["metadata"] for cell in plain["cells"]] == [{}, {"tags": ["parameters"]}, {}]
    assert [cell["execution_count"] for cell in plain["cells"][1:]] == [1, 2]
    assert [cell["outputs"][0]["execution_count"] for cell in plain["cells"][1:]] == [1, 2]
    assert notebook.cells[1].execution_count == 7  # the argument is as it was


def test_cells_without_ids_get_the_same_ones_each_time():
    notebook = make_notebook("1", "1")
    for cell in notebook.cells:
        del cell["id"]
    once = format_notebook(notebook)
    assert once == format_notebook(notebook)
    assert len({cell["id"] for cell in json.loads(once)["cells"]}) == 3


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r")), max_size=4))
def test_the_form_is_a_fixed_point(sources):
    once = format_notebook(make_notebook(*sources))
    assert format_notebook(nbformat.reads(once, as_version=4)) == once


def test_an_equal_file_is_not_written_again(tmp_path):
    path = save_notebook(make_notebook("1"), tmp_path / "a.ipynb")
    before = path.stat().st_mtime_ns
    save_notebook(load_notebook(path), path)
    assert path.stat().st_mtime_ns == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.ipynb"]


@pytest.mark.parametrize("content", ["", "{}", "not a notebook", b"\xff\xfe"])
def test_a_file_that_is_no_notebook_is_named(tmp_path, content):
    path = tmp_path / "broken.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(NotebookError, match=r"broken\.ipynb"):
        load_notebook(path)


def test_a_notebook_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotebookError, match=r"gone\.ipynb: there is no such notebook"):
        load_notebook(tmp_path / "gone.ipynb")


# ---------------------------------------------------------------- parameters


def test_only_the_literal_changes():
    source = (
        '# where\nARTICLES = "../dữ liệu"; TOP = 5  # mười\n'
        'ROLES = [\n    "title",\n    "lead",\n]  # roles\nMORE = None'
    )
    assert replace_parameters(source, {"ARTICLES": "của tôi", "ROLES": ["body"], "ABSENT": 1}) == (
        "# where\nARTICLES = 'của tôi'; TOP = 5  # mười\nROLES = ['body']  # roles\nMORE = None"
    )


literals = (
    st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text() | st.integers(), max_size=3)
)
names = st.from_regex(r"[A-Z]{1,3}", fullmatch=True)


@given(st.dictionaries(names, st.tuples(literals, literals), min_size=1, max_size=4))
def test_new_values_are_read_back(pairs):
    source = "\n".join(f"{name} = {old!r}  # ghi chú" for name, (old, _) in pairs.items())
    replaced = replace_parameters(source, {name: new for name, (_, new) in pairs.items()})
    assert read_parameters(replaced) == {name: new for name, (_, new) in pairs.items()}
    assert replaced.count("# ghi chú") >= len(pairs)
    ast.parse(replaced)


@pytest.mark.parametrize(
    "source", ["import os", "A = open('x')", "A = B = 1", "A, B = 1, 2", "A = f'{1}'", "A = ("]
)
def test_a_parameters_cell_holds_literals_only(source):
    with pytest.raises(NotebookError, match="parameters cell"):
        read_parameters(source)


def test_there_is_one_parameters_cell():
    assert find_parameters_cell(make_notebook("A = 1", "2")).source == "A = 1"
    with pytest.raises(NotebookError, match="found 0"):
        find_parameters_cell(make_notebook("A = 1", tags=()))


# ---------------------------------------------------------------- running


@pytest.mark.slow
def test_a_cell_that_stops_is_named_with_its_error_and_source(tmp_path):
    notebook = make_notebook("A = 1", "", "names = ['Bỉ']\nnames[A]", "print('never')")
    with pytest.raises(NotebookError) as caught:
        run_notebook(notebook, name="03-topics.ipynb", folder=tmp_path)
    message = str(caught.value)
    assert message.startswith("03-topics.ipynb, code cell 3 stopped: IndexError: list index out of range")
    assert "    names[A]" in message
    assert "\x1b" not in message
    assert notebook.cells[1].execution_count is None  # the argument is as it was


@pytest.mark.slow
def test_a_kernel_that_dies_is_named(tmp_path):
    with pytest.raises(NotebookError, match=r"01\.ipynb, code cell 2 of 2: the kernel stopped"):
        run_notebook(make_notebook("1", "import os; os._exit(9)"), name="01.ipynb", folder=tmp_path)


def write_notebooks(folder, **sources):
    for name, source in sources.items():
        cells = [nbformat.v4.new_code_cell(source, id="a")]
        save_notebook(nbformat.v4.new_notebook(cells=cells), folder / f"{name}.ipynb")
    return [str(folder / f"{name}.ipynb") for name in sources]


@pytest.mark.slow
def test_two_at_a_time_are_told_in_their_order(tmp_path, capsys):
    slow = "import time\ntime.sleep(1.5)\nprint('slow')"
    paths = write_notebooks(tmp_path, first="print(1)", slow=slow, quick="print(3)")
    assert main(["--jobs", "2", *paths]) == 0
    told = [
        line.split()[0] + " " + line.split()[-1]
        for line in capsys.readouterr().out.splitlines()
        if " " in line
    ]
    assert [line for line in told if line.startswith("@begin")] == [
        "@begin first",
        "@begin slow",
        "@begin quick",
    ]
    assert [line.split()[0] for line in told] == ["@begin", "@end"] * 3
    assert [load_notebook(path).cells[0].execution_count for path in paths] == [1, 1, 1]


@pytest.mark.slow
def test_a_failure_among_two_at_a_time_is_named_and_ends_the_run(tmp_path, capsys):
    paths = write_notebooks(tmp_path, first="1", bad="1/0", beside="2")
    assert main(["--jobs", "2", *paths]) == 1
    out = capsys.readouterr().out
    assert "bad.ipynb, code cell 1 stopped: ZeroDivisionError" in out
    assert "@begin beside" not in out
    assert load_notebook(paths[0]).cells[0].execution_count == 1
    assert load_notebook(paths[1]).cells[0].execution_count is None, "the failed notebook keeps what it had"


@pytest.mark.slow
def test_none_begins_after_one_failed(tmp_path):
    bad, after = write_notebooks(tmp_path, bad="1/0", after="2")
    stopped = Event()
    with pytest.raises(NotebookError, match="ZeroDivisionError"):
        _Run(Path(bad), stopped).run()
    _Run(Path(after), stopped).run()
    assert load_notebook(after).cells[0].execution_count is None


@pytest.mark.slow
def test_what_is_written_while_it_runs_stays(tmp_path, capsys):
    save = "open('own.ipynb', 'w').write(text.replace('1 + 1', '2 + 2'))"
    source = f"text = open('own.ipynb', encoding='utf-8').read()\n{save}\n1 + 1"
    (path,) = write_notebooks(tmp_path, own=source)
    assert main([path]) == 1
    assert (
        "own.ipynb was changed while it ran. It is as you saved it; run it again." in capsys.readouterr().out
    )
    (cell,) = load_notebook(path).cells
    assert cell.source.endswith("2 + 2") and cell.execution_count is None


def test_the_hash_of_the_sources_is_of_what_a_person_writes():
    notebook = make_notebook("A = 1", "print(A)")
    ran = make_notebook("A = 1", "print(A)")
    ran.cells[1].outputs, ran.cells[1].execution_count = [nbformat.v4.new_output("stream", text="1")], 1
    assert hash_sources(notebook) == hash_sources(ran)
    for changed in (
        make_notebook("A = 2", "print(A)"),
        make_notebook("A = 1", "print(A)", tags=()),
        make_notebook("A = 1"),
    ):
        assert hash_sources(changed) != hash_sources(notebook)


class Starting:
    """A client whose kernel ends before it answers, so many times."""

    ended = 0

    def __init__(self, notebook, **_):
        self.notebook = notebook

    async def async_execute(self, **_):
        if Starting.ended > 0:
            Starting.ended -= 1
            raise RuntimeError("Kernel died before replying to kernel_info")
        return self.notebook


@pytest.mark.parametrize("ended", [0, 1, 2])
def test_a_kernel_that_does_not_answer_is_started_again(tmp_path, monkeypatch, ended):
    monkeypatch.setattr(notebooks, "NotebookClient", Starting)
    Starting.ended = ended
    ran = run_notebook(make_notebook("1"), name="a", folder=tmp_path)
    assert Starting.ended == 0 and ran.cells[1].source == "1"


def test_after_three_times_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(notebooks, "NotebookClient", Starting)
    Starting.ended = 3
    with pytest.raises(
        NotebookError, match=r"a\.ipynb: its kernel does not start \(Kernel died before replying"
    ):
        run_notebook(make_notebook("1"), name="a.ipynb", folder=tmp_path)
