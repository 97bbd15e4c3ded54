"""Agreements: the papers that an article names, whose they are, and whether they were signed."""

import pandas as pd

from kit.schema import STORY_ROLES, check_table, iterate_rows
from kit.segment.sentences import join_sentences
from kit.tag.mentions import group_rows, make_ids, make_mentions
from kit.vietnamese.agreements.finder import Agreement, Day, find_agreements_in
from kit.vietnamese.agreements.vocabulary import load_vocabulary
from kit.vietnamese.names.context import group_entities

_NAMED = ("article_id", "start", "end", "kind", "key")
_DATED = ("article_id", "start", "end", "first_day", "last_day", "basis", "value")
_NO_DAY = Day(0, 0, None, None, "")


def find_agreements(
    sentences: pd.DataFrame,
    partners: pd.DataFrame,
    dates: pd.DataFrame,
    *,
    roles: tuple[str, ...] = STORY_ROLES,
) -> pd.DataFrame:
    """Find the agreements and papers that articles name: treaties, memoranda, joint statements, plans, projects.

    Only what is named counts: *ký Bản ghi nhớ hợp tác về di cư* does, *ký một thỏa thuận* does not. A paper that an
    article tells of several times is one row.

    Parameters
    ----------
    sentences : the ``sentences`` table; whole articles, because *hai nước* are those that the article names most.
    partners : the ``partners`` table of the same sentences.
    dates : the ``dates`` table of the same sentences.
    roles : roles that count; what a teaser names belongs to another article.

    Returns
    -------
    Table of schema ``agreements``, in the order of the text: agreement_id (stays the same while the article and the
    name stay), the place and ``text`` of the fullest name; ``kind`` (treaty, agreement, memorandum, joint_statement,
    plan, project, other); ``status`` (signed, to_be_signed, in_force, mentioned: the most that the article says);
    ``parties``, the keys of the partners with blanks between; first_day and last_day of the signing or of the entry
    into force (of a year its first and last), and ``basis``, how they are known, as in ``dates``; ``key`` of an
    instrument that the lexicon knows, as in ``partners``; ``subject``, what it is about; ``rule``.

    Raises
    ------
    TableError : a table lacks columns.
    LexiconError : ``agreements.yml`` cannot be used; names file and line.

    Examples
    --------
    >>> from kit.schema import make_table
    >>> from kit.tag.dates import find_dates
    >>> from kit.tag.partners import find_partners
    >>> text = "Năm 2011, Việt Nam và Đan Mạch đã ký Bản ghi nhớ hợp tác về lao động."
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "lead"}], "sentences")
    >>> dates = find_dates(sentences, make_table([{"article_id": "a", "text": text}], "articles"))
    >>> agreements = find_agreements(sentences, find_partners(sentences), dates)
    >>> agreements[["text", "kind", "status", "parties"]].values.tolist()
    [['Bản ghi nhớ hợp tác về lao động', 'memorandum', 'signed', 'VNM DNK']]
    >>> agreements["first_day"].dt.year.tolist(), agreements["subject"].tolist()
    ([2011], ['lao động'])
    """
    check_table(sentences, "sentences")
    check_table(partners, "mentions", columns=(*_NAMED, "role"))
    check_table(dates, "dates", columns=(*_DATED, "type"))
    vocabulary = load_vocabulary()
    ids = set(partners.loc[partners["kind"] == "instrument", "article_id"])
    texts = [
        (article_id, text, find_place)
        for article_id, text, find_place in join_sentences(sentences[sentences["role"].isin(roles)])
        if article_id in ids or _has_any(text.lower(), vocabulary.spelled)
    ]
    ids = {article_id for article_id, *_ in texts}
    own = partners[partners["article_id"].isin(ids) & partners["role"].isin(roles)]
    entities = group_entities(iterate_rows(own, _NAMED))
    known = group_rows(own[own["kind"] == "instrument"], ("start", "end", "key"))
    days = _group_days(dates[dates["article_id"].isin(ids)])
    rows = [
        ("", article_id, *find_place(one.paper.start), *_list_cells(one, text))
        for article_id, text, find_place in texts
        for one in find_agreements_in(
            text, entities.get(article_id, {}), known[article_id], days.get(article_id, []), vocabulary
        )
    ]
    found = make_mentions(rows, "agreements")
    return found.assign(agreement_id=pd.array(make_ids(found, "a"), dtype="str"))


def _has_any(low: str, words: tuple[str, ...]) -> bool:
    return any(word in low for word in words)


def _group_days(dates: pd.DataFrame) -> dict[str, list[Day]]:
    """The days, months and years of each article that are known, in order; no ranges, which are no day of a signing."""
    single = dates["type"].isin(["DATE", "TIME"]) & ~dates["value"].str.contains("/", regex=False)
    dates = dates[single & dates["first_day"].notna()].sort_values(["article_id", "start"], kind="stable")
    return {
        article_id: [Day._make((*cells, len(value) == 4)) for *cells, value in rows]
        for article_id, rows in group_rows(dates, _DATED[1:]).items()
    }


def _list_cells(one: Agreement, text: str) -> tuple:
    """The cells from ``start`` on."""
    paper, day = one.paper, one.day or _NO_DAY
    place = (paper.start, paper.end, text[paper.start : paper.end])
    told = (paper.kind, one.status, " ".join(one.parties), day.first, day.last, day.basis)
    return (*place, *told, paper.key, text[slice(*paper.subject)], paper.rule)
