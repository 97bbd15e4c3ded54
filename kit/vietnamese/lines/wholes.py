"""Whole texts: an article's text as it is kept, repaired, with its lead and its title before it."""

from kit.vietnamese.lines.titles import has_text, put_title, strip_site
from kit.vietnamese.lines.wrapped import join_wrapped
from kit.vietnamese.repairs import repair_text


def mend_whole(text: str, title: str) -> tuple[str, list[str]]:
    """A text that came as one, with its title before it, and what was repaired in it.

    >>> mend_whole("Sáng 4/4, đoàn tới Brussels.", "Thăm Bỉ")
    ('Thăm Bỉ\\nSáng 4/4, đoàn tới Brussels.', ['title-line'])
    """
    repaired, repairs = repair_text(text)
    joined = join_wrapped(repaired)
    whole, titled = put_title(title, joined)
    return whole, [*repairs, *["wrapped"] * (joined != repaired), *titled]


def join_parts(
    body: str, lead: str, title: str, site: str, *, title_only: bool = False
) -> tuple[str, list[str]]:
    """The text of an article that came in parts, and what was repaired in them or is lacking.

    Parameters
    ----------
    body, lead, title : its parts, "" where there is none; the lead is put before a body that does not have it.
    site : the host that the article is from; its name is taken off the end of the lead.
    title_only : whether the body is nothing but the title.

    >>> join_parts("", "Đoàn tới Brussels. - VnExpress", "Thăm Bỉ", "vnexpress.net")
    ('Thăm Bỉ\\nĐoàn tới Brussels.', ['lead-only', 'title-line'])
    """
    body, repairs = repair_text(body)
    flags = [*repairs, *["title-only"] * title_only]
    if lead:
        lead, more = repair_text(lead)
        flags += [*more, *["lead-only"] * (not body.strip())]
        lead = strip_site(" ".join(lead.split()), site)
        if lead and not has_text(body, lead):
            body = f"{lead}\n{body}" if body.strip() else lead
    text, titled = put_title(title, body if body.strip() else "")
    return text, [*flags, *titled]
