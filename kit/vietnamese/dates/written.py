"""Days as Vietnamese readers write them: day before month before year, a range in as few figures as say it."""

import datetime as dt

_FORMS = {"year": "{0.year}", "month": "{0.month}/{0.year}"}


def write_days(first: dt.date, last: dt.date, precision: str) -> str:
    """A day or a range: 13–15/12/2022, 5/2022, 2023–2025.

    >>> write_days(dt.date(2022, 12, 13), dt.date(2022, 12, 15), "day")
    '13–15/12/2022'
    """
    form = _FORMS.get(precision, "{0.day}/{0.month}/{0.year}")
    begin, end = form.format(first), form.format(last)
    if begin == end:
        return end
    if precision not in _FORMS and (first.year, first.month) == (last.year, last.month):
        begin = str(first.day)
    return f"{begin}–{end}"
