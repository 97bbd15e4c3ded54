"""Evidence: the sentences behind any number, with what was found in them highlighted."""

import html
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

import numpy as np
import pandas as pd

from kit.errors import OptionError
from kit.schema import STORY_ROLES, check_table
from kit.show.passages import PLAIN, Passages

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
    mentions: Sequence[tuple[pd.DataFrame, str]],
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
    mentions : pairs of a mentions table and a key in it, e.g. ``[(partners, "BEL"), (topics, "trafficking")]``.
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
            check_article(article, {*sentences["article_id"]})
            chosen = chosen[chosen["article_id"] == article]
        found = [table[table["key"] == _find_key({*table["key"]}, key)] for table, key in mentions]
    except OptionError as error:
        return Evidence(sentences.head(0).assign(marks=[]), 0, str(error))
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
    parts: Iterable[pd.DataFrame], key: str, articles: pd.Index, roles: Sequence[str]
) -> tuple[str, np.ndarray]:
    """The key that ``key`` names, and where it is found in lines of these roles.

    Parameters
    ----------
    parts : of a table of mentions: article_id, sentence, role and key, in this order.
    key : or the beginning of one.
    articles : the ids of those that count, in order.

    Returns
    -------
    The key, and its places as `_number_places` numbers them, in order, each once.

    Raises
    ------
    OptionError : there is no such key; names the nearest.
    """
    known: set[str] = set()
    found: dict[str, list[np.ndarray]] = defaultdict(list)
    for part in parts:
        places = _number_places(part, articles)
        role, keys = (part[column].astype("category").cat for column in part.columns[2:])
        codes, names, counted = keys.codes.to_numpy(), keys.categories.tolist(), places >= 0
        here = [names[code] for code in np.flatnonzero(np.bincount(codes[counted]))]
        known.update(here)
        counted &= np.isin(role.codes, role.categories.get_indexer(list(roles))) & (part["sentence"] >= 0)
        for name in filter(lambda name: name.startswith(key), here):
            found[name].append(places[counted & (codes == names.index(name))])
    name = _find_key(known - {""}, key)
    return name, np.sort(pd.unique(np.concatenate(found[name])))


def _number_places(rows: pd.DataFrame, articles: pd.Index) -> np.ndarray:
    """The place of each row as a number, in their order; negative if its article is none of these."""
    ids = rows["article_id"].astype("category").cat
    return (articles.get_indexer(ids.categories)[ids.codes] << 32) + rows["sentence"].to_numpy()


def _find_key(keys: Collection[str], key: str) -> str:
    """Of these keys the one that ``key`` names: itself, or the only one that begins so."""
    beginning = [key] if key in keys else sorted(known for known in keys if known.startswith(key))
    if len(beginning) != 1:
        raise OptionError(_not_found("key", key, keys, beginning))
    return beginning[0]


def check_article(article: str | None, known: Collection[str]) -> None:
    """Raise an `OptionError` for an article that is not known, with the nearest that are."""
    if article is not None and article not in known:
        raise OptionError(_not_found("article", article, known))


def _not_found(what: str, name: str, known: Collection[str], near: Sequence[str] = ()) -> str:
    near = near or get_close_matches(name, known, n=3, cutoff=0.4)
    if near:
        return f"No {what} {name!r} was found. Did you mean {' or '.join(map(repr, near))}?"
    return f"No {what} {name!r} was found. There are {len(known)} in the table."


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
