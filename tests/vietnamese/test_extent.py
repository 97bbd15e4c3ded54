"""The heaviest run of paragraphs, and date lines by it; text cut at a fixed width."""

import pytest

from kit.read.articles import load_articles
from kit.vietnamese.lines.datelines import find_date_line, read_date_line
from kit.vietnamese.lines.extent import find_extent, find_paragraph
from kit.vietnamese.lines.wrapped import join_wrapped

P1 = "Chiều 12/5, tại trụ sở Bộ, Thứ trưởng đã tiếp Đại sứ Phần Lan nhân dịp kết thúc nhiệm kỳ công tác."
P2 = "Hai bên nhất trí tiếp tục phối hợp để sớm ký kết thỏa thuận về lao động thời vụ trong năm nay."
TITLE = "Phần Lan tiếp nhận thêm lao động Việt Nam"


@pytest.mark.parametrize(
    ("kinds", "extent"),
    [
        ("", (0, -1)),
        ("hh", (0, -1)),
        ("hPPh", (1, 2)),
        ("hPhPPch-PP", (1, 9)),  # a subhead, a caption and half a sentence are within
        ("PPlhphphp", (0, 1)),  # a list after its heading
        ("PPhphphp", (0, 1)),  # the rhythm of a list
        ("hphphphsPP", (8, 9)),
        ("PPhpshPshps", (0, 1)),  # summaries with stamps
        ("PPnhp", (0, 1)),
        ("PPepppp", (0, 1)),  # comments, however many
        ("PlttcPP", (0, 6)),  # a box of links within
        ("hshphp", (3, 5)),  # captions, for all that is known
    ],
)
def test_extents(kinds, extent):
    lengths = {"P": 300, "p": 120}
    assert find_extent(kinds, [lengths.get(kind, 40) for kind in kinds]) == extent


def test_paragraphs():
    assert find_paragraph(P1) == "p"
    assert find_paragraph(f"{P1} {P1} {P2}") == "P"
    for line in (
        P1.rstrip("."),
        P1.upper(),
        "Vậy bao giờ lao động Việt Nam có thể sang Phần Lan?",
        "x, " * 200,
    ):
        assert not find_paragraph(line)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Thứ Tư, 08:00, 20/04/2022", "Thứ Tư, 08:00, 20/04/2022"),
        ("Ngày đăng: 20-04-2022 | Lượt xem: 1200", "Ngày đăng: 20-04-2022"),
        ("THẾ GIỚIThứ Tư, 20/04/2022 09:30:00 +07:00", "Thứ Tư, 20/04/2022 09:30:00 +07:00"),
        ("(13:35 | 03/05/2018)", "13:35 | 03/05/2018"),
        ("# date = 20201001", "20201001"),
        ("Lễ ký diễn ra sáng Thứ Tư, 20/04/2022 tại Hà Nội", ""),
        ("Ông đến Hà Nội lúc 14:05 ngày 20/04/2022.", ""),
        ("2 giờ trước", ""),
    ],
)
def test_date_lines(line, date):
    assert read_date_line(line) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"Thứ Hai, 15/05/2023 | 10:02\nRSS\n{TITLE}\n12/05/2023 07:31\n{P1}\n{P2}", "12/05/2023 07:31"),
        (f"{TITLE}\nThứ Sáu, 12/05/2023\n{P1}\n{P2}", "Thứ Sáu, 12/05/2023"),
        (f"Chủ Nhật, 14/12/2025\nTrang chủ\n{TITLE}\n{P1}\n{P2}", ""),  # a clock
        (f"{TITLE}\n{P1}\n{P2}\nAn\nTin khác\nNga mở lại lãnh sự quán\n10:15 17/12/2025", ""),
        (f"{TITLE}\n{P1}\n{P2}\nCập nhật: 12/05/2023 07:31", "Cập nhật: 12/05/2023 07:31"),
        (f" date 2026-01-19 {P1}\n{P2}", "2026-01-19"),
        (f"{TITLE}\n{P1}", ""),
    ],
)
def test_the_date_line_of_a_page_stands_beside_its_story(text, date):
    assert find_date_line(text) == date


WRAPPED = """Phần Lan tiếp nhận thêm lao động Việt Nam

Chiều 12/5, tại trụ sở Bộ, Thứ trưởng đã tiếp Đại sứ Phần Lan nhân dịp
kết thúc nhiệm kỳ công tác. Đại sứ cảm ơn sự hỗ trợ của các bộ, ngành
và cho biết trong thời gian tới sẽ có thêm nhiều lao động Việt Nam sang
làm việc.

Hai bên nhất trí tiếp tục phối hợp để sớm ký kết thỏa thuận về lao động
thời vụ trong năm nay, và sẽ gặp lại nhau vào mùa thu tại thủ đô của
nước bạn."""


def test_text_cut_at_a_fixed_width_is_joined(tmp_path):
    joined = join_wrapped(WRAPPED)
    assert [len(line.split()) for line in joined.split("\n")] == [9, 0, 51, 0, 36]
    assert join_wrapped(joined) == joined
    (tmp_path / "a.txt").write_text(WRAPPED, encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"{TITLE}\n{P1}\n{P2}", encoding="utf-8")
    table = load_articles(tmp_path)
    assert list(table["quality"]) == ["wrapped", ""]
    assert table["text"][0] == joined


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{TITLE}\n{P1}\n{P2}",
        "Việt Nam\nBỉ\nĐức\nNhật Bản\nHàn Quốc\nPháp\nÝ",
        "\n".join(
            ["Trời xanh đây là của chúng ta và núi rừng đây", "của chúng ta, những cánh đồng thơm"] * 5
        ),
    ],
)
def test_other_text_is_left_as_it_is(text):
    assert join_wrapped(text) == text
