"""The floor below each step of the kit, and the plain way beside it, for `benchmarks/scale.py`.

A floor is what no program in Python that does the step can go below: one pass over the text, or the writing of
its table. The plain way is what one writes first, with pandas, underthesea, dateparser, datasketch or one regular
expression of all phrases. Most plain ways do less than the step (no role, no context, no certainty, no offsets).
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import ahocorasick_rs
import numpy as np
import pandas as pd
from load import parse_only
from partners import make_expression
from topics import spell, spell_classes, write_regex

from kit.cache import write_table
from kit.store.collection import TEXTS
from kit.vietnamese.meetings.vocabulary import load_meeting_words
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.names import plain
from kit.vietnamese.names.offices import load_offices
from kit.vietnamese.names.places import load_places
from kit.vietnamese.phrases.matching import normalise
from kit.vietnamese.phrases.topics import load_topics

KEPT = "kept"
"""The last step: every table written to disk."""

_DATEPARSER = {"languages": ["vi"], "settings": {"RELATIVE_BASE": dt.datetime(2023, 4, 5)}}


class Sample(NamedTuple):
    """Some articles: the file that they are read from, and the tables made of them so far."""

    path: Path
    tables: dict[str, pd.DataFrame]

    @property
    def texts(self) -> list[str]:
        return self.tables["loaded"]["text"].tolist()

    @property
    def lines(self) -> list[str]:
        """The sentences, as texts."""
        return self.tables["sentences"]["text"].tolist()

    @property
    def megabytes(self) -> float:
        return sum(len(text.encode("utf-8", "replace")) for text in self.texts) / 1e6

    @property
    def kept(self) -> dict[str, pd.DataFrame]:
        """The tables as they are kept: the texts of articles once."""
        return {name: table.drop(columns=TEXTS.get(name, [])) for name, table in self.tables.items()}

    def head(self, count: int) -> Sample:
        """The first of these articles, and what the tables have of them."""
        ids = self.tables["loaded"]["article_id"].head(count)
        tables = {
            name: table[table["article_id"].isin(ids)] if "article_id" in table else table
            for name, table in self.tables.items()
        }
        return Sample(self.path, tables)


class Way(NamedTuple):
    """One way to do something: what, in words, and the work; ``few``: by how much fewer articles it is given."""

    what: str
    run: Callable[[Sample], object]
    few: int = 1


@lru_cache(maxsize=1)
def make_topics_expression() -> re.Pattern[str]:
    """All patterns of the topics as alternatives of one regular expression, without the company that they ask for."""
    dictionary = load_topics()
    classes = spell_classes(dictionary)
    return re.compile("|".join(write_regex(spell(rule.text, classes)).pattern for rule in dictionary.rules))


@lru_cache(maxsize=1)
def make_names_expression() -> re.Pattern[str]:
    return make_expression()


@lru_cache(maxsize=1)
def make_places_expression() -> re.Pattern[str]:
    names = sorted(load_places().labels.values(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")


@lru_cache(maxsize=1)
def make_people_expression() -> re.Pattern[str]:
    """An office, and up to four words behind it of which each begins with a capital."""
    offices = sorted({head.form for head in load_offices().heads}, key=len, reverse=True)
    capital = "".join(chr(code) for code in range(0x1EFF) if chr(code).isupper())
    return re.compile(rf"(?<!\w)(?i:{'|'.join(map(re.escape, offices))})((?: [{capital}]\w*){{1,4}})")


@lru_cache(maxsize=1)
def make_automata() -> dict[str, ahocorasick_rs.AhoCorasick]:
    """What Aho and Corasick's automaton alone looks for: every phrase of a lexicon, letter for letter."""
    phrases = {
        "partners": {plain(name.form) for name in load_gazetteer().names},
        "people": {head.form for head in load_offices().heads},
        "meetings": set(load_meeting_words().forms),
        "places": set(load_places().labels.values()),
        "topics": {
            " ".join(form.words) for rule in load_topics().rules for form in rule.forms if len(form.words) < 9
        },
    }
    return {name: ahocorasick_rs.AhoCorasick(sorted(found)) for name, found in phrases.items()}


