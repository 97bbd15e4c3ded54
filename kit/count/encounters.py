"""Encounters: what several articles tell of one meeting, folded into one row."""

from pathlib import Path

import pandas as pd

from kit.errors import TableError
from kit.schema import MADE_BY, SCHEMAS, check_columns, check_table, empty_table, make_table
from kit.tag.corrections import lay_over
from kit.vietnamese.meetings.folding import Report, fold_reports


def fold_meetings(
    meetings: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    corrections: pd.DataFrame | Path | str | None = None,
) -> pd.DataFrame:
    """Fold meetings: one row for each encounter, however many articles and sentences tell of it.

    Two tellings are of one encounter if they have the same sides, overlapping days, no other persons (those of one
    are among those of the other; *Putin* is *Vladimir Putin*), and a kind of one family: receive, talks and meet are
    one, each other kind is one of its own, and a visit has the same host. The most similar are joined first, and
    only if all that has been joined before fits.

    Parameters
    ----------
    meetings : the ``meetings`` table.
    articles : the ``articles`` table, for the days of publication. A meeting without a day joins those in the 7 days
        before its publication (an announced one: after) and those told within 7 days of it; if that is not known
        either, it joins no other.
    corrections : as for `kit.load_corrections`; laid over the meetings before they are folded. What was written by hand
        counts before what other articles tell; ``same_as`` joins two meetings, ``not_same_as`` parts them.

    Returns
    -------
    Table of schema ``encounters``, by day: encounter_id (the meeting_id of the report published first, so that it stays
    the same while later articles are added), kind (what most articles call it, *meet* last), sides (of a visit the host
    first), persons and offices (all), level (the highest), direction and place (as most tell it), first_day, last_day,
    basis (those best known), status (past once anything tells so), n_articles, n_reports, articles, meeting_ids,
    first_told (the first day of publication; NaT without ``articles``), keep and note. Several sides have a blank
    between them, all else that is several "; ".

    Raises
    ------
    TableError : a column is missing, or two meetings have one id.
    FileError : the corrections cannot be read, or join what they part.

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
    if (twice := meetings["meeting_id"].duplicated()).any():
        raise TableError(
            f"Two meetings have the id {meetings['meeting_id'][twice].iloc[0]}; give each one of its own."
        )
    table = meetings if corrections is None else lay_over(meetings, corrections)
    table = table[table["keep"]]
    table = table.assign(first_told=pd.NaT, last_day=table["last_day"].fillna(table["first_day"]))
    if articles is not None:
        known = check_table(articles, "articles", columns=("article_id", "published"))
        table["first_told"] = table["article_id"].map(
            dict(zip(known["article_id"], known["published"], strict=True))
        )
    table = table.reindex(columns=Report._fields, fill_value="").astype("object")
    rows = fold_reports(map(Report._make, table.where(table.notna(), None).to_numpy().tolist()))
    if not rows:
        return empty_table("encounters", "No meeting is told.")
    order = ["first_day", "sides", "encounter_id"]
    return make_table(rows, "encounters").sort_values(order, ignore_index=True)
