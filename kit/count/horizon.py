"""The horizon of an article: how far back and how far ahead of its publication the events lie that it names."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kit.schema import check_columns, check_table
from kit.stats.intervals import FEW_ARTICLES, bootstrap_rate
from kit.tag.corrections import is_one_unit

DIRECTIONS = ("back", "now", "ahead", "not known")
"""Where an event lies from the day of publication; ``now`` is that day, or a span that it lies in."""


def add_lags(events: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add how many days lie between an article's publication and the event: negative back, positive ahead.

    Parameters
    ----------
    events : article_id, first_day, last_day, precision and status.
    articles : the ``articles`` table; where only bounds of the publication are known, both are used.

    Returns
    -------
    ``events`` with ``lag_low`` and ``lag_high``, between which the true number of days lies (as wide as the
    publication is uncertain and as *some time in 2024* is vague; NaN if a bound is missing), ``lag`` (0 if they
    leave open on which side it lies, else their middle) and ``direction``, one of `DIRECTIONS`. Of a range that
    lasts, the day nearest to the publication counts.

    Raises
    ------
    TableError : a column is missing.
    """
    check_columns(events, "article_id first_day last_day precision status", made_by="kit.find_events")
    check_table(articles, "articles", columns=("article_id", "published"))
    known = articles.drop_duplicates("article_id").set_index("article_id")
    published = known["published"]
    bounds = [published.fillna(known.get(name, published)) for name in ("published_from", "published_to")]
    earliest, latest = (
        pd.Series(bound.reindex(events["article_id"]).to_numpy(), index=events.index) for bound in bounds
    )
    vague = is_one_unit(events)
    low = (events["first_day"] - latest).dt.days.astype("float64")
    high = (events["last_day"] - earliest).dt.days.astype("float64")
    # A range that lasts: from its nearest day, seen from either end of the publication.
    low = low.where(vague | (low >= 0), np.minimum((events["last_day"] - latest).dt.days, 0))
    high = high.where(vague | (high <= 0), np.maximum((events["first_day"] - earliest).dt.days, 0))
    whole = low.notna() & high.notna()
    low, high = low.where(whole), high.where(whole)
    # Between bounds that touch 0 the status decides: a visit told as past lies back, if only by a day.
    back = (high < 0) | ((low < 0) & (high == 0) & (events["status"] == "past"))
    ahead = (low > 0) | ((low == 0) & (high > 0) & (events["status"] == "announced"))
    lag = ((low + high) / 2).where(back | ahead | ~whole, 0.0)
    sign = np.sign(lag).map({-1.0: "back", 0.0: "now", 1.0: "ahead"}).fillna("not known")
    return events.assign(lag_low=low, lag_high=high, lag=lag, direction=sign.astype("str"))


def summarise_lags(
    lags: pd.DataFrame, articles: pd.DataFrame, *, level: float = 0.95, draws: int = 1000, seed: int = 1
) -> pd.DataFrame:
    """How many of the events lie back, now and ahead of publication, and how far.

    Parameters
    ----------
    lags : from `add_lags`.
    articles : the ``articles`` table, the denominator.
    level, draws, seed : of the intervals.

    Returns
    -------
    One row per direction: key, n_events, total_events (whose direction is known), n_articles, total_articles,
    share of the events with a bootstrap interval over articles (share_low, share_high), and the median and the
    quartiles of the days (median_days, days_low, days_high). ``not known`` has no share. ``note`` says *not
    enough data*, and there is no interval, where fewer than five articles have events whose direction is known;
    it says *few articles* where fewer than five have one in this direction.

    References
    ----------
    Efron & Tibshirani (1993), ch. 13.
    """
    check_columns(lags, "article_id lag direction", made_by="kit.count.horizon.add_lags")
    ids = articles["article_id"]
    counts = (
        pd.crosstab(lags["article_id"], lags["direction"]).reindex(
            index=ids, columns=list(DIRECTIONS), fill_value=0
        )
        if len(lags)
        else pd.DataFrame(0, index=ids, columns=list(DIRECTIONS))
    )
    sided = counts[list(DIRECTIONS[:3])]
    totals = sided.sum(axis=1)
    total = int(totals.sum())
    enough = int((totals > 0).sum()) >= FEW_ARTICLES
    low, high = (
        bootstrap_rate(sided.to_numpy(float), totals.to_numpy(float), draws=draws, seed=seed, level=level)
        if enough
        else (np.full(3, np.nan), np.full(3, np.nan))
    )
    rows = []
    for place, key in enumerate(DIRECTIONS):
        n, n_articles = int(counts[key].sum()), int((counts[key] > 0).sum())
        days = lags.loc[lags["direction"] == key, "lag"]
        has_share = place < 3 and total > 0
        rows.append(
            {
                "key": key,
                "n_events": n,
                "total_events": total,
                "n_articles": n_articles,
                "total_articles": len(ids),
                "share": n / total if has_share else np.nan,
                "share_low": low[place] if has_share else np.nan,
                "share_high": high[place] if has_share else np.nan,
                "median_days": days.median(),
                "days_low": days.quantile(0.25),
                "days_high": days.quantile(0.75),
                "note": "not enough data" if not enough else "few articles" * (n_articles < FEW_ARTICLES),
            }
        )
    return pd.DataFrame(rows)
