"""Instruments and events: by name and by number."""

import pytest

from kit.errors import LexiconError
from kit.files import LEXICONS
from kit.tag.partners import find_partners_in_text
from kit.vietnamese.names.instruments import find_instruments, load_instruments


def named(text):
    return [(text[hit.start : hit.end], hit.key) for hit in find_instruments(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Quyết định số 402/QĐ-TTg ngày 20/3/2020", [("Quyết định số 402/QĐ-TTg", "VN-QĐ-402/QĐ-TTg")]),
        ("Nghị định 112/2021/NĐ-CP.", [("Nghị định 112/2021/NĐ-CP", "VN-NĐ-112/2021/NĐ-CP")]),
        (
            "Luật số 69/2020/QH14 và Chỉ thị số 25-CT/TW",
            [("Luật số 69/2020/QH14", "VN-L-69/2020/QH14"), ("Chỉ thị số 25-CT/TW", "VN-CT-25-CT/TW")],
        ),
        ("Nghị quyết 1325 của Hội đồng Bảo an", [("Nghị quyết 1325", "UNSC-RES-1325")]),
        ("Nghị quyết 1325 của tỉnh", []),
        (
            "Thỏa thuận toàn cầu về Di cư hợp pháp, an toàn và trật tự",
            [("Thỏa thuận toàn cầu về Di cư hợp pháp, an toàn và trật tự", "GCM")],
        ),
        (
            "thoả thuận toàn cầu về di cư cư hợp pháp an toàn và trật tự",
            [("thoả thuận toàn cầu về di cư cư hợp pháp an toàn và trật tự", "GCM")],
        ),
        ("Thỏa thuận GCM; GCM; gcm", [("Thỏa thuận GCM", "GCM"), ("GCM", "GCM")]),
        (
            "Kế hoạch triển khai Thỏa thuận GCM",
            [("Kế hoạch triển khai Thỏa thuận GCM", "VN-GCM-PLAN"), ("Thỏa thuận GCM", "GCM")],
        ),
        ("Báo cáo quốc gia của Việt Nam", []),
        (
            "Báo cáo quốc gia của Việt Nam về GCM",
            [("Báo cáo quốc gia của Việt Nam", "VN-GCM-NATIONAL-REPORT"), ("GCM", "GCM")],
        ),
        (
            "Diễn đàn rà soát di cư quốc tế lần thứ nhất",
            [("Diễn đàn rà soát di cư quốc tế lần thứ nhất", "IMRF-2022")],
        ),
        ("Diễn đàn rà soát di cư quốc tế tháng 5/2026", [("Diễn đàn rà soát di cư quốc tế", "IMRF-2026")]),
        (
            "Hội nghị Cấp cao ASEAN lần thứ 33. Cấp cao ASEAN",
            [("Hội nghị Cấp cao ASEAN lần thứ 33", "ASEAN-SUMMIT-33"), ("Cấp cao ASEAN", "ASEAN-SUMMIT-33")],
        ),
        ("Công ước Luật biển năm 1982 (UNCLOS)", [("Công ước Luật biển", "UNCLOS"), ("UNCLOS", "UNCLOS")]),
        ("đại dịch Covid-19", [("đại dịch Covid-19", "COVID-19")]),
    ],
)
def test_by_name_and_number(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Bản ghi nhớ giữa Việt Nam và Đan Mạch về hợp tác lao động ký năm 2011",
        "chuyến thăm Áo của Thủ tướng Chính phủ Trần Văn Ẩn từ ngày 3-5/4/2021",
        "Đan Mạch: kỷ niệm 45 năm thiết lập quan hệ ngoại giao",
        "Dự án do Nhật Bản tài trợ nhằm giúp người di cư tái hòa nhập",
    ],
)
def test_what_no_lexicon_names_is_no_instrument(text):
    kinds = find_partners_in_text(text)["kind"]
    assert not kinds.isin(["instrument", "event"]).any()


def test_partners_inside_an_instrument_are_named_too():
    table = find_partners_in_text("Công ước Liên hợp quốc về Luật Biển")
    assert table[["kind", "key"]].values.tolist() == [["instrument", "UNCLOS"], ["org", "UN"]]


SMALL = """
instruments:
  GCM: {vi: Thỏa thuận GCM, en: Global Compact}
events: {}
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("en: Global", "label: Global", r"instruments.yml, line 3: unknown key 'label'"),
        (
            "events: {}",
            "events: {X: {vi: 'Kế hoạch {GCR}', en: X}}",
            r"instruments.yml, line 4: {GCR} is not there",
        ),
        (
            "events: {}",
            "events: {X: {vi: Thoả thuận GCM, en: X}}",
            r"line 4: 'Thoả thuận GCM' is claimed by X and GCM",
        ),
        (
            "events: {}",
            "events: {X: {vi: Y y, en: X, with: Z}}",
            r"line 4: X goes with 'Z', which is not there",
        ),
        ("events: {}", "", r"instruments.yml, line \d: the entry lacks 'events'"),
    ],
)
def test_a_lexicon_that_cannot_be_used_says_where_and_why(tmp_path, old, new, message):
    (tmp_path / "instruments.yml").write_text(SMALL.replace(old, new), encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_instruments(tmp_path)


def test_the_kits_own_lexicon_has_labels_and_distinct_keys():
    entries = load_instruments(LEXICONS).entries
    assert len(entries) > 50
    assert all(entry["en"] for entry in entries.values())
