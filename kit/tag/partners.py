"""Partners: the countries, organisations, regions, instruments and events that an article names.

`find_partners` turns sentences into mentions, one row each; `find_partners_in_text` does the same for
one string, to try a phrase by hand. Who is *the* partner of an article is a rule of its own, stated in
`PARTNER_WEIGHTS` and applied by `add_partner`.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from kit.schema import SIDES, check_table, is_among
from kit.tag.mentions import find_mentions, find_mentions_in_text, group_rows
from kit.vietnamese.names.cues import HOME, REPEATED
from kit.vietnamese.names.finding import make_finder
from kit.vietnamese.names.gazetteer import load_gazetteer

# What one mention counts towards the partner of an article, by the role of its line; other roles count 0.
PARTNER_WEIGHTS = {"title": 3.0, "lead": 2.0, "body": 1.0, "caption": 0.5}

# The share of an article's weighted mentions from which a country or organisation is its partner.
PARTNER_SHARE = 0.2

# The weight that makes a partner: one mention in the title or the lead does, one in the body does not.
PARTNER_LEAST = 2.0

# What `add_partner` notes: three reasons for no partner, and that another is as heavy as *the* partner.
PARTNER_NOTES = "none is named", "named too little", "none has the share", "tie: named first"


def find_partners(sentences: pd.DataFrame, *, capitals: bool = False) -> pd.DataFrame:
    """Find the countries, organisations, regions, instruments and events named in sentences.

    Ambiguous names ("Anh", "Thái") are judged with the rest of their article, so give whole articles.

    Parameters
    ----------
    sentences : table of schema ``sentences``.
    capitals : report capitals and seats of government too ("Bắc Kinh", "Nhà Trắng"), as rows of kind
        ``capital``. Off by default: of 20 sentences with each, 14 of Bắc Kinh mean the government, but 2
        of Brussels and none of Paris.

    Returns
    -------
    Table of schema ``partners``, in the order of the text. ``kind`` is ``country``, ``org``, ``region``,
    ``instrument`` or ``event``; ``key`` an ISO 3166-1 alpha-3 code (former states their own, as ``SUN``)
    or an id of the lexicons; ``rule`` what admitted the row. Column ``inside``: the organisation whose
    name the country stands in (Bỉ in "UNICEF Bỉ"), else "".

    Raises
    ------
    TableError : ``sentences`` lacks columns.
    LexiconError : a lexicon cannot be used; names file and line.

    Examples
    --------
    >>> text = "Sáng 4/4/2023, Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp Quốc vụ khanh Bỉ."
    >>> from kit.schema import make_table
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "lead"}], "sentences")
    >>> find_partners(sentences)[["text", "kind", "key"]].values.tolist()
    [['Bỉ', 'country', 'BEL']]
    """
    check_table(sentences, "sentences")
    titles = group_rows(sentences[sentences["role"] == "title"], ["start"])
    begins = {key: [start for (start,) in rows] for key, rows in titles.items()}
    return find_mentions(sentences, "partners", make_finder(capitals=capitals, titles=begins))


def find_partners_in_text(text: str, *, capitals: bool = False) -> pd.DataFrame:
    """Find the partners named in one string; offsets count in its NFC form.

    Parameters and rules as in `find_partners`; the whole string is one article.

    Returns
    -------
    Columns ``start, end, text, kind, key, rule, inside``.

    Examples
    --------
    >>> find_partners_in_text("Hội đồng Nhân quyền LHQ và phía Bỉ")[["text", "kind", "key"]].values.tolist()
    [['Hội đồng Nhân quyền LHQ', 'org', 'UNHRC'], ['Bỉ', 'country', 'BEL']]
    """
    return find_mentions_in_text(text, "partners", make_finder(capitals=capitals))


def load_partners(folder: Path | str | None = None) -> pd.DataFrame:
    """The partners of the lexicons as a table: what their keys mean, and where they belong.

    Returns
    -------
    Columns ``key``, ``kind`` (``country``, ``org``, ``region``), ``vi``, ``en`` (labels), ``group``
    (continent of a country, field of an organisation), ``region`` (sub-region of a country, else "") and
    ``parent`` (the organisation an organisation belongs to, else "").

    Examples
    --------
    >>> load_partners().set_index("key").loc["BEL", ["en", "group", "region"]].tolist()
    ['Belgium', 'Europe', 'Western Europe']
    """
    partners = load_gazetteer(folder).partners.values()
    rows = [(p.key, p.kind, p.vi, p.en, *(*p.group.split(" › "), "")[:2], p.parent) for p in partners]
    columns = ["key", "kind", "vi", "en", "group", "region", "parent"]
    return pd.DataFrame(rows, columns=columns).astype("str")


def add_partner(
    articles: pd.DataFrame,
    partners: pd.DataFrame,
    *,
    weights: dict[str, float] | None = None,
    share: float = PARTNER_SHARE,
    least: float = PARTNER_LEAST,
    home: str = HOME,
) -> pd.DataFrame:
    """Say who the partner of each article is.

    The rule: countries and organisations are weighed by where they are mentioned (`PARTNER_WEIGHTS`: the title
    most, teasers and furniture nothing), ``home``, countries inside an organisation's name and names said again
    left out; whoever has at least ``least`` weight and ``share`` of the article's is a partner, and the heaviest
    of them is *the* partner. Of those as heavy, it is the one mentioned first, and the note says so.

    Parameters
    ----------
    articles : table of schema ``articles``.
    partners : table from `find_partners`.
    weights : weight of one mention by role (default `PARTNER_WEIGHTS`).
    share : least share of an article's weight, 0 to 1.
    least : least weight; 0 lets a single mention in the body, or under a photograph, make a partner.
    home : the country whose partners these are.

    Returns
    -------
    ``articles`` with the columns ``partner`` (key, or "" if there is none), ``partner_share`` (its share
    of the weight, NaN if none), ``partners`` (the keys of all partners, heaviest first, joined by " ") and
    ``partner_note``: why there is no partner, that another is as heavy (`PARTNER_NOTES`), or "".

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"]})
    >>> mentions = pd.DataFrame({"article_id": ["a", "a", "b"], "kind": "country", "role": ["title", "lead", "body"],
    ...                          "key": ["BEL", "FRA", "FRA"], "start": [0, 9, 0], "inside": ""})
    >>> add_partner(articles, mentions)[["partner", "partner_share", "partners", "partner_note"]].values.tolist()
    [['BEL', 0.6, 'BEL FRA', ''], ['', nan, '', 'named too little']]
    """
    check_table(articles, "articles", columns=("article_id",))
    weighed = explain_partner(partners, weights=weights, share=share, least=least, home=home)
    able = weighed[weighed["verdict"] != "named"]
    tied = weighed.duplicated(["article_id", "weight"], keep=False)
    heaviest = weighed.assign(tied=tied).drop_duplicates("article_id").set_index("article_id")
    best = able.drop_duplicates("article_id").set_index("article_id")
    ids = articles["article_id"]
    none, little = ~is_among(ids, heaviest.index), ids.map(heaviest["weight"]) < least
    reasons = [none, little, ~is_among(ids, best.index), ids.map(heaviest["tied"]).eq(True)]
    return articles.assign(
        partner=ids.map(best["key"]).astype("str").fillna(""),
        partner_share=ids.map(best["share"]).astype(float),
        partners=ids.map(able.groupby("article_id")["key"].agg(" ".join)).astype("str").fillna(""),
        partner_note=pd.Series(np.select(reasons, PARTNER_NOTES, ""), ids.index, "str"),
    )


def explain_partner(
    partners: pd.DataFrame,
    *,
    weights: dict[str, float] | None = None,
    share: float = PARTNER_SHARE,
    least: float = PARTNER_LEAST,
    home: str = HOME,
) -> pd.DataFrame:
    """Show how the rule of `kit.add_partner` weighs the countries and organisations of each article.

    Parameters
    ----------
    partners : the ``partners`` table.
    weights, share, least, home : as for `kit.add_partner`.

    Returns
    -------
    A row per article and key, heaviest first: article_id, key, mentions per role that weighs (``title``,
    ``lead`` …), weight, share of the article's weight, ``verdict`` (``the partner``, ``a partner``, ``named``).

    Examples
    --------
    >>> mentions = pd.DataFrame({"article_id": "a", "kind": "country", "role": ["title", "lead", "body"],
    ...                          "key": ["BEL", "FRA", "LAO"], "start": [0, 9, 20], "inside": ""})
    >>> explain_partner(mentions)[["key", "title", "lead", "body", "weight", "verdict"]].values.tolist()
    [['BEL', 1, 0, 0, 3.0, 'the partner'], ['FRA', 0, 1, 0, 2.0, 'a partner'], ['LAO', 0, 0, 1, 1.0, 'named']]
    """
    table = _weigh(partners, PARTNER_WEIGHTS if weights is None else weights, home)
    able = (table["share"] >= share) & (table["weight"] >= least)
    verdict = pd.Series("named", index=table.index).mask(able, "a partner")
    table["verdict"] = verdict.mask(able & ~table["article_id"].duplicated(), "the partner").astype("str")
    return table.reset_index(drop=True)


def describe_partnerless(articles: pd.DataFrame) -> str:
    """How many of the articles that `add_partner` returned have no partner, and why.

    >>> table = pd.DataFrame({"partner": ["BEL", ""], "partner_note": ["", "named too little"]})
    >>> describe_partnerless(table)
    'Articles without a partner: 1 of 2 (named too little 1).'
    """
    reasons = articles.loc[articles["partner"] == "", "partner_note"].value_counts()
    why = ", ".join(f"{reason} {n:,}" for reason, n in reasons.items())
    return f"Articles without a partner: {reasons.sum():,} of {len(articles):,}{f' ({why})' if why else ''}."


def _weigh(partners: pd.DataFrame, weights: dict[str, float], home: str) -> pd.DataFrame:
    """The countries and organisations of each article with their weight and share of it, heaviest first.

    Columns: article_id, key, mentions by role that weighs, weight, share.
    """
    check_table(partners, "mentions", columns=("article_id", "kind", "role", "key", "start"))
    able = partners[partners["kind"].isin(SIDES) & (partners["key"] != home)]
    able = able[able["role"].map(weights).fillna(0) > 0]
    if "inside" in able:
        able = able[able["inside"] == ""]
    if "rule" in able:
        able = able[able["rule"] != REPEATED]
    counts = able.groupby(["article_id", "key", "role"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(weights), fill_value=0).rename_axis(columns=None)
    table = counts.assign(
        weight=(counts * pd.Series(weights)).sum(axis=1).astype(float),
        first=able.groupby(["article_id", "key"])["start"].min(),
    ).reset_index()
    table["share"] = table["weight"] / table.groupby("article_id")["weight"].transform("sum")
    order = ["article_id", "weight", "first"]
    return table.sort_values(order, ascending=[True, False, True]).drop(columns="first")
