"""Stories: the parts of each article that its lines say are the story, without the page around it."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from kit.schema import check_table


class Stories:
    """The spans of chosen roles in each article; the whole text if the lines are not known.

    Parameters
    ----------
    articles : the ``articles`` table.
    lines : the ``lines`` table, or None.
    roles : roles of the lines that are wanted.

    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Tin mới\\nBộ trưởng đến Bỉ."]})
    >>> lines = pd.DataFrame({"article_id": ["a"], "start": [8], "end": [25], "role": ["lead"]})
    >>> Stories(articles, lines, roles=["lead", "body"])[0]
    'Bộ trưởng đến Bỉ.'
    """

    def __init__(self, articles: pd.DataFrame, lines: pd.DataFrame | None, *, roles: Sequence[str]):
        self._texts = articles["text"]
        self._limits: np.ndarray | None = None
        if lines is not None:
            check_table(lines, "lines", columns=("article_id", "start", "end", "role"))
            places = pd.Series(range(len(articles)), index=articles["article_id"].to_numpy())
            story = lines[lines["role"].isin(list(roles)) & lines["article_id"].isin(places.index)]
            place = story["article_id"].map(places).to_numpy(dtype=np.int64)
            order = np.lexsort((story["start"].to_numpy(), place))
            self._first = np.searchsorted(place[order], np.arange(len(articles) + 1))
            self._limits = story[["start", "end"]].to_numpy(dtype=np.int64)[order]

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, place: int) -> str:
        """The story of the article in row ``place``, its lines joined by line ends."""
        text = self._texts.iloc[place]
        return "\n".join(text[start:end] for start, end in self.find_spans(place))

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def find_spans(self, place: int) -> list[tuple[int, int]]:
        """Start and end of each part of the story of the article in row ``place``."""
        if self._limits is None:
            length = len(self._texts.iloc[place])
            return [(0, length)] if length else []
        spans = self._limits[self._first[place] : self._first[place + 1]]
        return [(start, end) for start, end in spans.tolist()]
