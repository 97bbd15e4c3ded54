"""The cache of a corpus: tables kept on disk under the hash of everything that made them.

What code made a table is said by `hash_code`: the source of a function's module and of every module that it imports, as
they were when they were imported, the versions of the libraries that these import, and that of Python.
"""

from __future__ import annotations

import ast
import hashlib
import math
import re
import sys
import sysconfig
import warnings
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kit.errors import FileError, KitWarning
from kit.files import KIT, write_whole

# Libraries that are installed under another name than they are imported by.
_DISTRIBUTIONS = {"yaml": "PyYAML", "sklearn": "scikit-learn"}

_FOLDERS = [Path(path) for path in (*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix)]
_LIBRARIES = {*_FOLDERS, *map(Path.resolve, _FOLDERS)}  # also where an environment is a link to a folder
_LOADED = re.compile(rb'\bload_package\("(\w+)')  # libraries that are imported when they are needed
_IMPORTS = re.compile(rb"^[ \t]*((?:from[ \t]+[\w.]+[ \t]+)?import[ \t][^\n(]*(?:\([^)]*\))?)", re.M)
_IMPORTED = re.compile(rb"^(?![ \t]*(?:>>>|\.\.\.|#)).*\bimport\b", re.M)
_memories: dict[str, _Memory | None] = {}
_hashes: dict[Callable[..., Any], tuple[list[str], str]] = {}


class Excluded(frozenset[str]):
    """Values of the rows that are not wanted."""


def find_table(
    *paths: Path,
    schema: Mapping[str, str],
    columns: Collection[str] | None = None,
    where: Mapping[str, Collection[str]] | None = None,
    most: float = math.inf,
) -> pd.DataFrame | None:
    """The table that is kept in a file, or in several, or some columns and rows of it; None if one is not there.

    Parameters
    ----------
    paths : of the files; those of one table have the same columns.
    schema : column to dtype, restored on reading (Parquet keeps fewer dtypes than pandas has).
    columns : the columns that are wanted, or those that are not (`Excluded`); default: all.
    where : column to the values that are wanted, or those that are not (`Excluded`); other rows are not read.
    most : bytes of memory; None if the table takes more.

    Warns
    -----
    KitWarning : the file is damaged; the table has to be made again.
    """
    if not all(path.exists() for path in paths):
        return None
    parts: list[pa.Table] = []
    coded, size = [column for column, dtype in schema.items() if dtype == "category"], 0
    try:
        with ThreadPoolExecutor() as pool:
            read = pool.map(partial(_read_arrow, coded=coded, columns=columns, where=where or {}), paths)
            for part in read:
                parts.append(part)
                size += parts[-1].nbytes
                if size > most:
                    pool.shutdown(cancel_futures=True)
                    return None
        table, wanted = pa.concat_tables(parts).to_pandas(), parts[0].column_names
        parts.clear()
        pa.default_memory_pool().release_unused()  # else it keeps twice what the table takes
        asked = [(column, schema[column]) for column in (wanted if columns else schema) if column in schema]
        other = {column: dtype for column, dtype in asked if table[column].dtype != dtype}
        return table.astype(other) if other else table
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        message = f"The cached table {paths[len(parts) % len(paths)].name} is damaged ({reason}); it is built again."
        warnings.warn(message, KitWarning, stacklevel=4)
        return None


def _read_arrow(
    path: Path, coded: list[str], columns: Collection[str] | None, where: Mapping[str, Collection[str]]
) -> pa.Table:
    """What is wanted of one file."""
    filters = [
        (column, "not in" if isinstance(values, Excluded) else "in", [*values])
        for column, values in where.items()
        if values or not isinstance(values, Excluded)
    ]
    with pq.ParquetFile(path, read_dictionary=coded, page_checksum_verification=True) as file:
        wanted = file.schema_arrow.names if columns is None else [*columns]
        if isinstance(columns, Excluded):
            wanted = [name for name in file.schema_arrow.names if name not in columns]
        if not all(values for *_, values in filters):  # no row has one of no values
            return file.schema_arrow.empty_table().select(wanted)
        arrow = file.read([*wanted, *(column for column, *_ in filters)])
    return (arrow.filter(pq.filters_to_expression(filters)) if filters else arrow).select(wanted)


