"""Meetings: what several articles tell of one encounter folded into one row, and the encounters counted."""

from collections.abc import Sequence

import pandas as pd

from kit.count.periods import add_periods
from kit.count.tallies import summarise_tallies
from kit.errors import OptionError, TableError
from kit.schema import MADE_BY, SCHEMAS, check_columns, check_table, empty_table, is_among, make_table
from kit.stats.intervals import PER
from kit.vietnamese.keys import read_keys
from kit.vietnamese.meetings.folding import Report, fold_reports
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.gazetteer import load_gazetteer

# What encounters can be counted by.
COUNTED = ("partner", "level", "kind", "direction", "status", "year")

# The partner, level or year of an encounter that has none, and the direction.
UNKNOWN, NO_VISIT = "unknown", "no visit"

_NEEDED = "encounter_id kind sides level direction first_day last_day about status articles keep"


def fold_meetings(meetings: pd.DataFrame, *, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Fold meetings: one row for each encounter, however many articles and sentences tell of it.

    Two tellings are of one encounter if they have the same sides, overlapping days, no other persons (those of one
    are among those of the other; *Putin* is *Vladimir Putin*), and a kind of one family: receive, talks and meet are
    one, each other kind is one of its own, and a visit has the same host. The most similar are joined first, and
    only if all that has been joined before fits.

    Parameters
    ----------
    meetings : the ``meetings`` table, as found or corrected (`kit.correct_meetings`). What was written by hand
        counts before what other articles tell; ``same_as`` joins two meetings, ``not_same_as`` parts them.
    articles : the ``articles`` table, for the days of publication. A meeting of which no more than the month or year
        is told is of any of its days; one without those joins the meetings in the 7 days before its publication (an
        announced one: after) and those told within 7 days of it; if that is not known either, it joins no other.

    Returns
    -------
    Table of schema ``encounters``, by day: encounter_id (the meeting_id of the report published first, so that it stays
    the same while later articles are added), kind (what most articles call it, *meet* last), sides (of a visit the host
    first), persons and offices (all), level (the highest), direction and place (as most tell it), first_day, last_day,
    basis (those best known), about (the month or year, where no more is told), status (past once anything tells so),
    n_articles, n_reports, articles, meeting_ids, first_told (the first day of publication; NaT without ``articles``),
    keep and note. Several sides have a blank between them, all else that is several "; ".

    Raises
    ------
    TableError : a column is missing, or two meetings have one id.
    FileError : corrections join what they part.

    References
    ----------
    Davidson, I., Ravi, S. S. (2005). Agglomerative hierarchical clustering with constraints. PKDD, 59–70. The linkage
    is complete: each report fits to each other of its encounter.

    Examples
    --------
    >>> told = {"meeting_id": ["m1", "m2"], "article_id": ["a", "b"], "kind": ["meet", "talks"], "keep": True}
    >>> told |= {"side_a": "VNM", "side_b": "BEL", "status": ["announced", "past"]}
    >>> told["first_day"] = pd.Timestamp("2022-12-13")
    >>> fold_meetings(make_table(told, "meetings"))[["kind", "status", "n_articles"]].values.tolist()
    [['talks', 'past', 2]]
    """
    needed = [name for name in Report._fields if name in SCHEMAS["meetings"]]
    check_columns(meetings, "keep", *needed, made_by=MADE_BY["meetings"], name=" meetings")
    if len(twice := meetings["meeting_id"][meetings["meeting_id"].duplicated()]):
        raise TableError(f"Two meetings have the id {twice.iloc[0]}; give each one of its own.")
    table = meetings[meetings["keep"]]
    table = table.assign(first_told=pd.NaT, last_day=table["last_day"].fillna(table["first_day"]))
    if articles is not None:
        known = check_table(articles, "articles", columns=("article_id", "published"))
        days = dict(zip(known["article_id"], known["published"], strict=True))
        table["first_told"] = table["article_id"].map(days)
    table = table.reindex(columns=Report._fields, fill_value="").astype("object")
    rows = fold_reports(map(Report._make, table.where(table.notna(), None).to_numpy().tolist()))
    if not rows:
        return empty_table("encounters", meetings.attrs.get("note", "No encounter was found."))
    order = ["first_day", "sides", "encounter_id"]
    return make_table(rows, "encounters").sort_values(order, ignore_index=True)


def select_encounters(encounters: pd.DataFrame, *, home: str = HOME) -> pd.DataFrame:
    """The encounters of ``home`` (a key or name; "": all), and their ``partners``: all sides but ``home``.

    Raises
    ------
    TableError : a column is missing, as where the meetings were not folded.
    OptionError : ``home`` is no partner, with the nearest.
    """
    home = read_keys("partner", home)[0]
    check_columns(encounters, _NEEDED, made_by="kit.fold_meetings(corpus.meetings)", name=" encounters")
    sides = [{*keys.split()} for keys in encounters["sides"]]
    partners = pd.Series([" ".join(sorted(keys - {home})) for keys in sides], encounters.index, dtype="str")
    ours = pd.Series([not home or home in keys for keys in sides], encounters.index, dtype=bool)
    return encounters.assign(partners=partners)[encounters["keep"].astype(bool) & ours]


def say_none(home: str) -> str:
    """That there is no encounter of this country, or of any."""
    of = f" of {load_gazetteer().partners[read_keys('partner', home)[0]].vi}" if home else ""
    return f"No encounter{of} was found."


def count_meetings(
    encounters: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | Sequence[str] = "partner",
    every: str = "",
    home: str = HOME,
) -> pd.DataFrame:
    """Encounters counted by partner, level, kind, direction, status or year, with intervals over articles.

    Parameters
    ----------
    encounters : the meetings, folded: see `kit.fold_meetings`.
    articles : the articles that are the denominator (``corpus.kept``); what others tell is not counted.
    by : one of `COUNTED` or several of them: ``["year", "partner", "level"]``. The year is that of the encounter.
    every : ``"month"``, ``"quarter"`` or ``"year"``, to count by the time of publication as well.
    home : the country whose encounters count (a key or name; "" for all).

    Returns
    -------
    A row per key (and ``period``), most told first: ``key``, a column for each of ``by``; n_meetings (encounters of
    which the day, month or year is told, each once however many articles tell of it), n_undated (those told of without
    one, each once too), n_mentions (of both, once in each article that tells of them),
    n_articles, total_articles, share of articles with Wilson's interval (share_low, share_high), ``note``, ``partial``
    and ``denominator`` as `kit.summarise_tallies` gives them, and per_article (mentions) with an interval over articles
    (per_article_low, per_article_high: see `kit.stats.intervals.rate_interval`). n_meetings has no interval: it is what
    these articles tell of.

    Raises
    ------
    TableError : a column is missing.
    OptionError : there is nothing such to count by, or ``home`` is no partner.

    References
    ----------
    Wilson (1927); Fay & Feuer (1997), *Statistics in Medicine* 16, 791-801.

    Examples
    --------
    >>> from kit.schema import make_table
    >>> talks = {"articles": "a", "sides": "BEL VNM", "kind": "talks", "keep": True}
    >>> counted = count_meetings(make_table([talks], "encounters"), pd.DataFrame({"article_id": ["a", "b"]}))
    >>> counted[["key", "n_undated", "n_articles", "total_articles"]].to_dict("records")
    [{'key': 'BEL', 'n_undated': 1, 'n_articles': 1, 'total_articles': 2}]
    """
    columns = [by] if isinstance(by, str) else list(by)
    if not columns or not set(columns) <= set(COUNTED) or len(columns) > len({*columns}):
        raise OptionError(f"Encounters are counted by {', '.join(COUNTED)}, got by={by!r}.")
    check_table(articles, "articles", columns=("article_id",))
    told = select_encounters(encounters, home=home)
    told = told.assign(article_id=told["articles"].str.split("; "), partner=told["partners"].str.split(" "))
    told = told.explode("article_id")
    told = told[is_among(told["article_id"], articles["article_id"])]
    years = told["first_day"].dt.strftime("%Y").fillna(told["about"].str.extract(r"^(\d{4})", expand=False))
    told = told.assign(year=years.fillna(""), dated=years.notna())
    told = told.explode("partner") if "partner" in columns else told
    for name in columns:
        told[name] = told[name].replace("", NO_VISIT if name == "direction" else UNKNOWN).astype("str")
    told["key"] = told[columns[0]].str.cat(told[columns[1:]], sep=" · ")
    sizes, groups = articles.filter(["article_id", "denominator"]).assign(sentences=1, words=1), ["key"]
    if every:
        groups = ["period", "key"]
        sizes, told = (add_periods(table, articles, every=every) for table in (sizes, told))
    tallies = told.groupby(["article_id", "key"]).size().reset_index(name="n").assign(sentences=0)
    summary = summarise_tallies(tallies, sizes, by="period" if every else None)
    once = told.drop_duplicates(["encounter_id", *groups])
    for name, rows in (("n_undated", once[~once["dated"]]), ("n_meetings", once[once["dated"]])):
        found = rows.groupby(groups, observed=True).size().rename("found")
        summary.insert(len(groups), name, summary.join(found, on=groups)["found"].fillna(0).astype("int64"))
    for place, name in enumerate(columns, len(groups)):
        summary.insert(place, name, summary["key"].map(told.drop_duplicates("key").set_index("key")[name]))
    for end in ("", "_low", "_high"):
        summary[f"per_article{end}"] = summary.pop(f"rate{end}") / PER
    if summary.empty:
        summary.attrs["note"] = say_none(home)
    return summary.drop(columns=["n_sentences", "total_sentences", "total_words", "dispersion"])
