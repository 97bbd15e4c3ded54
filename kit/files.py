"""Files: where the kit's own data lie, what was read of them, and how a file is written: whole or not at all.

A data file is a lexicon (YAML) or a reference table that a researcher may edit at any time, or lay over the kit's
own (`overlay`). So whatever is built from one is built again when its bytes change (`built_from`), and what
is read while a table is made can be listed afterwards (`watch_reading`): no input of a table can be forgotten.
"""

import errno
import hashlib
import os
import shutil
import sys
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import ContextVar
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import IO, TypeVar

from kit.errors import MOST_TOLD, FileError, LexiconError, join_problems, suggest

KIT = Path(__file__).resolve().parent
# The kit's data: inside the package where it is installed, beside it in the project's own folder.
DATA = KIT / "data" if (KIT / "data").is_dir() else KIT.parent / "data"

# The folders of the data files that come with the kit.
LEXICONS, REFERENCE = DATA / "lexicons", DATA / "reference"

T = TypeVar("T")
_BEYOND = 1 << 40  # a place in a file that nothing is ever written to
_KEPT = 4  # versions of a thing that are kept in memory: the kit's own, and those of overlays in use

_overlay: ContextVar[Path | None] = ContextVar("overlay", default=None)
_left_out: ContextVar[tuple[LexiconError, ...]] = ContextVar("left_out", default=())
_watchers: ContextVar[tuple[dict[Path, set[str]], ...]] = ContextVar("watchers", default=())


def find_cache() -> Path:
    """Where what is made is kept: ``KIT_CACHE``, the project's own folder, or for an installed kit the user's cache."""
    if named := os.environ.get("KIT_CACHE"):
        return Path(named)
    if (KIT.parent / "pyproject.toml").is_file():
        return KIT.parent / ".kit-cache"
    platformdirs = import_module("platformdirs")  # so that no table is said to rest on its version
    return platformdirs.user_cache_path("migration-diplomacy-kit")


@contextmanager
def write_whole(path: Path | str) -> Iterator[Path]:
    """A path aside to write to, renamed to ``path`` at the end: others see the old file or the whole new one.

    If writing fails, what is aside is removed, and the file that was there stays as it was. Missing folders
    are made.

    Raises
    ------
    FileError : the file cannot be written; says which, why, and what to do.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with write_whole(Path(folder) / "new" / "a.txt") as aside:
    ...         _ = aside.write_text("whole")
    ...     (Path(folder) / "new" / "a.txt").read_text()
    'whole'
    """
    with write_together(path) as (aside,):
        yield aside


def write_file(path: Path | str, content: str | bytes) -> Path:
    """Write a file whole (see `write_whole`), text as UTF-8, and return its path.

    Raises
    ------
    FileError : as `write_whole`.
    """
    with write_whole(path) as aside:
        aside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return Path(path)


@contextmanager
def write_together(*paths: Path | str) -> Iterator[list[Path]]:
    """Paths aside for files that belong together: all of them are renamed at the end, or none.

    Raises
    ------
    FileError : as `write_whole`.
    """
    targets = [Path(path) for path in paths]
    mark = uuid.uuid4().hex
    asides = [path.with_name(f".{mark}-{number}{path.suffix}") for number, path in enumerate(targets)]
    olds = [aside.with_suffix(".old") for aside in asides]
    failing, moved = targets[0], []
    try:
        for failing in targets:
            failing.parent.mkdir(parents=True, exist_ok=True)
        yield asides
        for failing, old in zip(targets, olds, strict=True):
            if len(targets) > 1 and failing.exists():
                copy_file(failing, old)
        for failing, aside, old in zip(targets, asides, olds, strict=True):
            aside.replace(failing)
            moved.append((failing, old))
    except OSError as error:
        for path, old in moved:  # as it was before
            old.replace(path) if old.exists() else path.unlink()
        raise FileError(_explain(failing, error)) from error
    finally:
        for path in (*asides, *olds):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def copy_file(path: Path, to: Path) -> None:
    """A second name for a file that is never written to again, or a copy where there are none."""
    try:
        to.hardlink_to(path)
    except OSError:
        shutil.copy2(path, to)


