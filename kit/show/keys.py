"""Keys listed: what partners, topics, acts and kinds there are, and what each is called."""

from pathlib import Path

import pandas as pd

from kit.vietnamese.keys import LISTS, check_known


def list_keys(name: str, *, lexicons: Path | str | None = None) -> pd.DataFrame:
    """The keys that questions can ask for, and what each is called.

    Parameters
    ----------
    name : ``"partners"``, ``"topics"``, ``"acts"``, ``"objectives"`` (of the Global Compact for Migration),
        ``"event kinds"``, ``"meeting kinds"`` or ``"agreement kinds"``.
    lexicons : a folder of lexicons of one's own (default: the kit's).

    Returns
    -------
    A row per key, in the order of the lexicon: key, vi, en (what it is called), kind (of a partner: country, org or
    region; of a topic its theme; of an act its CAMEO code).

    Raises
    ------
    OptionError : there is no such list, with the nearest.

    Examples
    --------
    >>> list_keys("partners").query("en == 'Belgium'").values.tolist()
    [['BEL', 'Bỉ', 'Belgium', 'country']]
    >>> list_keys("meeting kinds")["key"].tolist()[:3]
    ['receive', 'talks', 'meet']
    """
    check_known("list of keys", [name or "nothing"], LISTS)
    return pd.DataFrame(LISTS[name](lexicons), columns=["key", "vi", "en", "kind"], dtype="str")
