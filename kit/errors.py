"""The errors of the kit: each names the file, row or key, says what is wrong and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

# What to do where a package of the extra ``collections`` is missing; ``python3 run.py`` installs it as well.
INSTALL_COLLECTIONS = "pip install -e '.[collections]' in the folder of the kit"


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
    """A lexicon that cannot be used; ``path`` and ``line`` say where, ``problems`` all that is wrong, each as an error.

    Parameters
    ----------
    path : the file.
    line : line number, counted from 1; ``None`` if the whole file is meant.
    problem : what is wrong.
    remedy : what to do about it.
    """

    def __init__(self, path: Path | str, line: int | None, problem: str, remedy: str = ""):
        self.path, self.line, self.problem, self.remedy = Path(path), line, problem, remedy
        self.problems: list[LexiconError] = [self]
        # Of what follows from it: whether nothing else is wrong with the file; names and lines of which nothing
        # is said, as it may be due to this; the key that is lacking where another is unknown.
        self.complete, self.instead = False, ""
        self.follows: set[str | int] = set()
        shown = _shorten(self.path)
        where = f"{shown}, line {line}" if line else shown
        super().__init__(f"{where}: {problem}" + (f" {remedy}" if remedy else ""))


# Problems of lexicons that one error tells of.
MOST_TOLD = 20


def join_problems(problems: Iterable[LexiconError], *, complete: bool = False) -> LexiconError:
    """One error that tells of several, each once, file by file in the order of their lines; the first says where."""
    once = {str(one): one for error in problems for one in error.problems}
    ordered = sorted(once.values(), key=lambda one: (str(one.path), one.line or 0))
    first = ordered[0]
    joined = LexiconError(first.path, first.line, first.problem, first.remedy)
    more = [f"… and {len(ordered) - MOST_TOLD} more."] if len(ordered) > MOST_TOLD else []
    joined.complete = complete
    joined.args, joined.problems = ("\n".join([*map(str, ordered[:MOST_TOLD]), *more]),), ordered
    return joined


def _shorten(path: Path) -> str:
    """A path as people read it: from the current folder where it lies in it."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return str(path)
