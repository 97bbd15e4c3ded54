"""Collection: how many articles each source has in each month, and how much of their text has which role."""

import pandas as pd

from kit.count.periods import UNDATED
from kit.schema import ROLES, check_table, make_table
from kit.vietnamese.letters import find_syllables


def summarise_collection(articles: pd.DataFrame) -> pd.DataFrame:
    """How many articles each source has in each month.

    Parameters
    ----------
    articles : the ``articles`` table.

    Returns
    -------
    source ("" if it is not known), month (``2023-04``; ``undated`` last), n_articles, n_syllables, n_folded
    (duplicates among them; missing if they were not looked for), first_day, last_day. Rows add up to the
    collection.
    """
    check_table(articles, "articles", columns=("article_id", "text"))
    articles = make_table(dict(articles.items()), "articles")  # with the columns that it may lack
    table = articles[["source", "published"]].assign(
        month=articles["published"].dt.strftime("%Y-%m").fillna(UNDATED).astype("str"),
        n_syllables=[len(find_syllables(text)) for text in articles["text"]],
        n_folded=(articles["duplicate_of"] != "").astype("Int64") if "duplicate_of" in articles else pd.NA,
    )
    months = table.groupby(["source", "month"], sort=True)
    counts = months.size().to_frame("n_articles").join(months[["n_syllables", "n_folded"]].sum(min_count=1))
    counts = counts.join(months["published"].agg(first_day="min", last_day="max"))
    return counts.reset_index().astype({"n_folded": "Int64", "n_syllables": "int64"})


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
