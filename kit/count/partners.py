"""Attention: whose articles there are, under which partnership, and who speaks for whom."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kit.count.counts import count_partners
from kit.count.tiers import TIERS, add_tier
from kit.schema import STORY_ROLES, check_columns, check_table
from kit.tag.partners import PARTNER_WEIGHTS
from kit.vietnamese.names.gazetteer import load_gazetteer

NO_TIER = "no tier (organisation)"
"""Where a tier is asked of an organisation without one: partnerships are between states, as a rule."""

TIER_ORDER = (*TIERS, NO_TIER, "unknown")


def count_article_partners(articles: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """Count the articles of each partner, instead of every article that names it.

    Parameters
    ----------
    articles : articles with the column ``partners``, from `kit.add_partner`.
    partners : the ``partners`` table.

    Returns
    -------
    Tallies, sorted: article_id, key, n and sentences (mentions in the roles that weigh), articles (1, to be
    summed), and ``main``: True where the key is *the* partner of its article.

    Raises
    ------
    TableError : the articles have no column ``partners``.
    """
    check_columns(articles, "article_id partner partners", made_by="kit.add_partner")
    of = articles[["article_id", "partner"]].assign(key=articles["partners"].str.split())
    of = of.explode("key").dropna(subset="key")
    counted = count_partners(partners, roles=tuple(PARTNER_WEIGHTS), home="")
    rows = of.merge(counted, on=["article_id", "key"]).sort_values(["article_id", "key"], ignore_index=True)
    rows = rows.assign(articles=1, main=rows["key"] == rows["partner"]).astype({"key": "str"})
    return rows[["article_id", "key", "n", "sentences", "articles", "main"]]


def count_tiers(counted: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Count the articles of each partnership tier, as it stood on the day of the article.

    Parameters
    ----------
    counted : from `count_article_partners`.
    articles : the ``articles`` table. Where only an interval is known of a day, a tier is given if it held
        on both ends of it.

    Returns
    -------
    ``counted`` with the tier as ``key``, the partner as ``partner``, and ``tier_source``. The tier is one of
    `kit.count.tiers.TIERS`, `NO_TIER` or ``unknown``.
    """
    days = articles.set_index("article_id")[["published", "published_from", "published_to"]]
    rows = counted.rename(columns={"key": "partner"}).join(days, on="article_id")
    first = add_tier(rows.assign(day=rows["published"].fillna(rows["published_from"])), day="day")
    last = add_tier(rows.assign(day=rows["published"].fillna(rows["published_to"])), day="day")
    tier = first["tier"].where(first["tier"] == last["tier"], "unknown")
    known = load_gazetteer().partners
    is_org = rows["partner"].map({key: partner.kind == "org" for key, partner in known.items()}).eq(True)
    tier = tier.mask(is_org & (tier == "unknown"), NO_TIER).astype("str")
    source = first["tier_source"].where(tier.isin(TIERS), "")
    rows = rows.assign(key=tier, tier_source=source)
    return rows[["article_id", "key", "partner", "n", "sentences", "articles", "main", "tier_source"]]


def tabulate_tiers(tiers: pd.DataFrame, *, top: int = 20) -> pd.DataFrame:
    """Articles per partner and tier: partners downwards, most articles first; tiers across, closest first.

    Parameters
    ----------
    tiers : from `count_tiers`.
    top : partners at most.
    """
    table = pd.crosstab(tiers["partner"], tiers["key"])
    order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index[:top]
    table = table.reindex(index=order, columns=[tier for tier in TIER_ORDER if tier in table])
    return table.loc[:, table.sum() > 0].rename_axis(index="partner", columns=None)


def summarise_people(people: pd.DataFrame, *, roles: Sequence[str] = STORY_ROLES) -> pd.DataFrame:
    """Who speaks for whom: a row per official.

    Parameters
    ----------
    people : the ``people`` table.
    roles : roles of line that count.

    Returns
    -------
    key, name (as written most often), title (the office given most often), partner (spoken for most often, ""
    if nowhere said), partners (all that were said, if several: two people of one name, or a change of
    office), n_mentions, n_articles; most articles first.
    """
    check_table(people, "people", columns=("article_id", "role", "text", "key", "title", "partner", "rule"))
    rows = people[people["role"].isin(list(roles))]
    table = rows.groupby("key", sort=True).agg(
        n_mentions=("text", "size"), n_articles=("article_id", "nunique")
    )
    titled = rows[rows["title"] != ""]
    full = rows[~rows["rule"].isin(["short name", "office alone"])]
    table.insert(0, "name", _most_often(full, "text", table.index))
    table.insert(1, "title", _most_often(titled, "title", table.index))
    said = rows[rows["partner"] != ""]
    table.insert(2, "partner", _most_often(said, "partner", table.index))
    every = said.groupby("key")["partner"].agg(lambda keys: " ".join(sorted(set(keys))))
    table.insert(3, "partners", every.where(every.str.contains(" "), "").reindex(table.index).fillna(""))
    return table.reset_index().sort_values(
        ["n_articles", "n_mentions", "key"], ascending=[False, False, True], ignore_index=True
    )


def _most_often(rows: pd.DataFrame, column: str, keys: pd.Index) -> pd.Series:
    """The commonest value of ``column`` for each key, of two as common the longer; or ""."""
    counts = rows.groupby(["key", column]).size().rename("n").reset_index()
    counts["length"] = counts[column].str.len()
    order = ["key", "n", "length", column]
    best = counts.sort_values(order, ascending=[True, False, False, True]).drop_duplicates("key")
    return best.set_index("key")[column].reindex(keys).fillna("").astype("str")
