"""Spans: where the lines of a text begin and end."""


def split_lines(text: str) -> list[tuple[int, int, int]]:
    """Number, start and end of each line that is not blank, without its outer white space.

    >>> split_lines("Tin mới\\n\\n  Bộ trưởng đến Bỉ.")
    [(1, 0, 7), (3, 11, 28)]
    """
    spans = []
    at = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if stripped := line.strip():
            start = at + line.index(stripped)
            spans.append((number, start, start + len(stripped)))
        at += len(line) + 1
    return spans
