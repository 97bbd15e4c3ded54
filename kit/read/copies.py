"""Copies: which articles repeat others, found from their signatures alone."""

from functools import lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa

from kit.errors import OptionError, TableError
from kit.schema import BASES, check_table, empty_table, make_table
from kit.vietnamese.fingerprints.excerpts import SHORTEST_EXCERPT, find_excerpts
from kit.vietnamese.fingerprints.minhash import unpack
from kit.vietnamese.fingerprints.near import find_near
from kit.vietnamese.fingerprints.signatures import SHORTEST

# Default share of common shingles from which two articles count as nearly the same.
THRESHOLD = 0.7


def find_copies(
    articles: pd.DataFrame, signatures: pd.DataFrame, *, threshold: float = THRESHOLD
) -> pd.DataFrame:
    """The articles that have a duplicate in the whole collection, and which of each group is kept.

    Parameters
    ----------
    articles : the ``articles`` table; ``article_id`` must be unique. Of ``published`` and ``published_basis`` it
        depends which article is kept; the texts are not needed.
    signatures : of `kit.read.signatures.find_signatures`, in any order, of all articles together.
    threshold : as of `kit.add_duplicates`, where the rules are told.

    Returns
    -------
    article_id, duplicate_group, duplicate_of, duplicate_reason, duplicate_similarity: a row for each article that is
    in a group, the kept one too, in the order in which they are preferred.

    Raises
    ------
    TableError : a column is missing, or an ``article_id`` occurs twice.
    OptionError : ``threshold`` is not in (0, 1].

    Notes
    -----
    Memory and time grow with the number of articles, also where thousands are of one template (prices, weather,
    horoscopes). In the order of preference each article is held against the *centres* before it: the articles
    that are folded into none of those before them. Of the centres in a bucket (all that share a band of the
    signature) these are the 32 nearest, and of all these the 64 that are most similar by their signatures are
    compared. It is folded into the first of them that is similar enough. Where no article has more candidates,
    as is so of news, nothing is lost by it. Where one has more, it may stay unfolded, or be folded into a later
    centre, if in every bucket that it shares with the one it belongs to 32 other centres stand between them, or if
    64 seem more similar. What is folded is similar all the same. An anchor of excerpts brings at most 20 articles
    together.

    >>> from kit.read.signatures import find_signatures
    >>> text = "Hôm nay, Bộ trưởng Ngoại giao thăm nước Bỉ."
    >>> table = pd.DataFrame({"article_id": ["a", "b", "c"], "text": [text, "Một tin khác.", text.upper()]})
    >>> find_copies(table, find_signatures(table))["duplicate_of"].tolist()
    ['', 'a']
    """
    check_table(articles, "articles", columns=("article_id",))
    check_table(signatures, "signatures")
    if not 0 < threshold <= 1:
        raise OptionError(f"The threshold is a similarity above 0 and at most 1, got {threshold}.")
    _check_unique(articles)
    _check_unique(signatures)
    table = _sort_by_preference(articles, signatures)  # from here on an article is its rank
    ranks, places, ids = np.arange(len(table)), table["place"].to_numpy(), table["article_id"].to_numpy()
    digests = table.groupby("whole")["digest"].transform("first").where(table["whole"] != 0, table["digest"])
    kept = pd.Series(ranks).groupby(digests).transform("first").where(digests != 0, ranks).to_numpy(np.int64)
    centre, score, part = ranks.copy(), np.ones(len(ranks)), np.zeros(len(ranks), dtype=bool)
    if threshold < 1:
        packed = pa.Table.from_pandas(signatures[["shingles"]]).column(0)
        shingles = lru_cache(maxsize=4096)(lambda rank: unpack(packed[int(places[rank])].as_buffer()))
        alone = np.flatnonzero((kept == ranks) & (table["length"] >= SHORTEST))
        signed = b"".join(signatures["signature"].to_numpy()[places[alone]])
        for one, other, similarity in find_near(signed, alone, shingles, threshold):
            centre[other], score[other] = one, similarity
        alike: dict[int, list[int]] = {}
        for rank, of in zip(alone.tolist(), centre[alone].tolist(), strict=True):
            alike.setdefault(of, []).append(rank)
        able = table["length"][[*alike]].sort_values(ascending=False, kind="stable")
        able = able[able >= SHORTEST_EXCERPT]
        anchors = signatures["anchors"].to_numpy()[places[able.index]]
        own = [np.frombuffer(of, dtype=np.uint32) for of in anchors]
        for one, other, share in find_excerpts(own, [alike[rank] for rank in able.index], shingles):
            centre[other], score[other], part[other] = one, share, True
    score, part, kept = score[kept], part[kept], centre[kept]  # what was folded into an article moves with it
    folded = kept != ranks
    same = (digests == digests.to_numpy()[kept]).to_numpy()
    columns = {
        "article_id": ids,
        "duplicate_group": ids[kept],
        "duplicate_of": np.where(folded, ids[kept], ""),
        "duplicate_reason": np.select([folded & same, part, folded], ["exact", "excerpt", "near"], ""),
        "duplicate_similarity": np.where(folded, score, np.nan),
    }
    found = make_table(columns, "copies")[folded | np.isin(ranks, kept[folded])].reset_index(drop=True)
    return found if len(found) else empty_table("copies", "No article repeats another one.")


def _check_unique(articles: pd.DataFrame) -> None:
    """Raise a `TableError` that names an article which is there twice."""
    if (twice := articles["article_id"].duplicated()).any():
        name = articles.loc[twice, "article_id"].iloc[0]
        raise TableError(f"The article_id {name!r} occurs more than once; rename one of the articles.")


def _sort_by_preference(articles: pd.DataFrame, signatures: pd.DataFrame) -> pd.DataFrame:
    """The article to keep before those it is kept instead of, and where its signature stands."""
    signed = signatures[["article_id", "length", "digest", "whole"]].assign(place=range(len(signatures)))
    known = articles.reindex(columns=["article_id", "published", "published_basis"])
    table = known.astype({"article_id": "str"}).merge(signed, on="article_id")
    bases = pd.Categorical(table["published_basis"], BASES)
    table = table.assign(published_basis=bases, shortness=-table["length"])
    return table.sort_values(["published_basis", "published", "shortness", "article_id"], ignore_index=True)
