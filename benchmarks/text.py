"""Text of any size for benchmarks: the shipped articles, varied by a seeded generator.

Repeating two articles would let any memory of words look good, so the sentences are varied the way
news varies: words give way to others, and new names, numbers and rare syllables keep coming at the rate at which
they come in news. A two-parameter process (Pitman & Yor 1997) decides whether the next replacement is
new; its discount makes the vocabulary grow as a power of the length (Heaps' law). Measured on 2.9 million
tokens of foreign-affairs news, white-space tokens grow as 2,202 in the first 10,000, 8,484 in 100,000
and 35,674 in a million; `python benchmarks/text.py` prints the same for this generator.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ARTICLES = Path(__file__).resolve().parents[1] / "data" / "articles"

REPLACED = 0.30  # share of the tokens that give way
DISCOUNT, STRENGTH = 0.68, 400.0  # how fast new ones come, and how many there are from the start

_ONSETS = "b c ch d đ g h k kh l m n ng nh ph qu r s t th tr v x"
_RIMES = """
a ai am an ang anh ao ăm ăn ăng âm ân âng âu ay ây e em en eo ê êm ên êu i im in inh iu iên iêm iêu o oa oan oai oi
om on ong ô ôi ôm ôn ông ơ ơi ơm ơn u ui um un ung uyên uôi uôn uông ư ưng ươi ươm ươn ương y
"""
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LATIN = "a an ar ber bo ca da del el er fa go ha is ja ka la le ma mo na ne or pa ra ri ro sa son ta ti to va win xi"
_PARTS = {"onset": _ONSETS.split(), "rime": _RIMES.split(), "latin": _LATIN.split()}


def load_lines() -> list[list[str]]:
    """The lines of the shipped articles, cut at white space."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    return [line.split() for text in texts for line in text.splitlines() if len(line.split()) > 5]


def make_lines(seed: int = 0) -> Iterator[str]:
    """Endless lines of varied news text, always the same for the same seed."""
    rng = random.Random(seed)
    lines = load_lines()
    words = [word for line in lines for word in line]
    history: list[str] = []  # every replacement so far, so that frequent ones are drawn often
    n_kinds = 0
    draw, pick = rng.random, rng.randrange
    while True:
        line = lines[pick(len(lines))]
        if draw() < 0.7:  # a sentence of its own: the first clauses of one line, the last of another
            other = lines[pick(len(lines))]
            line = line[: pick(1, len(line) + 1)] + other[pick(len(other)) :]
        out = []
        for word in line:
            if draw() >= REPLACED:
                out.append(word)
                continue
            if draw() < (STRENGTH + DISCOUNT * n_kinds) / (STRENGTH + len(history)):
                new = words[pick(len(words))] if draw() < 0.25 else _invent(rng)
                n_kinds += 1
            else:
                new = history[pick(len(history))]
            history.append(new)
            out.append(new)
        yield " ".join(out)


def make_text(n_bytes: int, seed: int = 0) -> str:
    """Lines of varied news text, together about ``n_bytes`` of UTF-8."""
    lines, size = [], 0
    for line in make_lines(seed):
        lines.append(line)
        size += len(line.encode("utf-8")) + 1
        if size >= n_bytes:
            return "\n".join(lines)
    raise AssertionError("make_lines is endless")


def stream_articles(seed: int = 0) -> Iterator[str]:
    """Endless articles of 8 to 30 lines each, all different, the first line a title without a full stop."""
    rng = random.Random(f"articles {seed}")
    lines = make_lines(seed)
    while True:
        body = [next(lines) for _ in range(rng.randint(8, 30))]
        yield "\n\n".join([" ".join(body[0].split()[:14]).rstrip(".,;"), *body[1:]])


def make_articles(n_articles: int, seed: int = 0) -> list[str]:
    """The first ``n_articles`` of `stream_articles`."""
    return list(islice(stream_articles(seed), n_articles))


def _invent(rng: random.Random) -> str:
    """A new token: a name, a number, an abbreviation or a rare syllable, perhaps with a sign behind it."""
    kind = rng.random()
    if kind < 0.35:
        new = _syllable(rng).capitalize()
    elif kind < 0.5:
        new = _syllable(rng)
    elif kind < 0.7:
        new = "".join(rng.choice(_PARTS["latin"]) for _ in range(rng.randint(2, 4))).capitalize()
    elif kind < 0.9:
        number = rng.randint(1, 31)
        new = rng.choice(
            (
                f"{number}/{rng.randint(1, 12)}",
                f"{number}/{rng.randint(1, 12)}/{rng.randint(1990, 2030)}",
                f"{rng.randint(1, 999)}.{rng.randint(0, 999):03d}",
                str(rng.randint(1, 3000)),
                f"{rng.randint(1, 99)},{rng.randint(1, 9)}%",
                f"{rng.randint(1, 999)}/QĐ-TTg",
            )
        )
    else:
        new = "".join(rng.choice("ABCDEGHIKLMNOPQSTUV") for _ in range(rng.randint(2, 5)))
    return new + rng.choice(("", "", "", "", ",", ".", '"', ")", ";"))


def _syllable(rng: random.Random) -> str:
    rime, tone = rng.choice(_PARTS["rime"]), rng.choice(_TONES)
    place = max(i for i, letter in enumerate(rime) if letter in "aăâeêioôơuưy")
    place = next(
        (i for i, letter in enumerate(rime) if letter in "ăâêôơ"), min(place, 1 if len(rime) > 2 else place)
    )
    if rime[place] not in "aăâeêioôơuưy":
        place = 0
    return unicodedata.normalize(
        "NFC", rng.choice(_PARTS["onset"]) + rime[: place + 1] + tone + rime[place + 1 :]
    )


def count_growth(
    text: str, marks: tuple[int, ...] = (10_000, 100_000, 1_000_000)
) -> list[tuple[int, int, int]]:
    """Tokens, distinct tokens and distinct pairs of neighbours after each of ``marks`` tokens."""
    kinds: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    before, rows = "", []
    for number, token in enumerate(text.split(), start=1):
        kinds.add(token)
        pairs.add((before, token))
        before = token
        if number in marks:
            rows.append((number, len(kinds), len(pairs)))
    return rows


if __name__ == "__main__":
    for tokens, kinds, pairs in count_growth(make_text(6_500_000)):
        print(f"{tokens:>9,} tokens: {kinds:>7,} distinct, {pairs:>9,} distinct pairs")
