"""Meetings counted: who met whom, how often, and in how many of the articles that stands."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kit.count.periods import add_periods
from kit.count.tallies import summarise_tallies
from kit.errors import OptionError
from kit.schema import STATUSES, check_columns, check_table
from kit.stats.intervals import PER
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.offices import LEVELS

COUNTED = ("partner", "level", "kind", "direction", "status", "year")
"""What encounters can be counted by."""

UNKNOWN, NO_VISIT = "unknown", "no visit"
"""The partner, level or year of an encounter that has none, and the direction."""

LONGEST = 27
"""Days between the ends of a span that is no visit any more: it is only known in which month or year that falls."""

_MET = {"receive": "meet", "talks": "meet"}  # one encounter is told in several words


def summarise_meetings(meetings: pd.DataFrame, *, home: str = HOME) -> pd.DataFrame:
    """One row per encounter of ``home``, however many articles tell of it, by day.

    Rows of two articles are one encounter if they have the same partners and touch in their days: visits of one
    direction, and other encounters of one kind (to receive, to hold talks with and to meet are one kind) and level.
    What is known by its month or year only must be the same month or year; what has no day, and two rows of one
    article, are never one. So it errs on the side of too many.

    Parameters
    ----------
    meetings : the ``meetings`` table; rows that are not to be kept are left out.
    home : the country whose encounters count (a key; "" for all).

    Returns
    -------
    partners (keys with a blank between: all sides but ``home``), kind, direction, level (the highest told), first_day,
    last_day, vague (known by its month or year only), status (past, if any article tells of it as past),
    n_mentions, n_articles, article_ids (with ``; `` between). ``attrs["left_out"]`` says in how many rows ``home`` has
    no part.

    Raises
    ------
    TableError : a column is missing.
    """
    told = _bring_together(meetings, home)
    grouped = told.groupby("encounter")
    table = told.drop_duplicates("encounter").set_index("encounter")
    table = table.assign(
        n_mentions=grouped.size(),
        n_articles=grouped["article_id"].nunique(),
        article_ids=grouped["article_id"].agg(lambda ids: "; ".join(sorted(set(ids)))),
    )
    columns = "partners kind direction level first_day last_day vague status n_mentions n_articles"
    table = table[[*columns.split(), "article_ids"]].reset_index(drop=True)
    table.attrs["left_out"] = told.attrs["left_out"]
    return table


def count_meetings(
    meetings: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | Sequence[str] = "partner",
    every: str = "",
    home: str = HOME,
) -> pd.DataFrame:
    """Encounters counted by partner, level, kind, direction, status or year, with intervals over articles.

    Parameters
    ----------
    meetings : the ``meetings`` table.
    articles : the articles that are the denominator (``corpus.kept``); what others tell is not counted.
    by : one of `COUNTED` or several of them: ``["year", "partner", "level"]``. The year is that of the encounter.
    every : ``"month"``, ``"quarter"`` or ``"year"``, to count by the time of publication as well.
    home : the country whose encounters count (a key; "" for all).

    Returns
    -------
    A row per key (and ``period``), most told first: ``key``, a column for each of ``by``; n_meetings (encounters with a
    day, each once however many articles tell of it: see `summarise_meetings`), n_undated (those told of without a day,
    as often as they are told, since it is not known which are the same), n_mentions (of both, in each article),
    n_articles, total_articles, share of articles with Wilson's interval (share_low, share_high), ``note``, ``partial``
    and ``denominator`` as `kit.summarise_tallies` gives them, and per_article (mentions) with an interval over articles
    (per_article_low, per_article_high: see `kit.stats.intervals.rate_interval`). n_meetings has no interval: it is what
    these articles tell of.

    Raises
    ------
    TableError : a column is missing.
    OptionError : there is nothing such to count by.

    References
    ----------
    Wilson (1927); Fay & Feuer (1997), *Statistics in Medicine* 16, 791-801.

    Examples
    --------
    >>> from kit.schema import make_table
    >>> talks = {"article_id": "a", "side_a": "VNM", "side_b": "BEL", "kind": "talks", "keep": True}
    >>> counted = count_meetings(make_table([talks], "meetings"), pd.DataFrame({"article_id": ["a", "b"]}))
    >>> counted[["key", "n_undated", "n_articles", "total_articles"]].to_dict("records")
    [{'key': 'BEL', 'n_undated': 1, 'n_articles': 1, 'total_articles': 2}]
    """
    columns = [by] if isinstance(by, str) else list(by)
    if not columns or not set(columns) <= set(COUNTED):
        raise OptionError(f"Encounters are counted by {', '.join(COUNTED)}, got by={by!r}.")
    check_table(articles, "articles", columns=("article_id",))
    told = _bring_together(meetings, home)
    told = told[told["article_id"].isin(articles["article_id"])]
    years = told["first_day"].dt.strftime("%Y").fillna("")
    told = told.assign(year=years, partner=told["partners"].str.split(" "))
    told = told.explode("partner") if "partner" in columns else told
    for name in columns:
        told[name] = told[name].replace("", NO_VISIT if name == "direction" else UNKNOWN).astype("str")
    told["key"] = told[columns[0]].str.cat(told[columns[1:]], sep=" · ")
    sizes, groups = articles.filter(["article_id", "denominator"]).assign(sentences=1, words=1), ["key"]
    if every:
        groups = ["period", "key"]
        sizes, told = (add_periods(table, articles, every=every) for table in (sizes, told))
    tallies = told.groupby(["article_id", "key"])["sentence"].agg(n="size", sentences="nunique").reset_index()
    summary = summarise_tallies(tallies, sizes, by="period" if every else None)
    dated = told["first_day"].notna()
    once = told[dated].drop_duplicates(["encounter", *groups])
    for name, rows in (("n_undated", told[~dated]), ("n_meetings", once)):
        found = rows.groupby(groups, observed=True).size().rename("found")
        summary.insert(len(groups), name, summary.join(found, on=groups)["found"].fillna(0).astype("int64"))
    for place, name in enumerate(columns, len(groups)):
        summary.insert(place, name, summary["key"].map(told.drop_duplicates("key").set_index("key")[name]))
    for end in ("", "_low", "_high"):
        summary[f"per_article{end}"] = summary.pop(f"rate{end}") / PER
    if summary.empty:
        summary.attrs["note"] = "No encounter was found."
    return summary.drop(columns=["n_sentences", "total_sentences", "total_words", "dispersion"])


def _bring_together(meetings: pd.DataFrame, home: str) -> pd.DataFrame:
    """The rows of encounters of ``home``, with the number of the ``encounter``, and what all its rows together say."""
    columns = "meeting_id article_id sentence start kind side_a side_b level direction first_day last_day status keep"
    check_columns(meetings, columns, made_by="corpus.meetings")
    kept = meetings[meetings["keep"].astype(bool)]
    sides = [set(keys) for keys in (kept["side_a"] + " " + kept["side_b"]).str.split()]
    partners = pd.Series([" ".join(sorted(keys - {home})) for keys in sides], kept.index, "str")
    rows = kept.assign(partners=partners)[np.array([not home or home in keys for keys in sides], bool)]
    first, last = rows["first_day"], rows["last_day"]
    rows["vague"] = (last - first).dt.days >= LONGEST
    span = (first.astype("str") + last.astype("str")).where(rows["vague"], "")
    met = (rows["kind"].replace(_MET) + " " + rows["level"]).mask(
        rows["direction"].isin(["in", "out"]), rows["direction"]
    )
    rows["same"] = rows["partners"] + "|" + met + "|" + span
    order = ["same", "first_day", "last_day", "article_id", "start", "meeting_id"]
    rows = rows.sort_values(order, ignore_index=True)
    reach = rows.groupby("same")["last_day"].cummax().groupby(rows["same"]).shift()
    number = (~(rows["first_day"] <= reach)).cumsum()  # a new one where it does not touch the days before it
    place = rows.groupby([number, "article_id"]).cumcount()  # an article tells of each once
    rows["encounter"] = rows.groupby([number, place]).ngroup()
    grouped = rows.groupby("encounter")
    for name, how in (("kind", "first"), ("first_day", "min"), ("last_day", "max")):
        rows[name] = grouped[name].transform(how)
    for name, values in (("level", (*LEVELS, "")), ("status", STATUSES)):
        ranked = rows[name].astype(pd.CategoricalDtype(values, ordered=True))
        rows[name] = ranked.groupby(rows["encounter"]).transform("min").astype("str")
    order = ["first_day", "last_day", "partners", "encounter", "article_id"]
    rows = rows.sort_values(order, ignore_index=True)
    rows.attrs["left_out"] = len(kept) - len(rows)
    return rows
