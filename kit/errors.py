"""The errors of the kit: each names the file, row or key, says what is wrong and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

INSTALL_COLLECTIONS = "pip install -e '.[collections]' in the folder of the kit"
"""What to do where a package of the extra ``collections`` is missing; ``python3 run.py`` installs it as well."""


def suggest(name: object, known: Iterable[str], otherwise: str = "") -> str:
    """A hint at the nearest of the names that are known, or ``otherwise`` where none is near.

    >>> suggest("topic", ["people", "topics"])
    "Did you mean 'topics'?"
    """
    near = get_close_matches(str(name), known, n=1)
    return f"Did you mean {near[0]!r}?" if near else otherwise


class KitError(Exception):
    """Base of every error that the kit raises on purpose."""


class KitWarning(UserWarning):
    """Something was left out or repaired; the message names it and says why."""


class ArticleError(KitError):
    """An article, or a folder of articles, that cannot be read."""


class TableError(KitError):
    """A table that cannot be used: it lacks columns, or does not fit to another.

    >>> import kit
    >>> try:
    ...     kit.count_topics(kit.schema.empty_table("lines"))
    ... except kit.TableError as error:
    ...     print(str(error)[:48])
    The mentions table lacks the columns sentence, k
    """


class OptionError(KitError):
    """A value of an option, or a key that is asked for, that cannot be used; with those that can, or the nearest."""


class FileError(KitError):
    """A file that people filled in (codes, corrections) and that cannot be used, or one that cannot be written."""


class LexiconError(KitError):
    """A lexicon that cannot be used; ``path`` and ``line`` say where.

    Parameters
    ----------
    path : the file.
    line : line number, counted from 1; ``None`` if the whole file is meant.
    problem : what is wrong.
    remedy : what to do about it.
    """

    def __init__(self, path: Path | str, line: int | None, problem: str, remedy: str = ""):
        self.path, self.line = Path(path), line
        shown = _shorten(self.path)
        where = f"{shown}, line {line}" if line else shown
        super().__init__(f"{where}: {problem}" + (f" {remedy}" if remedy else ""))


def _shorten(path: Path) -> str:
    """A path as people read it: from the current folder where it lies in it."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return str(path)
