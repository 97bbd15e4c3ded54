"""Places of Việt Nam: names, older names, and what only looks like one."""

import pytest

from kit.errors import LexiconError
from kit.files import LEXICONS
from kit.vietnamese.names.places import load_places

PLACES = load_places()


def found(text):
    return [(text[place.start : place.end], place.key) for place in PLACES.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sáng nay tại Hà Nội và TP.HCM", [("Hà Nội", "VN-HN"), ("TP.HCM", "VN-SG")]),
        ("lao động Hà Tĩnh, Nghệ An ở nước ngoài", [("Hà Tĩnh", "VN-23"), ("Nghệ An", "VN-22")]),
        ("tỉnh Thừa Thiên Huế và thành phố Huế", [("Thừa Thiên Huế", "VN-26"), ("Huế", "VN-26")]),
        ("UBND tỉnh Hoà Bình họp", [("Hoà Bình", "VN-14")]),
        ("SÁNG NAY TẠI ĐÀ NẴNG", [("ĐÀ NẴNG", "VN-DN")]),
        ("Bà Rịa - Vũng Tàu", [("Bà Rịa - Vũng Tàu", "VN-43")]),
        ("vì hòa bình, Hòa Bình là khát vọng", []),
        ("các nước Thái Bình Dương; Nguyễn Thái Bình", []),
        ("Phó Thủ tướng Trương Hòa Bình tiếp khách", []),
        ("tỉnh Hà Nam và tỉnh Hà Nam Trung Quốc", [("Hà Nam", "VN-63")]),
        ("ông Vinh nói", []),
        ("tại TP Vinh", [("Vinh", "VN-22")]),
        ("hải dương học", []),
        ("tại thành phố Hồ Chí Minh; Chủ tịch Hồ Chí Minh", [("thành phố Hồ Chí Minh", "VN-SG")]),
        ("18 giờ Hà Nội, báo Hà Tĩnh viết", []),
        ("tỉnh Hà Nam, Trung Quốc; thành phố Trường Sa, tỉnh Hồ Nam", []),
        ("CÔNG AN GIANG MAI; Hội An ninh", []),
        ("ĐÀM PHÁN VỀ HÒA BÌNH Ở UKRAINE", []),
        ("giàn khoan Hải Dương 981", []),
        ("", []),
    ],
)
def test_places_are_named(text, expected):
    assert found(text) == [(form, "vinh" if form == "Vinh" else key) for form, key in expected]


def test_the_provinces_are_those_of_before_and_of_now():
    """63 until the merger of July 2025 (Nghị quyết 202/2025/QH15), 34 since."""
    provinces = {key for key in PLACES.labels if key.startswith("VN-")}
    assert len(provinces) == 63 and len(provinces - set(PLACES.joined)) == 34
    assert set(PLACES.joined.values()) <= provinces - set(PLACES.joined)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("joined: VN-07", "joined: VN-99", r"line \d+: 'VN-99' is no province"),
        ("VN-04: {vi: Cao Bằng}", "VN-04: {vi: Hà Nội}", r"line \d+: 'Hà Nội' is of VN-04 too"),
        ("- Vinh\n", "- Vính\n", r"line \d+: 'Vính' is the name of no place here"),
        ("VN-05: {vi: Sơn La}", "VN-05: {name: Sơn La}", r"line \d+: unknown key 'name'"),
        ("cues:", "cue:", r"unknown key 'cue'"),
    ],
)
def test_a_lexicon_that_cannot_be_used_says_where_and_why(old, new, message, tmp_path):
    text = (LEXICONS / "places.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "places.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"places\.yml.*{message}"):
        load_places(tmp_path)
