"""The vocabulary of acts and its errors; quotations; noun phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import LexiconError
from kit.files import LEXICONS
from kit.vietnamese.acts import links
from kit.vietnamese.acts.quotations import cut_quotations, find_marks, find_quotations
from kit.vietnamese.acts.stories import find_captions
from kit.vietnamese.acts.vocabulary import PLOVER, load_vocabulary

TEXT = (LEXICONS / "statements.yml").read_text(encoding="utf-8")


def edit(tmp_path, old, new):
    """The kit's lexicon with one place changed, and the line of it."""
    assert TEXT.count(old) >= 1
    (tmp_path / "statements.yml").write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    return tmp_path / "statements.yml", TEXT[: TEXT.index(old)].count("\n") + 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("verbs: [cảm ơn,", "verbs: [chúc mừng, cảm ơn,", "'chúc mừng' is of two acts"),
        ("weak: [ủng hộ,", "weak: [lên án, ủng hộ,", "'lên án' is of two acts"),
        ('cameo: "051"', 'cameo: "551"', "'551' is no code of CAMEO"),
        ("plover: SUPPORT", "plover: APPLAUD", "'APPLAUD' is no class of PLOVER"),
        ("verbs: [cảm ơn,", 'verbs: ["[cảm ơn]", cảm ơn,', "can match the empty string"),
        ("verbs: [cảm ơn,", 'verbs: ["cảm * ơn", cảm ơn,', "matches no text"),
        ("verbs: [cảm ơn,", "verbs: [(cảm ơn, cám ơn,", "is not closed"),
        ("verbs: [cảm ơn,", "verbs: [cảm ơn, 7,", "7 is no phrase"),
        ("  thank:\n    vi:", "  thank:\n    viet:", "unknown key 'viet'"),
        ("pronouns: [", "pronoun: [", "unknown key 'pronoun'"),
        ("seats: {", "seats: {ATLANTIS: [Poseidonis], ", "'ATLANTIS' is no partner"),
    ],
)
def test_an_error_names_file_line_and_what_is_wrong(old, new, message, tmp_path):
    path, line = edit(tmp_path, old, new)
    with pytest.raises(LexiconError) as error:
        load_vocabulary(path)
    assert message in str(error.value) and "statements.yml" in str(error.value)
    assert f"line {line}" in str(error.value) or f"line {line + 1}" in str(error.value)


def test_a_section_that_is_missing_or_no_list_is_named(tmp_path):
    path, _ = edit(tmp_path, "first person:", "second person:")
    with pytest.raises(LexiconError, match="second person"):
        load_vocabulary(path)
    path, _ = edit(tmp_path, "trusting: [", "trusting: tin  # [")
    with pytest.raises(LexiconError, match="should be a list"):
        load_vocabulary(path)


def test_a_verb_that_somebody_adds_is_found(tmp_path):
    path, _ = edit(tmp_path, "verbs: [cảm ơn,", "verbs: [đội ơn, cảm ơn,")
    assert [verb.act for _, _, verb in load_vocabulary(path).find_verbs("ông đội ơn bà")] == ["thank"]
    assert load_vocabulary().find_verbs("ông đội ơn bà") == []


def test_every_act_has_its_codes():
    acts = load_vocabulary().acts
    assert len(acts) == 18 and {act.plover for act in acts.values()} <= {"", *PLOVER}
    assert (acts["thank"].cameo, acts["thank"].plover, acts["oppose"].cameo) == ("051", "SUPPORT", "110")


@pytest.mark.parametrize(
    ("low", "sorts"),
    [
        ("tổng thư ký đã ký", ["traps", "weak"]),
        ("đánh giá cao", ["verb"]),
        ("họ nói chuyện", ["traps"]),
        ("cảm ơnx", []),
        ("xcảm ơn", []),
        ('"cảm ơn"', ["verb"]),
    ],
)
def test_the_longest_phrase_counts_on_word_boundaries(low, sorts):
    assert [verb.sort for _, _, verb in load_vocabulary().find_verbs(low)] == sorts


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('Ông nói: "A b." Rồi "c d".', ["A b.", "c d"]),
        ("“A b” và «c»", ["A b", "c"]),
        ('"A b.\nC d", ông nói.', ["A b.\nC d"]),
        ('Cao 5" và "a b"', ["a b"]),
        ('"A b. Hết.', []),
        ('"A. "B c", ông nói.', ["B c"]),
        ("", []),
    ],
)
def test_quotations_are_what_stands_between_two_marks(text, quoted):
    assert [text[start:end] for start, end in find_quotations(text)] == quoted


def test_a_quotation_without_end_is_none():
    assert find_quotations('"' + "a " * 5000 + '"') == []


@given(st.text("""ab .:(\n"“”«»""", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_what_of_a_sentence_is_quoted_are_the_quotations_that_reach_into_it(text, one, other):
    start, end = sorted((one, other))
    reaching = [(first, last) for first, last in find_quotations(text) if last > start and first < end]
    cut = cut_quotations(find_quotations(text), start, end)
    assert cut == [(max(first, start) - start, min(last, end) - start) for first, last in reaching]


def test_marks_are_found_in_the_order_of_the_text():
    assert find_marks("a;b,c;", ",;") == [1, 3, 5]


def test_no_word_that_turns_to_another_verb_is_shorter():
    words = links.TURN.pattern.removeprefix("(?:").removesuffix(")").split("|")
    assert min(map(len, words)) == links._SHORTEST_TURN


def _find_captions(*sentences):
    """Which of some sentences, each its text and role, are captions since a credit follows."""
    text, spans = "", []
    for sentence, role in sentences:
        spans.append((len(text), len(text) + len(sentence), role))
        text += sentence + " "
    found = find_captions(text, spans)
    return [sentence for (sentence, _), (start, *_) in zip(sentences, spans, strict=True) if start in found]


@pytest.mark.parametrize(
    ("credit", "role", "is_one"),
    [
        ("Ảnh: Reuters", "caption", True),
        ("Ảnh: Reuters Ông cảm ơn Lào.", "body", True),
        ("Ảnh: VGP/Quang Hiếu Chiều 18/6, ông cảm ơn Lào.", "body", True),
        ("Nguồn: AFP Ông cảm ơn Lào.", "body", True),
        ("Ảnh minh họa.", "caption", False),
        ("Ảnh: ông ghi lại tháng 6.", "body", False),
        ("Ông cảm ơn Lào.", "body", False),
    ],
)
def test_what_stands_before_a_credit_is_a_caption(credit, role, is_one):
    caption = "Tổng thống Séc phát biểu."
    found = _find_captions(("Trời mưa.", "body"), (caption, "body"), (credit, role))
    assert found == [caption] * is_one


def test_the_first_sentence_of_a_story_and_a_long_one_are_no_captions():
    credit = ("Ảnh: Reuters", "caption")
    assert _find_captions(("Tin", "title"), ("Tổng thống Séc phát biểu.", "lead"), credit) == []
    long = "Tổng thống Séc phát biểu" + " rất hay" * 20 + "."
    assert _find_captions(("Trời mưa.", "lead"), (long, "body"), credit) == []


def test_a_source_may_stand_behind_a_bracket():
    assert [verb.sort for _, _, verb in load_vocabulary().find_verbs("(nguồn: afp)theo ông")] == ["according"]
