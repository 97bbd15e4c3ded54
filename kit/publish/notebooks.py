"""Running notebooks so that the same notebook on the same articles is always the same bytes.

``python -m kit.publish.notebooks NOTEBOOK...`` runs notebooks in place: outputs are written anew, sources never.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from kit.errors import KitError
from kit.files import write_file
from kit.publish.kernels import ForkingManager, Forks
from kit.publish.parameters import NotebookError

# What every notebook says of its kernel: no version, which would differ between machines.
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

_STARTS = 3  # of a kernel, until it answers
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def load_notebook(path: Path | str) -> NotebookNode:
    """The notebook in a file.

    Raises
    ------
    NotebookError : the file is missing or is no notebook.
    """
    path = Path(path)
    try:
        return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except FileNotFoundError:
        raise NotebookError(f"{path.name}: there is no such notebook in {path.parent}.") from None
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError, KeyError) as error:
        raise NotebookError(f"{path.name}: this is not a notebook ({error}). Restore the file.") from None


def save_notebook(notebook: NotebookNode, path: Path | str) -> Path:
    """Write a notebook in the one form that `format_notebook` gives; an equal file is not touched."""
    path = Path(path)
    content = format_notebook(notebook).encode("utf-8")
    if not path.is_file() or path.read_bytes() != content:
        write_file(path, content)
    return path


def format_notebook(notebook: NotebookNode) -> str:
    """The text of a notebook without what changes from run to run or from machine to machine.

    Kernel versions, timings, widget states and the folding of cells go; execution counts run
    from 1 to n; a cell without an id gets one made from its place and source.
    """
    notebook = nbformat.from_dict(notebook)  # a deep copy
    kept = {key: value for key, value in notebook.metadata.items() if key not in (*METADATA, "widgets")}
    notebook.metadata = nbformat.from_dict({**kept, **METADATA})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    count = 0
    for place, cell in enumerate(notebook.cells):
        cell.id = cell.get("id") or hashlib.sha256(f"{place}\n{cell.source}".encode()).hexdigest()[:8]
        tags = cell.metadata.get("tags")
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if cell.cell_type == "code":
            ran = cell.execution_count is not None
            count += ran
            cell.execution_count = count if ran else None
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = cell.execution_count
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"


def hash_sources(notebook: NotebookNode) -> str:
    """The hash of what a person writes of a notebook: kind, source and tags of its cells, not what they printed."""
    cells = [[cell.cell_type, cell.source, sorted(cell.metadata.get("tags", []))] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def run_notebook(
    notebook: NotebookNode,
    *,
    name: str,
    folder: Path | str,
    on_cell: Callable[[], None] | None = None,
    forks: Forks | None = None,
) -> NotebookNode:
    """Run all cells of a notebook from the top in a new kernel.

    Parameters
    ----------
    notebook : the notebook; it is not changed.
    name : what to call it in errors.
    folder : the working folder of its kernel.
    on_cell : called after each cell.
    forks : what its kernel is forked from; None: it is a process of its own.

    Returns
    -------
    A copy with new outputs.

    Raises
    ------
    NotebookError : a cell raised or the kernel died; names the notebook, the cell and the error.
    """
    notebook = nbformat.from_dict(notebook)
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code_cells:
        cell.outputs, cell.execution_count = [], None
    tick = (lambda cell, cell_index, execute_reply: on_cell()) if on_cell else None

    def make_client() -> NotebookClient:
        return NotebookClient(
            notebook,
            km=ForkingManager(kernel_name="python3", forks=forks),
            timeout=None,  # a large corpus takes its time
            record_timing=False,
            coalesce_streams=True,
            store_widget_state=False,
            resources={"metadata": {"path": str(folder)}},
            extra_arguments=["--IPKernelApp.log_level=40"],
            on_cell_executed=tick,
        )

    try:
        return _execute(make_client, name)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        failed = next((cell for cell in code_cells if _find_error(cell)), None)
        if failed is None:
            started = [cell for cell in code_cells if cell.execution_count is not None]
            number = min(len(started) + 1, len(code_cells))
            raise NotebookError(
                f"{name}, code cell {number} of {len(code_cells)}: the kernel stopped ({type(error).__name__}). "
                "Was there enough memory?"
            ) from None
        raise NotebookError(_describe_failure(failed, code_cells.index(failed) + 1, name)) from None


def _execute(make_client: Callable[[], NotebookClient], name: str) -> NotebookNode:
    """Run a notebook; a kernel that ends before it answers, as when its port was taken meanwhile, is started again."""
    for left in reversed(range(_STARTS)):
        try:
            # a loop of its own, closed at the end, in any thread
            return asyncio.run(make_client().async_execute(cleanup_kc=True))
        except DeadKernelError:
            raise
        except RuntimeError as error:
            if not left:
                raise NotebookError(f"{name}: its kernel does not start ({error}). Run it again.") from None
    raise AssertionError


def _find_error(cell: NotebookNode) -> NotebookNode | None:
    return next((output for output in cell.outputs if output.output_type == "error"), None)


def _describe_failure(cell: NotebookNode, number: int, name: str) -> str:
    error = _find_error(cell)
    assert error is not None
    trace = [line for part in error.traceback for line in _COLOUR.sub("", part).splitlines() if line.strip()]
    shown = "\n".join(f"    {line}" for line in cell.source.splitlines()[-8:])
    last = "\n".join(f"    {line}" for line in trace[-8:])
    return (
        f"{name}, code cell {number} stopped: {error.ename}: {error.evalue}\n"
        f"  the cell:\n{shown}\n  the last lines of the error:\n{last}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; lines that begin with ``@`` tell `run.py` how far it is.

    Returns 0, or 1 if a notebook failed.
    """
    parser = argparse.ArgumentParser(prog="python -m kit.publish.notebooks", description=__doc__)
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument(
        "--jobs", type=int, default=1, help="notebooks at a time, once the first has filled the cache"
    )
    options = parser.parse_args(arguments)
    try:
        _run_all(options.notebooks, options.jobs)
    except (KitError, OSError) as error:
        print(error, flush=True)
        return 1
    return 0


