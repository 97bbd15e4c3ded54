"""Building a store: articles cut into partitions, what is learnt from all of them, and every table of each."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import socket
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow.parquet as pq

from kit import __version__
from kit.cache import hash_code
from kit.errors import FileError, KitError, KitWarning, OptionError
from kit.files import hash_data, lock_file, overlay, write_file
from kit.progress import Progress
from kit.steps import LOADED, STEPS
from kit.store.collection import ALL, Collection, is_learnt
from kit.store.engines import Run, open_engine
from kit.store.manifest import OVERLAY, PLAN, SCHEMA, find_missing, is_store, load_manifest, save_manifest
from kit.store.partitions import PART_SIZE, cut_articles
from kit.store.renewal import Renewal, open_renewal
from kit.store.settings import read_settings


class Job(NamedTuple):
    """What a worker is asked for: these tables of one part."""

    store: str
    plan: str
    part: int
    names: tuple[str, ...]
    known: tuple[tuple[str, str], ...]
    """The keys of what was learnt so far: a worker need not find them again."""


class Made(NamedTuple):
    """What a worker says that it made: file to sha256, and CPU seconds a table."""

    files: dict[str, str]
    seconds: dict[str, float]


def build(
    source: Path | str,
    store: Path | str,
    *,
    engine: str = "processes",
    workers: int | None = None,
    scheduler: Any = None,
    part_size: int = PART_SIZE,
    metadata: Path | str | None = None,
    **settings: Any,
) -> pd.DataFrame:
    """Turn a collection of any size into a store, or bring a store up to date with its source.

    What is there already, made from the same articles by the same code and lexicons, stays; so a build that was
    stopped goes on where it was, and one more article has only a partition of its own made. The result is the same
    whatever the engine, the size of the parts and the order of the articles.

    Parameters
    ----------
    source : as for `kit.load_articles`: a file, a folder, an archive, an fsspec address.
    store : the folder of the store; made if it is not there.
    engine : ``"processes"`` (of this machine), ``"serial"`` or ``"dask"``.
    workers : how many processes (default: as many as there are processors).
    scheduler : of ``dask``, the address of a scheduler, or a cluster of it; default: one on this machine. Its workers
        need this kit, and the store under the same path.
    part_size : articles in a partition; the memory of a worker grows with it.
    metadata : as for `kit.Corpus`.
    settings : ``lexicons`` (they are copied), ``home``, ``today``, ``published_from``, ``published_to``: as for it.

    Returns
    -------
    A row a table: table, parts, made (parts that were not there), seconds (of CPU, in all workers), megabytes.

    Raises
    ------
    ArticleError : the source cannot be read, or has no article.
    FileError : the store cannot be written, another process builds it, or a file in it is not what was written.
    OptionError : a setting is none.
    KitError : workers died again and again.

    Warns
    -----
    KitWarning : the source changed meanwhile, or a step failed on an article, which is named.

    Examples
    --------
    >>> import kit
    >>> kit.build("data/articles", "my-store")  # doctest: +SKIP
    >>> corpus = kit.Corpus("my-store")  # doctest: +SKIP
    """
    folder = Path(store)
    if unknown := [name for name, step in STEPS.items() if not hash_code(step.make)]:
        raise OptionError(f"The step {unknown[0]} stands in a notebook; put its function into a module.")
    lexicons, _, options = read_settings(**settings)
    if folder.is_dir() and not is_store(folder) and any(path.name != "lock" for path in folder.iterdir()):
        raise FileError(f"{folder} is no store and not empty; name a new folder.")
    if folder.resolve().is_relative_to(Path(source).resolve()):
        raise FileError(f"{folder} lies within {source}, and would be read, too; name a folder beside it.")
    if part_size < 1:
        raise OptionError(f"A part has one article and more; got part_size={part_size}.")
    with open_engine(engine, workers=workers, scheduler=scheduler) as run, _lock(folder):
        plan = {"schema": SCHEMA, "kit": __version__, "settings": options, "lexicons": lexicons is not None}
        save_manifest(folder, plan, PLAN)  # this is a store, from now on
        _copy_lexicons(lexicons, folder)
        old = load_manifest(folder, again=True)
        for path in find_missing(folder, old, look_inside=True):
            path.unlink(missing_ok=True)
            del old["files"][path.relative_to(folder).as_posix()]
        stamp = stamp_source(source)
        with overlay(lexicons):
            plan |= cut_articles(source, folder, old, part_size=part_size, metadata=metadata)
        modules = sorted({step.make.__module__ for step in STEPS.values()})  # also those that add steps
        plan |= {"collection": name_collection(source), "modules": modules}
        tables = open_renewal(folder, plan)
        plan["recipes"] = tables.recipes
        save_manifest(folder, plan, PLAN)
        made = _make_tables(tables, plan, run)
        if stamp_source(source) != stamp:
            message = f"{source} changed while the store was built. Build again: only what changed is made."
            warnings.warn(message, KitWarning, stacklevel=2)
        manifest = _describe(tables, plan, made | {"whole": old.get("files", {})})
        save_manifest(folder, manifest)
        (folder / PLAN).unlink()
        _tidy(folder, manifest)
    return _summarise(manifest, made)


def plan_levels() -> list[list[str]]:
    """What can be made at once: tables that are learnt of all parts, and those of a part that rest on them.

    What is learnt, or looks through all articles for a day, is of the level after that of the tables that it needs.

    >>> plan_levels()[0]
    ['prints']
    """
    level = {LOADED: 0}
    for name, step in STEPS.items():
        before = [level[needed] for needed in step.tables]
        if is_learnt(name):
            before = [one + 1 for one in before]
        if "today" in step.options:
            before.append(level[step.needs["articles"]] + 1)
        level[name] = max(before)
    return [[name for name in STEPS if level[name] == one] for one in range(max(level.values()) + 1)]


def make_part(job: Job, tables: Renewal | None = None) -> Made:
    """Make these tables of one part, and keep them in the store; run by a worker, or by the builder with its own."""
    tables = tables or _open_plan(job.store, job.plan)
    tables.keys.update({(name, ALL): key for name, key in job.known})
    tables.tables = {place: table for place, table in tables.tables.items() if place[1] == ALL}
    tables.taken.clear()
    files, seconds = {}, {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KitWarning)  # articles on which a step fails are named in its file
        for name in job.names:
            begun = time.process_time()
            tables.renew(name, job.part)
            seconds[name] = time.process_time() - begun
            path = tables.find_path(name, job.part, tables.key(name, job.part))
            if not path.is_file():
                raise FileError(f"{path} could not be written. Make room on the disk, then build again.")
            files[path.relative_to(job.store).as_posix()] = hash_data(path)
    return Made(files, seconds)


@lru_cache(maxsize=1)
def _open_plan(store: str, plan: str) -> Renewal:
    """The tables of a store that is being built; a worker opens them once."""
    manifest = load_manifest(Path(store), PLAN)
    for module in manifest["modules"]:
        import_module(module)
    tables = open_renewal(Path(store), manifest)
    if manifest["recipes"] != tables.recipes:
        why = f"This worker has another kit than the one that builds {store} ({manifest['kit']}, here {__version__})"
        remedy = "Install the same on every machine, then build again; what was made is kept."
        raise KitError(f"{why}, or other libraries or lexicons. {remedy}")
    return tables


def _make_tables(tables: Renewal, plan: dict[str, Any], run: Run) -> dict[str, Any]:
    """Make what is missing, level by level; what is soon done is done here, since workers take time to begin."""
    digest = hashlib.sha256(repr(plan).encode()).hexdigest()
    files: dict[str, str] = {}
    seconds: dict[str, float] = defaultdict(float)
    parts: Counter[str] = Counter()
    for names in plan_levels():
        for name in filter(is_learnt, names):
            begun = time.process_time()
            tables.part(name, ALL)
            seconds[name] += time.process_time() - begun
            tables.keys[name, ALL] = tables.key(name, ALL)
        jobs = list(_list_jobs(tables, digest, [name for name in names if not is_learnt(name)]))
        concerned = ((job.names, tables.list_concerned(job.names[0], job.part)) for job in jobs)
        # Articles times tables, of which those of one part take some ten seconds.
        work = (len(of) * (PART_SIZE if ids is None else len(ids)) for of, ids in concerned)
        few = len(jobs) == 1 or (len(jobs) < len(tables.parts) and sum(work) < 20 * PART_SIZE)
        with Progress("building", len(jobs), unit="parts") as progress:
            here = map(partial(make_part, tables=tables), jobs)
            for made in here if run is map or few else run(make_part, jobs):
                files |= made.files
                for name, spent in made.seconds.items():
                    seconds[name] += spent
                parts.update(made.seconds.keys())
                progress.advance(1, note=f"slowest {max(seconds, key=seconds.__getitem__)}")
    return {"files": files, "seconds": seconds, "parts": parts}


def _list_jobs(tables: Collection, plan: str, names: Sequence[str]) -> Iterator[Job]:
    """For each part of which a table is not there, those tables."""
    known = tuple((name, key) for (name, part), key in tables.keys.items() if part == ALL)
    for part in range(len(tables.parts)):
        paths = {name: tables.find_path(name, part, tables.key(name, part)) for name in names}
        if lacking := tuple(name for name, path in paths.items() if not path.is_file()):
            yield Job(str(tables.folder), plan, part, lacking, known)


def _describe(tables: Collection, plan: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    """The manifest of a store, once every file in it is what was written: those that were there were looked at before.

    Raises
    ------
    FileError : a file is not there, or not what the worker that made it says.
    """
    folder = tables.folder or Path()
    files: dict[str, Any] = {plan["ids"]: _tell(folder / plan["ids"])}
    keys: dict[str, list[str]] = {}
    for name in (LOADED, *STEPS):
        places = [(name, ALL)] if is_learnt(name) else [(name, part) for part in range(len(tables.parts))]
        keys[name] = [tables.key(*place) for place in places]
        for place, key in zip(places, keys[name], strict=True):
            path = tables.find_path(*place, key)
            file = path.relative_to(folder).as_posix()
            files[file] = (file not in made["files"] and made["whole"].get(file)) or _tell(path)
            if made["files"].get(file, files[file]["sha256"]) != files[file]["sha256"]:
                raise FileError(f"{path} is not what was written there. Delete it, then build again.")
    return {**plan, "files": files, "keys": keys, "today": tables.today}


def _tell(path: Path) -> dict[str, Any]:
    """What the manifest says of a file: its hash and size, and the articles that it lacks since its step failed."""
    if not (digest := hash_data(path)):
        raise FileError(f"{path} is not there, or cannot be read. Build again: what is there is kept.")
    told = {"sha256": digest, "bytes": path.stat().st_size}
    failures = (pq.read_schema(path).pandas_metadata or {}).get("attributes", {}).get("failures")
    return told | {"failures": failures} if failures else told


def _tidy(store: Path, manifest: dict[str, Any]) -> None:
    """Delete the files of tables that are no longer those of the store."""
    kept = {store / name for name in manifest["files"]}
    for path in chain(*(store.glob(f"{name}/*.parquet") for name in (LOADED, "ids", *STEPS))):
        if path not in kept:
            with suppress(OSError):  # somebody may be reading it
                path.unlink()


def _summarise(manifest: dict[str, Any], made: dict[str, Any]) -> pd.DataFrame:
    """What was made, a row a table."""
    sizes: Counter[str] = Counter()
    for file, told in manifest["files"].items():
        sizes[file.partition("/")[0]] += told["bytes"]
    rows = [
        (name, len(manifest["keys"][name]), made["parts"][name], made["seconds"][name], sizes[name] / 1e6)
        for name in STEPS
    ]
    return pd.DataFrame(rows, columns=["table", "parts", "made", "seconds", "megabytes"])


def _copy_lexicons(lexicons: Path | None, store: Path) -> None:
    """Keep the lexicons that a store is built with in the store."""
    target = store / OVERLAY
    if lexicons is not None and lexicons != target.resolve():
        aside = store / f".{OVERLAY}"
        shutil.rmtree(aside, ignore_errors=True)
        for path in filter(Path.is_file, lexicons.iterdir()):
            write_file(aside / path.name, path.read_bytes())
        shutil.rmtree(target, ignore_errors=True)
        aside.rename(target)


@contextmanager
def _lock(store: Path) -> Iterator[None]:
    """Keep other builders out; the file says who is in."""
    path = store / "lock"
    try:
        store.mkdir(parents=True, exist_ok=True)
        file = path.open("ab+", buffering=0)
    except OSError as error:
        raise FileError(f"{store} cannot be written ({error.strerror}). Name another folder.") from error
    with file:
        if not lock_file(file):
            file.seek(0)
            who = file.read().decode().strip() or "another process"
            raise FileError(f"{store} is being built by {who}. Wait until it is done, or stop it.")
        file.truncate(0)
        with suppress(OSError):  # a full disk is told of by the first file that matters
            now = f"{dt.datetime.now():%Y-%m-%d %H:%M:%S}"
            file.write(f"process {os.getpid()} on {socket.gethostname()} since {now}\n".encode())
        yield


def name_collection(source: Path | str) -> str:
    """What a collection is called on figures: the name of its folder, or of its file without the ending."""
    path = Path(source)
    return path.stem if path.is_file() else path.resolve().name


def stamp_source(source: Path | str) -> str:
    """What tells that a source on this machine has changed: names, sizes and times of its files."""
    path = Path(source)
    files = sorted(path.rglob("*")) if path.is_dir() else [path] if path.exists() else []
    stats = [(str(file), file.stat()) for file in files if file.is_file()]
    return repr([(name, found.st_size, found.st_mtime_ns) for name, found in stats])
