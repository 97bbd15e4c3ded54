"""Checking by hand: the kit held against what people coded, and coders against each other."""

from __future__ import annotations

from collections.abc import Sequence

import krippendorff
import numpy as np
import pandas as pd

from kit.check.coding import check_coded_text
from kit.errors import OptionError
from kit.schema import STORY_ROLES, check_table, empty_table
from kit.stats.intervals import redraw, wilson_interval

_CODED = ("coder", "article_id", "sentence", "key", "value")

FEWEST_CODED = 5
"""A code given in fewer sentences than this is flagged: a score of it rests on next to nothing."""

KIT = "kit"
"""What the kit is called where it stands beside the coders."""


def find_coded(
    codes: pd.DataFrame, sentences: pd.DataFrame, *, roles: Sequence[str] = STORY_ROLES
) -> pd.DataFrame:
    """The codes of sentences that a collection has, in lines of these roles.

    Parameters
    ----------
    codes : from `kit.check.coding.load_codes`.
    sentences : the sentences table of the collection.
    roles : roles of line that count.

    Returns
    -------
    Those rows of ``codes``, with ``role``.

    Raises
    ------
    TableError : a table lacks its columns, or some sentences read otherwise than when they were coded.
    """
    check_table(codes, "codes", columns=_CODED)
    check_table(sentences, "sentences", columns=("article_id", "sentence", "role", "text"))
    known = sentences[sentences["role"].isin(list(roles))][["article_id", "sentence", "role"]]
    found = codes.merge(known, on=["article_id", "sentence"])
    if found.empty:
        coded = codes[["article_id", "sentence"]].drop_duplicates()
        return empty_table(
            "codes",
            f"None of the {len(coded)} coded sentences (of {coded['article_id'].nunique()} articles) is in this "
            "collection, in a line of these roles: draw a sample of it, code it, and read that.",
        )
    check_coded_text(found, sentences)
    return found


