"""People summed up: who speaks for whom, one row per official."""

import pandas as pd

from kit.count.roles import Roles, keep_roles
from kit.count.sizes import add_denominator
from kit.schema import STORY_ROLES, check_table


def summarise_people(
    people: pd.DataFrame, sizes: pd.DataFrame | None = None, *, roles: Roles = STORY_ROLES
) -> pd.DataFrame:
    """Who speaks for whom: a row per official.

    Parameters
    ----------
    people : the ``people`` table.
    sizes : from ``corpus.sizes()``, if the summary should say of which articles a cut corpus is.
    roles : roles of line that count.

    Returns
    -------
    key, name (as written most often), title (the office given most often), partner (spoken for most often, ""
    if nowhere said), partners (all that were said, if several: two people of one name, or a change of
    office), n_mentions, n_articles; most articles first. Where the sizes are those of a cut
    (`kit.Corpus.select`), ``denominator`` says of which articles.
    """
    check_table(people, "people", columns=("article_id", "role", "text", "key", "title", "partner", "rule"))
    rows = keep_roles(people[people["rule"] != "office"], roles)  # of whom somebody is named
    counts = rows.groupby("key").agg(n_mentions=("text", "size"), n_articles=("article_id", "nunique"))
    spoken = rows[rows["partner"] != ""].groupby("key")["partner"]
    every = spoken.agg(lambda keys: " ".join(sorted(set(keys))))
    told = {"name": _find_commonest(rows[~rows["rule"].isin(["short name", "office alone"])], "text")}
    told |= {column: _find_commonest(rows, column) for column in ("title", "partner")}
    told |= {"partners": every[every.str.contains(" ")]}
    table = pd.DataFrame(told, index=counts.index).fillna("").astype("str").join(counts).reset_index()
    order = ["n_articles", "n_mentions", "key"]
    return add_denominator(table.sort_values(order, ascending=[False, False, True], ignore_index=True), sizes)


def _find_commonest(rows: pd.DataFrame, column: str) -> pd.Series:
    """The commonest value of ``column`` for each key, of two as common the longer."""
    counts = rows[rows[column] != ""].groupby(["key", column]).size().rename("n").reset_index()
    counts["length"] = counts[column].str.len()
    best = counts.sort_values(["n", "length", column], ascending=[False, False, True]).drop_duplicates("key")
    return best.set_index("key")[column]
