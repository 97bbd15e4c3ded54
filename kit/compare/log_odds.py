"""Log-odds of pairs: how far two keys attract each other, one row per pair."""

import numpy as np
import pandas as pd

from kit.errors import OptionError
from kit.schema import check_columns

# Sentences that the prior counts for at least: enough that one or two of them prove nothing.
PRIOR_UNITS = 10.0


def add_log_odds(pairs: pd.DataFrame, *, prior_size: float = PRIOR_UNITS) -> pd.DataFrame:
    """Add the log-odds of ``first`` where ``second`` is, against those that chance would give, with a prior.

    Parameters
    ----------
    pairs : from `kit.compare_pairs`.
    prior_size : how many units (sentences or articles) the prior counts for; more for what is rare, as many
        as hold ``first`` once. The prior has ``first`` as frequent as the whole collection has, and so pulls
        pairs with few counts towards 0.

    Returns
    -------
    ``pairs`` with log_odds (above 0 where n is above ``expected``) and z (log_odds over its standard error). Both
    take units as independent and only rank: what holds beyond chance says ``q``. An empty table stays empty.

    Raises
    ------
    TableError : a column is missing.
    OptionError : the prior has no size.

    References
    ----------
    Monroe, B., Colaresi, M. & Quinn, K. (2008). Fightin' words. *Political Analysis* 16, 372-403, equations
    15, 19 and 22, for the two outcomes *with* and *without* ``first``, and for n seen and expected.

    Examples
    --------
    >>> pairs = pd.DataFrame({"n": [8], "n_first": [10], "n_second": [20], "total": [40], "expected": [5.0]})
    >>> add_log_odds(pairs)["log_odds"].round(3).tolist()
    [0.48]
    """
    check_columns(pairs, "n n_first n_second total expected", made_by="kit.compare_pairs")
    if not prior_size > 0:
        raise OptionError(f"The prior needs a size above 0, got {prior_size!r}.")
    columns = ("n", "n_first", "n_second", "total", "expected")
    n, first, second, total, expected = (pairs[name].to_numpy(float) for name in columns)
    # What is in every unit, or in none, keeps a trace of the other outcome: its odds stay finite.
    share = np.clip(first / total, 0.5 / total, 1 - 0.5 / total)
    size = np.maximum(prior_size, 1 / share)
    yes, no = size * share, size * (1 - share)
    here, chance = n + yes, expected + yes
    log_odds = np.log(here / (second - n + no)) - np.log(chance / (np.maximum(second - expected, 0) + no))
    return pairs.assign(log_odds=log_odds, z=log_odds / np.sqrt(1 / here + 1 / chance))
