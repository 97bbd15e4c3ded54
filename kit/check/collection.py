"""Collection: how many articles each source has in each month."""

import pandas as pd

from kit.count.periods import UNDATED
from kit.schema import check_table, make_table
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
