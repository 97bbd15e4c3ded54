"""Sentences found, as shares: one row per article or other group, with its interval."""

import pandas as pd

from kit.count.sizes import add_denominator
from kit.stats.intervals import wilson_interval


def summarise_sentences(
    found: pd.DataFrame, among: pd.DataFrame, *, by: str = "article_id", sizes: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The share of sentences that were found, per article (or another column), with Wilson's interval.

    Parameters
    ----------
    found : some rows of ``among``.
    among : the sentences that could have been found.
    by : column to group by; its values become ``key``.
    sizes : from ``corpus.sizes()``, if the summary should say of which articles a cut corpus is.

    Returns
    -------
    key, n_sentences, total_sentences, share, share_low, share_high. The interval takes sentences as
    independent, which those of one article are not: it is rather too narrow. Where the sizes are those of a cut
    (`kit.Corpus.select`), ``denominator`` says of which articles.
    """
    total = among.groupby(by, observed=True).size()
    n = found.groupby(by, observed=True).size().reindex(total.index, fill_value=0)
    low, high = wilson_interval(n, total)
    table = pd.DataFrame({"n_sentences": n, "total_sentences": total, "share": n / total})
    table = table.assign(share_low=low, share_high=high).rename_axis("key").reset_index()
    return add_denominator(table, sizes)
