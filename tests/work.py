"""How much work each step of the kit does on a text: lines run, signs that methods and patterns look at.

Run as a script it takes lines of JSON, each a list of corpora, and prints the work of each step on each corpus.
It must see the kit's patterns being made, so it is a process of its own.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import warnings
from collections import Counter
from dis import get_instructions
from functools import cache, cached_property
from pathlib import Path
from types import CodeType
from typing import Any

import regex_steps

KIT = str(Path(__file__).resolve().parents[1] / "kit")
_SCANS = dict.fromkeys(
    """lower upper casefold title replace translate encode count isalpha isspace isdigit isupper islower split rsplit
    splitlines partition rpartition""".split(),  # noqa: SIM905 (a list of words reads better so)
    8,
) | dict.fromkeys(("strip", "lstrip", "rstrip"), 64)
"""Methods that look at a whole text, or copy it, and how many signs of it weigh as much as a line of Python."""

work: Counter[str] = Counter()
counting = False
WARM = "Bộ trưởng thăm Bỉ\nSáng 12/5/2023, Bộ trưởng Bùi Thanh Sơn tiếp Đại sứ Bỉ.\nHết."


class _Unseen:
    """The counting itself is not counted."""

    def __enter__(self) -> None:
        sys.settrace(None)
        sys.setprofile(None)

    def __exit__(self, *_: object) -> None:
        sys.setprofile(_profile)
        sys.settrace(_trace_calls)


class Counted:
    """A compiled pattern that adds to `work` what it looks at, and otherwise is the pattern."""

    def __init__(self, pattern: re.Pattern):
        self._pattern, self._name = pattern, pattern.pattern[:60]

    @cached_property
    def _steps(self) -> regex_steps.Steps | None:
        return None if regex_steps.is_bounded(self._pattern) else regex_steps.Steps(self._pattern)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def _scan(self, text: str, pos: int, endpos: int, first: bool) -> None:
        """Count what `re.search` (to the first match) or `re.finditer` look at; they begin at 0 at the least."""
        if not counting:
            return
        pos = max(pos, 0)
        if self._steps is None:
            found = self._pattern.search(text, pos, endpos) if first else None
            work[self._name] += 1 + max(0, (found.end() if found else min(endpos, len(text))) - pos)
            return
        with _Unseen():
            before = self._steps.steps
            for _ in self._steps.scan(text, pos, endpos):
                if first:
                    break
            work[self._name] += self._steps.steps - before

    def _try(self, text: str, pos: int, endpos: int) -> None:
        """Count what a match at ``pos`` looks at."""
        if not counting:
            return
        if self._steps is None:
            work[self._name] += 1
            return
        with _Unseen():
            before = self._steps.steps
            self._steps.match(text, max(pos, 0), endpos)
            work[self._name] += self._steps.steps - before

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Any:
        self._try(text, pos, endpos)
        return self._pattern.match(text, pos, endpos)

    def fullmatch(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Any:
        self._try(text, pos, endpos)
        return self._pattern.fullmatch(text, pos, endpos)

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Any:
        self._scan(text, pos, endpos, True)
        return self._pattern.search(text, pos, endpos)

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Any:
        self._scan(text, pos, endpos, False)
        return self._pattern.finditer(text, pos, endpos)

    def findall(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Any:
        self._scan(text, pos, endpos, False)
        return self._pattern.findall(text, pos, endpos)

    def split(self, text: str, *args: Any) -> Any:
        self._scan(text, 0, sys.maxsize, False)
        return self._pattern.split(text, *args)

    def sub(self, new: Any, text: str, *args: Any) -> Any:
        self._scan(text, 0, sys.maxsize, False)
        return self._pattern.sub(new, text, *args)

    def subn(self, new: Any, text: str, *args: Any) -> Any:
        self._scan(text, 0, sys.maxsize, False)
        return self._pattern.subn(new, text, *args)


def _count_patterns() -> None:
    """From here on `re` gives the kit's modules patterns that count."""
    real = re.compile
    made: dict[tuple[Any, int], Counted] = {}

    def compile_(pattern: Any, flags: int = 0) -> Any:
        own = str(sys._getframe(1).f_globals.get("__name__", "")).startswith("kit")
        if isinstance(pattern, Counted):
            return pattern
        if not own or not isinstance(pattern, str):
            return real(pattern, flags)
        if (pattern, flags) not in made:
            made[pattern, flags] = Counted(real(pattern, flags))
        return made[pattern, flags]

    def via(name: str) -> Any:
        plain = getattr(re, name)

        def function(pattern: Any, *args: Any, flags: int = 0, **more: Any) -> Any:
            own = str(sys._getframe(1).f_globals.get("__name__", "")).startswith("kit")
            if not own or not isinstance(pattern, (str, Counted)):
                return plain(pattern, *args, flags=flags, **more) if flags else plain(pattern, *args, **more)
            if name in ("search", "match", "fullmatch", "finditer", "findall") and len(args) > 1:
                args, flags = args[:1], args[1]
            if not isinstance(pattern, Counted):
                if (pattern, flags) not in made:
                    made[pattern, flags] = Counted(real(pattern, flags))
                pattern = made[pattern, flags]
            return getattr(pattern, name)(*args, **more)

        return function

    re.compile = compile_  # type: ignore[assignment]
    for name in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"):
        setattr(re, name, via(name))


