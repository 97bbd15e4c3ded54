"""Statements counted: acts by side, dyad, topic or code of event data, and how even the talk of two sides is."""

from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pandas as pd

from kit.count.mentions import count_mentions
from kit.count.roles import keep_roles
from kit.count.sizes import add_denominator
from kit.errors import OptionError, suggest
from kit.schema import STORY_ROLES, check_columns, is_among, make_table
from kit.stats.intervals import FEW_ARTICLES, share_interval
from kit.vietnamese.acts.vocabulary import load_vocabulary
from kit.vietnamese.keys import check_known, read_keys
from kit.vietnamese.names.cues import HOME

# Between the two sides of a dyad: who speaks, and to whom.
ARROW = " → "

# The classes that root codes of CAMEO are put into; *statement* is neither co-operation nor conflict.
QUADS = ("statement", "verbal co-operation", "material co-operation", "verbal conflict", "material conflict")

_QUAD_OF_ROOT = {f"{root:02}": QUADS[int(place)] for root, place in enumerate("00111222333334434444", 1)}
_SPREAD = {"speaker": "speaker_side", "addressee": "addressee_side", "topic": "topics"}
_CODES = ("cameo", "plover", "quad")
# What statements can be counted by.
KEYS = ("act", *_SPREAD, "dyad", "person", *_CODES)


def count_statements(
    statements: pd.DataFrame,
    *,
    key: str = "act",
    by: str | None = None,
    acts: Sequence[str] | None = None,
    speaker: str | None = None,
    addressee: str | None = None,
    roles: Sequence[str] = STORY_ROLES,
    lexicons: Path | str | None = None,
) -> pd.DataFrame:
    """Count who says what to whom: tallies, one row per article and key.

    Parameters
    ----------
    statements : the ``statements`` table.
    key : what is counted: ``act``, ``speaker``, ``addressee``, ``dyad`` (``VNM → BEL``), ``topic``, ``person``,
        ``cameo``, ``plover`` or ``quad`` (see `add_act_codes`).
    by : another of these, to count apart.
    acts : only this act, or these acts: keys, or what they are called (``"Đề nghị"``).
    speaker, addressee : only what this side says, or is told (a partner: a key or a name), alone or with others.
    roles : roles of line that count.
    lexicons : a folder of lexicons of one's own, where the statements were found with one.

    Returns
    -------
    Tallies, sorted: article_id, key (and ``by``), n (statements), sentences, for `kit.summarise_tallies`. A statement
    of two sides, or of three topics, counts once for each; one that has none (nobody is addressed, PLOVER drops the
    act) is not counted by it.

    Raises
    ------
    TableError : a column is missing.
    OptionError : statements cannot be counted by that, or there is no such act or side.

    Examples
    --------
    >>> statements = pd.DataFrame({"article_id": "a", "sentence": [0, 1], "role": "body", "act": ["thank", "wish"],
    ...     "speaker_side": ["BEL", "BEL VNM"], "addressee_side": ["VNM", ""], "topics": ["health", ""], "person": ""})
    >>> count_statements(statements, key="speaker")[["key", "n"]].values.tolist()
    [['BEL', 2], ['VNM', 1]]
    >>> count_statements(statements, key="dyad", by="act")[["key", "act", "n"]].values.tolist()
    [['BEL → VNM', 'thank', 1]]
    """
    columns = ("article_id sentence role act person", *_SPREAD.values())
    check_columns(statements, *columns, made_by="kit.find_statements")
    wanted = [key] if by is None else [key, by]
    for name in wanted:
        if name not in KEYS:
            hint = suggest(name, KEYS, f"Use one of: {', '.join(KEYS)}.")
            raise OptionError(f"Statements are not counted by {name!r}. {hint}")
    asked = [acts] if isinstance(acts, str) else acts or ()
    wanted_acts = [read_keys("act", act, lexicons=lexicons)[0] for act in asked]
    sides = (speaker, addressee)
    speaker, addressee = (one and read_keys("partner", one, lexicons=lexicons)[0] for one in sides)
    rows = statements[statements["act"].isin(wanted_acts)] if wanted_acts else statements
    spread = {*wanted, *(["speaker", "addressee"] if "dyad" in wanted else [])}
    for name, column in _SPREAD.items():
        if name in spread:
            rows = rows.assign(**{name: rows[column].str.split()}).explode(name).dropna(subset=name)
            rows = rows.assign(**{column: rows[name].astype("str")}).astype({name: "str"})
    rows = rows[is_between(rows, speaker, addressee)]
    if "dyad" in wanted:
        rows = rows[rows["speaker"] != rows["addressee"]]
        rows = rows.assign(dyad=rows["speaker"] + ARROW + rows["addressee"])
    if spread & {*_CODES}:
        rows = add_act_codes(rows, lexicons=lexicons)
    rows = rows[(rows[wanted] != "").all(axis=1)]
    return count_mentions(rows.assign(key=rows[key]), roles=roles, by=by)


