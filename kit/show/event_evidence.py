"""Evidence of events: the sentences that tell of them, with their dates highlighted."""

import pandas as pd

from kit.schema import check_columns
from kit.show.evidence import Evidence, find_evidence


def find_event_evidence(events: pd.DataFrame, sentences: pd.DataFrame, *, top: int = 20) -> Evidence:
    """The sentences that tell of these events, each with its date highlighted.

    Parameters
    ----------
    events : rows of the ``events`` table, chosen in any way.
    sentences : the ``sentences`` table.
    top : how many sentences to show (the count is of all).

    Examples
    --------
    >>> sentences = pd.DataFrame({"article_id": ["a"], "sentence": [0], "role": ["body"], "start": [0], "end": [24],
    ...                           "text": ["Ngày 19/4, hai bên họp."]})
    >>> event = pd.DataFrame({"article_id": ["a"], "sentence": [0], "start": [0], "end": [9],
    ...                       "value": ["2022-04-19"], "basis": ["published"]})
    >>> find_event_evidence(event, sentences)
    a · body · sentence 0
    [Ngày 19/4], hai bên họp.
    <BLANKLINE>
    1 sentence
    """
    check_columns(events, "article_id sentence start end value basis", made_by="kit.find_events")
    marks = events.assign(key="event", kind="date", rule=events["value"] + ", " + events["basis"])
    if events.empty:
        return Evidence(sentences.head(0).assign(marks=[]), 0, "None of the events is of these days.")
    return find_evidence(sentences, [(marks, "event")], roles=list(sentences["role"].unique()), top=top)
