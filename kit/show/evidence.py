"""Evidence: the sentences behind any number, with what was found in them highlighted."""

from __future__ import annotations

import html
import itertools
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import pandas as pd

from kit.errors import OptionError
from kit.schema import STORY_ROLES, check_columns
from kit.show.passages import Passages

_STYLE = (
    "<style>.kit-evidence{max-width:48rem;line-height:1.5}.kit-evidence mark{background:#fdf0b5;padding:0 .1em;"
    "border-bottom:2px solid #b8860b}.kit-evidence cite{display:block;font-size:.85em;color:#555;font-style:normal}"
    ".kit-evidence p{margin:.3em 0 1em}</style>"
)


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
            marked = "".join(
                f'<mark title="{html.escape("; ".join(labels))}">{html.escape(part)}</mark>'
                if labels
                else html.escape(part)
                for part, labels in _cut(row.text, row.marks)
            )
            source = html.escape(f"{row.article_id} · {row.role} · sentence {row.sentence}")
            blocks.append(f'<p lang="vi"><cite lang="en">{source}</cite>{marked}</p>')
        blocks.append(f'<cite lang="en">{self._count_html()}</cite>')
        return f'{_STYLE}<div class="kit-evidence">{"".join(blocks)}</div>'


def find_evidence(
    sentences: pd.DataFrame,
    mentions: Sequence[tuple[pd.DataFrame, str]],
    *,
    article: str | None = None,
    roles: Sequence[str] = STORY_ROLES,
    top: int = 20,
) -> Evidence:
    """The sentences in which all the given keys are named together.

    Parameters
    ----------
    sentences : the ``sentences`` table.
    mentions : pairs of a mentions table and a key in it, e.g. ``[(partners, "BEL"), (topics, "trafficking")]``.
    article : only this article.
    roles : only lines of these roles.
    top : how many sentences to show (the count is of all).

    Returns
    -------
    `Evidence`, in the order of the articles. If a key is in no row of its table, it is empty and its note
    says so and names the nearest keys: a notebook goes on, on any collection.
    """
    chosen = sentences[sentences["role"].isin(list(roles))]
    if article is not None:
        if article not in set(sentences["article_id"]):
            return Evidence(
                chosen.head(0).assign(marks=[]), 0, _not_found(article, sentences["article_id"], "article")
            )
        chosen = chosen[chosen["article_id"] == article]
    places = pd.MultiIndex.from_frame(chosen[["article_id", "sentence"]])
    found = []
    for table, key in mentions:
        try:
            rows = table[table["key"] == find_key(table, key)]
        except OptionError as error:
            return Evidence(chosen.head(0).assign(marks=[]), 0, str(error))
        chosen = chosen[places.isin(pd.MultiIndex.from_frame(rows[["article_id", "sentence"]]))]
        places = pd.MultiIndex.from_frame(chosen[["article_id", "sentence"]])
        found.append(rows)
    shown = chosen.head(top)
    by_place: dict[tuple, list] = {}
    for rows in found:
        for row in rows[rows["article_id"].isin(shown["article_id"])].itertuples():
            by_place.setdefault((row.article_id, row.sentence), []).append(
                (row.start, row.end, f"{row.kind} {row.key} ({row.rule})")
            )
    marks = [
        [
            (start - row.start, end - row.start, label)
            for start, end, label in by_place.get((row.article_id, row.sentence), [])
        ]
        for row in shown.itertuples()
    ]
    return Evidence(shown.assign(marks=pd.Series(marks, index=shown.index, dtype="object")), len(chosen))


def find_event_evidence(events: pd.DataFrame, sentences: pd.DataFrame, *, top: int = 20) -> Evidence:
    """The sentences that tell of these events, each with its date highlighted.

    Parameters
    ----------
    events : rows of the ``events`` table, chosen in any way.
    sentences : the ``sentences`` table.
    top : how many sentences to show (the count is of all).
    """
    check_columns(events, "article_id sentence start end value basis", made_by="kit.find_events")
    marks = events.assign(key="event", kind="date", rule=events["value"] + ", " + events["basis"])
    if events.empty:
        return Evidence(sentences.head(0).assign(marks=[]), 0, "None of the events is of these days.")
    return find_evidence(sentences, [(marks, "event")], roles=list(sentences["role"].unique()), top=top)


def add_text(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add what stands between ``start`` and ``end`` in the article, as column ``text``."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    spans = zip(table["article_id"], table["start"], table["end"], strict=True)
    slices = [texts[article_id][start:end] for article_id, start, end in spans]
    return table.assign(text=pd.Series(slices, index=table.index, dtype="str"))


def find_key(table: pd.DataFrame, key: str) -> str:
    """The key of ``table`` that ``key`` names: itself, or the only one that begins so.

    Raises
    ------
    OptionError : none or several do; names the nearest.
    """
    keys: Mapping[str, None] = dict.fromkeys(table["key"].unique())
    if key in keys:
        return key
    beginning = [known for known in keys if known.startswith(key)]
    if len(beginning) == 1:
        return beginning[0]
    raise OptionError(_not_found(key, pd.Series(list(keys), dtype="str"), "key", beginning))


def _not_found(name: str, known: pd.Series, what: str, options: Sequence[str] = ()) -> str:
    near = list(options) or get_close_matches(name, known.unique().tolist(), n=3, cutoff=0.4)
    hint = (
        f" Did you mean {' or '.join(map(repr, near))}?"
        if near
        else f" There are {known.nunique()} in the table."
    )
    return f"No {what} {name!r} was found.{hint}"


def _cut(text: str, marks: Sequence[tuple[int, int, str]]) -> list[tuple[str, list[str]]]:
    """``text`` in pieces, each with the labels of the marks that cover it; marks may overlap."""
    edges = sorted({0, len(text), *(edge for start, end, _ in marks for edge in (start, end))})
    return [
        (text[left:right], [label for start, end, label in marks if start <= left and right <= end])
        for left, right in itertools.pairwise(edges)
    ]
