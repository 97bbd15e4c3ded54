"""The work of every step grows with the length of a text and not with its square, whatever the text.

Work is counted, not timed: the lines that run, the signs that text methods and patterns look at, the steps of
patterns that may match at any length (see ``work.py`` and ``regex_steps.py``). Each unit is repeated to
texts of one, two and four lengths: what is linear grows twice as much from the second to the third as
from the first to the second, what is quadratic four times as much.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import regex_steps
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Path(__file__).resolve().parent
LENGTHS = (400, 800, 1600)
GROWTH = 2.5
"""How much more of the work may come with the last half of a text than with its second quarter."""

UNITS = [
    *(
        "(",
        "/",
        "-",
        "1",
        "1 ",
        "1/",
        "1-",
        "1.",
        "1,",
        "1.000.",
        "1a",
        "a",
        "A",
        "á",
        "a\u0301",
        "\u0301\u0323",
        "a-",
    ),
    *(
        "tế-",
        "a_",
        "ðe",
        "a.b",
        ".",
        "…",
        "!",
        "?!",
        "“",
        '"',
        "'",
        "« ",
        "a. (b ",
        "(Ảnh: ",
        "Ảnh: Aa",
        "<",
        "<a ",
        "&amp;",
    ),
    *(
        "&#38;",
        "http://",
        "www.a.",
        "a@",
        " ",
        "\u00a0",
        "\t",
        "a\n",
        "- \n",
        "\u200b",
        "\u202e",
        ", ",
        "và ",
        "a a ",
    ),
    *(
        "ngày ",
        "ngày 1/",
        "từ ngày 1 ",
        "năm ",
        "tháng ",
        "hôm ",
        "5/4/2023 ",
        "8h30 ",
        "hai mươi ",
        "2020-2022, ",
    ),
    *(
        "Anh ",
        "Việt Nam - ",
        "Mỹ, Anh và ",
        "Bộ trưởng ",
        "Bộ trưởng Bùi Thanh Sơn ",
        "ông Sơn ",
        "Nguyễn ",
        "A. ",
    ),
    *(
        "Quyết định số 402/QĐ-TTg ",
        "APEC ",
        "hiệp định giữa Bỉ và Đức ",
        "kế hoạch triển khai ",
        "Hiệp định Ab về c, d và ",
        "ký Hiệp định Bỉ - Đức; ",
        "chuyến thăm Bỉ của Tổng thống Pháp ",
    ),
    *(
        "dự án do Bỉ tài trợ ",
        "bà Nicole de Moor, Quốc vụ khanh Bỉ ",
        "di cư hợp pháp ",
        "đưa người ",
        "người di cư thiệt mạng chìm tàu chở ",
        "tiếp ",
    ),
    *(
        "Tổng thống Mỹ gặp Thủ tướng Anh ",
        "hai bên gặp ",
        "không gặp Tổng thống Nga, ",
        "Mỹ và Bỉ ký tại Hà Nội ",
        "[Lào được Bộ trưởng Lê Hòa tiếp ",
    ),
    *("cảm ơn ", "khẳng định Bỉ ", "ông nói, ", 'nói: "', "Theo Bỉ, ", "và ủng hộ ", "đồng thời "),
]


AT_ONCE = 5  # units, each an article of its own
BATCHES = [UNITS[at : at + AT_ONCE] for at in range(0, len(UNITS), AT_ONCE)]


def make_text(unit: str, length: int) -> str:
    """An article of a title, a lead, the unit repeated to about this many characters, and an end."""
    above = "Bộ trưởng thăm Bỉ\nSáng 12/5/2023, Bộ trưởng Bùi Thanh Sơn tiếp Đại sứ Bỉ.\nNgày 4/4 họp. "
    return f"{above}{unit * max(1, length // len(unit))}\nBộ trưởng nói sẽ hợp tác."


@pytest.fixture(scope="module")
def work() -> list[list[dict[str, dict[str, int]]]]:
    """The work of each step on the texts of each length of each batch, in parts."""
    batches = [[[make_text(unit, length) for unit in units] for length in LENGTHS] for units in BATCHES]
    done = subprocess.run(
        [sys.executable, HERE / "work.py"],
        input="\n".join(map(json.dumps, batches)),
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(HERE.parent), "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(len(BATCHES)), ids=lambda batch: " ".join(map(repr, BATCHES[batch])))
def test_work_grows_with_the_text_and_not_with_its_square(batch, work):
    steep = {}
    for step in work[batch][0]:
        first, second, third = (sum(parts[step].values()) for parts in work[batch])
        if third - second > GROWTH * max(second - first, second * 0.4):  # what is constant does not count
            last, before = work[batch][2][step], work[batch][1][step]
            most = sorted(last, key=lambda part: before.get(part, 0) - last[part])[:3]
            steep[step] = (first, second, third, {part: last[part] for part in most})
    assert not steep


PATTERNS = [
    *(
        r"a+b",
        r"(?<![ab])a+?b",
        r"(a|ab)(c|bcd)?d*",
        r"(?:a|b)*?c",
        r"\b(\w+) \1\b",
        r"(?:ab?)++b",
        r"a*+b",
        r"(?>a|ab)c",
    ),
    *(
        r"(?<=a)b+(?!c)",
        r"^a|b$",
        r"[^\W\d_]+(?:-[a-c]+)*",
        r"(?:a{1,2}b){2,3}",
        r"(a)?(b)?\b",
        r"(?=(a+))b*",
        r"(?i)AB|c?",
    ),
]


@settings(max_examples=30)
@given(text=st.text("abcAB -1", max_size=12))
@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_counting_matcher_finds_what_re_finds(pattern, text):
    compiled = re.compile(pattern)
    assert list(regex_steps.Steps(compiled).scan(text)) == [match.span() for match in compiled.finditer(text)]


@pytest.mark.parametrize(
    ("quadratic", "linear", "unit"),
    [
        (r"[^\W_]+(?:_[^\W_]+)+", r"(?<![^\W_])[^\W_]++(?:_[^\W_]++)+", "a"),
        (r"[.!?…]+[\"')]*(?=\s)", r"(?<![.!?…])[.!?…]++[\"')]*+(?=\s)", "."),
        (r"(?<![\w/])\d+[\d./]*[/-][A-Z]", r"(?<![\w/])\d[\d./]{0,40}+(?:(?<=/)|-)[A-Z]", "1"),
    ],
)
def test_the_counting_matcher_tells_quadratic_patterns_from_linear_ones(quadratic, linear, unit):
    def count(pattern: str, length: int) -> int:
        steps = regex_steps.Steps(re.compile(pattern))
        list(steps.scan(unit * length))
        return steps.steps

    assert count(quadratic, 400) > 3.5 * count(quadratic, 200)
    assert count(linear, 400) < 2.1 * count(linear, 200)
