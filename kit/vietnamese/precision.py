"""Precision: how exactly the days of a TIMEX3 value are known, and which ranges count years instead of lasting them."""

import re
from functools import lru_cache

_FORMS = (
    (r"\d{4}-\d\d-\d\d.*", "day"),
    (r"\d{4}-W\d\d.*", "week"),
    (r"\d{4}-\d\d", "month"),
    (r"\d{4}-Q\d", "quarter"),
    (r"\d{4}-(?:H\d|SP|SU|FA|WI)", "season"),
    (r"\d{4}", "year"),
)


@lru_cache(maxsize=4096)
def find_precision(value: str) -> str:
    """How exactly the days of a value are known; of a range, its coarser end.

    >>> find_precision("2023-04-04"), find_precision("2023-04-04/2023-05"), find_precision("P3D")
    ('day', 'month', '')
    """
    ends = [next((name for form, name in _FORMS if re.fullmatch(form, end)), "") for end in value.split("/")]
    return max(ends, key=[*(name for _, name in _FORMS), ""].index)


def is_anniversary(value: str, marked: bool) -> bool:
    """2/9/1945 - 2/9/2022, or 1992-2022 after "kỷ niệm", counts the years, it does not last them."""
    first, _, last = value.partition("/")
    same_day = len(first) == 10 and len(last) == 10 and first[4:] == last[4:] and first[:4] != last[:4]
    return same_day or (marked and len(first) == 4 and len(last) == 4)
