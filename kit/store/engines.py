"""Engines: who makes the parts of a store. One process, the processors of this machine, or a Dask cluster."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from typing import Any

from kit.errors import KitError, OptionError

ENGINES = ("serial", "processes", "dask")

_MANY = 32  # jobs
_TRIES = 5  # times that a part is given to other workers, where those that had it died

Task = Callable[[Any], Any]
# Gives what a task makes of each job, as they are done, in no order.
Run = Callable[[Task, Sequence[Any]], Iterator[Any]]


@contextmanager
def open_engine(engine: str, *, workers: int | None = None, scheduler: Any = None) -> Iterator[Run]:
    """What runs jobs: a function of an importable module, for each of several arguments that can be pickled.

    Parameters
    ----------
    engine : one of `ENGINES`.
    workers : processes (default: as many as there are processors).
    scheduler : of ``dask``, the address of a scheduler, or a cluster (default: one on this machine).

    Raises
    ------
    OptionError : there is no such engine, or Dask is not installed, or no scheduler answers.
    KitError : workers died again and again over the same jobs.
    """
    if engine not in ENGINES or (workers is not None and workers < 1):
        known = f"An engine is one of {', '.join(ENGINES)}, with one worker and more"
        raise OptionError(f"{known}; got {engine!r}, {workers}.")
    workers = workers or os.cpu_count() or 1
    if engine == "dask":
        with _open_dask(workers, scheduler) as run:
            yield run
    elif engine == "processes":
        with closing(_Pool(workers)) as pool:
            yield pool.run
    else:
        yield map


class _Pool:
    """Processes begun anew, not forked; what a worker had that died is given to others."""

    def __init__(self, workers: int):
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def run(self, task: Task, jobs: Sequence[Any]) -> Iterator[Any]:
        left = dict(enumerate(jobs))
        for _ in range(_TRIES if left else 0):
            context = multiprocessing.get_context("spawn")
            self._pool = self._pool or ProcessPoolExecutor(self._workers, mp_context=context)
            futures = {self._pool.submit(task, job): number for number, job in left.items()}
            try:
                for future in as_completed(futures):
                    made = future.result()
                    del left[futures[future]]
                    yield made
                break
            except BrokenProcessPool:
                self.close()
        if len(jobs) > _MANY:
            self.close()  # idle workers hold memory, and to learn from many articles takes some
        if left:
            raise KitError(
                f"Worker processes died {_TRIES} times, over {len(left)} parts of the work: there may be too little "
                "memory; then run it again with fewer workers, or smaller parts. What was made is kept. (Or a script "
                "calls kit.build outside of `if __name__ == '__main__':`, which every worker would run again.)"
            )

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


@contextmanager
def _open_dask(workers: int, scheduler: Any) -> Iterator[Run]:
    try:
        from distributed import Client, KilledWorker
        from distributed import as_completed as completed
    except ImportError:
        raise OptionError("The engine dask needs a package: pip install distributed.") from None
    try:
        local = {"n_workers": workers, "threads_per_worker": 1}
        client = Client(scheduler, timeout="20s") if scheduler else Client(**local)
    except (OSError, ValueError) as error:
        remedy = "Start it (dask scheduler), or give the address that it prints, as tcp://10.0.0.1:8786."
        raise OptionError(f"No scheduler answers at {scheduler}: {error}. {remedy}") from None

    def run(task: Task, jobs: Sequence[Any]) -> Iterator[Any]:
        for future in completed(client.map(task, jobs, pure=False, retries=_TRIES)):
            try:
                made = future.result()
            except (CancelledError, KilledWorker) as error:
                why = f"Dask gave up ({type(error).__name__}: {error}): its scheduler is gone, or workers died again."
                raise KitError(f"{why} Start it anew, and build again; what was made is kept.") from None
            yield made
            future.release()

    try:
        there = len(client.nthreads())  # it waits for the first, however long
        print(f"Dask's dashboard: {client.dashboard_link} ({there} workers so far)", flush=True)
        yield run
    finally:
        with suppress(Exception):  # what befalls a cluster whose workers died hides no error of the build
            client.close()
