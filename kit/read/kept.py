"""Articles kept as they were read: files in which nothing has changed since are not parsed again."""

import hashlib
import warnings
from pathlib import Path
from typing import Any

import pandas as pd

from kit.cache import find_table, hash_code, keep_table
from kit.errors import KitWarning
from kit.files import find_cache, find_data, read_data, watch_reading
from kit.read.articles import load_articles
from kit.read.metadata import find_metadata
from kit.schema import SCHEMAS
from kit.spreadsheets import find_sheet


def load_kept(path: Path, *, metadata: Path | str | None = None, cache: Path | None = None) -> pd.DataFrame:
    """The articles of `kit.load_articles`, kept on disk from one time to the next.

    They are read again if a file of theirs, what the metadata say, the code that reads them or a lexicon that was used
    is another than then. What was warned of then is said each time.

    Parameters
    ----------
    path, metadata : as for `kit.load_articles`.
    cache : folder of the cache (default `kit.files.find_cache`).

    Returns
    -------
    The ``articles`` table.
    """
    key = _hash_given(path, metadata)
    if not key:
        return load_articles(path, metadata=metadata)
    file = (cache or find_cache()) / f"given-{key[:32]}.parquet"
    kept = find_table(file, schema=SCHEMAS["articles"])
    if kept is not None and _is_as_read(kept.attrs["used"]):
        for message, *where in kept.attrs["told"]:
            warnings.warn_explicit(message, KitWarning, *where)
    else:
        kept = _read(path, metadata)
        if key == _hash_given(path, metadata):  # nothing was saved meanwhile
            keep_table(kept, file)
    kept.attrs.clear()
    return kept


def _read(path: Path, metadata: Path | str | None) -> pd.DataFrame:
    """The articles, with what was ``used`` for them and what was ``told`` of them in the attributes."""
    told: list[warnings.WarningMessage] = []
    try:
        with watch_reading() as used, warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", KitWarning)
            articles = load_articles(path, metadata=metadata)
    finally:
        for one in told:
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
    ours = [one for one in told if issubclass(one.category, KitWarning)]
    articles.attrs["told"] = [(str(one.message), one.filename, one.lineno) for one in ours]
    articles.attrs["used"] = {name.name: max(digests) for name, digests in used.items()}
    return articles


def _hash_given(path: Path, metadata: Path | str | None) -> str:
    """The sha256 of all that articles are read from, and of the code that reads them; "" if that cannot be known."""
    known = [find_sheet(Path(metadata))] if metadata else find_metadata(path)
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    code = hash_code(load_articles)
    if not code or not path.exists() or any(file.is_symlink() for file in files):
        return ""
    digest = hashlib.sha256(code.encode())
    for file in filter(Path.is_file, (*files, *known)):
        with file.open("rb") as content:
            held = hashlib.file_digest(content, "sha256").hexdigest()
        digest.update(f"\0{file}\0{held}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _is_as_read(used: dict[str, Any]) -> bool:
    """Whether the lexicons that were used are as they were then; it is noted that they were."""
    return all(hashlib.sha256(read_data(find_data(name))).hexdigest() == used[name] for name in used)
