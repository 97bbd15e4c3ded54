"""The cache of a corpus: tables kept on disk under the hash of everything that made them.

What code made a table is said by `hash_code`: the source of a function's module and of every kit module that
it imports, as they were when they were imported, and the versions of the libraries that these import.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import os
import sys
import warnings
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kit.errors import KitWarning
from kit.files import KIT, write_whole

_DISTRIBUTIONS = {"yaml": "PyYAML", "sklearn": "scikit-learn"}
"""Libraries that are installed under another name than they are imported by."""

_sources: dict[str, tuple[object, bytes]] = {}
_hashes: dict[Callable[..., Any], tuple[dict[str, object], str]] = {}


def find_table(
    name: str, key: str, *, schema: dict[str, str], folder: Path | None = None
) -> pd.DataFrame | None:
    """The table that is kept under ``key``, or None.

    Parameters
    ----------
    name : of the table, for the file's name and for messages.
    key : hash of everything that makes the table.
    schema : column to dtype, restored on reading (Parquet keeps fewer dtypes than pandas has).
    folder : the cache (default `find_cache`).

    Warns
    -----
    KitWarning : the file is damaged; the table has to be made again.
    """
    path = _find_path(name, key, folder)
    if not path.exists():
        return None
    try:
        table = pq.read_table(path, page_checksum_verification=True).to_pandas()
        return table.astype(schema)  # type: ignore[arg-type]
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        warnings.warn(
            f"The cached table {path.name} is damaged ({reason}); it is built again.",
            KitWarning,
            stacklevel=4,
        )
        return None


def keep_table(table: pd.DataFrame, name: str, key: str, *, folder: Path | None = None) -> None:
    """Keep a table under ``key``.

    Warns
    -----
    KitWarning : the cache cannot be written; it is done without.
    """
    path = _find_path(name, key, folder)
    try:
        with write_whole(path) as aside:
            arrow = pa.Table.from_pandas(table, preserve_index=False)
            pq.write_table(arrow, aside, write_page_checksum=True)
    except OSError as error:
        warnings.warn(f"The cache {path.parent} cannot be written ({error}).", KitWarning, stacklevel=4)


def find_cache() -> Path:
    """Where tables are kept: ``KIT_CACHE``, the project's own folder, or for an installed kit the user's cache."""
    if named := os.environ.get("KIT_CACHE"):
        return Path(named)
    if (KIT.parent / "pyproject.toml").is_file():
        return KIT.parent / ".kit-cache"
    import platformdirs

    return platformdirs.user_cache_path("migration-diplomacy-kit")


def _find_path(name: str, key: str, folder: Path | None) -> Path:
    return Path(folder or find_cache()) / f"{name}-{key[:32]}.parquet"


def hash_code(function: Callable[..., Any]) -> str:
    """The sha256 of the code that a function runs: that of its module, of every kit module that this imports, as
    they were imported, and the versions of their libraries. Edited code is never answered with an old table."""
    if function in _hashes and all(_find_spec(name) is spec for name, spec in _hashes[function][0].items()):
        return _hashes[function][1]
    digest = hashlib.sha256(f"{function.__module__}.{function.__qualname__}\0".encode())
    sources = _find_sources(function)
    for name, source in sorted(sources.items()):
        digest.update(name.encode() + b"\0" + source + b"\0")
    for library in find_libraries(function):
        digest.update(f"{library} {_find_version(library)}\0".encode())
    _hashes[function] = ({name: _find_spec(name) for name in sources}, digest.hexdigest())
    return digest.hexdigest()


def find_libraries(function: Callable[..., Any]) -> list[str]:
    """The libraries that the code of a function imports, by the name it imports them under; Python's own left out.

    >>> from kit.vietnamese.dates.calendars import lunar_day
    >>> find_libraries(lunar_day)
    ['lunar_vn']
    """
    found = {
        name.partition(".")[0]
        for source in _find_sources(function).values()
        for name in _list_imports(source)
    }
    return sorted(found - set(sys.stdlib_module_names) - {"kit"})


def remember_code() -> None:
    """Read the source of every kit module that is imported, at once, before anybody edits it."""
    for name in [*sys.modules]:
        if name == "kit" or name.startswith("kit."):
            _read_source(name)


def _find_sources(function: Callable[..., Any]) -> dict[str, bytes]:
    """The source of a function's module and of every kit module that it imports, by name."""
    wanted, found = [function.__module__], {}
    while wanted:
        name = wanted.pop()
        source = _read_source(name)
        if source is not None and name not in found:
            found[name] = source
            wanted += [other for other in _list_imports(source) if other.startswith("kit.")]
    if function.__module__ not in found:  # written in a notebook
        found[function.__module__] = inspect.getsource(function).encode()
    return found


def _read_source(name: str) -> bytes | None:
    """The source of a module as it was when the module was imported (a reload gives it another spec)."""
    module, spec = sys.modules.get(name), _find_spec(name)
    if name not in _sources or _sources[name][0] is not spec:
        path = Path(
            getattr(module, "__file__", None) or KIT.parent.joinpath(*name.split(".")).with_suffix(".py")
        )
        if not path.is_file() or path.suffix != ".py":
            return None
        _sources[name] = (spec, path.read_bytes())
    return _sources[name][1]


def _find_spec(name: str) -> object:
    return getattr(sys.modules.get(name), "__spec__", None)


@lru_cache(maxsize=512)
def _list_imports(source: bytes) -> tuple[str, ...]:
    """What a source imports: ``from kit.a import b`` gives kit.a and kit.a.b."""
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return tuple(names)


@lru_cache(maxsize=64)
def _find_version(library: str) -> str:
    try:
        return version(_DISTRIBUTIONS.get(library, library))
    except PackageNotFoundError:
        return "not installed"
