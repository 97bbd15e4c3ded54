"""Lags: how many days lie between the publication of an article and the events that it names."""

import numpy as np
import pandas as pd

from kit.count.periods import is_unit
from kit.schema import check_columns, check_table, is_among
from kit.tag.published import find_bounds

# Where an event lies from the day of publication; ``now`` is that day, or a span that it lies in.
DIRECTIONS = ("back", "now", "ahead", "not known")


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
    lasts, the day nearest to the publication counts. Events of articles whose day was inferred from their news are
    left out (NaN, ``not known``): their lag is 0 by the inference. ``attrs["note"]`` says of how many.

    Raises
    ------
    TableError : a column is missing.
    """
    check_columns(events, "article_id first_day last_day precision status", made_by="kit.find_events")
    check_table(articles, "articles", columns=("article_id", "published"))
    bounds = find_bounds(articles).reindex(events["article_id"]).set_axis(events.index)
    basis = articles.get("published_basis", pd.Series("", articles.index))
    left_out = is_among(events["article_id"], articles["article_id"][basis == "inferred"])
    bounds = bounds.mask(left_out)
    earliest, latest = bounds["published_from"], bounds["published_to"]
    vague = is_unit(events)
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
    way = np.select([lag < 0, lag == 0, lag > 0], DIRECTIONS[:3], DIRECTIONS[3])
    table = events.assign(lag_low=low, lag_high=high, lag=lag, direction=way)
    if left_out.any():
        found = f"{left_out.sum():,} of {len(events):,}, in articles: {events['article_id'][left_out].nunique():,}"
        why = "the day of publication was inferred from that of the news"
        table.attrs["note"] = f"Events without a lag: {found}; {why}."
    return table
