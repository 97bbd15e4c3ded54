"""Stories: the parts of each article that its lines say are the story, without the page around it."""

from collections.abc import Sequence

import pandas as pd

from kit.schema import check_table

# Start and end of parts of a text.
Spans = list[tuple[int, int]]


def find_spans(articles: pd.DataFrame, lines: pd.DataFrame | None, *, roles: Sequence[str]) -> list[Spans]:
    """Start and end of each part of each article's story, in order; the whole text if the lines are not known.

    Parameters
    ----------
    articles : the ``articles`` table.
    lines : the ``lines`` table, or None.
    roles : roles of the lines that are wanted.

    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Tin mới\\nBộ trưởng đến Bỉ."]})
    >>> lines = pd.DataFrame({"article_id": ["a"], "start": [8], "end": [25], "role": ["lead"]})
    >>> find_spans(articles, lines, roles=["lead", "body"])
    [[(8, 25)]]
    """
    if lines is None:
        return [[(0, len(text))] if text else [] for text in articles["text"]]
    check_table(lines, "lines", columns=("article_id", "start", "end", "role"))
    spans: dict[str, Spans] = {article: [] for article in articles["article_id"]}
    story = lines[lines["role"].isin(list(roles)) & lines["article_id"].isin(spans)].sort_values("start")
    for article, start, end in story[["article_id", "start", "end"]].itertuples(index=False, name=None):
        spans[article].append((start, end))
    return [spans[article] for article in articles["article_id"]]
