"""Words: the letter of underthesea in one style, better words in the other, exact offsets in both."""

import itertools
import subprocess
import sys
import threading
import unicodedata
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from material import TWO_ARTICLES

from kit.errors import KitError, KitWarning, OptionError, TableError
from kit.schema import SCHEMAS
from kit.segment.words import find_words, find_words_in_text
from kit.vietnamese.words import finder, upstream, wordengines
from kit.vietnamese.words.joins import classify, is_syllable
from kit.vietnamese.words.tokens import normalise_with_map
from kit.vietnamese.words.wordrules import _RULES, spell

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = sorted(TWO_ARTICLES.glob("*.txt"))
STYLES = ("kit", "underthesea")


def kit_words(text, **options):
    return find_words_in_text(text, **options)["word"].tolist()


def upstream_words(text):
    return upstream.load_underthesea().word_tokenize(text)


def make_sentences(texts, start=0):
    number = np.arange(len(texts))
    return pd.DataFrame(
        {"article_id": "a", "sentence": number, "role": "body", "start": start, "text": texts}
    )


def check_tiles(text, found):
    """Every sign but white space is in exactly one word, and words stand in order."""
    at = 0
    for start, end in zip(found["start"].tolist(), found["end"].tolist(), strict=True):
        assert start >= at
        assert end >= start
        assert text[at:start].strip() == ""
        at = end
    assert text[at:].strip() == ""


# -- style underthesea ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_articles_have_underthesea_s_words(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        assert kit_words(line, style="underthesea") == upstream_words(line)


PIECES = """
Th Th.S Th.s s S . .. ... - -- -> => ==> >> 3x4 v.v. °C H&M T.Ư U.S. IOM. A. Tp. TP. Mr. ThS. e-mail 43H-0530 NĐ-CP
http://a.b/c(d) www.x.vn x.vn a@b.c 03-5730-2357 19/4 17-20/5/2022 2014/08/20 10:20:50 4K 1.234,5 1,2,3 :) :D <3 =))
♥‿♥ ( ) ʺ tế-xã 1.600m-2.000m + × % $ ^ _ a_b “ ” … | 👍 👨‍👩‍👧 ð Ðức hoà lòa bíết thuỷ qui nghành H'Mông N’Thôn BOS EOS
Σ ΑΣ ß ı İ K 한 각 क़ 日本 ǅ 2147483648 -5 the Nam NAM Việt kinh tế xã hội Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp Tổ chức
Di cư quốc tế và của \u200b \u0301 \u0323 \x00
"""
SPACES = [" ", " ", " ", "", "  ", "\n", "\t", "\u00a0", "\u3000"]
pieces = st.sampled_from([*PIECES.split(), "\x1c", "\x85", "\u2028"]) | st.text(
    "aăâêghĐ ỹẽ.,-/'&@:19", min_size=1, max_size=5
)
messy = st.lists(st.tuples(pieces, st.sampled_from(SPACES)), max_size=12).map(
    lambda p: "".join(a + b for a, b in p)
)
messy = messy | messy.map(lambda text: unicodedata.normalize("NFD", text)) | messy.map(str.upper)


@pytest.mark.slow
@given(st.lists(messy, min_size=1, max_size=20))
@settings(deadline=None, max_examples=150)
def test_messy_text_has_underthesea_s_words(texts):
    found = find_words(make_sentences(texts), style="underthesea")
    for number, text in enumerate(texts):
        rows = found[found["sentence"] == number]
        assert rows["word"].tolist() == upstream_words(text)
        check_tiles(text, rows)


@pytest.mark.parametrize(
    "text", ["Th sẽ", "(Th\u00a0sẽ Th S", "Th\nsẽ", "xTh sẽ", "Th  sẽ", "Th sTh sTh s", "Thessaloniki"]
)
def test_unescaped_dot_of_underthesea_is_followed(text):
    """Its pattern ``Th.S`` takes "Th s" for an abbreviation."""
    assert kit_words(text, style="underthesea") == upstream_words(text)


