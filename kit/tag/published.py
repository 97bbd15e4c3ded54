"""When an article was published, deduced from what it says is past and what it says is to come."""

import datetime as dt
from collections import defaultdict

import pandas as pd

from kit.read.metadata import BOUNDS
from kit.schema import SCHEMAS, STORY_ROLES, check_table, iterate_rows
from kit.tag.dates import as_day, find_today
from kit.vietnamese.dates.asked import read_bounds, read_day
from kit.vietnamese.dates.evidence import OPENINGS, Evidence, Place, read_stamp, weigh_sentence
from kit.vietnamese.dates.grammar import load_grammar
from kit.vietnamese.dates.publication import STATED, Bounds, Known, deduce, know_bounds
from kit.vietnamese.dates.reader import Reader

ARCHIVE = dt.date(1998, 1, 1)  # Viet Nam was connected to the Internet in November 1997
_BESIDE = 2  # sentences between a story and its date line
_STAMPED = ("byline", "furniture")
_REASONS = {"given": "It came with the article.", "stated": STATED}
_DEDUCED = ("published", "published_basis", *BOUNDS, "published_reason")


def add_published(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    archive_from: dt.date = ARCHIVE,
    today: str | dt.date | pd.Timestamp | None = None,
    published_from: str | dt.date | None = None,
    published_to: str | dt.date | None = None,
) -> pd.DataFrame:
    """Add the publication date, or the bounds of it, of articles that came without one.

    Parameters
    ----------
    articles : the ``articles`` table. A ``published`` that is there already stays as it is; ``published_from`` and
        ``published_to`` of an article without one are bounds that are known.
    sentences : the ``sentences`` table of these articles.
    archive_from : the day before which no article can be from. An article about 1945 names days of 1945; they are
        history and bound nothing, and neither does a day more than five years after all that is past.
    today : the day that decades and two-digit years are near to, and beyond which plans are too far ahead (default:
        `kit.tag.dates.find_today` of the articles).
    published_from, published_to : the first and last day on which any of these articles can have been published: a
        day, month (``"2013-05"``) or year. They narrow the bounds of each article, and contradict no given date.

    Returns
    -------
    The articles with ``published``, ``published_basis``, ``published_from``, ``published_to`` and a sentence of
    ``published_reason``. The basis is ``given`` or ``stated`` (as it came, or on a date line), ``inferred`` (the story
    opens with the day of its news, and the words or the bounds leave one year for it: ``published`` is that day,
    ``published_to`` the day after), ``bounded`` (only the interval is known: ``published`` stays ``NaT``, for a guess
    is no fact) or ``unknown``. Bounds that cannot be, or that a date contradicts, add a word to ``quality``
    (`kit.read.quality.FLAGS`), and the reason says which sentence does.

    Raises
    ------
    TableError : a column is missing.
    OptionError : ``today`` is not a date, or a bound is none or after the other.

    Notes
    -----
    Past is a day beside *đã*, *hồi* or *vừa*, or of a document (*Quyết định … ngày 20/3/2020*); to come is a day
    beside *sẽ*, *dự kiến* or *sắp tới*. What the opening tells as news: `kit.vietnamese.dates.news.tell`.
    Dates in teasers belong to other articles and are left aside.

    Examples
    --------
    >>> from kit.schema import make_table
    >>> text = "Chiều 4/4, hai bên hội đàm tại Hà Nội."
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "lead"}], "sentences")
    >>> articles = make_table([{"article_id": "a", "text": text}], "articles")
    >>> add_published(articles, sentences)["published_basis"].tolist()
    ['unknown']
    >>> row = add_published(articles, sentences, published_from="2023", published_to="2023-06").iloc[0]
    >>> row["published_basis"], str(row["published"].date()), str(row["published_to"].date())
    ('inferred', '2023-04-04', '2023-04-05')
    """
    check_table(articles, "articles", columns=("article_id", "text", "published"))
    check_table(sentences, "sentences", columns=("article_id", "sentence", "role", "start", "text"))
    bounds, said = read_bounds(published_from, published_to, today=today), read_day(today, "today")
    result = articles.copy()
    for name, empty in (("published_from", pd.NaT), ("published_to", pd.NaT), ("published_basis", "")):
        if name not in result:
            result[name] = pd.Series(empty, index=result.index, dtype=SCHEMAS["articles"][name])
    missing = result["published"].isna()
    given = ~missing & ~result["published_basis"].isin(["given", "stated", "inferred"])
    result.loc[given, "published_basis"] = "given"
    result["published_reason"] = result["published_basis"].map(_REASONS).fillna("").astype("str")
    now = said or find_today(result)
    rows = result.loc[missing, ["article_id", "text", "published_from", "published_to"]]
    own = rows[["published_from", "published_to"]].map(as_day).itertuples(index=False, name=None)
    known = [know_bounds(ends, bounds, said) for ends in own]
    evidence = _collect(rows, sentences, known, archive_from, now)
    deduced = [deduce(evidence[key], span, now) for key, span in zip(rows["article_id"], known, strict=True)]
    for name, values in pd.DataFrame(deduced, columns=list(_DEDUCED), index=rows.index).items():
        result.loc[missing, name] = values.astype(SCHEMAS["articles"].get(str(name), "str"))
    flags = pd.Series([" ".join(span.flags) for span in known], index=rows.index, dtype="str")
    return _mark_outside(result, flags.reindex(result.index, fill_value=""), bounds)


