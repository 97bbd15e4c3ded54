"""Labels: what a key is called in Vietnamese and in English, for charts and tables."""

from pathlib import Path

from kit.plot.running import RUNNING, find_lexicons
from kit.plot.words import check_language
from kit.vietnamese.keys import name_acts, name_topics
from kit.vietnamese.names.gazetteer import load_gazetteer


def load_labels(
    *, acts: bool = False, language: str = "", lexicons: Path | str | None = None
) -> dict[str, str]:
    """Names of all topics, countries, organisations and regions that the lexicons know, and of acts.

    Parameters
    ----------
    acts : those of the acts of statements as well.
    language : ``"vi"``, ``"en"``, or ``"both"``: Vietnamese, and the English gloss below it. Default: that of
        `kit.use_notebook`.
    lexicons : a folder of lexicons of one's own (default: that of the corpus of `kit.use_notebook`).

    Returns
    -------
    Key to name, e.g. ``{"BEL": "Bỉ\\n(Belgium)", …}``; where both languages agree, once.

    Raises
    ------
    OptionError : another language.

    Examples
    --------
    >>> load_labels(language="en")["BEL"]
    'Belgium'
    """
    language = check_language(language or RUNNING["language"])
    lexicons = lexicons or find_lexicons()
    pairs = dict(name_topics(lexicons))
    pairs |= {key: (partner.vi, partner.en) for key, partner in load_gazetteer(lexicons).partners.items()}
    if acts:
        pairs |= name_acts(lexicons)
    if language == "both":
        return {key: vi if vi == en or not en else f"{vi}\n({en})" for key, (vi, en) in pairs.items()}
    return {key: vi if language == "vi" else en for key, (vi, en) in pairs.items()}
