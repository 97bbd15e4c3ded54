"""Places of Việt Nam that sentences name."""

import pandas as pd

from kit.tag.mentions import find_mentions
from kit.vietnamese.names.places import load_places


def find_places(sentences: pd.DataFrame) -> pd.DataFrame:
    """Find the provinces and towns of Việt Nam named in sentences.

    Parameters
    ----------
    sentences : table of schema ``sentences``.

    Returns
    -------
    Table of schema ``mentions``: kind ``place``, ``key`` the ISO 3166-2 code of a province or the id of a town
    (``places.yml``), rule ``name``, or ``cue`` for a name that is something else as well (*Hòa Bình*, peace).

    Raises
    ------
    TableError : ``sentences`` lacks columns.
    LexiconError : the lexicon cannot be used; names file and line.

    Examples
    --------
    >>> text = "Sáng 4/4, tại Hà Nội, hai bên hội đàm."
    >>> from kit.schema import make_table
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "lead"}], "sentences")
    >>> find_places(sentences)[["text", "key"]].values.tolist()
    [['Hà Nội', 'VN-HN']]
    """
    places = load_places()

    def find_here(_: str, text: str) -> list[tuple]:
        return [(hit.start, hit.end, "place", hit.key, hit.rule) for hit in places.find(text)]

    return find_mentions(sentences, "mentions", find_here)
