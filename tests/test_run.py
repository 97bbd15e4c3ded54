"""run.py and runner/: what it builds, what it refuses, what it says, and a whole run on a small project."""

from __future__ import annotations

import ast
import io
import itertools
import json
import locale
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import tomllib
from argparse import Namespace
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
import run  # noqa: E402
from runner import environment, progress, studies  # noqa: E402

SOURCES = [ROOT / "run.py", *(ROOT / "runner").glob("*.py"), ROOT / "kit/files.py", ROOT / "kit/errors.py"]


# ---------------------------------------------------------------- Python and packages


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_only_the_standard_library_is_imported(source):
    tree = ast.parse(source.read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names])
    }
    assert imported <= sys.stdlib_module_names | {"runner", "kit"}


def test_an_older_python_reads_the_files_and_gets_a_message(monkeypatch, capsys):
    for source in SOURCES:
        ast.parse(source.read_text(encoding="utf-8"), feature_version=(3, 8))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert run.main([]) == 2
    assert "needs Python 3.11 or newer" in capsys.readouterr().err


numbers = st.lists(st.integers(0, 12), min_size=1, max_size=3).map(lambda parts: ".".join(map(str, parts)))
bound = st.tuples(st.sampled_from([">=", "<=", "==", "!=", "<", ">"]), numbers).map("".join)


@given(version=numbers, bounds=st.lists(bound, max_size=3).map(",".join))
def test_bounds_are_read_as_pip_reads_them(version, bounds):
    assert environment.satisfies(version, bounds) == (version in SpecifierSet(bounds))


def test_every_requirement_of_pyproject_is_understood():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    read = environment.read_requirements(["dev"])
    assert {name: SpecifierSet(bounds) for name, bounds in read.items()} == {
        Requirement(line).name: Requirement(line).specifier for line in wanted
    }
    for bounds in read.values():
        environment.satisfies("1.0", bounds)


def test_what_is_missing_is_named_with_what_is_there(monkeypatch):
    versions = {"pandas": "2.2.3", "numpy": "2.1.0"}

    def version(name):
        if name not in versions:
            raise environment.importlib.metadata.PackageNotFoundError(name)
        return versions[name]

    monkeypatch.setattr(environment.importlib.metadata, "version", version)
    assert environment.find_missing({"pandas": ">=3.0", "numpy": ">=2.0", "nbval": ">=0.11"}) == [
        "pandas>=3.0 (it has 2.2.3)",
        "nbval>=0.11",
    ]