def _run_all(paths: Sequence[Path], jobs: int) -> None:
    """Run notebooks and say how far they are, one after another in their order, even where two run at once.

    The first runs alone: it makes the tables that the others find in the cache.
    """
    stopped = Event()
    with Forks() as forks, ThreadPoolExecutor(max(jobs, 1)) as pool:
        waiting: list[_Run] = []
        try:
            for number, path in enumerate(paths):
                waiting.append(_Run(path, stopped, forks))
                waiting[-1].done = pool.submit(waiting[-1].run)
                if number == 0:
                    waiting.pop().follow()
            for run in waiting:
                run.follow()
        finally:
            stopped.set()


class _Run:
    """A notebook on its way; what it has to say is kept until its turn comes. None begins after one failed."""

    done: Future

    def __init__(self, path: Path, stopped: Event, forks: Forks | None = None):
        self.path, self.stopped, self.forks = path, stopped, forks
        self.cells = sum(cell.cell_type == "code" for cell in load_notebook(path).cells)
        self._ticks: SimpleQueue[bool] = SimpleQueue()
        self._seconds = 0.0

    def run(self) -> None:
        """Run the notebook and write what its cells printed, unless somebody wrote in it meanwhile."""
        begun = time.monotonic()
        try:
            if self.stopped.is_set():
                return
            notebook = load_notebook(self.path)
            ran = run_notebook(
                notebook, name=self.path.name, folder=self.path.parent, on_cell=self._tick, forks=self.forks
            )
            if hash_sources(load_notebook(self.path)) != hash_sources(notebook):
                raise NotebookError(
                    f"{self.path.name} was changed while it ran. It is as you saved it; run it again."
                )
            save_notebook(ran, self.path)
        except BaseException:
            self.stopped.set()
            raise
        finally:
            self._seconds = time.monotonic() - begun
            self._ticks.put(False)

    def follow(self) -> None:
        """Say what the notebook does until it has ended; raises what it raised."""
        print(f"@begin {self.cells} {self.path.stem}", flush=True)
        while self._ticks.get():
            print("@cell", flush=True)
        self.done.result()
        print(f"@end {self._seconds:.3f}", flush=True)

    def _tick(self) -> None:
        self._ticks.put(True)


if __name__ == "__main__":
    sys.exit(main())
