"""Results: what a report opens with: the collection, the charts that matter most, and what cannot be said.

Everything is taken from the tables of the collection, from what the figures rest on and from what the notebooks
show. Which charts matter is a rule (`results.yml`), not a choice made by looking at them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pandas as pd
import yaml

from kit.check.problems import find_problems, summarise_problems
from kit.corpus import Corpus
from kit.publish.chapters import Chapter, Figure
from kit.show.labels import load_labels
from kit.stats.intervals import FEW_ARTICLES, wilson_interval
from kit.tag.published import find_bounds
from kit.vietnamese.names.gazetteer import load_gazetteer

QUESTIONS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))

# Charts of the first page; links into the explorer below one; articles in which problems are looked for.
MOST_RESULTS, MOST_LINKS, MOST_READ = 5, 4, 5_000

_TOLD = ("undated", "inferred-date")  # said with the days of publication


class Result(NamedTuple):
    """A chart of the first page."""

    question: str
    figure: Figure
    chapter: Chapter
    links: list[tuple[str, str]]
    """Labels and addresses of the sentences behind it."""


def choose_results(chapters: Sequence[Chapter], *, explorer: str = "") -> list[Result]:
    """The charts of the first page: for each question of `results.yml` one, then those of other notebooks.

    Parameters
    ----------
    chapters : with the figures that they saved.
    explorer : address of the explorer, to which the keys of a chart lead; "" for none.

    Returns
    -------
    At most `MOST_RESULTS`. Where a question has no chart, the first of a chapter of which none is shown takes its
    place, at the end: such as that of a notebook of one's own.
    """
    drawn = {figure.name: (figure, chapter) for chapter in reversed(chapters) for figure in chapter.figures}
    results = []
    for asked in QUESTIONS[:MOST_RESULTS]:
        there = [chart for chart in asked["charts"] if chart["name"] in drawn]
        if best := min(there, key=lambda chart: drawn[chart["name"]][0].few, default=None):
            figure, chapter = drawn[best["name"]]
            links = find_links(figure, best.get("keys", {}), explorer)
            results.append(Result(asked["question"], figure, chapter, links))
    for chapter in chapters:
        names = [had.figure.name for had in results]
        own = [figure for figure in chapter.figures if figure.name not in names]
        if own and len(results) < MOST_RESULTS and chapter not in [had.chapter for had in results]:
            best = min(own, key=lambda figure: figure.few)
            results.append(Result(chapter.title, best, chapter, []))
    return results


def find_links(figure: Figure, keys: Mapping[str, str], explorer: str) -> list[tuple[str, str]]:
    """Links into the explorer for the first rows of a chart's table: what they are called, and where they lead.

    Parameters
    ----------
    keys : what the explorer is asked for (``partner``, ``topic``), and the column in which its keys stand.
    """
    if not explorer or not keys or not figure.csv:
        return []
    rows = pd.read_csv(io.BytesIO(figure.csv), dtype="str", keep_default_na=False, nrows=200)
    if not set(keys.values()) <= set(rows):
        return []
    names, rows = load_labels(language="both"), rows[list(keys.values())].drop_duplicates()
    found = []
    for row in rows[(rows != "").all(axis="columns")].head(MOST_LINKS).to_numpy().tolist():
        label = " · ".join(names.get(key, key).replace("\n", " ") for key in row)
        found.append((label, f"{explorer}#{urlencode(dict(zip(keys, row, strict=True)))}"))
    return found


def describe_corpus(corpus: Corpus) -> dict[str, Any]:
    """What a collection is, for `report_results.html`; of all its articles, and whether not all count.

    Problems are looked for in `MOST_READ` articles at most, drawn by chance.
    """
    whole = corpus.whole
    articles, kept = whole.articles, whole.kept
    days, home = articles["published"], load_gazetteer(whole.lexicons).partners[whole.home]
    bounds = find_bounds(articles).dropna(how="all")
    looked = whole.select(sample=MOST_READ)
    problems = summarise_problems(find_problems(looked.articles, lines=looked.lines), looked.articles)
    problems = problems[(problems["n_articles"] > 0) & ~problems["problem"].isin(_TOLD)]
    sources = articles["source"].replace("", "not known")
    years = days.dt.strftime("%Y").fillna("not known")
    return {
        "articles": len(articles),
        "copies": len(articles) - len(kept) if whole.fold else 0,
        "first": bounds.min().min().date() if len(bounds) else None,
        "last": bounds.max().max().date() if len(bounds) else None,
        "bounded": int(len(bounds) - days.notna().sum()),
        "unknown": len(articles) - len(bounds),
        "inferred": int((articles["published_basis"] == "inferred").sum()),
        "sources": _count(sources),
        "years": sorted(_count(years).items()),
        "named": int(kept["home_named"].sum()),
        "kept": len(kept),
        "home": home.vi if home.vi == home.en else f"{home.vi} ({home.en})",
        "looked": len(looked.articles),
        "problems": problems[~problems["repaired"]].to_dict("records"),
        "repairs": problems[problems["repaired"]].to_dict("records"),
        "counted": corpus.denominator if corpus.selection else "",
        "n_counted": len(corpus.kept),
    }


def describe_figures(figures: Sequence[Figure]) -> dict[str, Any]:
    """What figures say of the articles behind them; several collections are all named."""
    made: dict[tuple[str, str], dict[str, Any]] = {}
    for facts in (figure.provenance for figure in figures):
        articles, of = facts.get("articles"), (str(facts.get("corpus"))[:12], str(facts.get("kit")))
        if isinstance(articles, int) and articles >= made.get(of, {"articles": 0})["articles"]:
            made[of] = {
                "articles": articles,
                "corpus": of[0],
                "kit": of[1],
                "published": facts.get("published", []),
            }
    failed = {
        (failure["article"], failure["step"], failure["error"])
        for figure in figures
        for failure in figure.provenance.get("failures", [])
    }
    return {"corpora": [made[of] for of in sorted(made)], "failures": sorted(failed)}


def find_limits(chapters: Sequence[Chapter]) -> dict[str, Any]:
    """What cannot be said, for `report_results.html`.

    Returns
    -------
    cuts (how many articles are counted, which, in which chapters, and the 95 % interval of a share of one half of
    them), few (charts with too little data, each with its chapter), undrawn (why charts have nothing to show, with
    their titles and chapters), checked (the chart of what codes made by hand say and its chapter, or None), least
    (articles that a share needs).
    """
    figures = [(figure, chapter) for chapter in chapters for figure in chapter.figures]
    cuts: dict[tuple[str, int], list[Chapter]] = {}
    for figure, chapter in figures:
        facts = figure.provenance
        if isinstance(facts.get("counted"), int):
            of = cuts.setdefault((facts.get("denominator", ""), facts["counted"]), [])
            of += [chapter] * (chapter not in of)
    undrawn: dict[str, list[tuple[str, Chapter]]] = {}
    for chapter in chapters:
        for title, why in chapter.undrawn.items():
            undrawn.setdefault(why, []).append((title, chapter))
    undrawn.pop("", None)
    checked = [pair for pair in figures if pair[0].name == "check-scores" and not pair[0].few]
    return {
        "cuts": [_describe_cut(said, n, used) for (said, n), used in sorted(cuts.items(), key=_rank)],
        "few": [(figure, chapter) for figure, chapter in figures if figure.few],
        "undrawn": sorted(undrawn.items()),
        "checked": checked[0] if checked else None,
        "least": FEW_ARTICLES,
    }


def _describe_cut(said: str, n: int, chapters: list[Chapter]) -> dict[str, Any]:
    low, high = wilson_interval(n / 2, n)
    names = load_labels(language="both")

    def write(criterion: re.Match[str]) -> str:
        return f"{criterion[1]} {names.get(criterion[2], criterion[2])}".replace("\n", " ")

    which = re.sub(r"(\w+)='([^']*)'", write, said.partition(": ")[2] or said)
    return {"said": which, "n": n, "chapters": chapters, "low": float(low), "high": float(high)}


def _rank(cut: tuple[tuple[str, int], list[Chapter]]) -> tuple[int, str]:
    (said, n), _ = cut
    return -n, said


def _count(column: pd.Series) -> dict[str, int]:
    """How often each value stands there, the most frequent first, equals by name."""
    counts = column.value_counts().rename_axis("value").reset_index()
    counts = counts.sort_values(["count", "value"], ascending=[False, True])
    return dict(zip(counts["value"], counts["count"].tolist(), strict=True))
