"""Labels: what a key is called in Vietnamese and in English, for charts and tables."""

from pathlib import Path

from kit.files import built_from
from kit.plot.running import RUNNING, find_lexicons
from kit.plot.words import check_language
from kit.vietnamese.acts.vocabulary import load_vocabulary
from kit.vietnamese.lexicon import load_lexicon
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.phrases.topics import load_topics


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
    pairs = dict(_name_topics(lexicons))
    pairs |= {key: (partner.vi, partner.en) for key, partner in load_gazetteer(lexicons).partners.items()}
    if acts:
        pairs |= {key: (act.vi, act.en) for key, act in load_vocabulary(lexicons).acts.items()}
    if language == "both":
        return {key: vi if vi == en or not en else f"{vi}\n({en})" for key, (vi, en) in pairs.items()}
    return {key: vi if language == "vi" else en for key, (vi, en) in pairs.items()}


@built_from("topics.yml")
def _name_topics(path: Path) -> dict[str, tuple[str, str]]:
    """The names of each topic, without its patterns, which take a second to compile."""
    try:
        themes = load_lexicon(path)["themes"].values()
        return {key: (topic["vi"], topic["en"]) for theme in themes for key, topic in theme["topics"].items()}
    except (AttributeError, KeyError, TypeError):  # what is wrong with it says who reads all of it
        return {key: (topic.vi, topic.en) for key, topic in load_topics(path).topics.items()}