def score_codes(
    codes: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    coder: str | None = None,
    level: float = 0.95,
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Precision, recall and F1 of the kit against what people coded, sentence by sentence.

    Parameters
    ----------
    codes : from `load_codes`. Where several coders saw a sentence, more than half must have given the code.
    mentions : topics, partners or dates that the kit found; only coded sentences and codes of the scheme count.
    coder : score against this coder alone.
    level, draws, seed : of the intervals. Wilson for precision and recall. F1 is 2J / (1 + J) of the share J of
        correct sentences among those coded or found, so its interval is Wilson's of J; that of a bootstrap over
        sentences counts where it is wider. Redraws in which nothing is coded or found have no F1 and are left
        out.

    Returns
    -------
    A row per key and a last row ``all`` (micro-average): key, n_coded (sentences with the code), n_found,
    n_both, n_sentences, precision, precision_low, precision_high, recall, rectotallow, rectotalhigh, f1, f1_low,
    f1_high, note. A share of nothing is 0, with the interval 0 to 1. The note says *not enough data* where fewer
    than 5 sentences have the code, or the kit found none.

    Raises
    ------
    OptionError : a coder who is not there.

    References
    ----------
    van Rijsbergen (1979), *Information Retrieval*, ch. 7; Wilson (1927); Efron & Tibshirani (1993), ch. 13.
    """
    table = compare_with_codes(codes, mentions, coder=coder)
    if table.empty:
        return empty_table("scores", codes.attrs.get("note", "No sentence was coded."))
    truth = table.pivot_table(index=["article_id", "sentence"], columns="key", values="coded")
    found = table.pivot_table(index=["article_id", "sentence"], columns="key", values="found")
    keys = list(truth.columns)
    truth, found = truth.to_numpy(float), found.to_numpy(float)
    truth, found = (np.column_stack([part, part.sum(axis=1)]) for part in (truth, found))
    both = np.minimum(truth, found)
    both[:, -1] = both[:, :-1].sum(axis=1)
    n_coded, n_found, n_both = truth.sum(axis=0), found.sum(axis=0), both.sum(axis=0)
    columns: dict[str, object] = {
        "key": pd.Series([*keys, "all"], dtype="str"),
        "n_coded": n_coded.astype("int64"),
        "n_found": n_found.astype("int64"),
        "n_both": n_both.astype("int64"),
        "n_sentences": len(truth),
    }
    for name, of in (("precision", n_found), ("recall", n_coded)):
        low, high = wilson_interval(n_both, of, level=level)
        columns |= {name: n_both / np.maximum(of, 1), f"{name}_low": low, f"{name}_high": high}
    shares = wilson_interval(n_both, n_coded + n_found - n_both, level=level)
    drawn = _bootstrap_f1(both, truth + found, level=level, draws=draws, seed=seed)
    few = (n_coded < FEWEST_CODED) | (n_found == 0)
    columns |= {
        "f1": 2 * n_both / np.maximum(n_coded + n_found, 1),
        "f1_low": np.fmin(2 * shares[0] / (1 + shares[0]), drawn[0]),
        "f1_high": np.fmax(2 * shares[1] / (1 + shares[1]), drawn[1]),
        "note": pd.Series(np.where(few, "not enough data", ""), dtype="str"),
    }
    return pd.DataFrame(columns)


def compare_with_codes(
    codes: pd.DataFrame, mentions: pd.DataFrame, *, coder: str | None = None
) -> pd.DataFrame:
    """Every coded sentence and key: what people coded and what the kit found.

    Returns
    -------
    Columns article_id, sentence, key, coded, found (1 or 0), verdict: *agreed*, *missed* (coded, not found),
    *extra* (found, not coded) or empty (neither). Join the sentences table to read the disagreements.

    Raises
    ------
    TableError, OptionError : as `score_codes`.
    """
    check_table(codes, "codes", columns=_CODED)
    check_table(mentions, "mentions", columns=("article_id", "sentence", "key"))
    if coder is not None:
        if coder not in set(codes["coder"]):
            raise OptionError(
                f"There is no coder {coder!r}; there are {', '.join(sorted(set(codes['coder'])))}."
            )
        codes = codes[codes["coder"] == coder]
    if codes.empty:
        return empty_table("verdicts", codes.attrs.get("note", "No sentence was coded."))
    unit = ["article_id", "sentence", "key"]
    coded = (
        codes.groupby(unit, sort=True)["value"].mean().gt(0.5).astype("int8").rename("coded").reset_index()
    )
    hits = mentions[unit].drop_duplicates().assign(found=1)
    table = coded.merge(hits, on=unit, how="left")
    table = table.assign(found=table["found"].fillna(0).astype("int8"))
    verdict = np.select(
        [
            (table["coded"] == 1) & (table["found"] == 1),
            table["coded"] > table["found"],
            table["found"] > table["coded"],
        ],
        ["agreed", "missed", "extra"],
        "",
    )
    return table.assign(verdict=pd.Series(verdict, dtype="str"))


def add_kit_as_coder(codes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """The codes of people, and beside them what the kit found in the same sentences, as one more coder.

    Parameters
    ----------
    codes : from `kit.check.coding.load_codes`.
    mentions : topics, partners or dates that the kit found.

    Returns
    -------
    coder, article_id, sentence, key, value: the rows of ``codes``, then those of the coder ``kit``; for
    `kit.check.validate.agreement` and `kit.check.validate.find_disagreements`.
    """
    columns = ["coder", "article_id", "sentence", "key", "value"]
    found = compare_with_codes(codes, mentions).rename(columns={"found": "value"}).assign(coder=KIT)
    return pd.concat([codes[columns], found[columns]], ignore_index=True)


def agreement(codes: pd.DataFrame, *, level: float = 0.95, draws: int = 1000, seed: int = 1) -> pd.DataFrame:
    """How far coders agree: Krippendorff's alpha per key, sentences that some left blank included.

    Parameters
    ----------
    codes : from `load_codes`, two coders or more.
    level, draws, seed : of the interval: a bootstrap over sentences, or where it is wider (coders who always
        agree agree in every redraw) the alphas at the ends of Wilson's interval of the share that disagrees.

    Returns
    -------
    A row per key: key, n_coders, n_sentences (coded by two or more), n_yes (times the code was given in them),
    agreed (share of pairs of coders that agree), alpha, alpha_low, alpha_high (between -1 and 1), note. Where
    all gave the same value alpha is not defined: 0, from -1 to 1. The note says *not enough data* there, and
    where fewer than 5 sentences were given the code by anybody, or fewer than 5 denied it.

    Raises
    ------
    TableError : ``codes`` is no such table. With fewer than two coders, or no sentence in common, there is no row.

    References
    ----------
    Krippendorff, K. (2011). *Computing Krippendorff's alpha-reliability*; Hayes, A. & Krippendorff, K. (2007),
    *Communication Methods and Measures* 1, 77-89.
    """
    check_table(codes, "codes", columns=_CODED)
    coders = sorted(set(codes["coder"]))
    if len(coders) < 2:
        alone = f"here is {coders[0]!r} alone" if coders else "here is none"
        return empty_table("agreement", f"Agreement needs two coders or more; {alone}.")
    rows = []
    for key, part in codes.groupby("key", sort=True):
        values = part.pivot(index="coder", columns=["article_id", "sentence"], values="value").to_numpy(float)
        pairable = values[:, (~np.isnan(values)).sum(axis=0) >= 2]
        if not pairable.size:
            note = (
                f"No sentence was coded by two of the coders {', '.join(coders)}; give them some in common."
            )
            return empty_table("agreement", note)
        counted = (~np.isnan(pairable)).sum(axis=0)
        yes = np.nansum(pairable, axis=0)
        mixed = 2 * yes * (counted - yes) / (counted * (counted - 1))
        alpha, low, high = 0.0, -1.0, 1.0
        if 0 < yes.sum() < counted.sum():
            alpha = float(krippendorff.alpha(reliability_data=pairable, level_of_measurement="nominal"))
            low, high = _bootstrap_alpha(yes, counted, level=level, draws=draws, seed=seed)
        few = min((yes > 0).sum(), (yes < counted).sum()) < FEWEST_CODED
        rows.append(
            {
                "key": key,
                "n_coders": len(coders),
                "n_sentences": pairable.shape[1],
                "n_yes": int(yes.sum()),
                "agreed": float(1 - np.average(mixed, weights=counted * (counted - 1))),
                "alpha": alpha,
                "alpha_low": low,
                "alpha_high": high,
                "note": "not enough data" if few else "",
            }
        )
    return pd.DataFrame(rows).astype({"key": "str", "note": "str"})


def find_disagreements(codes: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The sentences on which coders differ: article_id, sentence, key, yes, no (who), text.

    Raises
    ------
    TableError : ``codes`` or ``sentences`` is not such a table, or a coded sentence reads otherwise now.
    """
    check_table(codes, "codes", columns=_CODED)
    if codes.empty:
        return empty_table("disagreements", codes.attrs.get("note", "No sentence was coded."))
    check_table(sentences, "sentences", columns=("article_id", "sentence", "text"))
    check_coded_text(codes, sentences)
    unit = ["article_id", "sentence", "key"]
    named = codes.assign(
        yes=codes["coder"].where(codes["value"] == 1), no=codes["coder"].where(codes["value"] == 0)
    )
    table = named.groupby(unit, sort=True)[["yes", "no"]].agg(lambda who: ", ".join(sorted(who.dropna())))
    table = table[(table["yes"] != "") & (table["no"] != "")].reset_index()
    return table.merge(
        sentences[["article_id", "sentence", "text"]], on=["article_id", "sentence"], how="left"
    )


def _bootstrap_f1(
    both: np.ndarray, either: np.ndarray, *, level: float, draws: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Ends of the F1 of redraws; NaN for a key that no redraw holds."""
    weights = list(redraw(len(both), draws=draws, seed=seed))
    hits, total = (np.concatenate([w @ counts for w in weights]) for counts in (2 * both, either))
    ends = np.full((2, both.shape[1]), np.nan)
    for key, defined in enumerate((total > 0).T):
        if defined.any():
            scores = hits[defined, key] / total[defined, key]
            ends[:, key] = np.quantile(scores, [(1 - level) / 2, (1 + level) / 2])
    return ends[0], ends[1]


def _bootstrap_alpha(
    yes: np.ndarray, counted: np.ndarray, *, level: float, draws: int, seed: int
) -> tuple[float, float]:
    """Interval of alpha for yes-or-no codes; from the coincidences of each unit, so draws are products.

    Alpha is 1 - mixed / chance. The share of pairs that are mixed is known no better than as many sentences let
    it be known (Wilson), whatever the redraws say; coders who always agree have no other interval.
    """
    units = np.column_stack([yes * (counted - yes) / (counted - 1), yes, counted - yes])
    mixed, ones, zeros = np.concatenate([w @ units for w in redraw(len(yes), draws=draws, seed=seed)]).T
    varied = (ones > 0) & (zeros > 0)
    alphas = 1 - (ones + zeros - 1) * mixed / np.where(varied, ones * zeros, 1.0)
    alphas = alphas[varied]
    low, high = np.quantile(alphas, [(1 - level) / 2, (1 + level) / 2]) if len(alphas) else (1.0, -1.0)
    mixed, ones, zeros = units.sum(axis=0)
    chance = 2 * ones * zeros / (ones + zeros - 1)
    least, most = wilson_interval(2 * mixed / (ones + zeros) * len(yes), len(yes), level=level)
    low = min(low, 1 - float(most) * (ones + zeros) / chance)
    high = max(high, 1 - float(least) * (ones + zeros) / chance)
    return float(np.clip(low, -1, 1)), float(np.clip(high, -1, 1))
