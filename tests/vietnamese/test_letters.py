import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kit.vietnamese.letters import fold_tones, nfc


def test_nfc_makes_one_character_of_one_letter():
    assert nfc(unicodedata.normalize("NFD", "Việt Nam")) == "Việt Nam"
    assert len(nfc(unicodedata.normalize("NFD", "Việt Nam"))) == 8


def test_both_placements_of_tone_marks_fold_to_one():
    for old, new in (("hòa", "hoà"), ("Thủy", "Thuỷ"), ("KHỎE", "KHOẺ"), ("thỏa thuận", "thoả thuận")):
        assert fold_tones(old) == fold_tones(new)
    assert fold_tones("hoa") != fold_tones("hòa")


@given(st.text())
def test_folding_keeps_the_length_and_is_done_after_once(text):
    folded = fold_tones(nfc(text))
    assert len(folded) == len(nfc(text))
    assert fold_tones(folded) == folded
