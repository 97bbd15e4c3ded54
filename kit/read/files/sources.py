"""Where articles come from: files, folders, globs, archives and addresses as one stream of open files."""

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import yaml

from kit.collect.remote import list_remote
from kit.errors import ArticleError
from kit.read.files.archives import ARCHIVES, list_members
from kit.read.files.compression import BROKEN, COMPRESSED, decompress, strip_compression
from kit.read.reports import LoadReport
from kit.vietnamese.letters import nfc

# The formats, and the endings by which each is known. ``.gz``, ``.bz2``, ``.xz`` and ``.zst`` may follow.
FORMATS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))

# Endings of files that may well hold an article, and are not read.
UNREAD = (".doc", ".pdf", ".rtf", ".odt", ".epub", ".mht", ".mhtml", ".pages")

_FORMAT = {ending: name for name, endings in FORMATS.items() for ending in endings}
_ENDINGS = ", ".join(_FORMAT)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ADDRESS = re.compile(r"[a-z][a-z0-9+]+://")


class Source(NamedTuple):
    """A file, or a member of an archive, that holds articles.

    ``name`` is relative to what was asked for, in NFC with ``/``; ``format`` is a key of `FORMATS`;
    ``open`` gives its bytes, decompressed; ``path`` is set if it is a file on disk; ``size`` is that of what is packed.
    """

    name: str
    format: str
    open: Callable[[], Any]
    path: Path | None = None
    size: int = 0
    again: bool = True
    """Whether it can be opened once more (a member of a tar cannot)."""
    column: str = ""
    """The only column that is wanted of it; a table that is kept by columns gives no other."""


@dataclass
class Search:
    """What holds for a whole search."""

    report: LoadReport
    """Takes note of what is no file of articles or cannot be opened."""
    format: str | None = None
    """A key of `FORMATS`, for files whose ending does not say it."""
    strict: bool = False
    """Raise at the first problem."""
    follow_links: bool = False
    """Read what links in a folder lead to outside it, and linked folders."""
    without: frozenset[Path] = frozenset()
    """Files that are not wanted (the metadata)."""

    def __post_init__(self) -> None:
        if self.format is not None and self.format not in FORMATS:
            raise ArticleError(f"There is no format {self.format!r}; the formats are {', '.join(FORMATS)}.")

    def note(self, name: str, problem: str, *, lost: bool = True) -> None:
        """Note what is wrong with a file."""
        self.report.add_problem(name, 0, problem, strict=self.strict and lost, lost=lost)

    def make_sources(
        self, name: str, opener: Callable[[], Any], size: int, path: Path | None = None, *, again: bool = True
    ) -> list[Source]:
        """The source that ``opener`` opens; none, which is counted, if it is of no format that can be read."""
        kind = self.format or find_format(name)
        if kind is None or (kind == "sqlite" and path is None):
            ending = PurePosixPath(name.lower()).suffix
            self.report.ignored[ending or "no ending"] += 1
            if ending in UNREAD:
                self.note(name, f"{ending} is not read; save it as .docx, .html or .txt")
            return []
        path = None if name.lower().endswith(COMPRESSED) else path
        return [Source(name, kind, lambda: decompress(opener(), name, size), path, size, again)]


# Where a store has its articles as they were read.
STORED = "loaded/part-*.parquet"


def find_sources(where: str | Path | Iterable[str | Path], search: Search) -> Iterator[Source]:
    """Every file that holds articles under ``where``, in the order of their names; listed now, opened later.

    Parameters
    ----------
    where : a file, folder, archive, glob pattern, fsspec address (``hf://datasets/…``), or a list of these.
    search : what is looked for, and where what is wrong is noted.

    Raises
    ------
    ArticleError : there is no such file or folder, or nothing in it.
    """
    given = [where] if isinstance(where, (str, Path)) else where
    places = sorted({str(place) for place in given}, key=nfc)
    if not places:
        raise ArticleError("The list of files is empty.")
    remote = [place for place in places if _ADDRESS.match(place)]
    listed = {place: _list_files(place, search) for place in places if place not in remote}
    search.report.bytes_found += sum(map(_measure, chain.from_iterable(listed.values())))
    return _open_places(listed, remote, search)


def _open_places(listed: dict[str, dict[Path, str]], remote: list[str], search: Search) -> Iterator[Source]:
    for place, files in listed.items():
        found = False
        for file, name in files.items():
            for source in _open_file(file, name, search, alone=len(files) == 1 and not Path(place).is_dir()):
                found = True
                yield source
            search.report.bytes_read += _measure(file)
        if not found and not search.report.left_out:
            raise ArticleError(f"{place} has no file of articles ({_ENDINGS}).")
    for far in chain(*map(list_remote, remote)):
        yield from search.make_sources(clean_name(far.name), far.fetch, far.size)