@pytest.mark.parametrize(
    "text", ["của EU.", "của EU. ", "của EU.\n", "của EU. Ông", "A.\n\n", ":D", "x :DD\n:D"]
)
def test_end_of_text_counts_as_in_underthesea(text):
    assert kit_words(text, style="underthesea") == upstream_words(text)


@pytest.mark.slow
def test_generated_text_has_underthesea_s_words():
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from text import make_text
    finally:
        sys.path.pop(0)
    lines = make_text(1_000_000, seed=3).split("\n")
    found = find_words(make_sentences(lines), style="underthesea")
    for number, rows in found.groupby("sentence"):
        assert rows["word"].tolist() == upstream_words(lines[number])


@pytest.mark.parametrize("sign", [".", "!"])
def test_web_address_with_a_long_tail_is_fast_and_the_same(sign):
    """Underthesea's own pattern doubles its time with each sign, so it is asked about a short tail."""
    text = "http://baoquocte.vn" + sign * 9
    assert kit_words(text, style="underthesea") == upstream_words(text)
    assert len(kit_words("http://a" + sign * 5000, style="underthesea")) < 5002


def test_long_chunks_are_cut_like_short_ones():
    """Beyond 200 characters, patterns that cannot match are left out."""
    rules = wordengines._load_files()[0]
    for chunk in (
        "a.b" * 80,
        "x" * 250 + "@b.vn",
        "1-" * 120,
        "http://" + "a/" * 120,
        "a-b@c." * 50,
        "+-" * 120,
    ):
        full = [match.span() for match in rules._compile(True, True).finditer(chunk)]
        assert [(start, end) for start, end, _ in rules.split(chunk, at_end=True)] == full


def test_calling_underthesea_gives_the_same_rows():
    """The way that is taken when the model is unknown agrees with the fast one, offsets included."""
    texts = [*upstream.SELF_CHECK, "Vie\u0323\u0302t Nam ho\u0300a", "", "Th sẽ  đến"]
    fast, slow = wordengines.get_engine("underthesea").find(texts), wordengines.SlowEngine().find(texts)
    for name in ("text", "start", "end"):
        assert getattr(fast, name).tolist() == getattr(slow, name).tolist()
    assert [fast.words[code] for code in fast.code] == [slow.words[code] for code in slow.code]


@pytest.fixture
def fresh_engines():
    wordengines._load_upstream.cache_clear()
    yield
    wordengines._load_upstream.cache_clear()


def test_unknown_files_with_the_same_words_are_used(fresh_engines, monkeypatch):
    monkeypatch.setattr(wordengines, "FINGERPRINT", "another")
    assert isinstance(wordengines.get_engine("underthesea"), wordengines.UpstreamEngine)