# ---------------------------------------------------------------- making .venv


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of its own in ``tmp_path``, so that nothing here touches the real .venv."""
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "CACHE", tmp_path / ".kit-cache")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(studies, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "LOCK", tmp_path / "requirements.lock")
    (tmp_path / "requirements.lock").write_text("pandas==3.1.1\n", encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def make_complete(version=""):
    """What a finished set-up leaves: a Python that runs, and the stamp, which is returned."""
    python = environment.venv_python(version)
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    stamp = environment.find_venv(version) / environment.STAMP
    stamp.write_text(environment.make_stamp(version), encoding="utf-8")
    return stamp


@pytest.mark.parametrize("version", ["", "3.99"])
def test_a_finished_environment_is_used_as_it_is(project, monkeypatch, version):
    make_complete(version)
    monkeypatch.setattr(environment, "is_activated", lambda: False)
    monkeypatch.setattr(environment, "make_venv", lambda *_: pytest.fail("made again for nothing"))
    assert environment.find_python((), "", version) == environment.venv_python(version)


@pytest.mark.parametrize(
    "change", ["no .venv", "no stamp", "another lock", "another Python", "Python is gone"]
)
def test_an_environment_that_cannot_be_trusted_is_made_again(project, monkeypatch, change):
    stamp = make_complete() if change != "no .venv" else None
    if change == "no stamp":
        stamp.unlink()
    if change == "another lock":
        environment.LOCK.write_text("pandas==3.1.2\n", encoding="utf-8")
    if change == "another Python":
        stamp.write_text(environment.make_stamp("2.7"), encoding="utf-8")
    if change == "Python is gone":
        environment.venv_python().unlink()
    made = []
    monkeypatch.setattr(environment, "is_activated", lambda: False)
    monkeypatch.setattr(environment, "make_venv", lambda *asked: made.append(asked))
    environment.find_python((), "test")
    assert made == [("test", "")]


def test_a_set_up_that_was_interrupted_leaves_no_stamp(project, monkeypatch):
    stamp = make_complete()
    environment.LOCK.write_text("pandas==3.1.2\n", encoding="utf-8")

    def step(label, *_):
        if label == "install packages":
            raise KeyboardInterrupt

    monkeypatch.setattr(environment, "step", step)
    with pytest.raises(KeyboardInterrupt):
        environment.make_venv("")
    assert not stamp.exists()
    assert not environment.is_complete()


def test_the_stamp_is_written_after_all_else(project, monkeypatch):
    stamp = make_complete()
    stamp.unlink()
    packages = project / ".venv" / "packages"
    packages.mkdir()
    monkeypatch.setattr(
        environment, "step", lambda label, *_: None if not stamp.exists() else pytest.fail("too early")
    )
    monkeypatch.setattr(environment.subprocess, "check_output", lambda *_, **__: f"{packages}\n")
    environment.make_venv("")
    assert environment.is_complete()
    linked = (packages / "kit.pth").read_text(encoding="utf-8").strip()
    assert (packages / linked).resolve() == project.resolve()
    assert not Path(linked).is_absolute()


def test_an_active_environment_that_has_everything_is_used(project, monkeypatch):
    monkeypatch.setattr(environment, "is_activated", lambda: True)
    monkeypatch.setattr(environment, "find_missing", lambda requirements: [])
    monkeypatch.setattr(environment, "make_venv", lambda *_: pytest.fail("built something"))
    assert environment.find_python((), "") == Path(sys.executable)


def test_an_active_environment_that_lacks_something_is_named_and_left_alone(project, monkeypatch, capsys):
    made = []
    monkeypatch.setattr(environment, "is_activated", lambda: True)
    monkeypatch.setattr(environment, "find_missing", lambda requirements: ["underthesea>=9.5,<9.6"])
    monkeypatch.setattr(environment, "make_venv", lambda *asked: made.append(asked))
    assert environment.find_python((), "") == environment.venv_python()
    assert made == [("", "")]
    assert "lacks underthesea>=9.5,<9.6: using .venv" in capsys.readouterr().out


def test_the_environment_of_children_leaves_out_what_is_the_users_own(project, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "TkAgg")
    monkeypatch.setenv("KIT_FIGURES", "elsewhere")
    monkeypatch.setenv("KIT_TEST_SEED", "7")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPATH", "mine")
    env = environment.make_env()
    assert "MPLBACKEND" not in env
    assert "KIT_FIGURES" not in env
    assert "KIT_TEST_SEED" not in env
    assert "PYTHONDONTWRITEBYTECODE" not in env, "else each process would compile every package anew"
    assert env["PYTHONPATH"] == os.pathsep.join([str(project), "mine"])


# ---------------------------------------------------------------- elsewhere


def put_python(folder, version, answer):
    """A ``python3.99`` on the path: a shell script that answers, or fails as a shim does."""
    script = folder / f"python{version}"
    script.write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
    script.chmod(0o755)
    return script


@pytest.mark.skipif(os.name == "nt", reason="a script is put on the path")
def test_the_newest_python_that_can_make_an_environment_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(environment, "NEWEST", 99)
    assert environment.find_newest() == ""
    newer, newest = (f"3.{sys.version_info[1] + more}" for more in (1, 2))
    put_python(tmp_path, "3.0", "echo 3.0")
    script = put_python(tmp_path, newer, f"echo {newer}")
    put_python(tmp_path, newest, "exit 127")
    assert environment.find_newest() == newer
    assert environment.find_maker(newer) == str(script)
    put_python(tmp_path, newest, f"echo {newest}")
    assert environment.find_newest() == newest


def test_another_python_makes_an_environment_of_its_own(project, monkeypatch):
    """Also where the running one has all that is needed."""
    commands, packages = [], project / "packages"
    packages.mkdir()
    stamp = make_complete()
    before = stamp.read_bytes()

    def step(label, command, *_):
        commands.append((label, *map(str, command)))
        environment.find_venv("3.99").mkdir(exist_ok=True)

    monkeypatch.setattr(environment, "is_activated", lambda: True)
    monkeypatch.setattr(environment, "find_missing", lambda requirements: [])
    monkeypatch.setattr(environment, "step", step)
    monkeypatch.setattr(environment.subprocess, "check_output", lambda *_, **__: f"{packages}\n")
    python = environment.find_python((), "test --elsewhere", "3.99")
    assert python.is_relative_to(project / ".venv-3.99")
    assert commands[0] == (
        "make .venv-3.99",
        "python3.99",
        "-m",
        "venv",
        "--clear",
        str(project / ".venv-3.99"),
    )
    assert commands[1][:2] == ("install packages", str(python))
    assert "python 3.99\n" in (project / ".venv-3.99" / environment.STAMP).read_text(encoding="utf-8")
    assert stamp.read_bytes() == before


def test_somewhere_else_is_not_here_and_can_be_had_again(monkeypatch):
    monkeypatch.delenv("KIT_TEST_SEED", raising=False)
    before = locale.setlocale(locale.LC_ALL)
    first, second = environment.make_foreign(), environment.make_foreign()
    assert locale.setlocale(locale.LC_ALL) == before
    assert first["PYTHONHASHSEED"] == first["KIT_TEST_SEED"] != second["KIT_TEST_SEED"]
    assert first["PYTHONHASHSEED"] != "0"
    assert first["LC_ALL"] in ("tr_TR.UTF-8", "C")
    monkeypatch.setenv("KIT_TEST_SEED", "7")
    assert environment.make_foreign()["PYTHONHASHSEED"] == "7"


def test_elsewhere_the_code_is_tested_and_nothing_else(project, monkeypatch, capsys):
    ran = []

    def run_child(command, env, steps):
        ran.append((command[0], env["TZ"], env["KIT_TEST_SEED"]))
        return 0, []

    monkeypatch.setattr(run, "find_newest", lambda: "3.99")
    monkeypatch.setattr(run, "prepare", lambda extras, command, version: (version, {}))
    monkeypatch.setattr(run, "run_child", run_child)
    monkeypatch.setenv("KIT_TEST_SEED", "7")
    assert run.main(["test", "--elsewhere"]) == 0
    assert ran == [("3.99", "Pacific/Kiritimati", "7")] * 2
    assert "Elsewhere: Python 3.99, KIT_TEST_SEED=7 PYTHONHASHSEED=7 " in capsys.readouterr().out


def test_the_order_of_tests_is_that_of_the_seed(pytestconfig, monkeypatch):
    """Every test runs, each file in one piece, and one seed gives one order."""
    conftest = pytestconfig.pluginmanager.get_plugin(str(ROOT / "tests" / "conftest.py"))
    plain = [SimpleNamespace(path=Path(file), name=name) for file in "abcd" for name in "tests"]

    def order(seed):
        monkeypatch.setattr(conftest, "SEED", seed)
        tests = list(plain)
        conftest.pytest_collection_modifyitems(tests)
        assert sorted(map(id, tests)) == sorted(map(id, plain))
        return tests

    assert order(None) == plain
    first = order("1")
    assert first == order("1") != order("2")
    files = [str(file) for file, _ in itertools.groupby(test.path for test in first)]
    assert sorted(files) == list("abcd") != files


# ---------------------------------------------------------------- what the person sees


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_elsewhere_each_step_is_a_line():
    stream = io.StringIO()
    steps = progress.Progress(2, stream)
    for label in ("make .venv", "install packages"):
        steps.begin(label)
        steps.show("half way")
        steps.end()
    lines = stream.getvalue().splitlines()
    assert [line.rsplit(" ", 2)[0] for line in lines] == [
        "[1/2] make .venv ...",
        "[2/2] install packages ...",
    ]
    assert "\r" not in stream.getvalue()


def test_a_terminal_gets_a_bar_that_fills():
    stream = Terminal()
    steps = progress.Progress(2, stream)
    steps.begin("00-start-here")
    steps.end()
    steps.begin("01-corpus")
    steps.show("cell 3 of 9")
    last = stream.getvalue().split("\r")[-1]
    assert "[############............] 2/2  01-corpus" in last
    assert last.endswith("cell 3 of 9")


FAMILY = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""


def is_alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda end: end.name)
def test_a_run_that_is_killed_or_stopped_leaves_no_child(end):
    """Neither the command of a step nor what that has started outlives the run, whatever ends it."""
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom runner import progress\n"
    script += "def told(line):\n    print(line, flush=True)\n"
    script += f"progress.run_child([sys.executable, '-c', {FAMILY!r}], None, progress.Progress(1), told)"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as run_of_it:
        grandchild = int(run_of_it.stdout.readline())
        assert is_alive(grandchild)
        run_of_it.send_signal(end)
    until = time.monotonic() + 20
    while is_alive(grandchild) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(grandchild)


def test_the_exit_code_of_a_command_is_its_own():
    for code in (0, 2):
        command = [sys.executable, "-c", f"raise SystemExit({code})"]
        assert progress.run_child(command, None, progress.Progress(1, io.StringIO()))[0] == code


def test_two_runs_in_one_folder_wait_for_each_other(project, capsys):
    order = []

    def second():
        with environment.locked("notebooks", "the notebooks"):
            order.append("second")

    with environment.locked("notebooks", "the notebooks"):
        other = threading.Thread(target=second)
        other.start()
        time.sleep(0.2)
        order.append("first")
    other.join()
    assert order == ["first", "second"]
    assert "Another run is at work on the notebooks" in capsys.readouterr().out


def test_a_step_that_fails_shows_its_last_lines():
    command = [sys.executable, "-c", "print('one'); print('two'); raise SystemExit(3)"]
    steps = progress.Progress(1, io.StringIO())
    with pytest.raises(progress.Stop, match=r"the label: failed\.\none\ntwo"):
        progress.step("the label", command, dict(os.environ), steps)


# ---------------------------------------------------------------- the command line


@pytest.mark.parametrize(
    ("make", "message"), [(lambda folder: None, "there is no"), (lambda folder: folder.mkdir(), "is empty")]
)
def test_a_folder_that_cannot_be_read_is_named(tmp_path, capsys, make, message):
    make(tmp_path / "mine")
    assert run.main(["--articles", str(tmp_path / "mine")]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "mine" in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    "arguments", [["test", "--articles", "x"], ["fly"], ["test", "--fly"], ["--elsewhere"]]
)
def test_arguments_that_do_not_fit_are_refused(arguments, capsys):
    with pytest.raises(SystemExit, match="2"):
        run.main(arguments)


def say_articles(folder, articles):
    folder.mkdir(parents=True, exist_ok=True)
    text = f"name: a\narticles: {json.dumps(str(articles), ensure_ascii=False)}  # where\n"
    (folder / "study.yml").write_text(text, encoding="utf-8")


def test_each_folder_of_articles_has_a_study_of_its_own(project):
    first, second = project / "one" / "Tin tức", project / "two" / "Tin tức"
    folder = studies.place_study(first)
    assert folder == project / "reports" / "Tin-tức"
    say_articles(folder, first)
    assert studies.place_study(first) == folder
    assert studies.place_study(second) == project / "reports" / "Tin-tức-2"
    (folder / "study.yml").write_text("articles: none\n", encoding="utf-8")
    assert studies.place_study(first) == project / "reports" / "Tin-tức-2", "it is somebody else's"


def test_a_folder_that_another_run_took_meanwhile_is_left_alone(project, monkeypatch):
    """Two collections of one name, begun at once: the second has waited for the first, and takes nothing from it."""
    first, second = (project / place / "Tin tức" for place in ("one", "two"))
    for folder in (first, second, project / "notebooks"):
        folder.mkdir(parents=True)
        (folder / "a.ipynb").write_text("{}", encoding="utf-8")
    taken = project / "reports" / "Tin-tức"

    def wait(extras, command):
        say_articles(taken, first)
        return sys.executable, {}

    monkeypatch.setattr(run, "prepare", wait)
    with pytest.raises(run.Stop, match="reports/Tin-tức was taken by another run meanwhile"):
        run.report(Namespace(articles=second, open=False))
    assert [path.name for path in taken.iterdir()] == ["study.yml"]


def failing(error):
    def command(options):
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (run.Stop("Nothing to do."), 1, "Nothing to do."),
        (run.Stop("No such folder.", 2), 2, "No such folder."),
        (OSError("No space left."), 1, "No space left.\nMake room"),
        (KeyboardInterrupt(), 130, "Stopped."),
        (None, 0, ""),
    ],
)
def test_each_way_to_end_has_its_code(monkeypatch, capsys, error, code, message):
    monkeypatch.setattr(run, "report", failing(error) if error else lambda options: None)
    assert run.main([]) == run.main(["report"]) == code
    told = capsys.readouterr().err
    assert message in told and bool(told) is bool(error)


def test_what_was_asked_for_is_what_runs(monkeypatch):
    ran = []
    for name in ("report", "test", "lab", "new", "study"):
        monkeypatch.setattr(run, name, lambda options, name=name: ran.append((name, options)))
    asked = ([], ["--no-open"], ["test", "--elsewhere"], ["lab", "--port", "9000"])
    for arguments in (
        *asked,
        ["lab", "mine", "--port", "1"],
        ["new", "a b", "--articles", "c"],
        ["study", "d"],
    ):
        assert run.main(arguments) == 0
    (_, plain), (_, closed), (_, elsewhere), (_, lab), *studied = ran
    assert [name for name, _ in ran] == ["report", "report", "test", "lab", "lab", "new", "study"]
    assert [options.folder for _, options in ran] == ["", "", "", "", "mine", "a b", "d"]
    assert [options.articles for _, options in studied] == [None, "c", None]
    assert studied[0][1].more == ["--port", "1"]
    assert (plain.open, plain.articles, plain.elsewhere, plain.more) == (True, None, False, [])
    assert not closed.open and elsewhere.elsewhere and lab.more == ["--port", "9000"]


def test_a_signal_ends_a_run_as_ctrl_c_does():
    with pytest.raises(KeyboardInterrupt):
        run.stop(signal.SIGTERM, None)


def test_a_project_without_notebooks_says_so(project, capsys):
    assert run.main([]) == 2
    assert "There are no notebooks" in capsys.readouterr().err


def test_articles_are_a_folder_or_one_file(tmp_path):
    file = tmp_path / "tin.csv"
    file.write_text("id,text\n", encoding="utf-8")
    assert studies.check_articles(str(file)) == file.resolve()
    assert studies.check_articles(tmp_path) == tmp_path.resolve()
    with pytest.raises(run.Stop) as caught:
        studies.check_articles(tmp_path / "none")
    assert caught.value.code == 2


def test_the_name_of_a_report_is_that_of_the_articles(project):
    (project / "tin.2023").mkdir()
    file = project / "tin.csv"
    file.touch()
    assert studies.place_study(project / "tin.2023").name == "tin.2023"
    assert studies.place_study(file).name == "tin", "of a file without its ending"
    assert studies.place_study(Path("/…")).name == "articles"
    for number in ("", "-2", "-3"):
        assert studies.place_study(file).name == f"tin{number}"
        (project / "reports" / f"tin{number}").mkdir(parents=True)


def test_only_figures_that_are_as_a_run_left_them_are_cleared(tmp_path):
    figures = tmp_path / "figures"
    figures.mkdir()

    def write(*names, text="drawn"):
        for name in names:
            (figures / name).write_text(text, encoding="utf-8")

    def left():
        return sorted(path.name for path in figures.iterdir())

    write("mine.svg", "mine.json", text="by hand")
    before = studies.clear_figures(tmp_path)
    assert sorted(before) == left()
    write("a.svg", "a.json", "b.svg", "b.json")
    studies.record_figures(tmp_path, before)
    write("b.svg", "a.pdf", text="by hand")
    for _ in range(3):  # what a person put there or changed is not recorded at any later run
        before = studies.clear_figures(tmp_path)
        assert left() == ["a.pdf", "b.svg", "mine.json", "mine.svg"]
        write("a.svg", "a.json")
        studies.record_figures(tmp_path, before)
    (tmp_path / ".kit" / "figures.json").write_text("no JSON", encoding="utf-8")
    studies.clear_figures(tmp_path)
    assert left() == ["a.json", "a.pdf", "a.svg", "b.svg", "mine.json", "mine.svg"]


def test_a_study_is_asked_for_by_its_folder(project, capsys):
    (project / "empty").mkdir()
    for arguments, said in (
        (["study"], "Name the folder of the study: python3 run.py study FOLDER"),
        (["study", str(project / "empty")], f"Make a study there: python3 run.py new {project / 'empty'}"),
        (["study", str(project / "none")], "There is no study.yml in"),
        (["lab", str(project / "none")], "There is no study.yml in"),
        (["new"], "Name the folder: python3 run.py new FOLDER"),
    ):
        assert run.main(arguments) == 2
        assert said in capsys.readouterr().err
    say_articles(project / "there", "x")
    assert run.main(["new", str(project / "there")]) == 2
    assert "is a study already: python3 run.py study" in capsys.readouterr().err
    assert studies.find_study(project / "there") == project / "there"


def test_each_study_has_a_lock_of_its_own(project):
    assert run.name_lock(project) == run.NOTEBOOKS
    (one, _), (other, what) = run.name_lock(project / "a"), run.name_lock(project / "b")
    assert (
        one != other and what == str(project / "b") and studies.place_study(project / "…").name == "articles"
    )


def test_notebooks_are_followed_cell_by_cell(monkeypatch):
    lines = ["@begin 4 my notebook.ipynb", "@cell", "a warning", "@cell", "@end 12.34"]
    told = []

    def run_child(command, env, progress, follow):
        told.extend(line for line in lines if not follow(line))
        return 0, told

    monkeypatch.setattr(run, "run_child", run_child)
    monkeypatch.setattr(progress.shutil, "get_terminal_size", lambda **_: os.terminal_size((99, 9)))
    stream = Terminal()
    run.run_notebooks([], {}, progress.Progress(1, stream))
    assert told == ["a warning"]
    assert "cell 1 of 4" in stream.getvalue() and "cell 2 of 4" in stream.getvalue()
    assert stream.getvalue().endswith(f"\r\x1b[K  {'my notebook.ipynb':<28} {'12.3 s':>7}  \n")


@pytest.mark.parametrize("begun", [True, False])
def test_a_notebook_that_stops_shows_the_last_forty_lines(monkeypatch, begun):
    def run_child(command, env, progress, follow):
        if begun:
            follow("@begin 4 one.ipynb")
        return 1, [f"line {n}" for n in range(41)]

    monkeypatch.setattr(run, "run_child", run_child)
    stream = io.StringIO()
    with pytest.raises(run.Stop) as caught:
        run.run_notebooks([], {}, progress.Progress(1, stream))
    assert str(caught.value).split("\n") == ["", *[f"line {n}" for n in range(1, 41)]]
    assert caught.value.code == 1 and ("stopped" in stream.getvalue()) is begun


@pytest.mark.parametrize(
    ("variables", "window"), [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "w"}, True)]
)
def test_a_page_is_opened_where_there_is_a_screen(monkeypatch, variables, window):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(run, "os", SimpleNamespace(environ=os.environ, name="posix"))
    monkeypatch.setattr(run.sys, "platform", "linux")
    assert run.has_window() is window
    monkeypatch.setattr(run.sys, "platform", "darwin")
    assert run.has_window()
    monkeypatch.setattr(run, "os", SimpleNamespace(environ=os.environ, name="nt"))
    monkeypatch.setattr(run.sys, "platform", "win32")
    assert run.has_window()


def test_nouns_have_their_number():
    assert [run._count(n, "figure") for n in (0, 1, 2)] == ["0 figures", "1 figure", "2 figures"]
    assert environment._list(list("abcd")) == "a, b, c, d"
    assert environment._list(list("abcde")) == "a, b, c, d and 1 more"


def test_a_path_is_shown_from_where_one_stands(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert run._short(tmp_path / "report" / "index.html") == "report/index.html"
    assert run._short(ROOT) == str(ROOT)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0.0 s"),
        (99.94, "99.9 s"),
        (99.99, "100.0 s"),
        (100, "1 min 40 s"),
        (119.6, "2 min 00 s"),
        (3725, "62 min 05 s"),
    ],
)
def test_durations_as_text(seconds, text):
    assert progress.as_seconds(seconds) == text


def test_a_bar_is_as_wide_as_the_terminal_and_a_result_stands_behind_its_step(monkeypatch):
    monkeypatch.setattr(progress.shutil, "get_terminal_size", lambda **_: os.terminal_size((40, 9)))
    stream = Terminal()
    steps = progress.Progress(4, stream)
    steps.begin("one")
    steps.show("x" * 60)
    line = stream.getvalue().rsplit("\x1b[K", 1)[1]
    assert len(line) == 39 and line.startswith("[........................] 1/4  one")
    steps.end("failed", took=2)
    assert stream.getvalue().endswith(f"  {'one':<28}   2.0 s  failed\n")
    steps.begin("two")
    assert "[######..................] 2/4  two" in stream.getvalue()
    assert progress.Progress(0, stream).elapsed() == "0.0 s"
    plain = io.StringIO()
    steps = progress.Progress(1, plain)
    steps.begin("one")
    steps.end("3 passed", took=120)
    assert plain.getvalue() == "[1/1] one ... 2 min 00 s  3 passed\n"


@pytest.mark.parametrize(("exit_code", "code"), [(1, 1), (2, 2), (3, 1)])
def test_a_step_that_fails_for_bad_input_says_so_by_its_code(exit_code, code):
    command = [sys.executable, "-c", f"print(*range(26), sep='\\n'); raise SystemExit({exit_code})"]
    with pytest.raises(progress.Stop) as caught:
        progress.step("read", command, dict(os.environ), progress.Progress(1, io.StringIO()), "A hint.")
    assert caught.value.code == code
    assert str(caught.value).split("\n") == ["read: failed. A hint.", *map(str, range(1, 26))]


def test_a_step_gives_what_it_printed_but_for_what_was_taken():
    stream = io.StringIO()
    command = [sys.executable, "-c", "print('một'); print('@hai'); print('ba ')"]
    assert progress.step("read", command, dict(os.environ, PYTHONUTF8="1"), progress.Progress(1, stream)) == [
        "một",
        "@hai",
        "ba ",
    ]
    code, printed = progress.run_child(
        command, dict(os.environ, PYTHONUTF8="1"), progress.Progress(1, stream), lambda line: line[0] == "@"
    )
    assert (code, printed) == (0, ["một", "ba "])


def test_jupyterlab_gets_what_follows(project, monkeypatch):
    called = []
    monkeypatch.setattr(run, "prepare", lambda extras, command: ("python", {"A": "1"}))
    monkeypatch.setattr(run.os, "chdir", called.append)
    monkeypatch.setattr(run.os, "execve", lambda *arguments: called.append(arguments))
    monkeypatch.setattr(run.subprocess, "call", lambda *_, **__: 0)
    with pytest.raises(SystemExit):  # execve does not come back
        run.lab(SimpleNamespace(more=["--port", "9000"], folder=""))
    folder, (program, command, env) = called
    assert (folder, program, env) == (project, "python", {"A": "1"})
    assert command[1:3] == ["-m", "jupyterlab"] and command[-2:] == ["--port", "9000"]
    assert f"--ServerApp.root_dir={project}" in command


def test_a_command_of_the_kit_gets_what_follows_and_ends_as_it_does(project, monkeypatch):
    monkeypatch.setattr(run, "prepare", lambda extras, command: ("python", {"A": "1"}))
    monkeypatch.setattr(run.subprocess, "call", lambda command, env: (command, env))
    with pytest.raises(SystemExit) as ended:
        run.main(["kit", "package", ".", "--to", "a.zip"])
    assert ended.value.code == (["python", "-m", "kit", "package", ".", "--to", "a.zip"], {"A": "1"})


def test_a_package_is_rebuilt_in_its_folder_and_says_what_came_of_it(project, monkeypatch, capsys):
    monkeypatch.setattr(run, "prepare", lambda extras, command: ("python", {}))
    monkeypatch.setattr(run, "run_child", lambda command, *_: (1, [*map(str, command[1:]), "1 of 2 figures"]))
    with pytest.raises(SystemExit) as ended:
        run.main(["rebuild"])
    told = capsys.readouterr().out.splitlines()
    assert ended.value.code == 1
    assert told[-4:] == ["-m", "kit.publish.package.rerun", str(project), "1 of 2 figures"]


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_jupyterlab_starts_as_root_too(project, monkeypatch, user, allowed):
    called = []
    monkeypatch.setattr(run, "prepare", lambda extras, command: ("python", {}))
    monkeypatch.setattr(run.os, "chdir", lambda folder: None)
    monkeypatch.setattr(run.os, "geteuid", lambda: user, raising=False)
    monkeypatch.setattr(run.os, "execve", lambda *arguments: called.append(arguments[1]))
    monkeypatch.setattr(run.subprocess, "call", lambda command, **_: called.append(command) or 0)
    with pytest.raises(SystemExit):
        run.lab(SimpleNamespace(more=[], folder=""))
    assert ("--allow-root" in called[0]) == allowed


# ---------------------------------------------------------------- a whole run

CELLS = [
    'STUDY = ".."  # a folder\nTOP = 9  # bars',
    "import kit\ncorpus = kit.Corpus(STUDY)\nkit.use_notebook(corpus)\nlengths = corpus.loaded['text'].str.len()[:TOP]",
    "lengths.index = corpus.loaded['article_id'][:TOP]\nax = lengths.plot.barh()",
    'kit.save_figure(ax, "lengths", table=lengths.to_frame(), caption="Length", alt="Bars",'
    ' provenance={"articles": len(lengths)})',
]


def write_notebook(path, cells):
    code = [nbformat.v4.new_code_cell(source, id=f"cell{n}") for n, source in enumerate(cells)]
    code[0].metadata.tags = ["parameters"]
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# How long?", id="head"), *code]
    )
    found = nbformat.v4.new_markdown_cell("Bỉ is the longest.", id="found", metadata={"tags": ["found"]})
    notebook.cells.append(found)
    nbformat.write(notebook, path)


def start(project, *arguments):
    command = [sys.executable, "run.py", "--no-open", *map(str, arguments)]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")


def read_tree(*folders):
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A small project on which run.py ran once."""
    project = tmp_path_factory.mktemp("project")
    for name in ("run.py", "pyproject.toml", "requirements.lock", "study.yml"):
        shutil.copy(ROOT / name, project)
    for name in ("kit", "runner", "data"):
        shutil.copytree(ROOT / name, project / name)
    (project / "notebooks").mkdir()
    write_notebook(project / "notebooks" / "00-lengths.ipynb", CELLS)
    first = start(project)
    assert first.returncode == 0, first.stdout + first.stderr
    return project


