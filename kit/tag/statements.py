"""Statements: who says what to whom, one row per act verb with a side as its speaker.

"Thứ trưởng Hà Kim Ngọc cảm ơn IOM" is thanks of Việt Nam to IOM. The rules are in docs/statements.md, the verbs and
classes in ``data/lexicons/statements.yml``, the grammar in `kit.vietnamese.acts`.
"""

from bisect import bisect_left
from collections.abc import Iterator

import pandas as pd

from kit.schema import OWN_ROLES, SIDES, check_table, empty_table, make_table
from kit.segment.sentences import join_sentences
from kit.tag.mentions import group_rows, make_mentions
from kit.tag.partners import find_partners
from kit.tag.people import find_people
from kit.vietnamese.acts.statements import find_statements_in_article
from kit.vietnamese.acts.vocabulary import load_vocabulary
from kit.vietnamese.endings import load_endings
from kit.vietnamese.letters import nfc
from kit.vietnamese.sentences import split_sentences

_PEOPLE = ("start", "end", "key", "kind", "partner", "title_start", "title_end", "level", "title")
_NAMED, _TOPICS = ("start", "end", "key"), ("article_id", "start", "key")


def find_statements(
    sentences: pd.DataFrame,
    people: pd.DataFrame | None = None,
    partners: pd.DataFrame | None = None,
    *,
    topics: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the statements that sentences report: who says what to whom.

    Parameters
    ----------
    sentences : table of schema ``sentences``; whole articles, because "ông" and "hai bên" lean on what was told before.
    people : table from `kit.find_people` for the same sentences (default: found here).
    partners : table from `kit.find_partners` for the same sentences (default: found here).
    topics : table from `kit.find_topics`, for the topics of what is said.

    Returns
    -------
    Table of schema ``statements``, in the order of the text, of lead and body alone. ``text`` is the act verb, from
    ``start`` to ``end``; ``act`` its class (the keys of ``statements.yml``); ``speaker_start``, ``speaker_end`` where
    the subject stands (-1 if the sentence has none); ``person`` the key of the official who speaks ("" for bodies
    and states); ``speaker_side`` and ``addressee_side`` ISO 3166-1 alpha-3 codes or organisations, several with a blank
    between, the addressee "" where nobody is addressed; ``content_start``, ``content_end`` what is said (-1 if
    nothing is); ``topics`` the topics in it, with blanks between; ``quoted`` whether it is a quotation; ``rule``
    how the subject was found: ``subject``, ``shared``, ``fronted``, ``carried``, ``embedded``, ``passive``,
    ``according``, ``requested``, ``invited``, ``first person``, ``quote behind``.

    Raises
    ------
    TableError : a table lacks columns.
    LexiconError : the lexicon cannot be used; names file and line.

    Examples
    --------
    >>> text = "Thứ trưởng Ngoại giao Hà Kim Ngọc cảm ơn Bỉ và đề nghị hai bên tiếp tục phối hợp."
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "body"}], "sentences")
    >>> find_statements(sentences)[["text", "act", "speaker_side", "addressee_side"]].values.tolist()
    [['cảm ơn', 'thank', 'VNM', 'BEL'], ['đề nghị', 'propose', 'VNM', 'BEL']]
    """
    own = check_table(sentences, "sentences")
    own = own[own["role"].isin(OWN_ROLES)]
    partners = find_partners(sentences) if partners is None else check_table(partners, "mentions")
    people = find_people(sentences, partners) if people is None else check_table(people, "people")
    sides = partners[partners["kind"].isin(SIDES) & (partners["inside"] == "")]
    spans, officials = group_rows(own, ("start", "end", "role")), group_rows(people, _PEOPLE)
    names = group_rows(sides, _NAMED)
    topics = empty_table("topics") if topics is None else check_table(topics, "mentions", columns=_TOPICS)
    said = group_rows(topics, _TOPICS[1:])
    vocabulary = load_vocabulary()
    rows: list[tuple] = []
    for key, text, find_place in join_sentences(own):
        found = find_statements_in_article(
            text, sorted(spans[key]), officials.get(key, ()), names.get(key, ()), vocabulary
        )
        topic = sorted(said.get(key, ()))
        for start, end, act, first, last, person, speaker, addressee, begin, stop, quoted, rule in found:
            inside = topic[bisect_left(topic, (begin,)) : bisect_left(topic, (stop,))] if topic else ()
            about = " ".join(dict.fromkeys([name for _, name in inside]))
            where = (key, *find_place(start), start, end, text[start:end], act, first, last, person)
            rows.append((*where, " ".join(speaker), " ".join(addressee), begin, stop, about, quoted, rule))
    return make_mentions(rows, "statements")


def find_statements_in_text(text: str) -> pd.DataFrame:
    """Find the statements in one string; offsets count in its NFC form.

    Returns
    -------
    The columns of `find_statements` from ``start`` on.

    Examples
    --------
    >>> found = find_statements_in_text("Bộ Ngoại giao Đức lên án vụ tấn công.")
    >>> found[["text", "act", "speaker_side"]].values.tolist()
    [['lên án', 'oppose', 'DEU']]
    """
    text = nfc(text)
    rows = [
        {"sentence": number, "start": start, "end": end, "role": "body", "text": text[start:end]}
        for number, (start, end) in enumerate(_cut(text))
    ]
    table = make_table(rows, "sentences")
    return find_statements(table).drop(columns=["article_id", "sentence", "role"])


def explain_statement(text: str) -> str:
    """Say for each statement in ``text`` who says what to whom, and how it was read.

    >>> print(explain_statement("Ngoại trưởng Pháp khẳng định sẵn sàng hỗ trợ Việt Nam."))
    'khẳng định' is commit (Cam kết; CAMEO 030, PLOVER AGREE)
        by: FRA ('Ngoại trưởng Pháp'), to: VNM
        says: 'sẵn sàng hỗ trợ Việt Nam'
        read as: subject
    """
    text, acts = nfc(text), load_vocabulary().acts
    parts = []
    for row in find_statements_in_text(text).to_dict("records"):
        act = acts[row["act"]]
        codes = f"{act.vi.capitalize()}; CAMEO {act.cameo}, PLOVER {act.plover or 'drops it'}"
        speaker = text[row["speaker_start"] : row["speaker_end"]] or "named before"
        said = text[row["content_start"] : row["content_end"]]
        parts += [f"{row['text']!r} is {act.id} ({codes})"]
        parts += [f"    by: {row['speaker_side']} ({speaker!r}), to: {row['addressee_side'] or 'nobody'}"]
        parts += [f"    says: {said!r}", f"    read as: {row['rule']}"]
    return "\n".join(parts) or "No statement found."


def _cut(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a string stand."""
    endings, at = load_endings(), 0
    for line in text.split("\n"):
        yield from ((at + start, at + end) for start, end in split_sentences(line, endings))
        at += len(line) + 1
