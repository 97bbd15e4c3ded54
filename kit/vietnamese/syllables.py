"""Syllables: what a word has to look like to be a Vietnamese one."""

import re
from functools import lru_cache

_ONSET = r"(?:ngh|ng|nh|ph|th|tr|ch|gh|gi|kh|qu|[bcdđghklmnpqrstvx])?"
_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_SYLLABLE = re.compile(rf"{_ONSET}(?!oo|ee|aa|ii|uu)[{_VOWELS}]{{1,3}}(?:ng|nh|ch|[cmnpt])?", re.IGNORECASE)


@lru_cache(maxsize=8192)
def is_vietnamese_syllable(word: str) -> bool:
    """Whether ``word`` could be a Vietnamese syllable.

    >>> [is_vietnamese_syllable(word) for word in ("Ngọc", "Sanofi", "Trump", "Macron")]
    [True, False, False, False]
    """
    return _SYLLABLE.fullmatch(word) is not None
