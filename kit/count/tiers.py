"""Partnership tiers of Việt Nam as dated intervals, each with its source; what is not known stays ``unknown``.

The facts are in ``data/reference/partnership_tiers.csv``: one row per upgrade, with the earliest and the
latest day it can have begun, because many sources give a month or a year. A tier lasts until the next one
of the same partner. Nothing is assumed about the time before a partner's first row.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from kit.count.partners import count_partners
from kit.errors import LexiconError
from kit.files import built_from
from kit.schema import DAY, check_columns
from kit.spreadsheets import read_table
from kit.tag.partners import PARTNER_WEIGHTS, add_partner, describe_partnerless
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.gazetteer import load_gazetteer

TIERS_FILE = "partnership_tiers.csv"
"""The reference table that comes with the kit."""

TIERS = ("special", "comprehensive strategic", "strategic", "comprehensive", "sectoral strategic")
"""The tiers, closest first. Sectoral ones (agriculture with Belgium) are kept apart: they bind one field."""

NO_TIER = "no tier (organisation)"
"""Where a tier is asked of an organisation without one: partnerships are between states, as a rule."""

TIER_ORDER = (*TIERS, NO_TIER, "unknown")

_COLUMNS = ["partner", "tier", "field", "from_earliest", "from_latest", "basis", "source", "note"]


def load_tiers(path: Path | str | None = None) -> pd.DataFrame:
    """Read and check the partnership tiers.

    Parameters
    ----------
    path : a CSV file with the columns below (default: the kit's own).

    Returns
    -------
    Columns ``partner`` (ISO 3166-1 alpha-3 code or organisation), ``tier`` (one of `TIERS`), ``field`` (of a
    sectoral one), ``from_earliest`` and ``from_latest`` (days between which it began; NaT: not known),
    ``basis`` (``stated``, ``inferred``, ``agreed in principle``), ``source``, ``note``.

    Raises
    ------
    LexiconError : a missing column, an unknown partner or tier, a day that is none, a row without a
        source; with file and line.
    """
    return _load(path).copy()


@built_from(TIERS_FILE)
def _load(path: Path) -> pd.DataFrame:
    table = read_table(path, _COLUMNS)
    partners = load_gazetteer().partners
    for line, who, tier, source in table[["partner", "tier", "source"]].itertuples(name=None):
        for wrong, problem, remedy in (
            (who not in partners, f"unknown partner {who!r}.", "Use a code of partners.yml."),
            (tier not in TIERS, f"unknown tier {tier!r}.", f"Use one of: {', '.join(TIERS)}."),
            (not source, f"{who} has no source.", "Say where the date is from."),
        ):
            if wrong:
                raise LexiconError(path, line, problem, remedy)
    for column in ("from_earliest", "from_latest"):
        days = pd.to_datetime(table[column].replace("", None), format="%Y-%m-%d", errors="coerce")
        if (wrong := days.isna() & (table[column] != "")).any():
            line = int(wrong.idxmax())
            problem = f"{column} {table[column][line]!r} is no day."
            raise LexiconError(path, line, problem, "Write YYYY-MM-DD.")
        table[column] = days.astype(DAY)
    return table.reset_index(drop=True)


def add_tier(table: pd.DataFrame, *, partner: str = "partner", day: str = "published") -> pd.DataFrame:
    """Add the partnership tier that held on the day of each row.

    Parameters
    ----------
    table : any table with a partner and a day.
    partner, day : its columns of partner codes and days.

    Returns
    -------
    ``table`` with the columns ``tier`` (one of `TIERS`, ``unknown``, or "" where no partner is named) and
    ``tier_source``. ``unknown``: no day, no row for the partner, a day before its first row, or one on
    which a tier may or may not have begun. A sectoral tier is given only where no other is known.

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
    tiers = {who: [*rows.itertuples()] for who, rows in load_tiers().groupby("partner")}
    place, pairs = pd.MultiIndex.from_arrays([table[partner], table[day]]).factorize()
    found = [_find_tier(tiers.get(who, []), when) if who else ("", "") for who, when in pairs]
    columns = pd.DataFrame(found, columns=["tier", "tier_source"]).astype("str").iloc[place]
    return table.assign(**columns.set_axis(table.index))


def _find_tier(own: list[Any], day: pd.Timestamp) -> tuple[str, str]:
    """The tier of the partner that has these rows, and its source."""
    for sectoral in (False, True):
        rows = [row for row in own if (row.tier == "sectoral strategic") == sectoral]
        undated = [row.source for row in rows if row.tier == "special" and pd.isna(row.from_latest)]
        if undated:
            return "special", undated[0]
        begun = sorted((row for row in rows if row.from_latest <= day), key=lambda row: row.from_latest)
        perhaps = [row for row in rows if row.from_latest > day and not row.from_earliest > day]
        if begun and not perhaps:
            return begun[-1].tier, begun[-1].source
        if begun or perhaps:
            return "unknown", ""
    return "unknown", ""


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
    first, last = (
        add_tier(rows.assign(day=rows["published"].fillna(rows[end])), day="day")
        for end in ("published_from", "published_to")
    )
    orgs = [key for key, partner in load_gazetteer().partners.items() if partner.kind == "org"]
    tier = first["tier"].where(first["tier"] == last["tier"], "unknown")
    tier = tier.mask(rows["partner"].isin(orgs) & (tier == "unknown"), NO_TIER)
    rows["key"] = pd.Categorical(tier, categories=TIER_ORDER, ordered=True)
    rows["tier_source"] = first["tier_source"].where(tier.isin(TIERS), "")
    tiers = rows[["article_id", "key", "partner", "n", "sentences", "articles", "main", "tier_source"]]
    tiers.attrs["note"] = describe_partnerless(decided)
    return tiers
