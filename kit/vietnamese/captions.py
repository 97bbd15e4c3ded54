"""Captions that stand in the text like any other sentence."""

from __future__ import annotations

import re

_LONGEST = 220  # characters
_AT = "bên|hàng|đứng|ngồi|ngoài cùng|thứ|người|áo"
_PLACED = re.compile(
    rf"\((?:(?:{_AT})[ \w]{{0,20}} )?(?:phải|trái|giữa)(?:(?: sang| qua| ảnh)|,[^()]{{0,20}})?\)",
    re.IGNORECASE,
)


def has_places(text: str) -> bool:
    """Whether a text says anywhere who stands where on a photograph."""
    return _PLACED.search(text) is not None


def says_where(text: str) -> bool:
    """Whether a sentence says who stands where on a photograph: it is a caption.

    >>> says_where("Thủ tướng Lào (phải) tiếp Đại sứ Bỉ."), says_where("Thủ tướng Lào tiếp Đại sứ Bỉ (ở giữa kỳ).")
    (True, False)
    """
    return "(" in text and len(text) <= _LONGEST and has_places(text)
