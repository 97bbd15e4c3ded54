"""The rows of the page: sentences and what was found in them, as columns of numbers with dictionaries of keys."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from kit import __version__
from kit.corpus import Corpus
from kit.count.periods import UNDATED, make_periods
from kit.publish.explorer.texts import cut_around
from kit.schema import SCHEMAS, SIDES, STORY_ROLES
from kit.show.labels import load_labels
from kit.tag.people import add_speakers

# Sentences of a page; of a larger collection it shows articles drawn by chance.
MOST = 150_000

_PLACE = ["article_id", "sentence"]
_MARK = [*_PLACE, "role", "start", "end"]


class Layer(NamedTuple):
    """What was found in sentences, a row each: its table, and what can be asked of it."""

    table: str
    facets: dict[str, str]
    """A filter of the page: the column that it asks."""


LAYERS = {
    "partners": Layer("partners", {"partner": "key"}),
    "regions": Layer("partners", {"region": "key"}),
    "topics": Layer("topics", {"topic": "key"}),
    "statements": Layer(
        "statements", {"act": "act", "speaker": "speaker_side", "addressee": "addressee_side"}
    ),
    "meetings": Layer("meetings", {"meeting": "kind", "side": "sides"}),
    "people": Layer("people", {"person": "key"}),
    "dates": Layer("dates", {"year": "year", "date": "key"}),
}
# Filters of which a row may have several keys, with a blank between.
SPLIT = ("period", "speaker", "addressee", "side")


def find_rows(corpus: Corpus, text: str) -> dict[str, Any]:
    """What the page holds of a collection; all of it is numbers, text and lists of these.

    Parameters
    ----------
    corpus : the collection.
    text : one of `kit.study.TEXTS`.
    """
    sizes = corpus.sizes()
    total = {"articles": len(sizes), "sentences": int(sizes["sentences"].sum())}
    if total["sentences"] > MOST:
        corpus = corpus.select(sample=max(1, MOST * total["articles"] // total["sentences"]))
        sizes = corpus.sizes()
    articles = _read(corpus, "articles", [*_ARTICLE, "published"])
    articles = articles[articles["article_id"].isin(sizes["article_id"])]
    articles = articles.sort_values(["published", "article_id"], na_position="last", ignore_index=True)
    sentences = _sort_sentences(_read(corpus, "story", [*_MARK, "text"]), articles)
    tables = {name: _place(table, sentences) for name, table in _read_tables(corpus).items()}
    texts = _shorten(sentences, tables) if text == "snippets" else sentences["text"].tolist()
    columns, values = {}, {}
    for name, (_, facets) in LAYERS.items():
        columns[name] = _write_marks(tables[name], anywhere=text != "none")
        for facet, column in facets.items():
            columns[name][facet], values[facet] = _number(tables[name][column])
    told = [corpus.denominator] * bool(corpus.selection) + [
        f"corpus {corpus.hash[:12]}",
        f"kit {__version__}",
    ]
    kept = _write_articles(articles, sentences, values, titles=text != "none")
    return {
        "text": text,
        "total": total,
        "home": corpus.home,
        "about": " · ".join(told),
        "split": SPLIT,
        "articles": kept,
        "sentences": {
            "sentence": np.diff(sentences["sentence"], prepend=0).tolist(),
            "role": pd.Index(STORY_ROLES).get_indexer(sentences["role"]).tolist(),
            "text": texts if text != "none" else [],
        },
        "layers": columns,
        "values": values,
        "labels": _find_labels(corpus, values, tables["people"]),
    }


_ARTICLE = ("article_id", "title", "source", "url", "published_basis")


def _read(corpus: Corpus, name: str, columns: list[str]) -> pd.DataFrame:
    """A table of the articles that count, read part by part, in title, lead and body."""
    where = {"role": STORY_ROLES} if name not in ("articles", "story") else None
    parts = [part[columns] for part in corpus.scan(name, columns=columns, where=where)]
    table = pd.concat(parts, ignore_index=True)
    of_text = [column for column in table if table[column].dtype == "category"]
    return table.astype(dict.fromkeys(of_text, "str"))


def _sort_sentences(sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Sentences in the order of the articles, which are numbered."""
    numbers = pd.Series(articles.index, index=articles["article_id"])
    numbered = sentences.assign(article=sentences["article_id"].map(numbers).astype("int64"))
    return numbered.sort_values(["article", "sentence"], ignore_index=True)


