"""Quantities: numbers as Vietnamese writes them, what they count, of whom and when."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import LexiconError
from kit.files import LEXICONS
from kit.schema import SCHEMAS, empty_table, make_table
from kit.tag.dates import find_dates
from kit.tag.partners import find_partners
from kit.tag.quantities import find_quantities
from kit.vietnamese.quantities import UNITS, load_quantity_words
from kit.vietnamese.quantities import find_quantities as find_in_text


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("142.000 lao động", 142_000, "workers"),
        ("28 công dân", 28, "citizens"),
        ("hai mươi tám công dân", 28, "citizens"),
        ("hơn 2 triệu người", 2_000_000, "people"),
        ("1,5 nghìn lượt khách", 1_500, "people"),
        ("ba trăm linh năm trường hợp", 305, "cases"),
        ("3,84 tỷ usd", 3_840_000_000, "USD"),
        ("3.131,5 triệu usd", 3_131_500_000, "USD"),
        ("1,46 tỉ đồng", 1_460_000_000, "VND"),
        ("5.000 tỷ đồng", 5e12, "VND"),
        ("12,5%", 12.5, "%"),
        ("90 phần trăm", 90, "%"),
        ("2 vạn người lao động", 20_000, "workers"),
    ],
)
def test_a_quantity_is_a_number_in_units_of_one(text, value, unit):
    (found,) = find_in_text(text)
    assert (found.value, found.unit) == (value, unit)
    assert text[found.start : found.end].endswith(text.split(" ")[-1]) and found.end == len(text)


@pytest.mark.parametrize(
    "text",
    ["hàng nghìn người", "vài trăm lao động", "20-30 người", "ngày 5/3 người ta", "một người", "đồng ý 3 đồng chí",
     "lao động", "năm 2018", "1234567890123456 người", "tuổi 20 người"],
)  # fmt: skip
def test_what_is_no_number_of_anything_is_none(text):
    assert list(find_in_text(text)) == []


@given(
    st.integers(2, 10**9),
    st.sampled_from([word for unit in ("lao động", "công dân", "usd") for word in [unit]]),
)
def test_a_number_written_with_full_stops_is_read_back(number, unit):
    (found,) = find_in_text(f"gần {number:,} {unit} trong năm".replace(",", "."))
    assert found.value == number


@given(st.decimals(1, 999, places=2), st.sampled_from([("nghìn", 10**3), ("triệu", 10**6), ("tỷ", 10**9)]))
def test_a_fraction_of_a_scale_is_read_back(number, scale):
    word, factor = scale
    (found,) = find_in_text(f"{number} {word} usd".replace(".", ","))
    assert found.value == pytest.approx(float(number) * factor)


def table(*texts):
    starts = [sum(len(text) + 1 for text in texts[:number]) for number in range(len(texts))]
    rows = [
        {
            "article_id": "a",
            "sentence": number,
            "role": "body",
            "start": start,
            "end": start + len(text),
            "text": text,
        }
        for number, (start, text) in enumerate(zip(starts, texts, strict=True))
    ]
    sentences = make_table(rows, "sentences")
    articles = make_table([{"article_id": "a", "text": "\n".join(texts)}], "articles")
    tables = {"partners": find_partners(sentences), "dates": find_dates(sentences, articles)}
    return find_quantities(sentences, topics=empty_table("topics"), **tables)


def test_a_quantity_is_of_the_nearest_partner_and_day_of_its_sentence():
    found = table(
        "Năm 2018, 142.000 lao động sang Nhật Bản và 6.500 lao động sang Hàn Quốc.",
        "Việt Nam đưa 28 công dân về nước.",
        "Đông nhất là Lào (300 người), Nga (200 người).",
    )
    assert found[["value", "unit", "partner"]].values.tolist() == [
        [142_000, "workers", "JPN"], [6_500, "workers", "KOR"], [28, "citizens", ""],
        [300, "people", "LAO"], [200, "people", "RUS"]]  # fmt: skip
    assert found["first_day"].dt.year.tolist()[:2] == [2018, 2018] and pd.isna(found["first_day"][2])
    assert found["sentence"].tolist() == [0, 0, 1, 2, 2]
    assert found["text"].tolist()[:3] == ["142.000 lao động", "6.500 lao động", "28 công dân"]


def test_no_quantities_make_an_empty_table_with_the_columns():
    found = table("Hai bên hội đàm.")
    assert found.empty and {name: str(kind) for name, kind in found.dtypes.items()} == SCHEMAS["quantities"]


def test_a_word_of_two_units_is_named_with_its_line(tmp_path):
    own = (LEXICONS / "quantities.yml").read_text(encoding="utf-8")
    (tmp_path / "quantities.yml").write_text(
        own.replace("cases: [ca,", "cases: [công dân, ca,"), encoding="utf-8"
    )
    with pytest.raises(LexiconError, match="'công dân' stands for citizens and cases"):
        load_quantity_words(tmp_path)
    assert {unit for _, unit in load_quantity_words().forms} == {*UNITS, ""}


def test_capitals_with_longer_small_letters_move_nothing():
    (found,) = table("Tại İİİİİİ có 142.000 lao động.")["text"]
    assert found == "142.000 lao động"


@pytest.mark.parametrize("scale", ["0", "-5", "abc", "1.5"])
def test_a_scale_is_a_number_above_one(tmp_path, scale):
    own = (LEXICONS / "quantities.yml").read_text(encoding="utf-8")
    (tmp_path / "quantities.yml").write_text(
        own.replace("scales:\n", f"scales:\n  {scale}: [mớ]\n", 1), "utf-8"
    )
    with pytest.raises(LexiconError, match=f"{scale}'? is no scale. Write a number such as 1000"):
        load_quantity_words(tmp_path)


def test_of_two_topics_that_begin_alike_it_is_the_same_whatever_articles_there_are_beside():
    texts = {f"bai-{n:03}": f"{'Vừa ' * (n * 37 % 11)}hỗ trợ y tế: 170 triệu USD." for n in range(200)}
    rows = [
        {"article_id": key, "text": text, "end": len(text), "role": "body"} for key, text in texts.items()
    ]
    sentences = make_table(rows, "sentences")
    spans = {key: (text.index("hỗ trợ"), text.index(":")) for key, text in texts.items()}
    topics = [
        {"article_id": key, "start": start, "end": end, "key": topic}
        for key, (start, end) in spans.items()
        for topic in ("health", "aid", "un")
    ]
    tables = {name: empty_table(name) for name in ("partners", "dates")}
    found = find_quantities(sentences, topics=make_table(topics, "topics"), **tables)["topic"]
    alone = [
        find_quantities(sentences[n : n + 1], topics=make_table(topics[3 * n :][:3], "topics"), **tables)[
            "topic"
        ][0]
        for n in range(0, 200, 40)
    ]
    assert found.tolist() == alone[:1] * 200 == alone[-1:] * 200