def _explain(path: Path, error: OSError) -> str:
    """What is said of a file that cannot be written."""
    held = "Close it if another program (such as Excel) has it open, or give the right to write there."
    remedy = {
        errno.ENOSPC: "Make room on the disk, then run it again.",
        errno.EROFS: "The disk can only be read; name another folder.",
        errno.EACCES: held,
        errno.EPERM: held,
    }.get(error.errno or 0, "Nothing was changed; mend that, then run it again.")
    return f"{path} cannot be written ({error.strerror or error}). {remedy}"


def lock_file(file: IO) -> bool:
    """Keep other processes out of a file until it is closed, or this process ends; False if one is in it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file.fileno(), _BEYOND, os.SEEK_SET)  # Windows keeps others from reading what is locked
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def _within(variable: ContextVar[T], value: T) -> Iterator[T]:
    """Within this block, ``variable`` has this value."""
    before = variable.set(value)
    try:
        yield value
    finally:
        variable.reset(before)


def overlay(folder: Path | None) -> AbstractContextManager[Path | None]:
    """Within this block, a data file that is in ``folder`` is taken from there and not from the kit."""
    return _within(_overlay, folder)


def check_overlay(folder: Path | str, known: Collection[str]) -> tuple[Path, frozenset[str]]:
    """The folder of an overlay and the names of its files, or a `LexiconError` that names what would have no effect.

    Parameters
    ----------
    folder : of a researcher's own lexicons.
    known : names of the data files that may be laid over. Files that are no YAML, CSV or JSON may lie there.
    """
    path = Path(folder).expanduser().resolve()
    if not str(folder) or not path.is_dir():
        raise LexiconError(path, None, "there is no such folder of lexicons.", "Name one, or leave it out.")
    found = list_overlaid(path)
    names = ", ".join(sorted(known))
    problems = []
    for file in found:
        if file.name not in known:
            hint = suggest(file.name, sorted(known), f"Those that it has: {names}.")
            why = "the kit has no file of this name to lay it over."
            problems.append(LexiconError(file, None, why, hint))
        elif not file.is_file():
            problems.append(LexiconError(file, None, "it is no file.", "Put the lexicon itself there."))
    if not found:
        problems.append(LexiconError(path, None, "no lexicon lies in it.", f"Copy one there: {names}."))
    if problems:
        raise join_problems(problems)
    return path, frozenset(file.name for file in found)


def list_overlaid(folder: Path) -> list[Path]:
    """What of a folder is taken for lexicons: its YAML, CSV and JSON, in order; notes may lie beside them."""
    data = (".yml", ".yaml", ".csv", ".json")
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted(file for file in files if file.suffix.lower() in data and not file.name.startswith("."))


def list_data() -> set[str]:
    """The names of the kit's own data files."""
    files = (*LEXICONS.iterdir(), *REFERENCE.iterdir())
    return {path.name for path in files if path.suffix != ".md"}


def find_data(name: Path | str, where: Path | str | None = None) -> Path:
    """The path of a data file.

    Parameters
    ----------
    name : of the file (``"topics.yml"``).
    where : another file to take instead of it, or a folder that may have one of that name.

    Raises
    ------
    LexiconError : there is no such file.
    """
    asked = Path(where) if where is not None else Path(name)
    if asked.is_dir():
        asked = asked / name if (asked / name).is_file() else Path(name)
    for folder in (_overlay.get() or LEXICONS, LEXICONS, REFERENCE, Path()):
        if (folder / asked).is_file():
            return folder / asked
    remedy = f"The kit's own are in {LEXICONS} and {REFERENCE}."
    raise LexiconError(asked, None, "there is no such file.", remedy)


