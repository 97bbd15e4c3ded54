"""What went wrong while reading: every problem has a file, a line and a reason, and all are counted."""

import warnings
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from kit.errors import ArticleError, KitWarning
from kit.read.quality import REPAIRS

# Warnings shown in full per file; the rest of that file is counted in one more warning.
_SHOWN = 10
# Problems kept with their place; beyond that only the counts grow.
_KEPT = 10_000


@dataclass
class LoadReport:
    """An account of a load: what was read, repaired, flagged and left out, and why.

    Pass one to `kit.load_articles` and look at it afterwards.

    >>> report = LoadReport()
    >>> report.articles, report.summary
    (0, 'Loaded 0 articles from 0 files.')
    """

    files: int = 0
    """Files (or members of archives) that were opened."""
    articles: int = 0
    """Articles loaded."""
    ignored: Counter = field(default_factory=Counter)
    """Files that hold no articles by their ending, counted by ending."""
    repaired: Counter = field(default_factory=Counter)
    """Articles by what was repaired in them (`kit.read.quality.REPAIRS`)."""
    flagged: Counter = field(default_factory=Counter)
    """Articles by what is suspicious about them (`kit.read.quality.FLAGS`)."""
    left_out: int = 0
    """Records, files or parts of files that could not be loaded."""
    bytes_found: int = 0
    """Bytes of the files on disk that there are to read."""
    bytes_read: int = 0
    """Bytes of those that are done with."""
    current: Any = field(default=None, repr=False)
    """The file on disk that is being read, if it is open."""
    _kept: list[tuple[str, int, str]] = field(default_factory=list, repr=False)
    _once: set[str] = field(default_factory=set, repr=False)
    _shown: Counter = field(default_factory=Counter, repr=False)

    @property
    def problems(self) -> pd.DataFrame:
        """One row a problem: file, line (0: the whole file) and problem."""
        return pd.DataFrame(self._kept, columns=["file", "line", "problem"])

    @property
    def summary(self) -> str:
        """The account in a few words."""
        parts = [f"Loaded {_count(self.articles, 'article')} from {_count(self.files, 'file')}."]
        if self.left_out:
            parts.append(f"Left out: {self.left_out:,}, see the warnings above or LoadReport.problems.")
        counted = {"Repaired": self.repaired, "Flagged": self.flagged, "Not read, by ending": self.ignored}
        for name, counts in counted.items():
            most = counts.most_common(5 if counts is self.ignored else None)
            listed = ", ".join(f"{what} {n:,}" for what, n in most)
            parts += [f"{name}: {listed}."] if counts else []
        return " ".join(parts)

    @property
    def bytes_done(self) -> int:
        """Bytes on disk that are read, those of the open file included."""
        open_now = self.current is not None and not self.current.closed
        return min(self.bytes_found, self.bytes_read + (self.current.tell() if open_now else 0))

    def count_article(self, quality: str) -> None:
        """Count an article, and what its ``quality`` says of it."""
        self.articles += 1
        for flag in quality.split():
            (self.repaired if flag in REPAIRS else self.flagged)[flag] += 1

    def add_problem(
        self, file: str, line: int, problem: str, *, strict: bool, lost: int = True, once: str = ""
    ) -> None:
        """Count a problem and warn of it; with ``strict``, raise instead.

        Parameters
        ----------
        file, line : the place; line 0 is the whole file.
        problem : a clause that completes "file, line n: …".
        strict : raise `ArticleError` if anything was left out.
        lost : how many records or files were left out (0: it was loaded, but not wholly as given).
        once : what has the same in several files is warned of in the first.
        """
        message = f"{file!r}, line {line}: {problem}" if line else f"{file!r}: {problem}"
        if strict and lost:
            raise ArticleError(f"{message} (strict=True)")
        self.left_out += lost
        if len(self._kept) < _KEPT:
            self._kept.append((file, line, problem))
        if once and once in self._once:
            return
        self._once.add(once)
        self._shown[file] += 1
        if self._shown[file] <= _SHOWN:
            warnings.warn(message, KitWarning, stacklevel=2)

    def end_file(self, file: str) -> None:
        """Warn of the problems of a file that were counted but not shown."""
        if (more := self._shown[file] - _SHOWN) > 0:
            why = f"{file!r}: {more:,} more problems like these; see LoadReport.problems."
            warnings.warn(why, KitWarning, stacklevel=2)
            self._shown[file] = 0


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}" + ("" if n == 1 else "s")
