"""The cache of a corpus: tables kept on disk under the hash of everything that made them."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import uuid
import warnings
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kit.errors import KitWarning
from kit.lexicon import LEXICONS, hash_lexicon

KIT = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("KIT_CACHE") or KIT.parent / ".kit-cache")
"""Where tables are kept; the environment variable ``KIT_CACHE`` puts it elsewhere. Safe to delete."""

_LEXICON = re.compile(rb"\"([a-z_]+\.yml)\"")
_LIBRARIES = ("pandas", "numpy", "underthesea")


def find_or_make(
    make: Callable[[], pd.DataFrame],
    *,
    name: str,
    schema: dict[str, str],
    key: str,
    folder: Path | None = None,
) -> pd.DataFrame:
    """The table ``make()`` gives, taken from the cache if nothing that makes it has changed.

    Parameters
    ----------
    make : builds the table.
    name : of the step, for the file's name and for messages.
    schema : column to dtype, restored on reading (Parquet keeps fewer dtypes than pandas has).
    key : hash of everything that makes the table (see `hash_module` for its code and lexicons).
    folder : the cache (default `CACHE`).

    Warns
    -----
    KitWarning : a cached file is damaged (it is built anew), or the cache cannot be written (it is done without).
    """
    path = Path(folder or CACHE) / f"{name}-{key[:32]}.parquet"
    if path.exists():
        try:
            return _restore(pq.read_table(path, page_checksum_verification=True).to_pandas(), schema)
        except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
            warnings.warn(
                f"The cached table {path.name} is damaged ({_first_line(error)}); it is built again.",
                KitWarning,
                stacklevel=3,
            )
    table = make()
    _save(table, path)
    return table


def _save(table: pd.DataFrame, path: Path) -> None:
    """Write aside, then rename: another process sees the whole file or none."""
    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pandas(table, preserve_index=False), aside, write_page_checksum=True)
        aside.replace(path)
    except OSError as error:
        warnings.warn(f"The cache {path.parent} cannot be written ({error}).", KitWarning, stacklevel=4)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _restore(table: pd.DataFrame, schema: dict[str, str]) -> pd.DataFrame:
    """``table`` with the dtypes of ``schema``; raises KeyError if a column is not there."""
    return table.astype(schema)  # type: ignore[arg-type]


def hash_module(module: str) -> str:
    """The sha256 of all that ``kit.<module>`` rests on: its source and that of every kit module it imports, the
    lexicons that these name, and the versions of the libraries that matter. Edited code or an edited
    lexicon is never answered with an old table."""
    digest = hashlib.sha256()
    for name, source in sorted(_find_sources(module).items()):
        digest.update(name.encode() + b"\0" + source + b"\0")
    for lexicon in find_lexicons(module):
        digest.update(f"{lexicon} {hash_lexicon(lexicon)}\0".encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\0".encode())
    return digest.hexdigest()


def find_lexicons(module: str) -> list[str]:
    """The names of the kit's lexicons that the source of a module, or of one it imports, names."""
    named = {name.decode() for source in _find_sources(module).values() for name in _LEXICON.findall(source)}
    return sorted(name for name in named if (LEXICONS / name).is_file())


@lru_cache(maxsize=64)
def _find_sources(module: str) -> dict[str, bytes]:
    """The source of ``kit.<module>`` and of every kit module it imports, by name."""
    wanted: list[str] = [module]
    found: dict[str, bytes] = {}
    while wanted:
        name = wanted.pop()
        path = KIT.joinpath(*name.split(".")).with_suffix(".py")
        if not path.exists():
            path = path.with_suffix("") / "__init__.py"
        if name and name not in found and path.exists():
            found[name] = path.read_bytes()
            wanted += _find_imports(found[name].decode("utf-8"))
    return found


def _find_imports(source: str) -> list[str]:
    """Names of kit modules that a source may import: ``from kit.a import b`` gives a and a.b."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "kit":
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names if alias.name.startswith("kit.")]
    return [name.removeprefix("kit").removeprefix(".") for name in names]


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