def pass_over(name: str) -> Way:
    """One pass of an automaton over the text."""
    return Way(
        "Aho-Corasick, one pass",
        lambda sample: [
            make_automata()[name].find_matches_as_indexes(line, overlapping=True) for line in sample.lines
        ],
    )


def search(pattern: str, what: str) -> Way:
    """One pass of a regular expression over every sentence."""
    expression = re.compile(pattern)
    return Way(what, lambda sample: [expression.findall(line) for line in sample.lines])


def alternate(make: Callable[[], re.Pattern[str]], normal: Callable[[str], str], few: int = 1) -> Way:
    """One regular expression of all phrases over every sentence."""
    return Way(
        "one alternation (re)",
        lambda sample: [list(make().finditer(normal(line))) for line in sample.lines],
        few,
    )


def write(*names: str) -> Callable[[Sample], object]:
    """Tables written as a store keeps them."""

    def run(sample: Sample) -> None:
        tables = {name: sample.tables[name] for name in names} or sample.kept
        with tempfile.TemporaryDirectory() as folder:
            for name, table in tables.items():
                write_table(table, Path(folder) / f"{name}.parquet")

    return run


def read_plainly(sample: Sample) -> pd.DataFrame:
    parquet = sample.path.suffix == ".parquet"
    table = pd.read_parquet(sample.path) if parquet else pd.read_json(sample.path, lines=True)
    for column in table.columns.intersection(["text", "content"]):
        table[column] = [unicodedata.normalize("NFC", text) for text in table[column]]
    if "published" in table:
        table["published"] = pd.to_datetime(table["published"], errors="coerce", format="mixed", utc=True)
    return table


def write_pickles(sample: Sample) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, table in sample.kept.items():
            table.to_pickle(Path(folder) / name)


def write_parquets(sample: Sample) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, table in sample.kept.items():
            table.to_parquet(Path(folder) / name, index=False)


def search_dates(texts: list[str]) -> list[object]:
    from dateparser.search import search_dates as look

    return [look(text, **_DATEPARSER) for text in texts]


def tokenize(texts: list[str]) -> list[object]:
    from underthesea import word_tokenize

    return [word_tokenize(text) for text in texts]


def split_with_underthesea(texts: list[str]) -> list[object]:
    from underthesea import sent_tokenize

    return [sent_tokenize(text) for text in texts]


def find_copies_with_datasketch(sample: Sample) -> object:
    from duplicates import find_with_datasketch

    return find_with_datasketch(sample.tables["loaded"])


def list_lines(sample: Sample) -> pd.DataFrame:
    """Every line of every article, by pandas."""
    texts = sample.tables["loaded"][["article_id", "text"]]
    return texts.assign(line=texts["text"].str.split("\n")).explode("line")


def join_dates(sample: Sample) -> pd.DataFrame:
    """Dates with their sentences, those of a known day, once each."""
    place = ["article_id", "sentence"]
    found = sample.tables["dates"].merge(sample.tables["sentences"], on=place, suffixes=("", "_of"))
    return found[found["first_day"].notna()].drop_duplicates([*place, "value"])


def copy(name: str) -> Way:
    return Way("a copy of the table", lambda sample: sample.tables[name].copy())


