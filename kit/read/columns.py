"""Columns: which column of a table is which, by the usual names of each."""

import re
from collections.abc import Mapping
from functools import lru_cache

from kit.errors import ArticleError
from kit.vietnamese.letters import strip_marks

COLUMNS = {
    column: names.split()
    for column, names in {
        "article_id": "article_id id postid post_id articleid doc_id docid news_id newsid guid uuid _id",
        "title": "title headline tieu_de title_text article_title post_title ten_bai",
        "text": """text content body maintext main_text full_text fulltext article_text article_content
            content_text article noi_dung contents paragraphs news_content post_content body_text""",
        "lead": "lead sapo description desc mo_ta abstract short_description subtitle chapeau tom_tat",
        "published": """published date_publish publish_date published_at published_time published_date
            publishedat pub_date pubdate date_published datepublished publication_date publish_time
            publishdate publishedtime ngay_dang ngay_xuat_ban posted_at posted_date date datetime time
            timestamp created_at thoi_gian ngay""",
        "source": "source outlet source_domain publisher site site_name newspaper domain nguon bao",
        "url": "url link href source_url canonical_url permalink web_url article_url",
    }.items()
}
"""The usual names of each column, the likeliest first; case, diacritics, spaces and hyphens do not matter."""

_ALIASES = {"id": "article_id"}


def is_column(name: str, column: str | None = None) -> bool:
    """Whether ``name`` is a usual name of ``column`` (of any column, if that is ``None``)."""
    plain = _plain(str(name))
    return any(plain in names for key, names in COLUMNS.items() if column in (None, key))


def find_columns(names: tuple[str, ...], columns: Mapping[str, str] | None, file: str = "") -> dict[str, str]:
    """Which of the columns ``names`` is which: a mapping from ours to theirs.

    Parameters
    ----------
    names : the columns that a table has.
    columns : what the researcher says (``{"text": "Content"}``); a key that is no column of the schema is
        kept as a further column of that name.

    Raises
    ------
    ArticleError : ``columns`` names one that the table lacks, or no column of texts can be found.
    """
    said = {_ALIASES.get(ours, ours): theirs for ours, theirs in (columns or {}).items()}
    for ours, theirs in said.items():
        if theirs not in names:
            raise ArticleError(
                f"{file}: there is no column {theirs!r} for {ours}; the columns are {', '.join(names)}."
            )
    plain = {_plain(name): name for name in reversed(names)}
    usual = {ours: [plain[name] for name in known if name in plain] for ours, known in COLUMNS.items()}
    found = {ours: theirs[0] for ours, theirs in usual.items() if theirs and theirs[0] not in said.values()}
    found |= said
    if "text" not in found and "lead" not in found:
        raise ArticleError(
            f"{file}: none of the columns {', '.join(names)} is known as the text. "
            "Say which it is: columns={'text': '…'}."
        )
    return found


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """A column's name for comparing: no case, no diacritics, one underscore for what is no letter."""
    return re.sub(r"\W+", "_", strip_marks(name.strip().strip("\ufeff").casefold())).strip("_")
