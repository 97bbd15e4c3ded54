"""Comparing partners: with which topics each stands, which are named together, what their words are."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kit.compare.association import compare_pairs
from kit.count.counts import count_mentions
from kit.schema import STORY_ROLES
from kit.vietnamese.names.cues import HOME


def compare_partner_pairs(
    partners: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    unit: str = "article",
    top: int = 20,
    roles: tuple[str, ...] = STORY_ROLES,
    home: str = HOME,
    level: float = 0.95,
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Which partners are named together more, or less, often than chance would have it.

    Parameters
    ----------
    partners, sentences : these tables.
    unit : ``"article"`` or ``"sentence"``: within what two names are together.
    top : how many partners are tested: those in most units.
    roles : roles of line that count.
    home : the country whose partners these are.
    level, draws, seed : of the bootstrap over articles.

    Returns
    -------
    As `kit.compare.association.compare_pairs`, each pair once; ``q`` is corrected for the pairs tested here.
    """
    able = partners[partners["kind"].isin(["country", "org"]) & (partners["key"] != home)]
    counted = count_mentions(able, roles=roles).groupby("key")["sentences"]
    units = counted.sum() if unit == "sentence" else counted.size()
    most = units.sort_values(ascending=False, kind="stable").index[
        :top
    ]  # of two as frequent, the first by its key
    mine = able[able["key"].isin(most)]
    return compare_pairs(mine, mine, sentences, unit=unit, roles=roles, level=level, draws=draws, seed=seed)


def drop_names(words: pd.DataFrame, *mentions: pd.DataFrame) -> pd.DataFrame:
    """The words that no mention covers: without the names of countries, organisations and people.

    Parameters
    ----------
    words : the ``words`` table.
    mentions : tables with article_id, start and end.
    """
    spans = pd.concat([table[["article_id", "start", "end"]] for table in mentions], ignore_index=True)
    if spans.empty or words.empty:
        return words
    codes = {article_id: code for code, article_id in enumerate(words["article_id"].unique())}
    spans = spans[spans["article_id"].isin(codes)]
    # One axis for all articles: each has a stretch of its own, longer than any text.
    stretch = int(max(words["end"].max(), spans["end"].max() if len(spans) else 0)) + 1
    base = spans["article_id"].map(codes).to_numpy("int64") * stretch
    starts, ends = base + spans["start"].to_numpy(), base + spans["end"].to_numpy()
    order = np.argsort(starts, kind="stable")
    starts, ends = starts[order], np.maximum.accumulate(ends[order])
    place = words["article_id"].map(codes).to_numpy("int64") * stretch + words["start"].to_numpy()
    before = np.searchsorted(starts, place, side="right") - 1
    covered = (
        (before >= 0) & (ends[np.maximum(before, 0)] > place) if len(starts) else np.zeros(len(words), bool)
    )
    return words[~covered]