def _mark_outside(articles: pd.DataFrame, flags: pd.Series, bounds: Bounds) -> pd.DataFrame:
    """The articles, what is wrong with their bounds in ``quality``; a given date stays, whatever its collection's."""
    low, high = map(pd.Timestamp, bounds)
    dated = articles["published_basis"].isin(["given", "stated"]) & flags.eq("")
    outside = dated & ((articles["published"] < low) | (articles["published"] > high))
    flags = flags.mask(outside, "date-outside-bounds")
    if flags.eq("").all():
        return articles
    said = articles["published_reason"] + " It lies outside the bounds of the collection, and stays."
    marked = (articles.get("quality", "") + " " + flags).map(lambda of: " ".join(dict.fromkeys(of.split())))
    reason = articles["published_reason"].mask(outside, said)
    return articles.assign(published_reason=reason, quality=marked.astype("str"))


def _collect(
    articles: pd.DataFrame, sentences: pd.DataFrame, known: list[Known], archive_from: dt.date, today: dt.date
) -> defaultdict[str, Evidence]:
    """The evidence of each article: its dates read without a publication date, with their tense."""
    found: defaultdict[str, Evidence] = defaultdict(Evidence)
    own = sentences[sentences["article_id"].isin(articles["article_id"])]
    vocabulary, opening, stories = load_grammar(), _find_openings(own), _find_stories(own)
    rows = zip(articles["article_id"], articles["text"], known, strict=True)
    readers = {
        key: (Reader(text, vocabulary, None, today=today), min(archive_from, span.first or archive_from))
        for key, text, span in rows
    }
    for article_id, sentence, role, text in iterate_rows(own, ("article_id", "sentence", "role", "text")):
        reader, archive = readers[article_id]
        dates, evidence = reader.read(text), found[article_id]
        first, last = stories.get(article_id, (0, 0))
        if role in _STAMPED and first - _BESIDE <= sentence <= last + _BESIDE:
            read_stamp(evidence, dates, Place(sentence, text), archive)
        rank = opening.get((article_id, sentence), OPENINGS)
        if role in STORY_ROLES and (dates or rank < OPENINGS):
            place = Place(sentence, text, reader.low, rank)
            weigh_sentence(evidence, dates, place, archive, vocabulary)
    return found


def _find_stories(sentences: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """The first and the last sentence of each story; a date line farther away is a clock or another story's."""
    story = sentences[sentences["role"].isin(STORY_ROLES)].groupby("article_id", sort=False)["sentence"]
    ends = zip(story.min().to_dict().items(), story.max(), strict=True)
    return {article_id: (int(first), int(last)) for (article_id, first), last in ends}


def _find_openings(sentences: pd.DataFrame) -> dict[tuple[str, int], int]:
    """The sentences with which each story begins, and their rank: of its lead, or else of its body."""
    story = sentences[sentences["role"].isin(["lead", "body"])]
    order = story.sort_values(["role", "sentence"], ascending=[False, True])  # a lead before a body
    rank = order.groupby("article_id").cumcount()
    first = order[rank < OPENINGS]
    return dict(zip(zip(first["article_id"], first["sentence"], strict=True), rank[first.index], strict=True))


def find_bounds(articles: pd.DataFrame) -> pd.DataFrame:
    """The first and the last day on which each article can have been published, by its id; NaT: not known."""
    known = articles.drop_duplicates("article_id").set_index("article_id")
    published = known["published"]
    return pd.DataFrame({name: published.fillna(known.get(name, published)) for name in BOUNDS})


def list_bounds(articles: pd.DataFrame) -> dict[str, tuple[dt.date, dt.date]]:
    """The same as a pair of days for each id of which both are known."""
    day = articles["published"]
    ends = [day.fillna(articles.get(name, day)).to_numpy("datetime64[D]").tolist() for name in BOUNDS]
    known = dict(reversed([*zip(articles["article_id"].tolist(), zip(*ends, strict=True), strict=True)]))
    return {key: span for key, span in known.items() if None not in span}
