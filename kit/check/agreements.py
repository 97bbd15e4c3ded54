"""Agreement: how far coders give the same codes, and where they do not."""

import krippendorff
import numpy as np
import pandas as pd

from kit.check.codes import COLUMNS, FEWEST_CODED, UNIT, check_codes
from kit.schema import check_table, empty_table, make_table
from kit.stats.intervals import redraw, wilson_interval


def agreement(codes: pd.DataFrame) -> pd.DataFrame:
    """How far coders agree: Krippendorff's alpha per key, sentences that some left blank included.

    Parameters
    ----------
    codes : from `kit.check.codes.load_codes`, two coders or more.

    Returns
    -------
    A row per key: key, n_coders, n_sentences (coded by two or more), n_yes (times the code was given in them),
    agreed (share of pairs of coders that agree), alpha, alpha_low, alpha_high (between -1 and 1), note. Where
    all gave the same value alpha is not defined: 0, from -1 to 1. The note says *not enough data* there, and
    where fewer than 5 sentences were given the code by anybody, or fewer than 5 denied it.

    The interval, of 95 %, is that of a bootstrap over sentences, or where it is wider (coders who always agree
    agree in every redraw) the alphas at the ends of Wilson's interval of the share that disagrees.

    Raises
    ------
    TableError : ``codes`` is no such table. With fewer than two coders, or no sentence in common, there is no row.

    References
    ----------
    Krippendorff, K. (2011). *Computing Krippendorff's alpha-reliability*; Hayes, A. & Krippendorff, K. (2007),
    *Communication Methods and Measures* 1, 77-89.
    """
    check_table(codes, "codes", columns=COLUMNS)
    coders = sorted(set(codes["coder"]))
    if len(coders) < 2:
        alone = f"here is {coders[0]!r} alone" if coders else "here is none"
        return empty_table("agreement", f"Agreement needs two coders or more; {alone}.")
    rows = []
    for key, part in codes.groupby("key", sort=True):
        values = part.pivot(index="coder", columns=UNIT, values="value").to_numpy(float)
        pairable = values[:, (~np.isnan(values)).sum(axis=0) >= 2]
        if not pairable.size:
            apart = f"No sentence was coded by two of the coders {', '.join(coders)}"
            return empty_table("agreement", f"{apart}; give them some in common.")
        counted = (~np.isnan(pairable)).sum(axis=0)
        yes = np.nansum(pairable, axis=0)
        differing, pairs = 2 * yes * (counted - yes), counted * (counted - 1)
        alpha, low, high = 0.0, -1.0, 1.0
        if 0 < yes.sum() < counted.sum():
            alpha = float(krippendorff.alpha(reliability_data=pairable, level_of_measurement="nominal"))
            low, high = _bootstrap_alpha(yes, counted)
        few = min((yes > 0).sum(), (yes < counted).sum()) < FEWEST_CODED
        agreed = float(1 - differing.sum() / pairs.sum())
        numbers = (len(coders), pairable.shape[1], int(yes.sum()), agreed, alpha, low, high)
        rows.append((key, *numbers, "not enough data" if few else ""))
    return make_table(rows, "agreement")


def find_disagreements(codes: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The sentences on which coders differ: article_id, sentence, key, yes, no (who), text.

    Raises
    ------
    TableError : ``codes`` or ``sentences`` is not such a table, or a coded sentence reads otherwise now.
    """
    check_table(codes, "codes", columns=COLUMNS)
    if codes.empty:
        return empty_table("disagreements", codes.attrs.get("note", "No sentence was coded."))
    check_table(sentences, "sentences", columns=("article_id", "sentence", "text"))
    check_codes(codes, sentences)
    gave = codes["value"] == 1
    named = codes.assign(yes=codes["coder"].where(gave), no=codes["coder"].mask(gave))
    given = named.groupby([*UNIT, "key"], sort=True)[["yes", "no"]]
    table = given.agg(lambda who: ", ".join(sorted(who.dropna())))
    table = table[(table["yes"] != "") & (table["no"] != "")].reset_index()
    return table.merge(sentences[[*UNIT, "text"]], on=UNIT, how="left")


def _bootstrap_alpha(yes: np.ndarray, counted: np.ndarray) -> tuple[float, float]:
    """Interval of alpha for yes-or-no codes; from the coincidences of each unit, so draws are products.

    Alpha is 1 - mixed / chance. The share of pairs that are mixed is known no better than as many sentences let
    it be known (Wilson), whatever the redraws say; coders who always agree have no other interval.
    """
    units = np.column_stack([yes * (counted - yes) / (counted - 1), yes, counted - yes])
    mixed, ones, zeros = np.concatenate([w @ units for w in redraw(len(yes), draws=1000, seed=1)]).T
    varied = (ones > 0) & (zeros > 0)
    alphas = (1 - (ones + zeros - 1) * mixed / np.where(varied, ones * zeros, 1.0))[varied]
    low, high = np.quantile(alphas, [0.025, 0.975]) if len(alphas) else (1.0, -1.0)
    mixed, ones, zeros = units.sum(axis=0)
    chance = 2 * ones * zeros / (ones + zeros - 1)
    least, most = wilson_interval(2 * mixed / (ones + zeros) * len(yes), len(yes))
    low = min(low, 1 - float(most) * (ones + zeros) / chance)
    high = max(high, 1 - float(least) * (ones + zeros) / chance)
    return float(np.clip(low, -1, 1)), float(np.clip(high, -1, 1))