@pytest.mark.slow
def test_a_run_makes_notebooks_figures_and_a_report_and_a_second_changes_no_byte(whole):
    assert {path.name for path in (whole / "figures").iterdir()} == {
        f"lengths.{ending}" for ending in ("svg", "png", "csv", "json")
    }
    assert 'id="figure-lengths"' in (whole / "report" / "index.html").read_text(encoding="utf-8")
    assert not (whole / ".venv").exists()
    before = read_tree(whole / "notebooks", whole / "figures", whole / "report")
    second = start(whole)
    assert second.returncode == 0, second.stderr
    assert read_tree(whole / "notebooks", whole / "figures", whole / "report") == before
    last = second.stdout.splitlines()[-1]
    assert last.startswith("Made 1 notebook, 1 figure in figures and the report report/index.html in ")


@pytest.mark.slow
def test_a_run_on_other_articles_leaves_the_project_alone(whole, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "first.txt").write_text("Bỉ và Việt Nam <script>alert(1)</script>\n", encoding="utf-8")
    before = read_tree(whole / "notebooks", whole / "figures", mine)
    done = start(whole, "--articles", mine)
    assert done.returncode == 0, done.stdout + done.stderr
    assert read_tree(whole / "notebooks", whole / "figures", mine) == before
    assert "first" in (whole / "reports" / "mine" / "figures" / "lengths.csv").read_text(encoding="utf-8")
    theirs, ours = whole / "reports" / "mine" / "report", whole / "report"
    pages = {path.name: path.read_text(encoding="utf-8") for path in theirs.glob("*.html")}
    assert {*pages} == {"index.html", "00-lengths.html", "explore.html"}
    assert not any("<script>alert" in page or "is the longest" in page for page in pages.values())
    assert "is the longest" in (ours / "00-lengths.html").read_text(encoding="utf-8")
    again = start(whole, "--articles", mine)
    assert again.returncode == 0 and not (whole / "reports" / "mine-2").exists()