def keep_table(table: pd.DataFrame, path: Path) -> None:
    """Keep a table in a file.

    Warns
    -----
    KitWarning : the file cannot be written; it is done without.
    """
    try:
        write_table(table, path)
    except (FileError, pa.ArrowException) as error:
        reason = getattr(error.__cause__, "strerror", None) or error
        _warn_once(f"The cache {path.parent} cannot be written ({reason}); no table is kept.")


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table whole; whole numbers (offsets above all) as differences, which takes two fifths less room.

    Raises
    ------
    FileError : the file cannot be written.
    """
    arrow = pa.Table.from_pandas(table, preserve_index=False)
    numbers = [field.name for field in arrow.schema if pa.types.is_integer(field.type)]
    others = [name for name in arrow.schema.names if name not in numbers]
    how: dict[str, Any] = {"compression": "zstd", "compression_level": 3, "write_page_checksum": True}
    how |= {"use_dictionary": others, "column_encoding": dict.fromkeys(numbers, "DELTA_BINARY_PACKED")}
    with write_whole(path) as aside:
        pq.write_table(arrow, aside, **how)


@lru_cache(maxsize=64)
def _warn_once(message: str) -> None:
    """A warning that would come with every table is said once."""
    warnings.warn(message, KitWarning, stacklevel=5)


def hash_code(function: Callable[..., Any]) -> str:
    """The sha256 of the code that a function runs, or "" where that cannot be known.

    It is of the function's module, of every module that this imports and that is no library, each with the
    table beside it (``schema.yml``), as they were when they were imported, and of the versions of the
    libraries and of Python. It is not known of a module that was edited or reloaded since, nor of a function
    from a notebook or from inside another one, which may rest on anything: no table of it is kept.
    """
    if function not in _hashes:
        if not (sources := _find_sources(function)):
            return ""
        parts = [f"{function.__module__}.{function.__qualname__}"]
        parts += [f"{name} {_hash_source(source)}" for name, source in sorted(sources.items())]
        parts += ["python {}.{}".format(*sys.version_info)]  # what a letter is, it knows
        parts += [f"{library} {_find_version(library)}" for library in find_libraries(function)]
        _hashes[function] = [*sources], hashlib.sha256("\0".join(parts).encode()).hexdigest()
    names, digest = _hashes[function]
    return digest if all(map(_is_as_imported, names)) else ""


def find_libraries(function: Callable[..., Any]) -> list[str]:
    """The libraries that the code of a function imports, by the name it imports them under; Python's own left out.

    >>> from kit.vietnamese.dates.calendars import lunar_day
    >>> find_libraries(lunar_day)
    ['lunar_vn']
    """
    sources = _find_sources(function)
    found = {name.partition(".")[0] for source in sources.values() for name in _list_imports(source)}
    own = {name.partition(".")[0] for name in sources}
    return sorted(found - set(sys.stdlib_module_names) - own - {"kit"})


def remember_code(*modules: str) -> None:
    """Read the source of these modules, or of every kit module that is imported, at once, before anybody edits it."""
    for name in modules or [name for name in sys.modules if name == "kit" or name.startswith("kit.")]:
        _remember(name)


def _find_sources(function: Callable[..., Any]) -> dict[str, bytes]:
    """The source of a function's module and of every module that it imports and that is no library, by name; none
    where the function is not one that its module has under its name."""
    name = getattr(function, "__module__", None) or ""
    if getattr(sys.modules.get(name), getattr(function, "__qualname__", ""), None) is not function:
        return {}
    wanted: list[str] = [name]
    found: dict[str, bytes] = {}
    while wanted:
        name = wanted.pop()
        if name not in found and (memory := _remember(name)) is not None:
            found[name] = memory.source
            wanted += _list_imports(memory.source)
    return found


class _Memory(NamedTuple):
    """A module as it was when it was imported."""

    path: Path
    spec: object
    stamp: list[tuple[int, int]]
    source: bytes


def _remember(name: str) -> _Memory | None:
    """The source of a module, read when it is first asked for; None for a library, and for what is no module."""
    if name not in _memories:
        path, spec = _find_file(name), getattr(sys.modules.get(name), "__spec__", None)
        _memories[name] = _Memory(path, spec, _stamp(path), _read_source(path)) if path is not None else None
    return _memories[name]


def _find_file(name: str) -> Path | None:
    """The file of a module that is the kit's or somebody's own."""
    file = getattr(sys.modules.get(name), "__file__", None)
    if file is None and name.startswith("kit."):
        file = KIT.parent.joinpath(*name.split(".")).with_suffix(".py")
    elif file is None and name.isidentifier() and name != "__main__" and (spec := find_spec(name)):
        file = spec.origin if spec.has_location else None
    path = Path(file) if file else None
    if path is None or path.suffix != ".py" or not path.is_file():
        return None
    library = any(path.is_relative_to(folder) for folder in _LIBRARIES)
    return path if path.is_relative_to(KIT) or not library else None


def _is_as_imported(name: str) -> bool:
    """Whether a module has neither been reloaded nor edited since it was remembered."""
    memory, module = _memories[name], sys.modules.get(name)
    if memory is None or (module and memory.spec and module.__spec__ is not memory.spec):
        return False
    try:
        return _stamp(memory.path) == memory.stamp or _read_source(memory.path) == memory.source
    except OSError:
        return False


def _list_files(path: Path) -> list[Path]:
    """A module, and the table beside it that it reads (``schema.yml``), if it has one."""
    return [path, *([table] if (table := path.with_suffix(".yml")).is_file() else [])]


def _read_source(path: Path) -> bytes:
    """The source of a module, its table behind it as comments."""
    source, *table = (file.read_bytes() for file in _list_files(path))
    return source + b"".join(b"\n# " + line for text in table for line in text.splitlines())


def _stamp(path: Path) -> list[tuple[int, int]]:
    return [(found.st_mtime_ns, found.st_size) for found in map(Path.stat, _list_files(path))]


@lru_cache(maxsize=512)
def _list_imports(source: bytes) -> tuple[str, ...]:
    """What a source imports, at once or when it is needed: ``from kit.a import b`` gives kit.a and kit.a.b."""
    names = [name.decode() for name in _LOADED.findall(source)]
    short = b"\n".join(_IMPORTS.findall(source))  # parsed in a tenth of the time, if nothing else imports
    try:
        told = b"\n".join([line for line in source.splitlines() if b"import" in line])
        alike = len(_IMPORTED.findall(short)) == len(_IMPORTED.findall(told))
        nodes: list[ast.AST] = [ast.parse(short if alike else source)]
    except SyntaxError:
        nodes = [ast.parse(source)]
    for node in nodes:  # which grow: no import stands within an expression
        nodes += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr)]
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return tuple(names)


@lru_cache(maxsize=512)
def _hash_source(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()


@lru_cache(maxsize=64)
def _find_version(library: str) -> str:
    try:
        return version(_DISTRIBUTIONS.get(library, library))
    except PackageNotFoundError:
        return "not installed"
