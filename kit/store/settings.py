"""The settings of a collection: whose diplomacy, which day is today, between which days, with which lexicons."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from kit.files import check_overlay
from kit.steps import OVERLAID, STEPS
from kit.tag.published import BOUNDS
from kit.vietnamese.dates.asked import read_bounds, read_day
from kit.vietnamese.keys import name_partners, read_key
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.gazetteer import load_gazetteer


class Settings(NamedTuple):
    """The folder of lexicons of one's own, the names of the files in it, and the options of the steps."""

    lexicons: Path | None
    laid_over: frozenset[str]
    options: dict[str, str]


def read_settings(
    *,
    lexicons: Path | str | None = None,
    home: str = HOME,
    today: str | dt.date | None = None,
    published_from: str | dt.date | None = None,
    published_to: str | dt.date | None = None,
) -> Settings:
    """Settings as a researcher gives them, checked.

    Raises
    ------
    LexiconError : ``lexicons`` is no folder, or has a file that the kit has not.
    OptionError : ``home`` is no country, ``today`` is no date, or a bound is none, or they are the wrong way round.
    """
    given, bounds = read_day(today, "today"), read_bounds(published_from, published_to, today=today)
    folder, laid_over = None, frozenset[str]()
    if lexicons is not None:
        known = {Path(file).name for step in STEPS.values() for file in step.reads}
        folder, laid_over = check_overlay(lexicons, OVERLAID | known)
    if home != HOME:
        partners, called = load_gazetteer(folder).partners, name_partners(folder)
        countries = {key: of for key, of in called.items() if partners[key].kind == "country"}
        home = read_key("country", home, countries)
    options = {"home": home, "today": str(given or "")}
    options |= {name: str(day or "") for name, day in zip(BOUNDS, bounds, strict=True)}
    return Settings(folder, laid_over, options)