def is_between(statements: pd.DataFrame, speaker: str | None, addressee: str | None) -> pd.Series:
    """Which statements one side makes (alone or with others) to another; None: whoever it is.

    >>> is_between(pd.DataFrame({"speaker_side": ["BEL VNM", "VNM"], "addressee_side": ""}), "BEL", None).tolist()
    [True, False]
    """
    there = pd.Series(True, index=statements.index)
    for side, column in ((speaker, "speaker_side"), (addressee, "addressee_side")):
        if side is not None:
            there &= statements[column].str.split().map(lambda sides, side=side: side in sides).astype(bool)
    return there


def as_mentions(table: pd.DataFrame) -> pd.DataFrame:
    """Statements as mentions of their acts; a table of mentions as it is."""
    return table if "key" in table or "act" not in table else table.rename(columns={"act": "key"})


def add_act_codes(statements: pd.DataFrame, *, lexicons: Path | str | None = None) -> pd.DataFrame:
    """Add the codes of event data beside which the act of each statement stands.

    Parameters
    ----------
    statements : any table with ``act``.
    lexicons : a folder of lexicons of one's own.

    Returns
    -------
    ``statements`` with ``cameo`` and ``plover`` (from ``statements.yml``; "" where PLOVER drops the act) and ``quad``,
    one of `QUADS`: the class of the root of the CAMEO code. Making statements (01) and appeals (02) are neither
    co-operation nor conflict, so a polite request is no conflict, as it would be in PLOVER's four classes.

    References
    ----------
    Schrodt, P. A. (2012). *CAMEO Event and Actor Codebook*, version 1.1b3; Open Event Data Alliance (2014), *Phoenix
    data set* (the five classes); Duval, R. D. & Thompson, W. R. (1980), *American Journal of Political Science* 24,
    511-525 (the four that they extend).

    Examples
    --------
    >>> add_act_codes(pd.DataFrame({"act": ["thank", "request", "oppose"]})).values.tolist()[1:]
    [['request', '020', 'REQUEST', 'statement'], ['oppose', '110', 'ACCUSE', 'verbal conflict']]
    """
    check_columns(statements, "act", made_by="kit.find_statements")
    acts = load_vocabulary(lexicons).acts
    check_known("act", statements["act"].unique(), acts)
    said = (acts[key] for key in statements["act"])
    found = [(act.cameo, act.plover, _QUAD_OF_ROOT[act.cameo[:2]]) for act in said]
    return statements.assign(**pd.DataFrame(found, statements.index, _CODES, "str"))


def summarise_dyads(
    statements: pd.DataFrame, sizes: pd.DataFrame, *, home: str = HOME, roles: Sequence[str] = STORY_ROLES
) -> pd.DataFrame:
    """How much two sides say to each other, and how evenly: a row per pair of sides.

    Parameters
    ----------
    statements : the ``statements`` table.
    sizes : from ``corpus.sizes()``: the articles that count.
    home : the side that is named first in its pairs; of other pairs the first by key.
    roles : roles of line that count.

    Returns
    -------
    A row per pair of whom one addresses the other, most statements first: first, second, n_first (statements of the
    first side to the second), n_second (those to the first), n_together (made by both, as in *hai bên nhất trí*, the
    two sides agreed: they go neither way), n_articles, total_articles, share (of n_first in both ways: .5 is
    reciprocity) with an interval over articles (share_low, share_high: `kit.stats.intervals.share_interval`), note
    (*not enough data* in fewer than `FEW_ARTICLES` articles, where the interval is the widest there is).

    Raises
    ------
    TableError : a column is missing.
    """
    check_columns(sizes, "article_id", made_by="corpus.sizes()")
    tallies = count_statements(statements, key="dyad", roles=roles).rename(columns={"key": "way"})
    sides = tallies["way"].str.split(ARROW, expand=True).reindex(columns=[0, 1]).astype("str")
    turned = (sides[1] == home) | (sides[1] < sides[0]) & (sides[0] != home)
    tallies = tallies.assign(first=sides[0].mask(turned, sides[1]), second=sides[1].mask(turned, sides[0]))
    tallies = tallies.assign(n_first=tallies["n"].mask(turned, 0), n_second=tallies["n"].where(turned, 0))
    tallies = tallies[is_among(tallies["article_id"], sizes["article_id"])]
    counted = statements[is_among(statements["article_id"], sizes["article_id"])]
    said = keep_roles(counted, roles)["speaker_side"]
    together = Counter(pair for sides in said for pair in permutations(sides.split(), 2))
    rows = []
    for pair, told in tallies.groupby(["first", "second"]):
        n, back = told.groupby("article_id")[["n_first", "n_second"]].sum().to_numpy().T
        low, high = share_interval(n, n + back)
        counts = (n.sum(), back.sum(), together[pair], len(n), len(sizes), n.sum() / (n + back).sum())
        rows.append((*pair, *counts, low, high, "not enough data" if len(n) < FEW_ARTICLES else ""))
    table = make_table(rows, "dyads").assign(_n=lambda rows: rows["n_first"] + rows["n_second"])
    order = table.sort_values(["_n", "first", "second"], ascending=[False, True, True], ignore_index=True)
    return add_denominator(order.drop(columns="_n"), sizes)
