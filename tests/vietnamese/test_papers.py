"""The names of papers, where they end, whom they bind, and what is said of them."""

import pytest

from kit.errors import LexiconError
from kit.files import LEXICONS
from kit.tag.partners import find_partners_in_text
from kit.vietnamese.agreements.finder import list_mentions
from kit.vietnamese.agreements.vocabulary import load_vocabulary
from kit.vietnamese.names.context import group_entities


def mentions(text):
    """Every naming of a paper in a text, as the table has them before they are laid together."""
    partners = find_partners_in_text(text)
    rows = [("a", *row) for row in partners[["start", "end", "kind", "key"]].itertuples(index=False)]
    known = [(start, end, key) for _, start, end, kind, key in rows if kind == "instrument"]
    found = list_mentions(text, group_entities(rows).get("a", {}), known, [], load_vocabulary())
    return [one for one in found if one.paper.named]


def names(text):
    return [
        (text[one.paper.start : one.paper.end], one.paper.kind, " ".join(one.parties), one.paper.rule)
        for one in mentions(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bản ghi nhớ giữa Việt Nam và Đan Mạch về hợp tác lao động được ký hôm qua",
            [
                (
                    "Bản ghi nhớ giữa Việt Nam và Đan Mạch về hợp tác lao động",
                    "memorandum",
                    "VNM DNK",
                    "between",
                )
            ],
        ),
        (
            "Bỉ và Lào họp. Hiệp định giữa Chính phủ hai nước về dẫn độ, tại Hà Nội.",
            [("Hiệp định giữa Chính phủ hai nước về dẫn độ", "agreement", "BEL LAO", "between")],
        ),
        (
            "nêu Thỏa thuận giữa Lào, Bỉ và Đức về phòng, chống mua bán người.",
            [
                (
                    "Thỏa thuận giữa Lào, Bỉ và Đức về phòng, chống mua bán người",
                    "agreement",
                    "LAO BEL DEU",
                    "between",
                )
            ],
        ),
        (
            "ủng hộ Hiệp định Thương mại tự do Lào - Đan Mạch mà họ chờ",
            [("Hiệp định Thương mại tự do Lào - Đan Mạch", "agreement", "LAO DNK", "pair")],
        ),
        (
            "ký Hiệp ước Hòa bình với Lào sáng nay",
            [("Hiệp ước Hòa bình với Lào", "treaty", "LAO", "between")],
        ),
        ("theo Công ước Chicago mang tính ràng buộc", [("Công ước Chicago", "treaty", "", "name")]),
        (
            "rút khỏi hiệp ước cấm thử vũ khí của Liên hợp quốc hôm qua",
            [("hiệp ước cấm thử vũ khí của Liên hợp quốc", "treaty", "UN", "of")],
        ),
        (
            "Hiệp định Hữu nghị và Hợp tác đã giúp hai bên",
            [("Hiệp định Hữu nghị và Hợp tác", "agreement", "", "name")],
        ),
        (
            "Nghị định thư về đóng tàu tại Việt Nam sắp hết hạn",
            [("Nghị định thư về đóng tàu tại Việt Nam", "treaty", "", "about")],
        ),
        (
            "Tuyên bố chung về quan hệ Đối tác chiến lược Lào - Bỉ nêu rõ",
            [
                (
                    "Tuyên bố chung về quan hệ Đối tác chiến lược Lào - Bỉ",
                    "joint_statement",
                    "LAO BEL",
                    "about",
                )
            ],
        ),
        ("hai bên ra tuyên bố chung nhấn mạnh", [("tuyên bố chung", "joint_statement", "", "joint")]),
        (
            "Kế hoạch hành động giữa Lào và Bỉ giai đoạn 2021 - 2025 đã được duyệt",
            [("Kế hoạch hành động giữa Lào và Bỉ giai đoạn 2021 - 2025", "plan", "LAO BEL", "between")],
        ),
        (
            "duyệt kế hoạch triển khai Hiệp ước Hòa bình Lào - Bỉ.",
            [
                ("kế hoạch triển khai Hiệp ước Hòa bình Lào - Bỉ", "plan", "LAO BEL", "carries out"),
                ("Hiệp ước Hòa bình Lào - Bỉ", "treaty", "LAO BEL", "pair"),
            ],
        ),
        (
            "Dự án do Nhật Bản tài trợ nhằm giúp người di cư tái hòa nhập.",
            [("Dự án do Nhật Bản tài trợ nhằm giúp người di cư tái hòa nhập", "project", "JPN", "funded")],
        ),
        (
            "Dự án “Cầu vồng” của hai nước. Lào và Bỉ",
            [("Dự án “Cầu vồng” của hai nước", "project", "LAO BEL", "between")],
        ),
        ("Hiệp định TPP", [("Hiệp định TPP", "agreement", "", "name")]),
        (
            "Bản ghi nhớ được ký kết giữa Cục A của Lào và Tổng cục B của Bỉ năm 2011",
            [
                (
                    "Bản ghi nhớ được ký kết giữa Cục A của Lào và Tổng cục B của Bỉ",
                    "memorandum",
                    "LAO BEL",
                    "between",
                )
            ],
        ),
        (
            "ký Hiệp định dẫn độ và Hiệp định về Quy chế biên giới, thúc đẩy giao thương",
            [
                ("Hiệp định dẫn độ", "agreement", "", "name"),
                ("Hiệp định về Quy chế biên giới", "agreement", "", "about"),
            ],
        ),
        (
            "Hiệp ước Bangkok về biển (Hiệp ước Băng Cốc) và Thỏa thuận Minsk",
            [
                ("Hiệp ước Bangkok về biển", "treaty", "", "about"),
                ("Thỏa thuận Minsk", "agreement", "", "name"),
            ],
        ),
        ("Lào và Bỉ ký hiệp định thương mại", [("hiệp định thương mại", "agreement", "LAO BEL", "signed")]),
        ("Lào và Bỉ đã ký thỏa thuận di cư", [("thỏa thuận di cư", "agreement", "LAO BEL", "signed")]),
    ],
)
def test_where_a_name_ends_and_whom_it_binds(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "hai bên đã ký một thỏa thuận",
        "ký nhiều thỏa thuận về thương mại",
        "12 hiệp định về thuế",
        "Lào và Bỉ ủng hộ các chương trình, dự án hợp tác giữa hai bên",
        "hai bên thỏa thuận về giá",
        "một hiệp định đầu tư song phương",
        "Chẳng có thỏa thuận nào giữa Lào và Bỉ",
        "Tổ chức Hiệp ước Bắc Đại Tây Dương họp",
        "Hiệp ước Bắc Đại Tây Dương (NATO) họp",
        "dự án nhà ở tại Lào",
        "chương trình hành động phát triển ngành tôm",
        "Bản ghi nhớ hợp tác",
        "bản ghi nhớ tai tiếng của ông ta",
        "theo Quyết định số 402/QĐ-TTg",
        "hiệp định này, thỏa thuận đó",
        "hiệp định, thỏa thuận và bản ghi nhớ",
        "ký hiệp địnhlao động",
        "Lào buộc phải ký hiệp định thương mại",
        "Lào và Bỉ cần một thỏa thuận di cư",
    ],
)
def test_what_is_no_paper_or_has_no_name(text):
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Hai bên đã ký {}", "signed"),
        ("chứng kiến lễ ký {}", "signed"),
        ("hai bên trao {}", "signed"),
        ("{} được ký năm 2011", "signed"),
        ("{} (ký năm 2011)", "signed"),
        ("triển khai {} ký năm 2011", "signed"),
        ("nhân 40 năm ngày ký {}", "signed"),
        ("dự kiến hai bên sẽ kỷ niệm 40 năm kể từ khi ký {}", "signed"),
        ("sẽ ký {}", "to_be_signed"),
        ("dự kiến ký kết {}", "to_be_signed"),
        ("{} sắp được ký kết", "to_be_signed"),
        ("{} có hiệu lực từ năm 2016", "in_force"),
        ("tiếp tục triển khai hiệu quả {}", "in_force"),
        ("{} đang được thực hiện", "in_force"),
        ("thực hiện đầy đủ {}", "in_force"),
        ("hai bên chưa ký {}", "mentioned"),
        ("{} chưa được ký", "mentioned"),
        ("đề nghị sớm ký {}", "mentioned"),
        ("xúc tiến đàm phán {}", "mentioned"),
        ("thúc đẩy phía bạn ký {}", "mentioned"),
        ("nếu {} được ký", "mentioned"),
        ("{} sẽ có hiệu lực", "mentioned"),
        ("sớm thực hiện {}", "mentioned"),
        ("đăng ký {}", "mentioned"),
        ("rút khỏi {}", "mentioned"),
        ("Sau khi ký biên bản, họ đánh giá cao {}", "mentioned"),
        ("Hai bên đã ký biên bản; {}", "mentioned"),
        ("đánh giá cao {}", "mentioned"),
    ],
)
def test_what_is_said_of_a_paper(text, status):
    assert [one.status for one in mentions(text.format("Hiệp định Lào - Bỉ về dẫn độ"))] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("đã ra Tuyên bố chung", "signed"),
        ("sẽ ra Tuyên bố chung", "to_be_signed"),
        ("Tuyên bố chung được thông qua", "signed"),
        ("Tuyên bố chung nêu rõ", "mentioned"),
        ("Tuyên bố chung diễn ra đúng lúc", "mentioned"),
    ],
)
def test_a_statement_is_issued(text, status):
    assert [one.status for one in mentions(text)] == [status]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Lào và Bỉ đã ký Hiệp định về dẫn độ", ["LAO BEL"]),
        ("Nga, Đan Mạch và Lào cùng ký Hiệp định về dẫn độ", ["RUS DNK LAO"]),
        ("Bất chấp Mỹ phản đối, Lào và Bỉ đã ký Hiệp định về dẫn độ", ["LAO BEL"]),
        ("Lào và Bỉ họp. Hai bên đã ký Hiệp định về dẫn độ", ["LAO BEL"]),
        ("Trong chuyến thăm Đức, Lào và Bỉ đã ký Hiệp định về dẫn độ", ["LAO BEL"]),
        ("Lào đã ký Hiệp định về dẫn độ với Bỉ", ["LAO BEL"]),
        ("Hiệp định về dẫn độ được ký giữa Lào và Bỉ", ["LAO BEL"]),
        ("Lào và Bỉ ký Hiệp định về dẫn độ, Nghị định thư về thuế", ["LAO BEL", "LAO BEL"]),
        ("Lào và Bỉ ủng hộ Hiệp định về dẫn độ", [""]),
    ],
)
def test_who_signs_a_paper_that_does_not_name_them(text, parties):
    assert [" ".join(one.parties) for one in mentions(text)] == parties


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\nmany:", "\nmanx:", r"agreements.yml, line \d+: unknown key 'manx'"),
        (
            "  treaty: [hiệp ước,",
            "  treaty: [hiệp định, hiệp ước,",
            r"'hiệp định' is a treaty and a agreement",
        ),
        ("  treaty: [hiệp ước,", "  treatise: [hiệp ước,", r"unknown key 'treatise'"),
    ],
)
def test_a_lexicon_that_cannot_be_used_says_where_and_why(tmp_path, old, new, message):
    text = (LEXICONS / "agreements.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "agreements.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_vocabulary(tmp_path)


def test_a_name_with_unclosed_quotation_marks_ends_before_them():
    assert names("Hiệp định Lào - Bỉ “về dẫn độ, như ông nói") == [
        ("Hiệp định Lào - Bỉ", "agreement", "LAO BEL", "pair")
    ]