@pytest.mark.slow
def test_other_words_are_told_once_and_left_to_underthesea(fresh_engines, monkeypatch):
    monkeypatch.setattr(wordengines, "FINGERPRINT", "another")
    monkeypatch.setattr(wordengines, "_check_words", lambda engine: [["other"]])
    with pytest.warns(KitWarning, match="does not cut words"):
        assert kit_words("Việt Nam", style="underthesea") == ["Việt Nam"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert kit_words("hoà bình", style="underthesea") == upstream_words("hoà bình")


def test_broken_model_is_told_and_left_to_underthesea(fresh_engines, monkeypatch):
    def refuse():
        raise wordengines.ModelError("models.bin cannot be read.")

    monkeypatch.setattr(wordengines, "_load_files", refuse)
    with pytest.warns(KitWarning, match="cannot be read"):
        assert kit_words("Việt Nam", style="underthesea") == ["Việt Nam"]


def test_pinned_check_text_is_underthesea_s():
    expected = [upstream_words(text) for text in upstream.SELF_CHECK]
    assert wordengines.hash_words(expected) == upstream.SELF_CHECK_WORDS
    assert upstream.hash_sources(upstream.find_folder()) == upstream.FINGERPRINT


@pytest.mark.slow
def test_underthesea_is_not_imported_and_the_root_logger_stays():
    code = (
        "import logging, sys, kit.segment.words as w\n"
        "w.find_words_in_text('Việt Nam', style='underthesea'), w.find_words_in_text('Việt Nam')\n"
        "assert 'underthesea' not in sys.modules\n"
        "import kit.vietnamese.words.upstream; kit.vietnamese.words.upstream.load_underthesea()\n"
        "assert not logging.getLogger().handlers\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


# -- style kit ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Khu vực châu Á-Thái Bình Dương", "Khu vực|châu Á|-|Thái Bình Dương"),
        ("quan hệ Việt Nam-Liên bang Nga", "quan hệ|Việt Nam|-|Liên bang|Nga"),
        ("phát triển kinh tế-xã hội", "phát triển|kinh tế|-|xã hội"),
        ("Quyết định số 402/QĐ-TTg ngày 20/3/2020", "Quyết định|số|402/QĐ-TTg|ngày|20/3/2020"),
        ("Nghị định 15/2020/NĐ-CP, Kết luận 36-NQ/TW", "Nghị định|15/2020/NĐ-CP|,|Kết luận|36-NQ/TW"),
        ("từ ngày 17-20/5/2022 (9-11/5/2023)", "từ|ngày|17-20/5/2022|(|9-11/5/2023|)"),
        ("nhiệm kỳ 2023-2025", "nhiệm kỳ|2023-2025"),
        ("lúc 8h30, 10:30:05, 9g15.", "lúc|8h30|,|10:30:05|,|9g15|."),
        ("tăng 50%, 1.234.567,89 đồng, $50", "tăng|50%|,|1.234.567,89|đồng|,|$50"),
        ("xem https://a.vn/b?c=d. Theo baoquocte.vn)", "xem|https://a.vn/b?c=d|.|Theo|baoquocte.vn|)"),
        ("hỏi vu.an@mofa.gov.vn, nhé", "hỏi|vu.an@mofa.gov.vn|,|nhé"),
        ("TP.HCM, PGS.TS. Lê A. và N.V.B", "TP.|HCM|,|PGS.|TS.|Lê|A.|và|N.V.|B"),
        ("luôn coi Bỉ là bạn", "luôn|coi|Bỉ|là|bạn"),
        ("Chủ tịch UNICEF Bỉ và IOM EU", "Chủ tịch|UNICEF|Bỉ|và|IOM|EU"),
        ("ông Hà Kim Ngọc hội đàm", "ông|Hà Kim Ngọc|hội đàm"),
        ("đại dịch Covid-19, vi-rút, Mát-xcơ-va, e-mail", "đại dịch|Covid-19|,|vi-rút|,|Mát-xcơ-va|,|e-mail"),
        ("H'Mông, H&M, QĐ-TTg, EU-ASEAN", "H'Mông|,|H&M|,|QĐ-TTg|,|EU|-|ASEAN"),
        ("👨‍👩‍👧‍👦 🇻🇳🇧🇪 👍🏽", "👨‍👩‍👧‍👦|🇻🇳|🇧🇪|👍🏽"),
        ("hoà bình, thuỷ lợi, uỷ ban, hòan thành", "hòa bình|,|thủy lợi|,|ủy ban|,|hoàn thành"),
        ("các nước...", "các|nước|..."),
        ("Bộ Giáo dục và Đào tạo", "Bộ|Giáo dục|và|Đào tạo"),
        ("Bộ Nông nghiệp và Môi trường", "Bộ|Nông nghiệp|và|Môi trường"),
    ],
)
def test_words_of_the_kit(text, expected):
    assert kit_words(text) == expected.split("|")


