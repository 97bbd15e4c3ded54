"""Partnership tiers of Việt Nam as dated intervals, each with its source; what is not known stays ``unknown``.

The facts are in ``data/reference/partnership_tiers.csv``: one row per upgrade, with the earliest and the
latest day it can have begun, because many sources give a month or a year. A tier lasts until the next one
of the same partner. Nothing is assumed about the time before a partner's first row.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from kit.errors import LexiconError
from kit.files import built_from
from kit.spreadsheets import read_cells
from kit.vietnamese.names.gazetteer import load_gazetteer

# The reference table that comes with the kit.
TIERS_FILE = "partnership_tiers.csv"

# The tiers, closest first. Sectoral ones (agriculture with Belgium) are kept apart: they bind one field.
TIERS = ("special", "comprehensive strategic", "strategic", "comprehensive", "sectoral strategic")


class Tier(NamedTuple):
    """That a partner has a tier, since a day between two (None: not known), and who says so."""

    partner: str
    tier: str
    field: str
    from_earliest: date | None
    from_latest: date | None
    basis: str
    source: str
    note: str


def read_tiers(path: Path | str | None = None) -> tuple[Tier, ...]:
    """Read and check the partnership tiers (default: the kit's own), in the order of the file.

    Raises
    ------
    LexiconError : a missing column, an unknown partner or tier, a day that is none, a row without a
        source; with file and line.
    """
    return _load(path)


@built_from(TIERS_FILE)
def _load(path: Path) -> tuple[Tier, ...]:
    columns, rows = read_cells(path)
    if missing := [column for column in Tier._fields if column not in columns]:
        raise LexiconError(path, 1, f"it lacks the columns {', '.join(missing)}.", "Add them.")
    partners, tiers = load_gazetteer().partners, []
    for line, row in rows:
        who, tier = row["partner"], row["tier"]
        for wrong, problem, remedy in (
            (who not in partners, f"unknown partner {who!r}.", "Use a code of partners.yml."),
            (tier not in TIERS, f"unknown tier {tier!r}.", f"Use one of: {', '.join(TIERS)}."),
            (not row["source"], f"{who} has no source.", "Say where the date is from."),
        ):
            if wrong:
                raise LexiconError(path, line, problem, remedy)
        first, last = (_read_day(path, line, name, row[name]) for name in ("from_earliest", "from_latest"))
        tiers.append(Tier(who, tier, row["field"], first, last, row["basis"], row["source"], row["note"]))
    return tuple(tiers)


def _read_day(path: Path, line: int, column: str, day: str) -> date | None:
    try:
        return datetime.strptime(day, "%Y-%m-%d").date() if day else None
    except ValueError:
        raise LexiconError(path, line, f"{column} {day!r} is no day.", "Write YYYY-MM-DD.") from None


def find_tier(tiers: Sequence[Tier], partner: str, day: date | None) -> tuple[str, str]:
    """The tier of a partner on a day (None: not known), and its source; a sectoral one only if no other is known."""
    own = [tier for tier in tiers if tier.partner == partner]
    for sectoral in (False, True):
        of_kind = [tier for tier in own if (tier.tier == "sectoral strategic") == sectoral]
        undated = [tier for tier in of_kind if tier.tier == "special" and not tier.from_latest]
        if undated:
            return "special", undated[0].source
        dated = [tier for tier in of_kind if day and tier.from_latest]
        begun = [tier for tier in dated if _begins(tier.from_latest, day)]
        perhaps = [tier for tier in dated if tier not in begun and _begins(tier.from_earliest, day)]
        if begun and not perhaps:
            latest = sorted(begun, key=lambda tier: tier.from_latest or date.max)[-1]
            return latest.tier, latest.source
        if begun or perhaps:
            return "unknown", ""
    return "unknown", ""


def _begins(bound: date | None, day: date | None) -> bool:
    """Whether a bound of the beginning does not lie after a day; one that is not known may lie anywhere."""
    return not bound or not day or bound <= day