def _measure(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def find_format(name: str) -> str | None:
    """The format that the ending of ``name`` says, a compressed one or not; None if it says none.

    >>> find_format("news.jsonl.gz"), find_format("photo.jpg")
    ('jsonl', None)
    """
    return _FORMAT.get(PurePosixPath(strip_compression(name).lower()).suffix)


def clean_name(name: str) -> str:
    """``name`` as text that any table can hold: NFC, no control characters, no broken bytes."""
    readable = os.fsencode(name).decode("utf-8", errors="replace")
    return _CONTROL.sub("_", nfc(readable))


def _list_files(place: str, search: Search) -> dict[Path, str]:
    """The files at a place on disk, each with its name relative to it."""
    path = Path(place)
    if any(path.glob(STORED)):  # a store that was built: its articles, and no table that was made of them
        path = path / Path(STORED).parent
    if path.is_dir():
        return {file: file.relative_to(path).as_posix() for file in _walk(path, search)}
    if path.exists() or path.is_symlink():
        known = find_format(path.name) or path.name.lower().endswith(ARCHIVES)
        if search.format is None and not known:
            raise ArticleError(f"{path} has no ending of a known format ({_ENDINGS}). Say format='…'.")
        return {path: path.name}
    if not glob.has_magic(place):
        raise ArticleError(f"There is no file or folder {place}. Give the path of files of articles.")
    found = sorted(glob.glob(place, recursive=True), key=nfc)  # noqa: PTH207 (patterns may be absolute)
    matches = [match for match in map(Path, found) if match.is_file()]
    if not matches:
        raise ArticleError(f"No file matches {place}.")
    base = os.path.commonpath([match.parent for match in matches])
    return {match: match.relative_to(base).as_posix() for match in matches}


def _walk(folder: Path, search: Search) -> list[Path]:
    """The files under ``folder`` in the order of their names; hidden ones and links that lead out left out."""
    files: list[Path] = []
    root, seen = os.path.realpath(folder), set[str]()
    for parent, folders, names in os.walk(folder, followlinks=search.follow_links):
        if os.path.realpath(parent) in seen:  # a link that leads back
            folders.clear()
            continue
        seen.add(os.path.realpath(parent))
        linked = [link for link in (Path(parent, name) for name in (*folders, *names)) if link.is_symlink()]
        out = {link for link in linked if not search.follow_links and _leads_out(link, root)}
        for link in sorted(out):
            kind = "a link to a folder" if link.is_dir() else "a link that leads out of the folder"
            shown = clean_name(link.relative_to(folder).as_posix())
            search.note(shown, f"{kind} is not followed; give follow_links=True to read it")
        folders[:] = [name for name in folders if not name.startswith(".")]
        found = [Path(parent, name) for name in names if not name.startswith((".", "~$"))]
        files += [file for file in found if file not in out]
    return sorted(set(files) - search.without, key=lambda file: nfc(file.as_posix()))


def _leads_out(link: Path, root: str) -> bool:
    """Whether a link leads to a folder, or to a file that is not under ``root``."""
    return link.is_dir() or (link.exists() and not Path(os.path.realpath(link)).is_relative_to(root))


def _open_file(path: Path, name: str, search: Search, *, alone: bool) -> Iterator[Source]:
    """The sources in one file on disk; ``alone``: it was asked for by its own name."""
    shown = clean_name(name)
    if not path.is_file():  # a broken link, a link in a circle, a pipe
        search.note(shown, "it is no file (a broken link?)")
    elif search.format is None and shown.lower().endswith(ARCHIVES):
        yield from _open_archive(path, shown, search, alone=alone)
    else:
        opener = partial(_open_watched, path, search.report)
        found = search.make_sources(shown, opener, path.stat().st_size, path)
        if found and shown != nfc(name):
            search.note(shown, "what is no text in its name was replaced", lost=False)
        yield from found


def _open_watched(path: Path, report: LoadReport) -> Any:
    """The open file, by whose place the report tells how much is read."""
    report.current = path.open("rb")
    return report.current


def _open_archive(path: Path, name: str, search: Search, *, alone: bool) -> Iterator[Source]:
    """The members of an archive, named as if it had been unpacked into a folder of its name."""
    stem = re.sub(r"(?:\.tar)?\.\w+$", "", name.rsplit("/", 1)[-1])
    folder = "" if alone else f"{name.rpartition('/')[0]}/{stem}/".lstrip("/")
    try:
        with _open_watched(path, search.report) as file:
            for member in list_members(file, name.lower(), path.stat().st_size):
                inner = clean_name(member.name).removeprefix("./").removeprefix(stem + "/")
                if member.problem:
                    search.note(f"{name}/{inner}", member.problem)
                    continue
                yield from search.make_sources(folder + inner, member.open, member.size, again=member.again)
    except (*BROKEN, RuntimeError, NotImplementedError) as error:
        search.note(name, f"the archive is damaged ({error}); what came before was loaded")
