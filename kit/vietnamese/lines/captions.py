"""Captions: those of photographs that stand inside a paragraph."""

import re

_PHOTO = re.compile("Ảnh|ảnh|Photo|Nguồn|Video|Hình|Đồ h")
_LONGEST_CREDIT = 45  # characters; a longer one has gone on into the next sentence


def is_caption(text: str, photo: re.Pattern) -> bool:
    """Whether a sentence of a paragraph is the caption of a photograph: it ends in a short photo credit.

    >>> from kit.vietnamese.lines.patterns import load_patterns
    >>> photo = load_patterns()["caption"]
    >>> is_caption("Quang cảnh phiên họp. (Ảnh: TTXVN)", photo), is_caption("Ảnh hưởng còn lớn.", photo)
    (True, False)
    """
    if not _PHOTO.search(text, max(0, len(text) - 90)):
        return False
    match = photo.search(text)
    return match is not None and len(match.group()) <= _LONGEST_CREDIT
