"""What to code: sentences drawn with known probabilities, more of those of which the kit is unsure."""

import numpy as np
import pandas as pd

from kit.check.sheets import UNIT
from kit.count.roles import keep_roles
from kit.count.statements import as_mentions
from kit.errors import OptionError
from kit.schema import STORY_ROLES, check_table

# How much more often than others are drawn: sentences in which something was found, those next to one, and others of
# the same article. Larger ratios find more of what is rare, and leave more doubt about the rest.
FOUND, NEXT, INSIDE = 4.0, 2.0, 1.5

# How much less or more often at most, for a key that is more or less frequent than others.
_RARE = (0.5, 6.0)


def sample_to_code(
    sentences: pd.DataFrame, mentions: pd.DataFrame, *, n: int = 300, per_article: int = 5, seed: int = 1
) -> pd.DataFrame:
    """Draw sentences to be coded by hand, each with the probability that it had: what corrected counts rest on.

    Drawn are articles, and sentences within them, so that coders read passages. A sentence in which something was
    found is drawn four times as often as one far from all finds, more often if the key is rare or the rule a weak
    one (`weight` below 1); a sentence next to such a one twice as often, others of the same article 1.5 times.

    Parameters
    ----------
    sentences : the sentences table, of which article_id, sentence and role are enough; drawn are those of title, lead
        and body.
    mentions : what the kit found in them (``corpus.topics``), of the keys that will be coded; of statements the acts.
    n : how many sentences, about; all, if there are fewer.
    per_article : sentences of an article, about, if there are enough articles.
    seed : same seed and sentences, same sample, whatever the order of the rows. A larger n holds the sentences of a
        smaller one, but for a few: code what is new, and read both forms.

    Returns
    -------
    Those rows of ``sentences``, with ``probability`` (above 0, 1 at most), for `kit.save_sheet`. Articles stand in
    the order in which they were drawn, so that a form of which only the first part was coded is a sample as well.

    Raises
    ------
    TableError : a table lacks a column.
    OptionError : n or per_article is below 1.

    References
    ----------
    Ohlsson, E. (1998). Sequential Poisson sampling. *Journal of Official Statistics* 14, 149-162.

    Examples
    --------
    >>> rows = [{"article_id": "a", "sentence": i, "role": "body", "text": f"Câu {i}."} for i in range(9)]
    >>> sentences = pd.DataFrame(rows).assign(line=0, start=0, end=6)
    >>> topics = sentences.loc[[4], ["article_id", "sentence", "role"]].assign(key="health")
    >>> sample_to_code(sentences, topics, n=3)[["sentence", "probability"]].values.tolist()
    [[1.0, 0.264706], [4.0, 0.705882], [8.0, 0.264706]]
    """
    check_table(sentences, "sentences", columns=(*UNIT, "role"))
    mentions = check_table(as_mentions(mentions), "mentions", columns=(*UNIT, "key"))
    if n < 1 or per_article < 1:
        raise OptionError(f"A sample has 1 sentence or more, got n={n} and per_article={per_article}.")
    pool = keep_roles(sentences, STORY_ROLES).sort_values(UNIT, ignore_index=True)
    size, article = _weigh(pool, mentions), pd.factorize(pool["article_id"])[0]
    expected, most = np.bincount(article, _share_out(size, n)), np.bincount(article)
    reached = np.maximum(_share_out(expected, max(n / per_article, 1)), expected / most)
    rng = np.random.default_rng(seed)
    chance, luck, rounding = (rng.random(count) for count in (len(most), len(pool), len(most)))
    turns = _pick(chance, reached, rng.random())
    places, chances = [np.empty(0, dtype=int)], [np.empty(0)]
    for turn in turns[np.argsort(chance[turns] / expected[turns], kind="stable")]:
        here = np.flatnonzero(article == turn)
        inner = _share_out(size[here], expected[turn] / reached[turn])
        chosen = np.sort(_pick(luck[here], inner, rounding[turn]))
        places.append(here[chosen])
        chances.append(reached[turn] * inner[chosen])
    drawn = pool.iloc[np.concatenate(places)].reset_index(drop=True)
    return drawn.assign(probability=np.concatenate(chances).round(6))


def _weigh(pool: pd.DataFrame, mentions: pd.DataFrame) -> np.ndarray:
    """How often each sentence is drawn, in proportion."""
    found = mentions.merge(pool[UNIT], on=UNIT)
    counts = found.drop_duplicates([*UNIT, "key"])["key"].value_counts()
    often = FOUND * np.sqrt(counts.mean() / counts).clip(*_RARE)
    weak = 2 - found["weight"].clip(0, 1) if "weight" in found else 1.0
    size = (found["key"].map(often).astype(float) * weak).groupby([found[name] for name in UNIT]).max()
    size = size.reindex(pd.MultiIndex.from_frame(pool[UNIT])).reset_index(drop=True)
    hits = size.notna().groupby(pool["article_id"])
    beside = hits.shift(1, fill_value=False) | hits.shift(-1, fill_value=False)
    return size.fillna(1 + (INSIDE - 1) * hits.transform("any") + (NEXT - INSIDE) * beside).to_numpy(float)


def _share_out(size: np.ndarray, n: float) -> np.ndarray:
    """Probabilities in proportion to ``size`` that add up to ``n``, none above 1."""
    shares, free = size, np.ones(len(size), bool)
    while free.any():
        shares = np.where(free, (n - (~free).sum()) * size / size[free].sum(), 1.0)
        if not (over := free & (shares >= 1)).any():
            return shares
        free &= ~over
    return np.ones(len(size))


def _pick(chance: np.ndarray, probability: np.ndarray, rounding: float) -> np.ndarray:
    """Places drawn with these probabilities; what is certain comes first, whatever its chance."""
    order = np.argsort(np.where(probability < 1, chance / probability, 0), kind="stable")
    return order[: int(probability.sum() + rounding + 1e-9)]
