"""Counts corrected by what people coded: what the kit found, mended by a sample drawn with known probabilities."""

from math import ceil

import numpy as np
import pandas as pd

from kit.check.codes import UNIT, align_codes
from kit.count.mentions import count_mentions
from kit.count.sizes import add_denominator
from kit.count.statements import as_mentions
from kit.errors import OptionError
from kit.schema import check_columns, make_table
from kit.stats.intervals import FEW_ARTICLES, PER, difference_interval, wilson_interval
from kit.stats.totals import find_outcomes, log_interval

# With fewer coded sentences that have a key its corrected count has no interval, and is not given.
FEWEST_YES = 15

_WAYS = ("n_sentences", "share", "per_article", "rate")


def correct_counts(
    mentions: pd.DataFrame, codes: pd.DataFrame, sizes: pd.DataFrame, *, by: str = "", reference: str = ""
) -> pd.DataFrame:
    """How many sentences have each key: what the kit found, corrected by a sample that people coded.

    Parameters
    ----------
    mentions : topics, partners or dates that the kit found, or statements, whose keys are their acts.
    codes : from `kit.check.load_codes`, of forms that `kit.sample_to_code` drew; or codes of every sentence. Where
        coders differ the majority decides, a tie counts half.
    sizes : from ``corpus.sizes()``: every article of the collection, with its sentences and words.
    by : a column of ``sizes`` that says which group or period an article is in.
    reference : a value of ``by``: every other group is compared with it.

    Returns
    -------
    A row per key (and group), most frequent first: n_sentences (corrected) of total_sentences; share of the
    sentences; per_article; rate per 1,000 words; each also ``_raw`` (what the kit found) and with an interval of 95 %
    (``_low``, ``_high``); total_articles, total_words; n_coded sentences of articles_coded, n_yes of them with the
    key; precision (share that is right of the n_hits of them in which the kit found it; missing if it found it in
    none) with Wilson's interval; power (how far the kit was trusted, 0 to 1); note. With ``reference`` also
    rate_change, rate_change_raw, rate_change_low and rate_change_high (Zou & Donner 2008).

    The interval of n_sentences is that of this collection: it is 0 wide if all was coded. Those of share, per_article
    and rate are over articles, as of a sample of such articles. Fewer than 15 coded sentences with the key, or such
    sentences in fewer than 5 articles, make no interval: n_sentences is what the kit found, low and high are what the
    codes alone prove, and the note begins *not enough data* and says how many codes it would take. Where nothing at
    all was coded, every number is the kit's.

    Raises
    ------
    TableError : a table lacks its columns.
    OptionError : a reference that is not there.

    Notes
    -----
    The sum of all predictions and of (code - prediction) / probability over what was coded, with as much weight on
    the prediction as makes the variance least; clustered by article, with Student's t on the logarithm.

    References
    ----------
    Egami, Hinck, Stewart & Wei (2023), *Using imperfect surrogates for downstream inference*, arXiv 2306.04746;
    Angelopoulos, Duchi & Zrnic (2023), *PPI++*, arXiv 2311.01453; Särndal, Swensson & Wretman (1992), ch. 6.

    Examples
    --------
    >>> found = pd.DataFrame({"article_id": "a", "sentence": [0, 1], "role": "body", "key": "health"})
    >>> sizes = pd.DataFrame({"article_id": ["a"], "sentences": [3], "words": [60]})
    >>> codes = pd.DataFrame({"coder": "An", "article_id": "a", "sentence": [0, 1, 2], "key": "health",
    ...                       "value": [1, 0, 0]})
    >>> correct_counts(found, codes, sizes)[["n_sentences_raw", "n_sentences", "precision"]].values.tolist()
    [[2.0, 1.0, 0.5]]
    """
    groups = [by] if by else []
    check_columns(sizes, "article_id sentences words", *groups, made_by="corpus.sizes()")
    sizes = sizes.sort_values("article_id", ignore_index=True)
    parts = dict(list(sizes.groupby(by, observed=False))) if by else {"": sizes}
    if reference and reference not in parts:
        raise OptionError(f"There is no group {reference!r}; there are {', '.join(map(str, parts))}.")
    tallies, coded = count_mentions(as_mentions(mentions)), _find_sample(codes, mentions, sizes)
    rows = []
    keys = sorted({*tallies["key"].unique(), *coded.loc[coded["coded"] > 0, "key"]})
    for key in keys:
        found = tallies[tallies["key"] == key].set_index("article_id")["sentences"]
        raw = found.reindex(sizes["article_id"], fill_value=0).to_numpy(float)
        sample, outcomes = coded[coded["key"] == key], None
        if len(sample) and sample["probability"].all():
            columns = sample[["coded", "found", "probability"]].to_numpy(float).T
            whole = np.array([raw, sizes["sentences"]])
            outcomes = find_outcomes(columns[:2], columns[2], sample["article"].to_numpy(), whole)
        for size in parts.values():
            here = sample[sample["article"].isin(size.index)]
            note = _find_note(here, size["sentences"].sum()) if len(coded) else ""
            row = _summarise(here, raw[size.index].sum(), size, None if note else outcomes)
            rows.append({"key": key, **row, "note": note})
    table = make_table(rows, "corrected")
    if by:
        table.insert(0, by, pd.Series([*parts] * len(keys), dtype=sizes[by].dtype))
        table = _compare(table, by, reference) if reference else table
    table.attrs |= codes.attrs
    ascending = [True] * len(groups) + [False, True]
    table = table.sort_values([*groups, "n_sentences", "key"], ascending=ascending, ignore_index=True)
    return add_denominator(table, sizes)


