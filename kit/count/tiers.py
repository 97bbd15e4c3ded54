"""Partnership tiers of Việt Nam, added to tables and counted; what is not known stays ``unknown``."""

import pandas as pd

from kit.count.partners import count_partners
from kit.schema import check_columns
from kit.tag.partners import PARTNER_WEIGHTS, add_partner, describe_partnerless
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.tiers import TIERS, find_tier, read_tiers

# Where a tier is asked of an organisation without one: partnerships are between states, as a rule.
NO_TIER = "no tier (organisation)"

TIER_ORDER = (*TIERS, NO_TIER, "unknown")


def add_tier(
    table: pd.DataFrame, *, partner: str = "partner", day: str = "published", home: str = HOME
) -> pd.DataFrame:
    """Add the partnership tier that held on the day of each row.

    Parameters
    ----------
    table : any table with a partner and a day.
    partner, day : its columns of partner codes and days.
    home : the country whose partners these are. The tiers are those of Việt Nam: of another country only that
        with Việt Nam is known.

    Returns
    -------
    ``table`` with the columns ``tier`` (one of `TIERS`, ``unknown``, `NO_TIER`, or "" where no partner is named) and
    ``tier_source``. ``unknown``: no day, no row for the partner, a day before its first row, or one on
    which a tier may or may not have begun; of an organisation that is `NO_TIER`. A sectoral tier is given only
    where no other is known.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> table = pd.DataFrame({"partner": ["FRA", "FRA"], "published": pd.to_datetime(["2024-12-01", "2020-01-01"])})
    >>> add_tier(table)["tier"].tolist()
    ['comprehensive strategic', 'unknown']
    """
    made_by = "kit.add_partner, or name its columns with partner= and day="
    check_columns(table, "", partner, day, made_by=made_by)
    tiers = read_tiers()
    if home != HOME:  # the other side of the same partnership
        tiers = tuple(tier._replace(partner=HOME) for tier in tiers if tier.partner == home)
    place, pairs = pd.MultiIndex.from_arrays([table[partner], table[day]]).factorize()
    days = ((who, None if pd.isna(when) else when.date()) for who, when in pairs)
    found = [find_tier(tiers, who, when) if who else ("", "") for who, when in days]
    columns = pd.DataFrame(found, columns=["tier", "tier_source"]).astype("str").iloc[place]
    orgs = [key for key, partner in load_gazetteer().partners.items() if partner.kind == "org"]
    none = table[partner].isin(orgs).to_numpy() & (columns["tier"] == "unknown").to_numpy()
    columns["tier"] = columns["tier"].mask(none, NO_TIER)
    return table.assign(**columns.set_axis(table.index))


def count_tiers(articles: pd.DataFrame, partners: pd.DataFrame, *, home: str = HOME) -> pd.DataFrame:
    """Count the articles of each partnership tier, as it stood on the day of the article.

    Parameters
    ----------
    articles : the ``articles`` table. Where only an interval is known of a day, a tier is given if it held
        on both ends of it.
    partners : the ``partners`` table; whose article it is, `kit.add_partner` says.
    home : the country whose partners these are.

    Returns
    -------
    Tallies of the partners of each article, sorted: article_id, key (the tier: one of `TIERS`, `NO_TIER` or
    ``unknown``, in this order), partner, n and sentences (mentions in the roles that weigh), articles (1, to be
    summed), ``main``: True where the partner is *the* partner of its article, and tier_source.
    How many articles have no partner, and why, is in ``attrs["note"]``.
    """
    decided = add_partner(articles, partners, home=home)
    found = decided.rename(columns={"partner": "heaviest"})
    found = found.assign(partner=found["partners"].str.split()).explode("partner").astype({"partner": "str"})
    tallies = count_partners(partners, roles=tuple(PARTNER_WEIGHTS), home="")
    rows = tallies.rename(columns={"key": "partner"}).merge(found, on=["article_id", "partner"])
    rows = rows.assign(articles=1, main=rows["partner"] == rows["heaviest"])
    days = (rows["published"].fillna(rows[end]) for end in ("published_from", "published_to"))
    first, last = (add_tier(rows.assign(day=day), day="day", home=home) for day in days)
    tier = first["tier"].where(first["tier"] == last["tier"], "unknown")
    rows["key"] = pd.Categorical(tier, categories=TIER_ORDER, ordered=True)
    rows["tier_source"] = first["tier_source"].where(tier.isin(TIERS), "")
    tiers = rows[["article_id", "key", "partner", "n", "sentences", "articles", "main", "tier_source"]]
    tiers.attrs["note"] = describe_partnerless(decided)
    return tiers
