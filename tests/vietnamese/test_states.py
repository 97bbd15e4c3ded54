"""The states that a text names, as patterns see them."""

import pytest

from kit.vietnamese.names.cues import load_cues
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.phrases.matching import mark_states, normalise, place_states
from kit.vietnamese.phrases.states import find_states


def find(text):
    return find_states(text, load_gazetteer(), load_cues())


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Việt Nam và Thái Lan", ["VNM", "THA"]),
        ("Đại sứ Anh thăm Đức", ["GBR", "DEU"]),
        ("làm việc ở Anh", ["GBR"]),
        ("Anh làm việc xa nhà", []),
        ("chị Nga nói tiếng Đức", []),
        ("thị xã Mỹ Tho, quận Hoài Đức", []),
        ("quan hệ Mỹ - Trung và Việt-Nhật", ["USA", "CHN", "VNM", "JPN"]),
        ("Washington và Điện Kremlin", ["USA", "RUS"]),
        ("Hà Nội", []),  # the home country's capital is mostly the town
        ("Liên minh châu Âu", ["EU"]),
        ("100 đô la Mỹ", []),
        ("", []),
    ],
)
def test_states(text, keys):
    assert [state.key for state in find(text)] == keys


@pytest.mark.parametrize("before", ["Ông", "Đó là tiếng", "Chị", "Tổng thống", "Ở", "Việt Nam -"])
@pytest.mark.parametrize("sentence", ["Nga phản đối.", "Anh đi xa.", "Mỹ và Đức bàn.", "Ý hay nhất."])
def test_one_sentence_says_nothing_of_the_next(before, sentence):
    alone = [(state.start, state.key) for state in find(sentence)]
    shift = len(before) + 1
    behind = [state for state in find(f"{before}\x1e{sentence}") if state.start >= shift]
    assert [(state.start - shift, state.key) for state in behind] == alone


def test_states_are_marked_where_they_stand():
    text = "sang  Thái Lan Lan rồi về Việt Nam, qua Lào"
    plain, shifts = normalise(text)
    marked = mark_states(plain, place_states(find(text), shifts))
    assert len(marked) == len(plain)
    assert marked.replace("\ue002", "").replace("\ue001", "X") == "sang X rồi về việt nam, qua X"