def _find_sample(codes: pd.DataFrame, mentions: pd.DataFrame, sizes: pd.DataFrame) -> pd.DataFrame:
    """The coded sentences of these articles, with the place of each article in the sizes."""
    table = align_codes(codes[codes["article_id"].isin(sizes["article_id"])], mentions)
    if len(table[UNIT].drop_duplicates()) == sizes["sentences"].sum():
        table["probability"] = 1.0  # what was coded is all that there is
    drawn = table["probability"] > 0
    table = table[drawn] if drawn.any() else table
    return table.assign(article=pd.Index(sizes["article_id"]).get_indexer(table["article_id"]))


def _find_note(coded: pd.DataFrame, total: int) -> str:
    """Why there is no interval ("" if there is one) for a key of which these sentences were coded, of so many."""
    yes, n, articles = coded["coded"].sum(), len(coded), coded.loc[coded["coded"] > 0, "article"].nunique()
    need = f"about {ceil(FEWEST_YES * n / yes)}" if yes else f"more than {FEWEST_YES * n}"
    need = f"; {need} codes drawn like these would have {FEWEST_YES}" if n < total else ""
    reasons = {
        "never coded": not n,
        "coded without probabilities (kit.sample_to_code gives them)": not coded["probability"].all(),
        f"{yes:g} of {n} coded sentences have it{need}": yes < FEWEST_YES,
        f"coded in fewer than {FEW_ARTICLES} articles": articles < FEW_ARTICLES,
    }
    return next((f"not enough data: {why}" for why, holds in reasons.items() if holds), "")


def _summarise(coded: pd.DataFrame, raw: float, size: pd.DataFrame, outcomes: tuple | None) -> dict:
    """The numbers of one key in one group of articles."""
    yes, found = coded["coded"], coded["found"]
    n, clusters, total = len(size), coded["article"].nunique(), size["sentences"].sum()
    units = np.array([np.zeros(n), size["sentences"], np.ones(n), size["words"] / PER])  # as in _WAYS
    whole = np.where(units.any(axis=1), units.sum(axis=1), [1, *[np.inf] * 3])
    # Whatever was not coded, so much is certain.
    low, high = ((yes == 1).sum(), total - (yes == 0).sum()) if len(coded) else (raw, raw)
    number = np.clip(raw, low, high)
    if outcomes:
        values, errors = (part[size.index] for part in outcomes[:2])
        number = np.clip(values.sum(), low, high)
        # Over articles: as those of a sample of articles vary. The number alone is that of these articles.
        squares = n / (n - 1) * ((values - (number / whole)[:, None] * units) ** 2).sum(axis=1)
        squares[0] = clusters / (clusters - 1) * (errors**2).sum()
        # What is rare is known from the articles that have it, and not from all that were read.
        ends = log_interval(number, squares + outcomes[2], coded.loc[yes > 0, "article"].nunique() - 1)
        low, high = np.clip(ends, [[low, 0, 0, 0]], [[high, total, total, total]])
    row = {"total_articles": n, "total_sentences": total, "total_words": size["words"].sum()}
    for end, value in {"": number, "_raw": raw, "_low": low, "_high": high}.items():
        row |= {name + end: part for name, part in zip(_WAYS, value / whole, strict=True)}
    right, (least, most) = (found * yes).sum(), wilson_interval((found * yes).sum(), found.sum())
    precision = right / found.sum() if found.any() else np.nan
    row |= {"precision": precision, "precision_low": least, "precision_high": most}
    row |= {"n_coded": len(coded), "articles_coded": clusters, "n_yes": yes.sum(), "n_hits": found.sum()}
    return row | {"power": outcomes[3] if outcomes else 0.0}


def _compare(table: pd.DataFrame, by: str, reference: str) -> pd.DataFrame:
    """``table`` with the change of every rate from that of the reference group, its interval from those of the two."""
    base = table[table[by] == reference].set_index("key").loc[table["key"]].reset_index(drop=True)
    change, same = table["rate"] - base["rate"], table[by] == reference
    rates = ["rate", "rate_low", "rate_high"]
    low, high = difference_interval(*(part[name] for part in (table, base) for name in rates))
    ends = {"rate_change_low": change.where(same, low), "rate_change_high": change.where(same, high)}
    return table.assign(rate_change=change, rate_change_raw=table["rate_raw"] - base["rate_raw"], **ends)