def test_both_placements_of_tone_marks_give_one_word():
    """Underthesea's model knows one of them only, and underthesea asks it about the other."""
    older, newer = kit_words("Ủy ban sức khỏe hòa bình"), kit_words("Uỷ ban sức khoẻ hoà bình")
    assert older == newer == ["Ủy ban", "sức khỏe", "hòa bình"]


@pytest.mark.parametrize("token", ["lòa", "bíết", "quý", "QUÝ", "HÒA", "thuở", "khuỷu", "oà"])
def test_spelling_loses_no_letter(token):
    assert len(spell(token)) == len(token)
    assert spell(spell(token)) == spell(token)


@pytest.mark.parametrize(
    ("token", "expected"), [("di", 0), ("Bộ", 1), ("Á", 1), ("HÀ", 2), ("WB", 3), ("G7", 4), ("-", 4)]
)
def test_classes(token, expected):
    assert classify(token) == expected


@pytest.mark.parametrize(
    "token", ["Nguyễn", "khuya", "quyển", "giếng", "nghiêng", "uống", "xoong", "hươu", "thuở", "già"]
)
def test_vietnamese_syllables(token):
    assert is_syllable(token)


@pytest.mark.parametrize("token", ["Games", "WB", "Pte", "Formosa", "Wright", "street", "CPC"])
def test_no_vietnamese_syllables(token):
    assert not is_syllable(token)


@given(messy)
@settings(deadline=None, max_examples=200)
def test_constraints_hold(text):
    """No word but a single token has a digit or a sign in it, and none has a capital after a lower-case syllable."""
    for word in kit_words(text):
        parts = word.split(" ")
        if len(parts) > 1:
            assert all(classify(part) != 4 for part in parts)
            for before, after in itertools.pairwise(parts):
                assert not (before[0].islower() and after[0].isupper())


@given(messy)
@settings(deadline=None, max_examples=200)
def test_words_tile_the_text(text):
    check_tiles(text, find_words_in_text(text))


def test_kept_phrases_stay_whole_and_alone():
    text = "Giám đốc Tổ chức Di cư quốc tế tại châu Á-Thái Bình Dương"
    keep = ["Tổ chức", "Tổ chức Di cư quốc tế", "châu Á-Thái Bình Dương", "Giám"]
    assert kit_words(text, keep=keep) == [
        "Giám",
        "đốc",
        "Tổ chức Di cư quốc tế",
        "tại",
        "châu Á - Thái Bình Dương",
    ]
    found = find_words_in_text(text, keep=keep)
    assert text[found["start"].iloc[-1] : found["end"].iloc[-1]] == "châu Á-Thái Bình Dương"


def test_kept_phrases_match_whole_tokens_in_either_spelling():
    assert kit_words("Liên minh hoà bình thế giới", keep=["hòa bình thế"])[-2:] == ["hòa bình thế", "giới"]
    assert "Nam" not in kit_words("Việt Nam", keep=["nam"])
    assert kit_words("Việt Nam", keep=["", " ", "Nam."]) == ["Việt Nam"]
    assert kit_words("Ngoại giao. Bộ Ngoại giao", keep=["Bộ Ngoại giao"])[-1] == "Bộ Ngoại giao"


def test_keep_of_one_call_does_not_reach_the_next():
    before = kit_words("tiếp Giám đốc Văn phòng")
    kit_words("tiếp Giám đốc Văn phòng", keep=["đốc Văn"])
    assert kit_words("tiếp Giám đốc Văn phòng") == before


# -- tables, offsets, bad input -------------------------------------------------------------------


def test_table_has_the_schema():
    found = find_words(make_sentences(["Việt Nam", "và Bỉ."], start=[100, 200]))
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == SCHEMAS["words"]
    assert found.drop(columns="word").to_numpy().tolist() == [
        ["a", 0, "body", 100, 108], ["a", 1, "body", 200, 202], ["a", 1, "body", 203, 205], ["a", 1, "body", 205, 206],
    ]  # fmt: skip
    assert found["word"].tolist() == ["Việt Nam", "và", "Bỉ", "."]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("texts", [[], [""], [None], [" \t\n", float("nan"), pd.NA]])
