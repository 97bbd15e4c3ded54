"""Roles: how much of the text of a collection has which."""

import pandas as pd

from kit.schema import ROLES, check_table


def summarise_roles(articles: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """How much of the text has which role.

    Parameters
    ----------
    articles, lines : the tables of those names.

    Returns
    -------
    One row for every role: role, n_lines, n_articles, n_characters, share (of the characters in all lines; NaN if
    there are none), example (the first such line), article_id (where that stands).
    """
    check_table(articles, "articles", columns=("article_id", "text"))
    check_table(lines, "lines", columns=("article_id", "start", "end", "role"))
    sizes = lines.assign(n_lines=1, n_characters=lines["end"] - lines["start"]).groupby("role", observed=True)
    table = sizes.agg({"n_lines": "sum", "article_id": "nunique", "n_characters": "sum"})
    table = table.rename(columns={"article_id": "n_articles"}).astype("int64")
    table = table.reindex(pd.Index(ROLES, name="role", dtype="str"), fill_value=0)
    table["share"] = table["n_characters"] / (table["n_characters"].sum() or float("nan"))
    firsts = lines.drop_duplicates("role").merge(articles[["article_id", "text"]], on="article_id")
    cut = [row.text[row.start : row.end] for row in firsts.itertuples()]
    firsts = firsts.assign(example=pd.Series(cut, dtype="str")).set_index("role")[["example", "article_id"]]
    return table.join(firsts).fillna({"example": "", "article_id": ""}).reset_index()
