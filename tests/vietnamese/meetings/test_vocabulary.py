"""The words of meeting: what is found, what is a trap, and what a lexicon that cannot be used is answered with."""

import pytest
from encounters import tell
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import LexiconError
from kit.files import LEXICONS, overlay
from kit.vietnamese.meetings.marks import PERSON, Party, mark
from kit.vietnamese.meetings.vocabulary import FORMS, KINDS, load_meeting_words

TEXT = (LEXICONS / "meetings.yml").read_text(encoding="utf-8")
WORDS = load_meeting_words()


def found(text):
    return [(text[cue.start : cue.end], cue.verb, cue.noun, cue.many) for cue in WORDS.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đã tiếp", [("tiếp", "tiếp", False, False)]),
        ("tiếp tục", []),
        ("gặp khó khăn và gặp nhau", [("gặp", "gặp", False, False)]),
        ("trong cuộc gặp", [("cuộc gặp", "gặp", True, False)]),
        ("các cuộc hội đàm", [("các cuộc hội đàm", "hội đàm", True, True)]),
        ("một chuyến công tác", [("chuyến công tác", "chuyến công tác", True, False)]),
        ("hội đàm trực tuyến", [("hội đàm trực tuyến", "hội đàm trực tuyến", False, False)]),
        ("gặpnhau thămdò", []),
        ("", []),
    ],
)
def test_the_longest_word_is_found_and_a_trap_is_not(text, expected):
    assert found(text) == expected


@given(
    st.lists(
        st.sampled_from(("cuộc", "gặp", "gặp khó khăn", "các", "tiếp", "tục", "thăm", "Bỉ", ",")), max_size=9
    ),
    st.data(),
)
def test_words_that_are_moved_among_signs_are_those_that_are_found_there(words, data):
    text = " ".join(words)
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    low = text.lower()
    marked = mark(0, "body", 0, text, low, [(PERSON, Party(first, last, ("BEL",)))])
    hits = [(marked.move(start, -end), start + end, which) for start, end, which in WORDS.search(low)]
    moved = [(at, size - at, which) for at, size, which in hits if at >= 0]
    assert WORDS.read(marked.marks, moved) == WORDS.find(marked.marks)


def test_every_word_of_the_lexicon_has_a_kind_and_a_form():
    assert {kind for kind, _ in WORDS.forms.values()} <= {*KINDS}
    assert {form for _, form in WORDS.forms.values()} == {*FORMS}
    assert WORDS.nouns < WORDS.forms.keys()


def line_of(text, part):
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  phone:\n    joint:", "  telephone:\n    joint:", None, "'telephone' is no kind"),
        ("  phone:\n    joint:", "  phone:\n    together:", None, "'together' is no form"),
        ("host: [tiếp, ", "host: [tiếp, tiếp, ", "host: [tiếp, ", "'tiếp' is given twice"),
        ("host: [tiếp, ", "host: [tiếp, TIẾP, ", "host: [tiếp, ", "'TIẾP' is given twice"),
        ("joint: [ký, ", "joint: [hội đàm, ký, ", "joint: [hội đàm, ký", "'hội đàm' is given twice"),
        ("weak: [", "feeble: [", None, "weak"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path, old, new, line, words):
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    (tmp_path / "meetings.yml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_meeting_words(tmp_path / "meetings.yml")
    assert words in str(caught.value) and "meetings.yml" in str(caught.value)
    if line:
        assert f"line {line_of(text, line)}" in str(caught.value)
    else:
        assert "line " in str(caught.value)


@pytest.mark.slow
def test_a_verb_more_in_an_overlay_is_found(tmp_path):
    story = "Ngày 5/3, Thủ tướng Đỗ An đàm đạo với Thủ tướng Lào Boun Keo."
    assert tell(story) == []
    text = TEXT.replace("joint: [hội đàm, ", "joint: [đàm đạo, hội đàm, ", 1)
    (tmp_path / "meetings.yml").write_text(text, encoding="utf-8")
    with overlay(tmp_path):
        assert tell(story) == ["talks VNM < LAO 5/3"]
    assert tell(story) == []
