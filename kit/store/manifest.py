"""The manifest of a store: what is in it, and how it is known that it is whole."""

import json
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kit.errors import FileError, KitWarning
from kit.files import hash_data, write_file
from kit.read.files.sources import STORED
from kit.steps import LOADED, STEPS, Failure
from kit.store.collection import ALL, Collection, Place, is_learnt
from kit.store.frozen import open_frozen
from kit.store.settings import read_settings

# Of a store: what it holds, what is being built in it, and the lexicons of one's own that it was built with.
MANIFEST, PLAN, OVERLAY = "manifest.json", "plan.json", "lexicons"

# How a store is laid out; one of a later number was made by a later kit.
SCHEMA = 1


def is_store(path: Path | str) -> bool:
    """Whether a path is a store, also one that is unfinished or has lost its manifest; others have such files, too."""
    told = (load_manifest(Path(path), name, again=True) for name in (MANIFEST, PLAN))
    return any(told) or any(Path(path).glob(STORED))


def load_manifest(store: Path, name: str = MANIFEST, *, again: bool = False) -> dict[str, Any]:
    """The manifest of a store; where it is built ``again``, an empty one if there is none that can be read.

    Raises
    ------
    FileError : there is none, or it cannot be read, or a later kit wrote it.
    """
    path = store / name
    remedy = f"Build it again: python -m kit build SOURCE {store}"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        schema, made_by = manifest["schema"], manifest["kit"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        if again:
            return {}
        why = f"damaged ({error})" if path.exists() else "not there: the store was never finished"
        raise FileError(f"{path} is {why}. {remedy}") from None
    if schema != SCHEMA:
        why = f"{path} is of layout {schema}, this kit reads layout {SCHEMA}: it was made by kit {made_by}."
        raise FileError(f"{why} Use that, or build it again from its source in another folder.")
    return manifest


def save_manifest(store: Path, manifest: dict[str, Any], name: str = MANIFEST) -> None:
    """Write the manifest, whole."""
    write_file(store / name, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def find_missing(store: Path, manifest: dict[str, Any], *, look_inside: bool = False) -> list[Path]:
    """The files that the manifest names and that are not there, or not of their size, or not of their hash."""
    told = {store / name: of for name, of in manifest.get("files", {}).items()}
    cut = [path for path, of in told.items() if not path.is_file() or path.stat().st_size != of["bytes"]]
    return cut if not look_inside else [path for path, of in told.items() if hash_data(path) != of["sha256"]]


def open_tables(store: Path, manifest: dict[str, Any], *, lexicons: Path | str | None = None) -> Collection:
    """The tables of a store.

    What was made with the code and the lexicons that now are is taken as it is; any other is made when it is asked for.

    Parameters
    ----------
    lexicons : a folder of lexicons of one's own, instead of those that the store was built with.
    """
    own = store / OVERLAY if manifest.get("lexicons") else None
    settings = read_settings(lexicons=own if lexicons is None else lexicons, **manifest["settings"])
    if "frozen" in manifest:
        return open_frozen(store, manifest, settings)
    articles, files = [part["key"] for part in manifest["parts"]], manifest.get("files", {}).values()
    given = (settings.options, settings.lexicons, settings.laid_over, store)
    tables = Collection(articles, *given, store=True, read={(LOADED, 0): manifest["read"]})
    tables.ids = store / manifest["ids"]
    tables.failures = [Failure(**one) for told in files for one in told.get("failures", ())]
    if "keys" in manifest:
        current = frozenset(find_current(tables, manifest["recipes"]))
        tables.keys.update(list_keys(manifest, current))
        tables.stale = frozenset(manifest["keys"]) - current - {LOADED}
    return tables


def list_keys(manifest: dict[str, Any], names: Iterable[str]) -> dict[Place, str]:
    """The key of each part of these tables, as far as a store has them."""
    known = ((name, ALL if is_learnt(name) else 0, manifest.get("keys", {}).get(name, ())) for name in names)
    return {(name, part): key for name, first, keys in known for part, key in enumerate(keys, first)}


def find_current(tables: Collection, recipes: dict[str, str]) -> Iterable[str]:
    """The tables that were made by the steps as they now are, and all before them as well."""
    current = {LOADED}
    for name, step in STEPS.items():
        same = recipes.get(name) == tables.hash_recipe(name) != ""
        if same and current.issuperset(step.tables):
            current.add(name)
            yield name


def warn_of_missing(store: Path, manifest: dict[str, Any]) -> None:
    """Warn of files that are gone or cut, which are made again when they are asked for."""
    if missing := find_missing(store, manifest):
        more = f" and {len(missing) - 1} others" if len(missing) > 1 else ""
        why = f"The store {store} lacks {missing[0].relative_to(store)}{more}, or they are not as its manifest says."
        remedy = "They are made again when they are asked for; python -m kit build makes them at once."
        warnings.warn(f"{why} {remedy}", KitWarning, stacklevel=4)