def read_data(path: Path) -> bytes:
    """The bytes of a data file; that it was read, and what it then held, is noted (`watch_reading`)."""
    content = path.read_bytes()
    _note(path, hashlib.sha256(content).hexdigest())
    return content


def hash_data(path: Path) -> str:
    """The sha256 of a file as it is now; "" if it cannot be read."""
    with suppress(OSError):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return ""


@contextmanager
def watch_reading() -> Iterator[dict[Path, set[str]]]:
    """Note the data files that are used within this block: path to the sha256 of what each held then."""
    seen: dict[Path, set[str]] = {}
    with _within(_watchers, (*_watchers.get(), seen)):
        yield seen


def forget_reading() -> AbstractContextManager[object]:
    """Within this block, data files that are used are not noted."""
    return _within(_watchers, ())


def _note(path: Path, digest: str) -> None:
    for seen in _watchers.get():
        seen.setdefault(path, set()).add(digest)


def list_left_out(path: Path) -> list[LexiconError]:
    """The problems of a file that are known: what is read of it leaves out what they are about."""
    return [error for error in _left_out.get() if error.path == path]


def _build_whole(build: Callable[..., T], paths: tuple[Path, ...]) -> T:
    """What is built, or one error of all problems: what one is about is left out, and the rest read again."""
    found: dict[str, LexiconError] = {}
    due: dict[str, LexiconError] = {}
    while True:
        try:
            with _within(_left_out, (*_left_out.get(), *found.values(), *due.values())):
                value = build(*paths)
        except LexiconError as error:
            known = {**found, **due}
            new = {str(one): one for one in error.problems if str(one) not in known}
            for text, one in new.items():
                (due if any(_is_due(one, to) for to in known.values()) else found)[text] = one
            if not new or len(found) > MOST_TOLD or (error.complete and error.path in paths):
                raise join_problems(found.values()) from None
        except Exception:  # what was left out is missed
            if not found:
                raise
            raise join_problems(found.values()) from None
        else:
            if found:
                raise join_problems(found.values())
            return value


def _is_due(error: LexiconError, to: LexiconError) -> bool:
    """Whether one problem may be there because what another is about was left out."""
    named = any(repr(name) in error.problem for name in to.follows if isinstance(name, str))
    return named or (error.path == to.path and error.line in to.follows)


def _would_read(read: dict[Path, str], given: tuple[Path, ...], folder: Path | None) -> bool:
    """Whether with this overlay the same files, other than those given, are found, and all hold what was read."""
    with overlay(folder), suppress(LexiconError):
        found = all(path in given or find_data(path.name) == path for path in read)
        return found and all(hash_data(path) == digest for path, digest in read.items())
    return False


def built_from(*names: str) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Make ``build(path, …)`` a loader: what it builds from these data files is kept until one of them changes.

    The loader takes another file, or a folder with some of them, instead of the kit's own. Files that ``build`` reads
    besides, through other loaders, count as well, and are looked for in the same folder.
    """

    def decorate(build: Callable[..., T]) -> Callable[..., T]:
        kept: list[tuple[tuple[Path, ...], dict[Path, str], T]] = []

        @wraps(build)
        def load(where: Path | str | None = None) -> T:
            paths = tuple(find_data(name, where) for name in names)
            folder = Path(where) if where is not None and Path(where).is_dir() else _overlay.get()
            for of, read, value in kept:
                if of == paths and _would_read(read, paths, folder):
                    for path, digest in read.items():
                        _note(path, digest)
                    return value
            with overlay(folder), watch_reading() as seen:
                for path in paths:
                    _note(path, hash_data(path))
                value = _build_whole(build, paths)
            read = {path: min(digests) for path, digests in seen.items()}
            saved_meanwhile = any(len(digests) > 1 for digests in seen.values())
            if not _left_out.get() and not saved_meanwhile:
                kept.insert(0, (paths, read, value))
                del kept[_KEPT:]
            return value

        load.cache_clear = kept.clear  # type: ignore[attr-defined]
        return load

    return decorate
