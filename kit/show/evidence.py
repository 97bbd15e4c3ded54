"""Evidence: the sentences behind any number, with what was found in them highlighted."""

import html
import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from kit.errors import OptionError
from kit.schema import STORY_ROLES, check_table
from kit.show.passages import PLAIN, Passages
from kit.vietnamese.keys import check_known, read_keys

_STYLE = "".join(Path(__file__).with_suffix(".css").read_text("utf-8").splitlines())
_PLACE = ["article_id", "sentence"]


class Evidence(Passages):
    """Sentences with highlighted mentions: ``table`` is the data, a notebook shows it as safe HTML.

    ``table`` has the columns of ``sentences`` and ``marks``, a list of (start, end, label) per sentence,
    with offsets into the sentence.
    """

    unit, nothing = "sentence", "No sentence has this."

    def __repr__(self) -> str:
        blocks = []
        for row in self.table.itertuples():
            marked = "".join(f"[{part}]" if labels else part for part, labels in _cut(row.text, row.marks))
            blocks.append(f"{row.article_id} · {row.role} · sentence {row.sentence}\n{marked}")
        return "\n\n".join([*blocks, self._count()])

    def _repr_html_(self) -> str:
        blocks = []
        for row in self.table.itertuples():
            marked = "".join(_mark(part, labels) for part, labels in _cut(row.text, row.marks))
            source = html.escape(f"{row.article_id} · {row.role} · sentence {row.sentence}")
            blocks.append(f'<p lang="vi"><cite lang="en">{source}</cite>{marked}</p>')
        blocks.append(f'<cite lang="en">{html.escape(self._count())}</cite>')
        return f'<style>{_STYLE}</style><div class="kit-evidence {PLAIN}">{"".join(blocks)}</div>'


def find_evidence(
    sentences: pd.DataFrame,
    mentions: Sequence[tuple[pd.DataFrame, str | Sequence[str]]],
    *,
    article: str | None = None,
    roles: Sequence[str] = STORY_ROLES,
    top: int = 20,
    total: int | None = None,
) -> Evidence:
    """The sentences in which all the given keys are named together.

    Parameters
    ----------
    sentences : the ``sentences`` table.
    mentions : pairs of a mentions table and a key in it, e.g. ``[(partners, "BEL"), (topics, "trafficking")]``, or
        several keys of which one is enough.
    article : only this article.
    roles : only lines of these roles.
    top : how many sentences to show (the count is of all).
    total : how many there are, if ``sentences`` are not all.

    Returns
    -------
    `Evidence`, in the order of the articles. If a key is in no row of its table, it is empty and its note
    says so and names the nearest keys: a notebook goes on, on any collection.

    Raises
    ------
    TableError : ``sentences`` lacks its texts, or another column.
    """
    check_table(sentences, "sentences", columns=(*_PLACE, "role", "start", "text"))
    chosen = sentences[sentences["role"].isin(list(roles))]
    try:
        if article is not None:
            check_known("article", [article], sentences["article_id"].unique())
            chosen = chosen[chosen["article_id"] == article]
        found = [table[table["key"].isin(_read(key, table["key"]))] for table, key in mentions]
    except OptionError as error:
        return Evidence(sentences.head(0).assign(marks=pd.Series(dtype="object")), 0, str(error))
    for rows in found:
        named = pd.MultiIndex.from_frame(rows[_PLACE])
        chosen = chosen[pd.MultiIndex.from_frame(chosen[_PLACE]).isin(named)]
    shown = chosen.head(top)
    marks: dict[tuple, list] = {place: [] for place in shown[_PLACE].itertuples(index=False, name=None)}
    for rows in found:
        for row in rows.merge(shown[[*_PLACE, "start"]], on=_PLACE, suffixes=("", "_shown")).itertuples():
            label = row.label if hasattr(row, "label") else f"{row.kind} {row.key} ({row.rule})"
            begins = row.start_shown
            marks[row.article_id, row.sentence].append((row.start - begins, row.end - begins, label))
    column = pd.Series(list(marks.values()), index=shown.index, dtype="object")
    return Evidence(shown.assign(marks=column), len(chosen) if total is None else total)


def find_places(
    parts: Iterable[pd.DataFrame], articles: pd.Index, roles: Sequence[str]
) -> tuple[int, np.ndarray]:
    """How many of these mentions articles have, and where those in lines of these roles are.

    Parameters
    ----------
    parts : of a table of mentions: article_id, sentence and role, in this order.
    articles : the ids of those that count, in order.

    Returns
    -------
    The number, and the places as `_number_places` numbers them, in order, each once.
    """
    n, found = 0, [np.empty(0, dtype="int64")]
    for part in parts:
        places, role = _number_places(part, articles), part["role"].isin(list(roles))
        n += int((places >= 0).sum())
        found.append(places[(places >= 0) & role & (part["sentence"] >= 0)])
    return n, np.sort(pd.unique(np.concatenate(found)))


def _number_places(rows: pd.DataFrame, articles: pd.Index) -> np.ndarray:
    """The place of each row as a number, in their order; negative if its article is none of these."""
    ids = rows["article_id"].astype("category").cat
    return (articles.get_indexer(ids.categories)[ids.codes] << 32) + rows["sentence"].to_numpy()


def _read(key: str | Sequence[str], keys: pd.Series) -> list[str]:
    """The keys that are asked for, of those of a table."""
    if key == "":
        raise OptionError("No key was given, and none was found that could be taken.")
    return read_keys("key", key, there=keys.unique()) if isinstance(key, str) else [*key]


def _mark(part: str, labels: Sequence[str]) -> str:
    """A piece of a sentence as HTML, highlighted where it has labels."""
    title, safe = html.escape("; ".join(labels)), html.escape(part)
    return f'<mark title="{title}">{safe}</mark>' if labels else safe


def _cut(text: str, marks: Sequence[tuple[int, int, str]]) -> list[tuple[str, list[str]]]:
    """``text`` in pieces, each with the labels of the marks that cover it; marks may overlap."""
    edges = sorted({0, len(text), *(edge for start, end, _ in marks for edge in (start, end))})
    return [
        (text[left:right], [label for start, end, label in marks if start <= left and right <= end])
        for left, right in itertools.pairwise(edges)
    ]
