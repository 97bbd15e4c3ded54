"""Signatures: what is kept of the text of an article, so that it can be compared with others without it."""

import pandas as pd

from kit.read.stories import find_spans
from kit.schema import check_table, make_table
from kit.vietnamese.fingerprints.signatures import sign_texts


def find_signatures(articles: pd.DataFrame, *, lines: pd.DataFrame | None = None) -> pd.DataFrame:
    """What `find_copies` compares of each article: a row says nothing of any other article.

    Parameters
    ----------
    articles : the ``articles`` table.
    lines : the ``lines`` table; given, only lead and body are signed. Default: the whole text.

    Returns
    -------
    article_id, length (syllables), digest (of the syllables, of a body of fewer than 8 with those of its title; 0 if
    it says nothing), whole (digest of all the text; 0 below 8 syllables), and as bytes signature (128 MinHashes of 16
    bits), anchors (32 bits each, see `kit.vietnamese.fingerprints.excerpts`) and shingles (the set of hashed runs of
    three syllables, 32 bits each, packed). The hashes are the same in every process. An article of 770 syllables takes
    2.6 kB in Parquet.

    Raises
    ------
    TableError : a column is missing.

    >>> table = pd.DataFrame({"article_id": ["a"], "text": ["Hôm nay, Bộ trưởng Ngoại giao thăm nước Bỉ."]})
    >>> find_signatures(table)["length"].tolist()
    [9]
    """
    check_table(articles, "articles", columns=("article_id", "text"))
    columns = articles.reindex(columns=["article_id", "text", "title"]).fillna({"title": ""})
    spans = find_spans(articles, lines, roles=("lead", "body"))
    signed = sign_texts(zip(columns["text"], columns["title"], spans, strict=True))
    rows = [(article_id, *row) for article_id, row in zip(columns["article_id"], signed, strict=True)]
    return make_table(rows, "signatures")
