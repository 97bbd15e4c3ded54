"""Text put together again: lines that a mail program or a converter cut at a fixed width, pieces of one line."""

from kit.vietnamese.lines.extent import ends_sentence

_NARROWEST, _WIDEST = 40, 100  # characters of a column
_LEAST, _SHARE = (
    4,
    0.6,
)  # breaks in a sentence before small letters; of all breaks, those that the width forced


def join_wrapped(text: str) -> str:
    """``text`` with the lines joined that were cut at a fixed width; itself if it is not such a text.

    A break was forced where the next word would not have fitted. A line is joined with the next if it has
    no stop at its end; a blank line parts paragraphs.

    >>> text = "Bộ trưởng đã tiếp Đại sứ và bàn về hợp tác\\ntrong lĩnh vực lao động giữa hai nước."
    >>> join_wrapped("\\n\\n".join([text] * 4)).count("\\n")
    6
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return text
    inside = [i for i in range(len(lines) - 1) if lines[i].strip() and lines[i + 1].strip()]
    forced = [i for i in inside if len(lines[i].rstrip()) + 1 + len(lines[i + 1].split()[0]) > width]
    broken = {i for i in forced if not ends_sentence(lines[i].rstrip())}
    if sum(lines[i + 1].lstrip()[0].islower() for i in broken) < max(_LEAST, _SHARE / 2 * len(inside)):
        return text
    pieces = [line.strip() + (" " if i in broken else "\n") for i, line in enumerate(lines)]
    return "".join(pieces)[:-1] if len(forced) >= _SHARE * len(inside) else text


def join_pieces(pieces: list[str]) -> str:
    """The pieces of a line; a place name set apart by looks alone (*Hà Nội*Bộ trưởng …) gets its space.

    >>> join_pieces(["Hà Nội", "Bộ trưởng tiếp", " Đại sứ"])
    'Hà Nội Bộ trưởng tiếp Đại sứ'
    """
    joined = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        glued = joined[-1:].islower() and piece[:1].isupper()
        joined += f" {piece}" if glued else piece
    return joined
