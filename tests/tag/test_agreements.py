"""The table of agreements: a paper once per article, with its parties, days and what is said of it."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit.errors import TableError
from kit.schema import SCHEMAS, STORY_ROLES, make_table
from kit.tag.objectives import find_objectives


def make_sentences(**articles):
    """Articles of one sentence per line, all of the body."""
    rows = []
    for article_id, text in articles.items():
        start = 0
        for number, line in enumerate(text.split("\n")):
            rows.append({"article_id": article_id, "sentence": number, "start": start, "role": "body"})
            rows[-1] |= {"end": start + len(line), "text": line}
            start += len(line) + 1
    return make_table(rows, "sentences")


def find(*, published="2020-06-15", **articles):
    sentences = make_sentences(**articles)
    rows = [{"article_id": name, "text": text, "published": published} for name, text in articles.items()]
    table = make_table([row | {"published": pd.Timestamp(published)} for row in rows], "articles")
    return kit.find_agreements(sentences, kit.find_partners(sentences), kit.find_dates(sentences, table))


def test_a_paper_told_again_is_one_row_with_its_fullest_name_and_the_most_that_is_said():
    text = (
        "Lào và Bỉ sẽ bàn về Bản ghi nhớ về lao động.\n"
        "Bản ghi nhớ giữa Chính phủ hai nước về lao động ký năm 2011 là nền tảng.\n"
        "Bản ghi nhớ này đã có hiệu lực từ năm 2012. Lào và Bỉ"
    )
    (row,) = find(a=text).to_dict("records")
    assert row["text"] == "Bản ghi nhớ giữa Chính phủ hai nước về lao động" == text[row["start"] : row["end"]]
    assert (row["sentence"], row["kind"], row["status"]) == (1, "memorandum", "signed")
    assert (row["parties"], row["subject"], row["rule"]) == ("LAO BEL", "lao động", "between")
    assert (str(row["first_day"].date()), str(row["last_day"].date())) == ("2011-01-01", "2011-12-31")
    assert row["basis"] == "written" and row["key"] == ""


def test_of_two_names_as_full_the_earlier_is_taken():
    found = find(a="Hiệp định Lào - Bỉ về dẫn độ.\nHai bên ký Hiệp định Lào - Bỉ về dẫn độ. Lào, Bỉ")
    assert found[["sentence", "status"]].values.tolist() == [[0, "signed"]]


def test_papers_apart_in_parties_subject_or_year_are_rows_of_their_own():
    text = "Hiệp định Lào - Bỉ về dẫn độ; Hiệp định Lào - Bỉ về thuế; Hiệp định Lào - Đức về dẫn độ"
    assert find(a=text)["parties"].tolist() == ["LAO BEL", "LAO BEL", "LAO DEU"]
    years = "Lào và Bỉ ra Tuyên bố chung năm 2011.\nLào và Bỉ ra Tuyên bố chung năm 2015."
    assert find(a=years)["first_day"].dt.year.tolist() == [2011, 2015]


@pytest.mark.parametrize(
    ("text", "first", "last", "basis"),
    [
        ("Ngày 4/4/2019, Lào và Bỉ đã ký Hiệp định về dẫn độ", "2019-04-04", "2019-04-04", "written"),
        ("Lào và Bỉ ký Hiệp định về dẫn độ ngày 4/4/2019", "2019-04-04", "2019-04-04", "written"),
        (
            "Lào và Bỉ ký hiệp ước tị nạn mới tại Viêng Chăn ngày 4/4/2019",
            "2019-04-04",
            "2019-04-04",
            "written",
        ),
        ("Hiệp định Lào - Bỉ về dẫn độ (ký tháng 9/2015)", "2015-09-01", "2015-09-30", "written"),
        ("Hiệp định Lào - Bỉ có hiệu lực từ năm 2016", "2016-01-01", "2016-12-31", "written"),
        ("theo Công ước Chicago năm 1944", "1944-01-01", "1944-12-31", "written"),
        ("Hôm qua, Lào và Bỉ ký Hiệp định về thuế", "2020-06-14", "2020-06-14", "counted from publication"),
        ("Hiệp định Lào - Bỉ được ký; năm 2018 họ gặp lại", "NaT", "NaT", ""),
        ("Tháng 5/2018, sau nhiều năm chờ đợi ở châu Âu, nay Lào, Bỉ ký Hiệp định về thuế", None, None, None),
        ("tăng gấp đôi vào năm 2025, nhất là khi Lào và Bỉ sắp ký Hiệp định về thuế", "NaT", "NaT", ""),
        ("Lào và Bỉ ký Kế hoạch hành động Lào - Bỉ giai đoạn 2021-2025", "NaT", "NaT", ""),
        ("Ngày 4/4/2019 họ bàn về Hiệp định Lào - Bỉ", "NaT", "NaT", ""),
    ],
)
def test_the_day_is_that_of_the_signing(text, first, last, basis):
    (row,) = find(a=text).to_dict("records")
    if first is not None:
        assert [str(row["first_day"])[:10], str(row["last_day"])[:10], row["basis"]] == [first, last, basis]


def test_a_day_behind_one_paper_is_not_that_of_the_next():
    found = find(a="Theo Công ước Chicago năm 1944, Lào và Bỉ triển khai Hiệp định Lào - Bỉ về bay")
    assert found["first_day"].dt.year.fillna(0).tolist() == [1944, 0]


def test_an_instrument_that_the_lexicon_knows_has_its_key_and_is_one_row():
    text = (
        "Việt Nam phê chuẩn Công ước Liên hợp quốc về Luật Biển (UNCLOS).\nTheo UNCLOS và Hiệp định TPP.\n"
        "Nghị quyết 1325 của Hội đồng Bảo an; Quyết định số 402/QĐ-TTg; Mục tiêu phát triển bền vững"
    )
    found = find(a=text)
    assert found[["text", "kind", "status", "key", "rule"]].values.tolist() == [
        ["Công ước Liên hợp quốc về Luật Biển", "treaty", "signed", "UNCLOS", "known"],
        ["Hiệp định TPP", "agreement", "mentioned", "TPP", "name"],
        ["Nghị quyết 1325", "other", "mentioned", "UNSC-RES-1325", "known"],
    ]


def test_what_other_roles_name_does_not_count_unless_asked_for():
    sentences = make_sentences(a="Hiệp định Lào - Bỉ.\nHiệp định Lào - Đức.")
    sentences.loc[1, "role"] = "teaser"
    partners, dates = kit.find_partners(sentences), make_table([], "dates")
    assert kit.find_agreements(sentences, partners, dates)["parties"].tolist() == ["LAO BEL"]
    both = kit.find_agreements(sentences, partners, dates, roles=(*STORY_ROLES, "teaser"))
    assert both["parties"].tolist() == ["LAO BEL", "LAO DEU"]


def test_nothing_to_say_keeps_the_columns():
    for text in ("Trời đẹp.", ""):
        found = find(a=text)
        assert found.empty
        assert {name: str(dtype) for name, dtype in found.dtypes.items()} == {
            name: str(pd.Series(dtype=dtype).dtype) for name, dtype in SCHEMAS["agreements"].items()
        }


@pytest.mark.parametrize("without", ["sentences", "partners", "dates"])
def test_a_table_that_lacks_columns_is_named(without):
    sentences = make_sentences(a="Hiệp định Lào - Bỉ")
    tables = {
        "sentences": sentences,
        "partners": kit.find_partners(sentences),
        "dates": make_table([], "dates"),
    }
    tables[without] = tables[without].drop(columns=["start"])
    with pytest.raises(TableError, match="lacks the columns start"):
        kit.find_agreements(**tables)


def test_an_article_that_is_a_list_of_treaties_has_them_all():
    places = [f"{letter}{other}x" for letter in "BCDGHKLMNPQRSTVX" for other in "aeiouaeiouaeiouaeiouaeiou"]
    text = "\n".join(f"- Hiệp ước {place}{number}stad" for number, place in enumerate(places))
    found = find(a=text)
    assert len(found) == len(places) == 400
    assert set(found["kind"]) == {"treaty"} and set(found["parties"]) == {""}


def test_composed_and_decomposed_letters_say_the_same():
    text = "Năm 2011, Lào và Bỉ đã ký Bản ghi nhớ hợp tác về di cư."
    split = unicodedata.normalize("NFD", text)
    sides = []
    for written in (text, split):
        articles = make_table(
            [{"article_id": "a", "text": unicodedata.normalize("NFC", written)}], "articles"
        )
        sentences = kit.find_sentences(articles, kit.find_lines(articles))
        dates = kit.find_dates(sentences, articles)
        sides.append(kit.find_agreements(sentences, kit.find_partners(sentences), dates))
    pd.testing.assert_frame_equal(*sides)
    assert sides[0]["text"].tolist() == ["Bản ghi nhớ hợp tác về di cư"]


PIECES = [
    *("Lào", "Bỉ", "Việt Nam", "hai nước", "Hiệp định", "Bản ghi nhớ", "thỏa thuận", "Kế hoạch triển khai"),
    *(
        "dự án do",
        "tài trợ",
        "giữa",
        "và",
        "về",
        "lao động",
        "ký",
        "đã",
        "sẽ",
        ",",
        ".",
        "(",
        ")",
        "“",
        "”",
        "-",
    ),
    *("năm 2011", "\n", "với", "của", "UNCLOS", "NATO", "giai đoạn 2010-2015", "Tuyên bố chung", ";", "được"),
]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.lists(st.sampled_from(PIECES), max_size=12))
def test_whatever_the_words_rows_stand_where_they_say_and_articles_do_not_mix(one, other):
    texts = {"a": " ".join(one), "b": " ".join(other)}
    both = find(**texts)
    alone = pd.concat([find(a=texts["a"]), find(b=texts["b"])], ignore_index=True)
    pd.testing.assert_frame_equal(both, alone)
    for row in both.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text == row.text.strip()
        assert row.subject in row.text
        assert set(row.parties.split()) <= {"LAO", "BEL", "VNM", "NATO"}
    assert both["agreement_id"].is_unique


def test_the_objectives_of_the_compact_are_found_in_what_a_paper_is_about():
    found = find(
        a="Lào và Bỉ đã ký Bản ghi nhớ về phòng, chống mua bán người; Hiệp định Lào - Đức về hàng không"
    )
    inside = found.assign(line=0, sentence=range(len(found)))
    served = find_objectives(kit.find_topics(inside))
    assert served[["sentence", "key"]].values.tolist()[0] == [0, "10"]
    assert 1 not in served["sentence"].tolist()