def _read_tables(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """A table for every layer, with the columns that are asked."""
    read = {
        name: _read(corpus, name, [column for column in SCHEMAS[name] if column in _WANTED.split()])
        for name in ("partners", "topics", "people", "dates", "statements", "meetings")
    }
    # A side is in a sentence that names it, or in which only an official stands who speaks for it.
    named = read["partners"]
    spoken = add_speakers(named.head(0), read["people"])
    sides = pd.concat([named, spoken], ignore_index=True)
    of_sides = sides["kind"].isin(SIDES)
    again = sides.assign(of=of_sides).duplicated([*_PLACE, "key", "of"]) & (sides.index >= len(named))
    meetings = read["meetings"][read["meetings"]["keep"].astype(bool)]
    both = (meetings["side_a"] + " " + meetings["side_b"]).str.strip()
    year = read["dates"]["key"].str.extract(r"^(\d{4})(?:-|$)", expand=False).fillna("")
    return read | {
        "partners": sides[of_sides & ~again],
        "regions": sides[~of_sides & ~again],
        "meetings": meetings.assign(sides=both),
        "dates": read["dates"].assign(year=year),
    }


_WANTED = (
    "article_id sentence role start end kind key partner act speaker_side addressee_side side_a side_b keep"
)


def _place(table: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Rows with the number of their sentence, ``row``, and their place in it; in order."""
    rows = sentences[[*_PLACE, "start"]].reset_index(names="row")
    placed = table.merge(rows, on=_PLACE, suffixes=("", "_sentence"))
    for column in ("start", "end"):
        placed[column] -= placed["start_sentence"]
    return placed.sort_values(["row", "start", "end"], kind="stable", ignore_index=True)


def _shorten(sentences: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> list[str]:
    """The words around the marks of every sentence; the marks are moved to where they then stand."""
    marks: list[list[tuple[str, int]]] = [[] for _ in range(len(sentences))]
    columns = {name: (table["start"].tolist(), table["end"].tolist()) for name, table in tables.items()}
    for name, table in tables.items():
        for number, row in enumerate(table["row"].tolist()):
            marks[row].append((name, number))
    texts = []
    for text, here in zip(sentences["text"].tolist(), marks, strict=True):
        spans = [(columns[name][0][number], columns[name][1][number]) for name, number in here]
        short, moved = cut_around(text, spans)
        texts.append(short)
        for (name, number), place in zip(here, moved, strict=True):
            columns[name][0][number], columns[name][1][number] = place or (-1, -1)
    for name, (starts, ends) in columns.items():
        tables[name] = tables[name].assign(start=starts, end=ends)
    return texts


def _write_marks(table: pd.DataFrame, *, anywhere: bool) -> dict[str, list[int]]:
    """The sentence of every row, counted from that of the row before; where its mark begins and how long it is."""
    columns = {"row": np.diff(table["row"], prepend=0).tolist()}
    if anywhere:
        columns |= {"start": table["start"].tolist(), "length": (table["end"] - table["start"]).tolist()}
    return columns


def _number(column: pd.Series) -> tuple[list[int], list[str]]:
    """Text as numbers, and what they stand for: the most frequent first, so that most numbers are short."""
    counts = column.value_counts().rename_axis("key").reset_index(name="n")
    values = counts.sort_values(["n", "key"], ascending=[False, True])["key"]
    return pd.Index(values).get_indexer(column).tolist(), values.tolist()


def _write_articles(
    articles: pd.DataFrame, sentences: pd.DataFrame, values: dict[str, list[str]], *, titles: bool
) -> dict[str, Any]:
    """A row per article: what is known of it, its periods, and how many sentences it has."""
    text = {name: articles[name].fillna("").astype("str") for name in _ARTICLE}
    published = articles["published"]
    periods = {every: make_periods(published, every).astype("str") for every in ("year", "quarter", "month")}
    period = periods["year"].str.cat([periods["quarter"], periods["month"]], sep=" ")
    numbers = {}
    numbers["source"], values["source"] = _number(text["source"])
    numbers["period"], values["period"] = _number(period.where(published.notna(), UNDATED))
    values["role"] = list(STORY_ROLES)
    return {
        "id": text["article_id"].tolist(),
        "title": text["title"].tolist() if titles else [],
        "url": text["url"].tolist(),
        "published": published.dt.strftime("%Y-%m-%d").fillna("").tolist(),
        "basis": text["published_basis"].tolist(),
        "sentences": np.bincount(sentences["article"], minlength=len(articles)).tolist(),
        **numbers,
    }


def _find_labels(corpus: Corpus, values: dict[str, list[str]], people: pd.DataFrame) -> dict[str, list[str]]:
    """What keys are called, in Vietnamese and in English."""
    acts = {"act"}
    labels: dict[str, list[str]] = {}
    known = {
        of_acts: [
            load_labels(acts=of_acts, language=language, lexicons=corpus.lexicons)
            for language in ("vi", "en")
        ]
        for of_acts in (False, True)
    }
    for facet in ("partner", "region", "topic", "act", "speaker", "addressee", "side"):
        vi, en = known[facet in acts]
        for key in sorted({part for value in values[facet] for part in value.split()}):
            if key in vi:
                labels[f"{facet} {key}"] = [vi[key], en[key]]
    offices = sorted({*people.loc[people["kind"] == "office", "key"]})
    return labels | {f"person {key}": [key[:1].upper() + key[1:]] * 2 for key in offices if key}