def test_nothing_gives_an_empty_table(style, texts):
    found = find_words(make_sentences(texts), style=style)
    assert len(found) == 0
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == SCHEMAS["words"]


@pytest.mark.parametrize("style", STYLES)
def test_blank_sentences_between_others_keep_their_numbers(style):
    found = find_words(make_sentences(["", "Bỉ", None, " ", "Nga"]), style=style)
    assert found[["sentence", "word"]].to_numpy().tolist() == [[1, "Bỉ"], [4, "Nga"]]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "text",
    [
        "\x00", "a\x00b \x00", "a\ud800b \udfff", "\u202eעברית \u200fالعربية", "👨‍👩‍👧‍👦", "\u200b\ufeff", "क़ 각",
        "a" + "\u0301" * 500, "a" * 100_000, "+" * 20_000, "." * 100_000, "(" * 20_000, "1" * 100_000, "1." * 20_000,
        "a." * 5_000, "Nam " * 2_000, "http://a" + "." * 5_000, "a@" * 5_000,
    ],
    ids=lambda text: ascii(text[:8]),
)  # fmt: skip
def test_bad_input_does_no_harm(style, text):
    check_tiles(text, find_words_in_text(text, style=style))


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_a_line_of_five_megabytes(style):
    line = ("Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp bà Nenette Motus, ngày 19/4. " * 75_000).strip()
    found = find_words_in_text(line, style=style)
    assert found["end"].iloc[-1] == len(line)
    assert set(np.diff(np.flatnonzero(found["word"] == "19/4"))) == {10}


@pytest.mark.parametrize("style", STYLES)
def test_offsets_hold_on_decomposed_text(style):
    text = "Thứ trưởng Ngoại giao Hà Kim Ngọc, ngày 19/4"
    decomposed = unicodedata.normalize("NFD", text)
    found, plain = find_words_in_text(decomposed, style=style), find_words_in_text(text, style=style)
    slices = [decomposed[a:b] for a, b in zip(found["start"], found["end"], strict=True)]
    assert [unicodedata.normalize("NFC", piece) for piece in slices] == plain["word"].tolist()


@given(st.text("aêo\u0301\u0302\u0323\u031b\u0f73\u0f71한\u1112\u1161\u11abकक़\u093c ", max_size=20))
def test_map_of_normalisation(text):
    normal, places = normalise_with_map(text)
    assert normal == unicodedata.normalize("NFC", text)
    assert len(places) == len(normal) + 1
    assert places[0] == 0
    assert places[-1] == len(text)
    assert places == sorted(places)


@pytest.mark.parametrize("style", STYLES)
def test_size_of_batches_does_not_matter(style, monkeypatch):
    lines = [line for path in ARTICLES for line in path.read_text(encoding="utf-8").splitlines()]
    expected = find_words(make_sentences(lines), style=style)
    for size in (1, 500, 3000):
        monkeypatch.setattr(finder, "BATCH", size)
        pd.testing.assert_frame_equal(find_words(make_sentences(lines), style=style), expected)


@pytest.mark.parametrize("style", STYLES)
def test_a_full_memory_is_emptied(style, monkeypatch):
    lines = [line for path in ARTICLES for line in path.read_text(encoding="utf-8").splitlines()]
    keep = ["Bộ Ngoại giao"] if style == "kit" else []
    expected = find_words(make_sentences(lines), style=style, keep=keep)
    monkeypatch.setattr(finder, "BATCH", 1000)
    monkeypatch.setattr(wordengines, "MAX_CHUNKS", 100)
    pd.testing.assert_frame_equal(find_words(make_sentences(lines), style=style, keep=keep), expected)