@cache
def _loops(code: CodeType) -> bool:
    """Whether some of its lines may run any number of times; of other code the calls say enough."""
    return any("BACKWARD" in step.opname or step.opname == "FOR_ITER" for step in get_instructions(code))


def _trace_lines(frame: Any, event: str, arg: Any) -> Any:
    if event == "line":
        work[frame.f_code.co_qualname] += 1
    return _trace_lines


def _trace_calls(frame: Any, event: str, arg: Any) -> Any:
    code = frame.f_code
    if not code.co_filename.startswith(KIT):
        return None
    work[code.co_qualname] += 1
    return _trace_lines if _loops(code) else None


def _profile(frame: Any, event: str, arg: Any) -> None:
    if event == "c_call":
        own = getattr(arg, "__self__", None)
        if type(own) is str and arg.__name__ in _SCANS and frame.f_code.co_filename.startswith(KIT):
            work[f"{frame.f_code.co_qualname} str.{arg.__name__}"] += len(own) // _SCANS[arg.__name__]


def _run(texts: list[str], count: bool = True) -> dict[str, Counter[str]]:
    import pandas as pd

    import kit
    from kit.vietnamese.dates.reader import parse_sentence

    parse_sentence.cache_clear()  # the sentences of a run before would cost nothing
    done: dict[str, Counter[str]] = {}

    def step(name: str, call: Any) -> Any:
        global counting
        work.clear()
        counting = count
        if count:
            sys.settrace(_trace_calls)
            sys.setprofile(_profile)
        try:
            return call()
        finally:
            counting = False
            sys.settrace(None)
            sys.setprofile(None)
            done[name] = Counter(work)

    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number}.txt").write_text(text, encoding="utf-8")
        loaded = step("load", lambda: kit.load_articles(folder))
    lines = step("lines", lambda: kit.find_lines(loaded))
    sentences = step("sentences", lambda: kit.find_sentences(loaded, lines))
    titled = step("titles", lambda: kit.add_titles(loaded, lines))
    dated = step("published", lambda: kit.add_published(titled, sentences))
    articles = step("duplicates", lambda: kit.add_duplicates(dated, lines=lines))
    dates = step("dates", lambda: kit.find_dates(sentences, articles))
    partners = step("partners", lambda: kit.find_partners(sentences))
    people = step("people", lambda: kit.find_people(sentences, partners))
    step("meetings", lambda: kit.find_meetings(sentences, partners, people, dates, articles))
    step("places", lambda: kit.tag.places.find_places(sentences))
    topics = step("topics", lambda: kit.find_topics(sentences))
    step("statements", lambda: kit.find_statements(sentences, people, partners))
    step("words", lambda: kit.find_words(sentences))
    step("agreements", lambda: kit.find_agreements(sentences, partners, dates))
    step("events", lambda: kit.find_events(dates, sentences, articles, who=pd.concat([people, partners])))
    tables = {"partners": partners, "topics": topics, "dates": dates}
    step("quantities", lambda: kit.find_quantities(sentences, **tables))
    return done


def main() -> None:
    """Texts in, work out, one line of JSON each."""
    sys.setrecursionlimit(1_000_000)
    warnings.simplefilter("ignore")
    _count_patterns()
    import kit.tag.places  # noqa: F401

    _run([WARM], count=False)  # lexicons and models are loaded once
    for line in sys.stdin:
        print(json.dumps([_run(texts) for texts in json.loads(line)]), flush=True)


if __name__ == "__main__":
    main()
