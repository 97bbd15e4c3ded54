"""Officials: people named with an office, at which level, and whom they speak for.

"Thứ trưởng Ngoại giao Hà Kim Ngọc" speaks for Việt Nam, "bà Nenette Motus, Giám đốc Văn phòng … IOM"
for IOM. Photographers and private people hold no office and are not found. The rules are in docs/people.md, which
offices there are in ``data/lexicons/offices.yml``, who held one when in ``data/reference/leaders.csv``.
"""

from itertools import chain
from operator import itemgetter

import pandas as pd

from kit.schema import OWN_ROLES, check_table, iterate_rows
from kit.segment.sentences import join_sentences
from kit.tag.mentions import find_mentions_in_text, make_mentions
from kit.tag.partners import find_partners
from kit.tag.published import list_bounds
from kit.vietnamese.dates.asked import read_day
from kit.vietnamese.names.context import admit, group_entities, list_entities
from kit.vietnamese.names.cues import load_cues
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.officials import Official, load_finder

_NAMED, _DATED = ("article_id", "start", "end", "kind", "key"), ("article_id", "published")


def find_people(
    sentences: pd.DataFrame,
    partners: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    *,
    short_forms: bool = True,
    unnamed: bool = True,
) -> pd.DataFrame:
    """Find the officials named in sentences, and whom they speak for.

    Parameters
    ----------
    sentences : table of schema ``sentences``; whole articles, because later mentions lean on earlier ones.
    partners : table from `kit.tag.partners.find_partners` for the same sentences (default: found here).
    articles : the ``articles`` table, for the days of publication: who held an office then. Without it, or where no
        day is known, the side of a person who has spoken for several stays open, unless the text tells it.
    short_forms : find later mentions without the full name too: "bà Motus", or the office alone
        ("Thứ trưởng") where the article names one holder of it.
    unnamed : find offices with their country too of which nobody is named ("Thủ tướng Bỉ").

    Returns
    -------
    Table of schema ``people``, in the order of the text; no two mentions overlap. ``text`` is the name alone (of a
    short form what stands there), ``kind`` ``person``, or ``office`` if nobody is named; ``key`` the fullest name in
    the article in small letters, the same for every mention of a person (of an office without a name what stands
    there), ``title`` the office as written, from ``title_start`` to ``title_end`` in the article, ``partner`` the ISO
    3166-1 alpha-3 code or organisation spoken for ("" if open, or if they speak for nobody: former officials),
    ``level`` one of `kit.vietnamese.names.offices.LEVELS` ("" for former officials), ``rule`` one of ``title name``,
    ``name title``, ``named before``, ``short name``, ``office alone``, ``known name``, ``office``.

    Raises
    ------
    TableError : a table lacks columns.

    Examples
    --------
    >>> text = "Sáng 4/4/2023, Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp Quốc vụ khanh Bỉ."
    >>> from kit.schema import make_table
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "lead"}], "sentences")
    >>> find_people(sentences)[["text", "partner", "level"]].values.tolist()
    [['Hà Kim Ngọc', 'VNM', 'deputy_minister'], ['Quốc vụ khanh Bỉ', 'BEL', 'minister']]
    """
    check_table(sentences, "sentences")
    found = check_table(find_partners(sentences, capitals=True) if partners is None else partners, "mentions")
    named = group_entities(iterate_rows(found, _NAMED))
    bounds = {} if articles is None else list_bounds(check_table(articles, "articles", columns=_DATED))
    find = load_finder(short_forms=short_forms, unnamed=unnamed)
    people: dict[str, list[Official]] = {key: [] for key in sentences["article_id"].unique()}
    rows: dict[str, list[tuple]] = {key: [] for key in people}
    own = sentences["role"].isin(OWN_ROLES)  # what other lines (teasers) name changes nothing in them
    stories: dict[str, str] = {}
    for key, text, find_place in chain(join_sentences(sentences[own]), join_sentences(sentences[~own])):
        people[key] = find(text, named.get(key, {}), bounds.get(key), people[key])
        story = stories.setdefault(key, text)  # where the office of whom a teaser names may stand
        rows[key] += [(key, *find_place(one.start), *one.list_cells(text, story)) for one in people[key]]
    ordered = chain.from_iterable(sorted(of, key=itemgetter(3)) for of in rows.values())
    return make_mentions([*ordered], "people")


def find_people_in_text(
    text: str, *, published: str | None = None, short_forms: bool = False, unnamed: bool = False
) -> pd.DataFrame:
    """Find the officials named in one string; offsets count in its NFC form.

    Parameters
    ----------
    text : to look in.
    published : the day on which it was published (YYYY-MM-DD), if it is known.
    short_forms, unnamed : as in `find_people`.

    Raises
    ------
    OptionError : ``published`` is no day.

    Returns
    -------
    Columns ``start, end, text, kind, key, rule, title, partner, level, title_start, title_end``, as in `find_people`.

    Examples
    --------
    >>> people = find_people_in_text("Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp bà Nicole de Moor, Quốc vụ khanh Bỉ")
    >>> people[["text", "title", "partner"]].values.tolist()
    [['Hà Kim Ngọc', 'Thứ trưởng Ngoại giao', 'VNM'], ['Nicole de Moor', 'Quốc vụ khanh Bỉ', 'BEL']]
    """
    gazetteer, cues = load_gazetteer(), load_cues()
    find = load_finder(short_forms=short_forms, unnamed=unnamed)
    day = read_day(published, "published")
    bounds = (day, day) if day else None

    def find_here(_: str, same: str) -> list[tuple]:
        found = find(same, list_entities(admit(same, gazetteer, cues)), bounds, [])
        return [(one.start, one.end, *one.list_cells(same)[3:]) for one in found]

    return find_mentions_in_text(text, "people", find_here)


def add_speakers(partners: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """The partners, and as a mention of its partner every official who speaks for one, in the order of the text."""
    kinds = {key: partner.kind for key, partner in load_gazetteer().partners.items()}
    spoken = people[people["partner"] != ""]
    kind = spoken["partner"].map(kinds).fillna("country")
    rows = spoken.assign(key=spoken["partner"], kind=kind.astype("str"), inside="")
    both = pd.concat([partners, rows[partners.columns.intersection(rows.columns)]])
    return both.sort_values(["article_id", "start"], kind="stable", ignore_index=True)
