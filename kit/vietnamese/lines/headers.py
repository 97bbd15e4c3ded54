"""Header lines: what stands above a text and says what it is of (``# url = …``), as corpora of texts are handed on."""

import re
from collections.abc import Iterator
from itertools import takewhile

from kit.vietnamese.columns import is_column, name_column

_HEADER = re.compile(r"#\s*([A-Za-z]\w*)\s*[=:]\s*(\S.*)", re.ASCII)


def split_headers(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and fields of each article of a text: the whole, or parts that begin with lines such as ``# url = …``.

    >>> list(split_headers("# tieu_de = Thăm Bỉ\\n# ngay_dang: 4/4/2023\\n\\nĐoàn tới Brussels."))
    [(0, {'title': 'Thăm Bỉ', 'published': '4/4/2023', 'text': 'Đoàn tới Brussels.'})]
    """
    lines = text.lstrip("\ufeff").split("\n")
    said = [_HEADER.fullmatch(line.strip()) for line in lines]
    starts = [n for n, match in enumerate(said) if match and is_column(match[1]) and not (n and said[n - 1])]
    if not starts or any(line.strip() for line in lines[: starts[0]]):
        yield 0, {"text": text}
        return
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        matches = list(takewhile(bool, said[start:end]))
        fields = {name_column(match[1]) or match[1]: match[2] for match in matches if match}
        text = "\n".join(lines[start + len(matches) : end]).strip("\r\n")
        yield (start + 1 if len(starts) > 1 else 0), {**fields, "text": text}