@pytest.mark.slow
def test_eight_threads_at_once(fresh_engines):
    wordengines._load_kit.cache_clear()
    wordengines._load_files.cache_clear()
    results, start = [], threading.Barrier(8)

    def work():
        start.wait()
        results.append((kit_words("Việt Nam luôn coi Bỉ là bạn"), kit_words("hỏi Thu", style="underthesea")))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [(["Việt Nam", "luôn", "coi", "Bỉ", "là", "bạn"], upstream_words("hỏi Thu"))] * 8


def test_input_is_not_changed():
    sentences = make_sentences(["Việt Nam", None])
    before = sentences.copy(deep=True)
    find_words(sentences)
    pd.testing.assert_frame_equal(sentences, before)


def test_errors_say_what_to_do():
    with pytest.raises(TableError, match="lacks the columns text"):
        find_words(make_sentences(["a"]).drop(columns="text"))
    with pytest.raises(TableError, match="row 1 is 5"):
        find_words(make_sentences(["a", 5]))
    with pytest.raises(KitError, match="no style 'fast'"):
        find_words(make_sentences(["a"]), style="fast")
    with pytest.raises(KitError, match=r"Write keep=\['Bỉ'\]"):
        find_words(make_sentences(["a"]), keep="Bỉ")
    with pytest.raises(KitError, match="got 5 among them"):
        find_words(make_sentences(["a"]), keep=[5])
    with pytest.raises(KitError, match="style='kit' only"):
        find_words(make_sentences(["a"]), style="underthesea", keep=["Bỉ"])
    with pytest.raises(OptionError, match="NoneType"):
        find_words_in_text(None)


@settings(deadline=None, max_examples=300)
@given(st.text("aĂnươTV", max_size=6), st.text(',;:!?)”"….', max_size=2), st.booleans())
def test_letters_and_signs_are_cut_as_the_rules_cut_them(letters, signs, at_end):
    rules, chunk = wordengines.get_engine("kit")._rules, letters + signs
    if not chunk or letters in rules._abbreviations:
        return
    ruled = [match.group() for match in _RULES.finditer(chunk)]
    if at_end and ruled[-1] in ("T.", "V."):  # initials: the full stop is the sentence's
        ruled[-1:] = [ruled[-1][0], "."]
    assert [chunk[start:end] for start, end, _ in rules.split(chunk, at_end=at_end)] == ruled


@pytest.mark.parametrize("at_end", [False, True])
def test_the_full_stop_of_an_abbreviation_and_of_an_initial_is_theirs_inside_a_text(at_end):
    split = wordengines.get_engine("kit")._rules.split
    for chunk in ("TS.", "V."):
        assert [text for _, _, text in split(chunk, at_end=at_end)] == (
            [chunk[:-1], "."] if at_end else [chunk]
        )
    assert [text for _, _, text in split("Nam.", at_end=at_end)] == ["Nam", "."]


def test_a_decision_changed_in_one_sentence_leaves_those_of_the_others_and_equals_a_decision_of_all():
    engine = wordengines.get_engine("kit")
    batch = engine._table.tokenize(
        ["Bộ trưởng Ngoại giao đến Bỉ.", "Ông ở lại.", "Hai bên bàn về lao động di cư."]
    )
    layout = wordengines._Layout.of(batch)
    scores = engine._segmenter.score(layout.types, layout.first, layout.last)
    goes_on, _ = engine._segmenter.decode(scores, layout.first, layout.last)
    before = goes_on.copy()
    changed = layout.at[[1, len(layout.at) - 3]]
    scores[changed] = -wordengines.FORCE
    engine._decode_again(goes_on, scores, layout, changed)
    whole, _ = engine._segmenter.decode(scores, layout.first, layout.last)
    assert goes_on[layout.at].tolist() == whole[layout.at].tolist() != before[layout.at].tolist()
