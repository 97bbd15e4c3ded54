"""Two partners side by side: their articles, topics, words, events, officials and instruments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from kit.compare.groups import compare_groups
from kit.compare.keyness import compare_keyness
from kit.compare.partners import drop_names
from kit.count.counts import count_mentions, count_topics, count_words
from kit.count.partners import summarise_people
from kit.errors import OptionError
from kit.schema import STORY_ROLES, empty_table
from kit.tag.partners import add_partner
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.stopwords import load_stopwords


@dataclass(frozen=True)
class Comparison:
    """Two partners side by side, a table per question; made by `compare_partners`.

    In every table with counts, *target* is the first partner and *reference* the second.
    """

    first: str
    second: str
    note: str
    """What keeps the two from being compared; "" if nothing does."""
    articles: pd.DataFrame
    """article_id, title, published, partners, and ``side``: either key, or ``both``."""
    overview: pd.DataFrame
    """How much there is of each: a row per count, a column per partner."""
    topics: pd.DataFrame
    """From `kit.compare.groups.compare_groups`."""
    words: pd.DataFrame
    """From `kit.compare.keyness.compare_keyness`; function words and names left out."""
    events: pd.DataFrame
    """partner, article_id, first_day, last_day, status, text, what; in the order of the days."""
    officials: pd.DataFrame
    """From `kit.summarise_people`: who speaks for either."""
    instruments: pd.DataFrame
    """Agreements, decisions and events named in the articles of either."""


def compare_partners(
    corpus: Any, first: str, second: str, *, roles: tuple[str, ...] = STORY_ROLES
) -> Comparison:
    """Set the articles of two partners side by side.

    An article belongs to a partner if `kit.add_partner` says so. One that belongs to both is listed, and
    left out where the two are set against each other.

    Parameters
    ----------
    corpus : a `kit.Corpus`, or any object with its tables.
    first, second : keys of two partners, e.g. ``"BEL"`` and ``"IOM"``.
    roles : roles of line that count.

    Returns
    -------
    `Comparison`. If either partner has no article of its own, its ``note`` says so and names the partners
    with most articles; topics and words are then empty, and the other tables tell what there is.

    Raises
    ------
    OptionError : a key that the lexicons do not know, with the nearest ones; or one key twice.
    """
    for key in (first, second):
        _check_partner(key, getattr(corpus, "lexicons", None))
    if first == second:
        raise OptionError(f"A partner differs from another one; got {first!r} twice.")
    articles = _choose_articles(corpus, first, second)
    groups = {key: articles.loc[articles["side"] == key, "article_id"].tolist() for key in (first, second)}
    note = _note(groups, corpus)
    target, reference = (ids if not note else [] for ids in groups.values())
    officials = summarise_people(corpus.people, roles=roles)
    comparison = Comparison(
        first=first,
        second=second,
        note=note,
        articles=articles,
        overview=pd.DataFrame(),
        topics=_compare_topics(corpus, target, reference, roles),
        words=_compare_words(corpus, target, reference, roles),
        events=_list_events(corpus, groups),
        officials=officials[officials["partner"].isin([first, second])].reset_index(drop=True),
        instruments=_count_instruments(corpus, groups, roles),
    )
    comparison.topics.attrs["note"] = note or "No topic was found in the articles of either."
    comparison.words.attrs["note"] = note or "No word is frequent enough to be compared."
    return replace(comparison, overview=_count_all(comparison, groups, corpus.sizes(roles=roles)))


def _check_partner(key: str, lexicons: Path | None) -> None:
    known = load_gazetteer(lexicons).partners
    if key in known:
        return
    named = {name.lower(): code for code, entry in known.items() for name in (code, entry.vi, entry.en)}
    near = dict.fromkeys(named[name] for name in get_close_matches(str(key).lower(), named, n=3, cutoff=0.6))
    hint = f" Did you mean {' or '.join(f'{k!r} ({known[k].en})' for k in near)}?" if near else ""
    raise OptionError(f"No partner has the key {key!r}.{hint} Keys are ISO 3166-1 alpha-3 codes or those of "
                     "data/lexicons/organisations.yml.")  # fmt: skip


def _choose_articles(corpus: Any, first: str, second: str) -> pd.DataFrame:
    """The articles whose partner is either, and which ``side`` each is on."""
    articles = add_partner(corpus.kept, corpus.partners, home=corpus.home)
    lists = articles["partners"].str.split()
    of = [lists.map(lambda keys, key=key: key in keys).to_numpy(bool) for key in (first, second)]
    side = np.select([of[0] & of[1], *of], ["both", first, second], "")
    columns = ["article_id", "title", "published", "partners", "side"]
    chosen = articles.assign(side=pd.Series(side, index=articles.index, dtype="str"))[side != ""]
    return chosen[columns].sort_values(["side", "published", "article_id"], ignore_index=True)


def _note(groups: dict[str, list[str]], corpus: Any) -> str:
    """Why the two cannot be compared, and which partners could; "" if they can."""
    lacking = [key for key, ids in groups.items() if not ids]
    if not lacking:
        return ""
    partner = add_partner(corpus.kept, corpus.partners, home=corpus.home)["partner"]
    most = partner[partner != ""].value_counts()
    instead = f" Most articles have {', '.join(most.index[:5])}." if len(most) else ""
    return f"No article has {' or '.join(lacking)} as its partner alone.{instead}"


def _count_all(comparison: Comparison, groups: dict[str, list[str]], sizes: pd.DataFrame) -> pd.DataFrame:
    """How much there is of everything on each side."""
    sizes = sizes.set_index("article_id")[["sentences", "words"]]
    shared = int((comparison.articles["side"] == "both").sum())
    counts = {}
    for (key, ids), name in zip(groups.items(), ("target", "reference"), strict=True):
        counts[key] = {
            "articles": len(ids),
            "articles of both, left out": shared,
            **sizes.reindex(ids).sum().astype(int).to_dict(),
            "officials": int((comparison.officials["partner"] == key).sum()),
            "events": int((comparison.events["partner"] == key).sum()),
            "instruments": int((comparison.instruments[f"n_{name}"] > 0).sum()),
        }
    return pd.DataFrame(counts)


def _compare_topics(corpus: Any, target: list, reference: list, roles: tuple[str, ...]) -> pd.DataFrame:
    tallies = count_topics(corpus.topics, roles=roles)
    tallies = tallies[tallies["article_id"].isin({*target, *reference})]
    if tallies.empty:  # no topic, or nothing to compare
        return empty_table("differences")
    table = compare_groups(tallies, corpus.sizes(roles=roles), target, reference=reference)
    return table.sort_values(["rate_change", "key"], ascending=[False, True], ignore_index=True)


def _compare_words(corpus: Any, target: list, reference: list, roles: tuple[str, ...]) -> pd.DataFrame:
    names = corpus.partners[corpus.partners["kind"].isin(["country", "org", "region", "capital"])]
    words = corpus.words[corpus.words["article_id"].isin({*target, *reference})]
    tallies = count_words(
        drop_names(words, names, corpus.people),
        roles=roles,
        without=load_stopwords(getattr(corpus, "lexicons", None)),
    )
    spoken = set(tallies["article_id"])
    if not spoken & set(target) or not spoken & set(reference):
        return empty_table("keyness")
    return compare_keyness(tallies, target, reference=reference)


def _list_events(corpus: Any, groups: dict[str, list[str]]) -> pd.DataFrame:
    """The events told in the articles of a partner, and those of other articles whose clause names it."""
    columns = ["article_id", "first_day", "last_day", "status", "text", "what"]
    who = corpus.events["who"].str.split("; ")
    parts = []
    for key, ids in groups.items():
        named = who.map(lambda keys, key=key: key in keys).to_numpy(bool)
        rows = corpus.events[columns].assign(named=named)
        rows = rows[rows["article_id"].isin(ids) | named]
        rows.insert(0, "partner", key)
        parts.append(rows)
    events = pd.concat(parts, ignore_index=True)
    return events.sort_values(["partner", "first_day", "last_day"], kind="stable", ignore_index=True)


def _count_instruments(corpus: Any, groups: dict[str, list[str]], roles: tuple[str, ...]) -> pd.DataFrame:
    named = corpus.partners[corpus.partners["kind"].isin(["instrument", "event"])]
    named = named[named["role"].isin(list(roles))]
    tallies = count_mentions(named, roles=roles)
    forms = named.groupby("key").agg(
        kind=("kind", "first"), text=("text", lambda texts: max(sorted(texts.unique()), key=len))
    )
    for name, ids in zip(("target", "reference"), groups.values(), strict=True):
        own = tallies[tallies["article_id"].isin(ids)].groupby("key")["n"]
        forms[f"n_{name}"] = own.sum().reindex(forms.index).fillna(0).astype("int64")
        forms[f"articles_{name}"] = own.size().reindex(forms.index).fillna(0).astype("int64")
    forms = forms[forms["n_target"] + forms["n_reference"] > 0].reset_index()
    return forms.assign(n=forms["n_target"] + forms["n_reference"]).sort_values(
        ["n", "key"], ascending=[False, True], ignore_index=True
    ).drop(columns="n")  # fmt: skip
