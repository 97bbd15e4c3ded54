"""Officials: people named with an office, and whom they speak for.

"Thứ trưởng Ngoại giao Hà Kim Ngọc" speaks for Việt Nam, "bà Nenette Motus, Giám đốc Văn phòng … IOM"
for IOM. Photographers and private people hold no office and are not found. How a title is read is in
`kit.vietnamese.names.titles`, which offices there are in ``data/lexicons/offices.yml``.
"""

from collections.abc import Callable, Iterator

import pandas as pd

from kit.schema import check_table
from kit.tag.mentions import Find, find_mentions, find_mentions_in_text
from kit.tag.partners import find_partners
from kit.vietnamese.names.context import admit, list_entities
from kit.vietnamese.names.cues import load_cues
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.offices import load_offices
from kit.vietnamese.names.officials import find_officials
from kit.vietnamese.names.titles import Titles


def find_people(
    sentences: pd.DataFrame, partners: pd.DataFrame | None = None, *, short_forms: bool = True
) -> pd.DataFrame:
    """Find the officials named in sentences, and whom they speak for.

    Parameters
    ----------
    sentences : table of schema ``sentences``; whole articles, because later mentions lean on earlier ones.
    partners : table from `kit.tag.partners.find_partners` for the same sentences (default: found here).
    short_forms : find later mentions without the full name too: "bà Motus", or the office alone
        ("Thứ trưởng") where the article names one holder of it.

    Returns
    -------
    Table of schema ``people``, in the order of the text: ``text`` is the name alone (of a short form what
    stands there), ``key`` the name in small letters, the same for every mention of a person, ``title``
    the office as written, ``partner`` the ISO 3166-1 alpha-3 code or organisation spoken for ("" if
    unknown), ``rule`` one of ``title name``, ``name title``, ``named before``, ``short name``,
    ``office alone``.

    Raises
    ------
    TableError : a table lacks columns.

    Examples
    --------
    >>> text = "Sáng 4/4/2023, Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp Quốc vụ khanh Bỉ."
    >>> from kit.schema import make_table
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "lead"}], "sentences")
    >>> find_people(sentences)[["text", "title", "partner"]].values.tolist()
    [['Hà Kim Ngọc', 'Thứ trưởng Ngoại giao', 'VNM']]
    """
    found = find_partners(sentences, capitals=True) if partners is None else partners
    named = dict(iter(check_table(found, "mentions").groupby("article_id", sort=False)))
    find = _make_finder(lambda key, _: _read_entities(named.get(key, found[:0])), short_forms)
    return find_mentions(sentences, "people", find)


def find_people_in_text(text: str, *, short_forms: bool = False) -> pd.DataFrame:
    """Find the officials named in one string; offsets count in its NFC form.

    Returns
    -------
    Columns ``start, end, text, kind, key, rule, title, partner``, as in `find_people`.

    Examples
    --------
    >>> people = find_people_in_text("Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp bà Nicole de Moor, Quốc vụ khanh Bỉ")
    >>> people[["text", "title", "partner"]].values.tolist()
    [['Hà Kim Ngọc', 'Thứ trưởng Ngoại giao', 'VNM'], ['Nicole de Moor', 'Quốc vụ khanh Bỉ', 'BEL']]
    """
    gazetteer, cues = load_gazetteer(), load_cues()
    find = _make_finder(lambda _, same: list_entities(admit(same, gazetteer, cues)), short_forms)
    return find_mentions_in_text(text, "people", find)


def _make_finder(list_named: Callable[[str, str], dict[int, tuple[int, str]]], short_forms: bool) -> Find:
    """What finds the officials of an article among the partners that it names."""
    offices, gazetteer = load_offices(), load_gazetteer()

    def find(article_id: str, text: str) -> Iterator[tuple[int, int, str, str, str, str, str]]:
        titles = Titles(text, list_named(article_id, text), offices)
        for one in find_officials(text, titles, gazetteer, short_forms=short_forms):
            yield one.start, one.end, "person", one.key, one.rule, one.title, one.partner

    return find


def _read_entities(partners: pd.DataFrame) -> dict[int, tuple[int, str]]:
    """Start of each partner named → its end and key; regions have no key, for nobody speaks for one."""
    columns = [partners[name].tolist() for name in ("start", "end", "kind", "key")]
    entities: dict[int, tuple[int, str]] = {}
    for start, end, kind, key in zip(*columns, strict=True):
        if kind in ("country", "org", "capital", "region"):
            entities.setdefault(start, (end, "" if kind == "region" else key))
    return entities