FLOORS: dict[str, Way] = {
    "load": Way("parsing alone", lambda sample: parse_only(sample.path)),
    "prints": Way(
        "a hash of each line",
        lambda sample: [hash(line) for text in sample.texts for line in text.split("\n")],
    ),
    "repeats": Way("sorted hashes", lambda sample: np.unique(sample.tables["prints"]["longest"])),
    "lines": Way("str.split", lambda sample: [text.split("\n") for text in sample.texts]),
    "sentences": Way(
        "one regex pass", lambda sample: [re.findall(r"[^.!?…]+", text) for text in sample.texts]
    ),
    "titled": Way("str.partition", lambda sample: [text.partition("\n") for text in sample.texts]),
    "dated": Way(
        "one regex pass", lambda sample: [re.search(r"\d+/\d+/\d{4}", text) for text in sample.texts]
    ),
    "signatures": Way(
        "a hash of each syllable", lambda sample: [[*map(hash, text.split())] for text in sample.texts]
    ),
    "copies": Way("sorted hashes", lambda sample: np.unique(sample.tables["signatures"]["digest"])),
    "grouped": copy("dated"),
    "words": Way("writing the table", write("words")),
    "lengths": Way(
        "counting numbers", lambda sample: np.bincount(sample.tables["words"]["sentence"].to_numpy())
    ),
    "dates": search(r"\d+", r"one regex pass (\d+)"),
    **{name: pass_over(name) for name in ("partners", "people", "meetings", "places", "topics")},
    "statements": search(r"(?:cho biết|khẳng định|cảm ơn)", "one regex pass of three verbs"),
    "agreements": search(r"(?i:hiệp định|bản ghi nhớ|thỏa thuận|tuyên bố chung)", "one regex pass"),
    "events": copy("dates"),
    "quantities": search(r"\d+", r"one regex pass (\d+)"),
    "articles": copy("grouped"),
    KEPT: Way("pickle", write_pickles),
}
"""Step to its floor."""

PLAIN: dict[str, Way] = {
    "load": Way("pandas", read_plainly),
    "prints": Way(
        "pandas explode, hash_array",
        lambda sample: pd.util.hash_array(list_lines(sample)["line"].to_numpy(object)),
    ),
    "repeats": Way("pandas groupby", lambda sample: sample.tables["prints"].groupby("longest").size()),
    "lines": Way("pandas explode", list_lines),
    "sentences": Way("underthesea.sent_tokenize", lambda sample: split_with_underthesea(sample.texts), 2),
    "titled": Way(
        "pandas str.split", lambda sample: sample.tables["loaded"]["text"].str.split("\n", n=1).str[0]
    ),
    "dated": Way(
        "dateparser, 200 letters", lambda sample: search_dates([text[:200] for text in sample.texts]), 8
    ),
    "signatures": Way("datasketch MinHash, LSH", find_copies_with_datasketch, 2),
    "grouped": Way(
        "pandas merge", lambda sample: sample.tables["dated"].merge(sample.tables["copies"], how="left")
    ),
    "words": Way("underthesea.word_tokenize", lambda sample: tokenize(sample.lines), 4),
    "lengths": Way(
        "pandas groupby", lambda sample: sample.tables["words"].groupby(["article_id", "role"]).size()
    ),
    "dates": Way("dateparser.search", lambda sample: search_dates(sample.lines), 32),
    "partners": alternate(make_names_expression, plain, 8),
    "people": alternate(make_people_expression, str, 4),
    "places": alternate(make_places_expression, str),
    "topics": alternate(make_topics_expression, lambda line: normalise(line)[0], 32),
    "events": Way("pandas merge", join_dates),
    "articles": Way(
        "pandas isin",
        lambda sample: sample.tables["grouped"]["article_id"].isin(
            sample.tables["partners"].query("key == 'VNM'")["article_id"]
        ),
    ),
    KEPT: Way("pandas to_parquet", write_parquets),
}
"""Step to the plain way, where there is one."""


def prepare() -> None:
    """Load and compile what the ways need, which is no part of their time."""
    line = "Ngày 4/4/2023, Bộ trưởng Bùi Minh thăm Bỉ."
    make_automata()
    for make in (
        make_names_expression,
        make_topics_expression,
        make_places_expression,
        make_people_expression,
    ):
        make().search(line)
    search_dates([line])
    tokenize([line])
    split_with_underthesea([line])
