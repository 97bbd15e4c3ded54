"""kit.publish.kernels: a forked kernel is as one of its own, and shares nothing with the next."""

from __future__ import annotations

import ast
import os
import signal
import sys
import time
from pathlib import Path

import nbformat
import pytest

from kit.publish.kernels import Forks
from kit.publish.notebooks import run_notebook
from kit.publish.parameters import NotebookError

linux = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

STATE = """
import os, sys
import kit, matplotlib, numpy, pandas, warnings
from matplotlib import pyplot
[getattr(kit, name) for name in kit.MODULES]  # what is imported may set variables and filters
kit.use_notebook(figures="mine")
pyplot.close(pyplot.figure())
options = pandas._config.config._registered_options
{
    "environment": {name: value for name, value in os.environ.items() if name != "JPY_PARENT_PID"},
    "folder": os.getcwd(),
    "path": sys.path,
    "arguments": [word for word in sys.argv if "parent_handle" not in word and ".json" not in word],
    "flags": repr(sys.flags),
    "input": os.read(0, 9),
    "pandas": {name: repr(pandas.get_option(name)) for name in options if name != "display.encoding"},
    "matplotlib": {name: repr(value) for name, value in matplotlib.rcParams.items()},
    "numpy": repr(numpy.get_printoptions()),
    "filters": sorted(map(repr, warnings.filters)),
    "after a cell": [done.__name__ for done in get_ipython().events.callbacks["post_execute"]],
    "leads its group": os.getpgid(0) == os.getsid(0) == os.getpid(),
    "main": (__name__, sys.modules["__main__"].__dict__ is globals()),
    "modules": sorted(name for name in sys.modules if name.partition(".")[0] in ("pandas", "matplotlib", "kit")),
}
"""


def run(source, folder, forks=None):
    """What the last line of a cell is worth in a new kernel."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    outputs = run_notebook(notebook, name="a.ipynb", folder=folder, forks=forks).cells[0].outputs
    return ast.literal_eval("".join(part.data["text/plain"] for part in outputs if "data" in part))


def wait_until(holds):
    for _ in range(100):
        if holds():
            return True
        time.sleep(0.1)
    return False


def lives(pid):
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture(scope="module")
def forks():
    with Forks() as found:
        yield found


@linux
@pytest.mark.slow
def test_a_forked_kernel_is_as_one_of_its_own(tmp_path, monkeypatch):
    monkeypatch.delenv("MPLBACKEND", raising=False)
    monkeypatch.setenv("KIT_FIGURES", "here")
    monkeypatch.setenv("KIT_CACHE", str(tmp_path))
    with Forks() as forks:
        assert run("import os; os.getppid()", tmp_path, forks) == forks._process.pid
        monkeypatch.setenv("KIT_FIGURES", "elsewhere")  # set when the process is there already
        monkeypatch.delenv("KIT_CACHE")
        forked, own = run(STATE, tmp_path, forks), run(STATE, tmp_path)
    assert forked["environment"]["KIT_FIGURES"] == "elsewhere"
    assert set(forked.pop("modules")) >= set(own.pop("modules"))
    assert forked == own
    assert own["after a cell"] == [
        "_on_post_execute",
        "flush_figures",
    ]  # drawn to be shown, and not once more


@linux
@pytest.mark.slow
def test_a_kernel_for_which_libraries_choose_otherwise_is_not_forked(tmp_path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    with Forks() as forks:
        assert run("import os; os.getppid()", tmp_path, forks) == forks._process.pid
        monkeypatch.delenv("MPLBACKEND")
        assert run("import os; os.getppid()", tmp_path, forks) == os.getpid()


@linux
@pytest.mark.slow
def test_nothing_is_handed_from_one_kernel_to_the_next_and_one_that_dies_ends_alone(tmp_path, forks):
    change = "left = kit.left = 1; pandas.options.display.width = 7; os.environ['A'] = 'b'; left"
    look = "'left' in globals(), hasattr(kit, 'left'), 'A' in os.environ, pandas.options.display.width"
    assert run(f"import kit, os, pandas; {change}", tmp_path, forks) == 1
    assert run(f"import kit, os, pandas; {look}", tmp_path, forks) == (False, False, False, 80)
    chance = [run("import numpy; numpy.random.rand()", tmp_path, forks) for _ in range(2)]
    assert chance[0] != chance[1]
    with pytest.raises(NotebookError, match=r"a\.ipynb, code cell 1 of 1: the kernel stopped"):
        run("import os; os._exit(9)", tmp_path, forks)
    with pytest.raises(NotebookError, match="code cell 1 stopped: ZeroDivisionError"):
        run("1 / 0", tmp_path, forks)
    assert run("import os; os.getppid()", tmp_path, forks) == forks._process.pid


@linux
@pytest.mark.slow
def test_kernels_end_with_what_they_are_forked_from_and_those_after_start_as_they_always_do(tmp_path):
    with Forks() as forks:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", str(tmp_path / "left.json")]
        left = forks.start(command, str(tmp_path), dict(os.environ))
        assert left.poll() is None
        forks._process.send_signal(signal.SIGKILL)
        assert wait_until(lambda: not lives(left.pid))
        assert wait_until(lambda: left.poll() is not None)
        assert run("import os; os.getppid()", tmp_path, forks) == os.getpid()


@linux
@pytest.mark.slow
def test_no_kernel_outlives_the_block(tmp_path):
    with Forks() as forks:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", str(tmp_path / "left.json")]
        left = forks.start(command, str(tmp_path), dict(os.environ))
        assert left.poll() is None
    assert forks._process.returncode == 0
    assert wait_until(lambda: not lives(left.pid) and left.poll() is not None)


@pytest.mark.parametrize(
    ("platform", "command"),
    [
        ("darwin", [sys.executable, "-m", "ipykernel_launcher"]),
        ("win32", [sys.executable, "-m", "ipykernel_launcher"]),
        ("linux", ["/usr/bin/python", "-m", "ipykernel_launcher"]),
        ("linux", [sys.executable, "-m", "xeus"]),
    ],
)
def test_where_it_is_not_safe_or_another_kernel_nothing_is_forked(monkeypatch, platform, command):
    monkeypatch.setattr(sys, "platform", platform)
    with Forks() as forks:
        assert forks.start(command, ".", {}) is None
        assert forks._process is None