@pytest.mark.slow
def test_what_a_person_wrote_in_a_study_survives_runs_and_a_new_notebook_of_the_kit(whole, tmp_path):
    folder = tmp_path / "mine"
    assert start(whole, "new", folder).returncode == 0
    empty = start(whole, "study", folder)
    assert (
        empty.returncode == 2
        and "has no file of articles" in empty.stderr
        and "Traceback" not in empty.stderr
    )
    for name in ("a", "b"):
        (folder / "articles" / f"{name}.txt").write_text(f"Bỉ và Việt Nam {name}.\n", encoding="utf-8")

    def brought():
        """The notebooks brought into the study, as before JupyterLab opens, and before every run."""
        bring, env = [sys.executable, "-m", "kit.publish.studies", folder], {"PYTHONPATH": str(whole)}
        return subprocess.run(bring, cwd=whole, env=os.environ | env, capture_output=True, text=True)

    assert brought().returncode == 0
    book, own = folder / "notebooks" / "00-lengths.ipynb", folder / "notebooks" / "99-own.ipynb"
    write_notebook(own, ["A = 1", "print('của tôi', A)"])
    said = folder / "study.yml"
    said.write_text(
        said.read_text(encoding="utf-8").replace(
            "parameters:\n#  00-lengths:\n#    TOP: 9", "parameters:\n  00-lengths:\n    TOP: 1"
        ),
        encoding="utf-8",
    )
    done = start(whole, "study", folder)
    assert done.returncode == 0, done.stderr
    assert "TOP = 1  # bars" in nbformat.read(book, 4).cells[1].source
    assert (folder / "figures" / "lengths.csv").read_text(encoding="utf-8").count("\n") == 2
    assert nbformat.read(own, 4).cells[2].outputs[0].text == "của tôi 1\n"

    theirs = whole / "notebooks" / "00-lengths.ipynb"
    before = theirs.read_bytes()
    try:  # a new version of the kit's notebook, which an untouched copy follows
        theirs.write_bytes(before.replace(b"How long?", b"How long are they?"))
        done = brought()
        assert done.returncode == 0 and "was changed here" not in done.stdout
        assert nbformat.read(book, 4).cells[0].source == "# How long are they?"
        touched = nbformat.read(book, 4)
        touched.cells[2].source += "\nprint('thêm')"
        nbformat.write(touched, book)
        theirs.write_bytes(before)
        trees = []
        for _ in range(2):
            done = start(whole, "study", folder)
            assert done.returncode == 0, done.stderr
            assert "00-lengths.ipynb was changed here and stays as it is" in done.stdout
            assert "Its values in study.yml are not used." in done.stdout
            kept = nbformat.read(book, 4)
            assert (
                kept.cells[0].source == "# How long are they?" and kept.cells[2].outputs[-1].text == "thêm\n"
            )
            trees.append(read_tree(folder))
        assert trees[0] == trees[1], "so no later run changes anything either"
    finally:
        theirs.write_bytes(before)
    assert nbformat.read(own, 4).cells[2].source == "print('của tôi', A)"


@pytest.mark.slow
def test_articles_that_the_kit_refuses_stop_the_run_before_anything_is_written(whole, tmp_path):
    mine = tmp_path / "empty-ones"
    mine.mkdir()
    (mine / "empty.txt").touch()
    done = start(whole, "--articles", mine)
    assert done.returncode == 2
    assert "empty.txt" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (whole / "reports" / "empty-ones").exists()


@pytest.mark.slow
def test_a_notebook_that_fails_is_named_with_its_cell(whole):
    broken = whole / "notebooks" / "01-broken.ipynb"
    write_notebook(broken, [CELLS[0], "1 + 1", "value = {}\nvalue['Bỉ']"])
    before = broken.read_bytes()
    done = start(whole)
    broken_after = broken.read_bytes()
    broken.unlink()
    assert done.returncode == 1
    assert "01-broken.ipynb, code cell 3 stopped: KeyError: 'Bỉ'" in done.stderr
    assert "value['Bỉ']" in done.stderr
    assert broken_after == before
