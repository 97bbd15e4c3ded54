"""Headlines: an article's title taken from its text where the metadata gives none, or from its address."""

import pandas as pd

from kit.schema import check_table
from kit.vietnamese.lines.titles import choose_title


def add_titles(articles: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Fill empty titles and say where each comes from.

    Returns
    -------
    ``articles`` with ``title`` filled where possible and ``title_basis``: ``given`` (metadata), ``stated``
    (a title line of the text), ``derived`` (from the page's address, see
    `kit.vietnamese.lines.titles.derive_title`) or ``none``.

    Examples
    --------
    >>> from kit.schema import make_table
    >>> articles = make_table([{"article_id": "a", "text": "Bộ trưởng thăm Bỉ"}], "articles")
    >>> lines = pd.DataFrame({"article_id": ["a"], "line": [1], "start": [0], "end": [17], "role": ["title"]})
    >>> add_titles(articles, lines)[["title", "title_basis"]].values.tolist()
    [['Bộ trưởng thăm Bỉ', 'stated']]
    """
    check_table(articles, "articles")
    titles = lines[lines["role"] == "title"].drop_duplicates("article_id")
    spans = dict(zip(titles["article_id"], zip(titles["start"], titles["end"], strict=True), strict=True))
    rows = zip(*(articles[name] for name in ("article_id", "title", "url", "text")), strict=True)
    found = [choose_title(title, url, text, spans.get(of, (0, 0))) for of, title, url, text in rows]
    return articles.assign(**pd.DataFrame(found, articles.index, ["title", "title_basis"], "str"))
