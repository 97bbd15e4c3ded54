"""Keys listed: what partners, topics, acts and kinds there are, and what each is called."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from kit.vietnamese.acts.vocabulary import load_vocabulary as load_acts
from kit.vietnamese.agreements.vocabulary import load_vocabulary as load_agreements
from kit.vietnamese.events.vocabulary import load_event_words
from kit.vietnamese.keys import check_known
from kit.vietnamese.meetings.vocabulary import KINDS
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.phrases.topics import load_topics

Rows = Iterable[tuple[Any, str, str, str]]


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
    check_known("list of keys", [name or "nothing"], _LISTS)
    return pd.DataFrame(_LISTS[name](lexicons), columns=["key", "vi", "en", "kind"], dtype="str")


def _list_partners(lexicons: Path | str | None) -> Rows:
    return ((key, one.vi, one.en, one.kind) for key, one in load_gazetteer(lexicons).partners.items())


def _list_topics(lexicons: Path | str | None) -> Rows:
    return ((key, one.vi, one.en, one.theme) for key, one in load_topics(lexicons).topics.items())


def _list_acts(lexicons: Path | str | None) -> Rows:
    return ((key, act.vi, act.en, act.cameo) for key, act in load_acts(lexicons).acts.items())


def _list_objectives(lexicons: Path | str | None) -> Rows:
    return ((str(n), of["vi"], of["en"], "") for n, of in load_topics(lexicons).objectives.items())


def _list_event_kinds(lexicons: Path | str | None) -> Rows:
    return ((key, vi, en, "") for key, (vi, en) in load_event_words(lexicons).kinds.items())


def _list_meeting_kinds(lexicons: Path | str | None) -> Rows:
    words = load_event_words(lexicons)
    said = words.says | {"sign": words.kinds["signing"][0], "other": words.kinds["other"][0]}
    return ((kind, said[kind], kind, "") for kind in KINDS)


def _list_agreement_kinds(lexicons: Path | str | None) -> Rows:
    first = {kind: word for word, kind in reversed(load_agreements(lexicons).kinds.items())}
    return ((kind, word, kind.replace("_", " "), "") for kind, word in reversed(first.items()))


_LISTS: dict[str, Callable[[Path | str | None], Rows]] = {
    "partners": _list_partners,
    "topics": _list_topics,
    "acts": _list_acts,
    "objectives": _list_objectives,
    "event kinds": _list_event_kinds,
    "meeting kinds": _list_meeting_kinds,
    "agreement kinds": _list_agreement_kinds,
}
