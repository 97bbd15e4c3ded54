"""What a collection is made of and what is wrong with it: exact tables for made-up articles."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.check.collection import summarise_collection, summarise_roles
from kit.check.problems import PROBLEMS, find_problems, mark_future, summarise_problems
from kit.errors import TableError
from kit.publish.overview import write_overview
from kit.read.duplicates import add_duplicates
from kit.schema import make_table
from kit.segment.lines import find_lines
from kit.vietnamese.language import LEAST, measure_vietnamese

STORY = (
    "Chiều 5/4, tại Hà Nội, Thứ trưởng Ngoại giao tiếp bà Đại sứ Vương quốc Bỉ. Hai bên trao đổi về hợp tác lao "
    "động, về di cư hợp pháp, an toàn và trật tự, về việc bảo vệ quyền và lợi ích của người lao động Việt Nam ở "
    "nước ngoài. Bà Đại sứ cảm ơn sự phối hợp chặt chẽ của các cơ quan Việt Nam trong những năm qua."
)
SYLLABLES = len(STORY.replace("/", " ").split())
ENGLISH = (
    "The deputy minister received the ambassador in Hanoi on Wednesday and thanked her for her work. " * 5
)


def make_articles(**columns):
    texts = columns.pop("text")
    days = columns.pop("published", [None] * len(texts))
    table = {
        "article_id": [f"a{n}" for n in range(len(texts))],
        "text": texts,
        "title": ["Tiếp Đại sứ Bỉ"] * len(texts),
        "published": pd.to_datetime(days).astype("datetime64[s]"),
        **columns,
    }
    return make_table(table, "articles")


def found(articles, **options):
    table = find_problems(articles, **options)
    return table[["article_id", "problem", "detail"]].to_numpy().tolist()


def test_a_sound_article_has_no_problem():
    articles = make_articles(text=[STORY], published=["2023-04-05"])
    assert found(articles) == []
    assert found(articles, lines=find_lines(articles)) == []


def test_what_is_missing_is_found():
    articles = make_articles(
        text=[STORY, STORY, STORY],
        title=["", "Tiếp Đại sứ", "Tiếp Đại sứ"],
        published=["2023-04-05", None, None],
        published_from=pd.to_datetime([None, "2023-01-02", None]).astype("datetime64[s]"),
    )
    assert found(articles) == [
        ["a1", "undated", "not before 2023-01-02"],
        ["a2", "undated", ""],
        ["a0", "untitled", ""],
    ]


def test_a_deduced_date_is_told_from_a_given_one():
    articles = make_articles(
        text=[STORY, STORY], published=["2023-04-05", "2023-04-06"], published_basis=["inferred", "given"]
    )
    assert found(articles) == [["a0", "inferred-date", "2023-04-05"]]


def test_what_is_wrong_with_bounds_is_told_with_its_reason():
    articles = make_articles(
        text=[STORY, STORY],
        published=["2023-04-05", None],
        quality=["date-outside-bounds", "reversed-bounds"],
        published_reason=["It lies outside.", ""],
        published_raw=["5/4/2023", " (2014 to 2013)"],
    )
    assert found(articles) == [
        ["a1", "undated", ""],
        ["a1", "reversed-bounds", " (2014 to 2013)"],
        ["a0", "date-outside-bounds", "It lies outside."],
    ]


def test_what_cannot_be_earlier_than_a_day_to_come_is_in_the_future():
    days = pd.to_datetime([None, None]).astype("datetime64[s]")
    first = pd.to_datetime(["2031-05-03", "2031-05-02"]).astype("datetime64[s]")
    articles = pd.DataFrame({"published": days, "published_from": first, "quality": ""})
    assert mark_future(articles, today=dt.date(2031, 5, 1))["quality"].tolist() == ["future-date", ""]


def test_the_overview_counts_days_without_a_year():
    articles = make_articles(text=[STORY], published=["2023-04-05"])
    dates = make_table([{"article_id": "a0", "type": "DATE", "value": "2023-05-04"}], "dates")
    assert "Days without a year" not in write_overview(articles, find_lines(articles), dates=dates)
    dates = pd.concat([dates, dates.assign(value="XXXX-05-04"), dates.assign(value="XXXX-05-06")])
    said = "Days without a year\n  2 days in 1 articles have no year"
    assert said in write_overview(articles, find_lines(articles), dates=dates)


def test_short_and_foreign_stories_are_found():
    articles = make_articles(text=["Bộ trưởng thăm Bỉ", ENGLISH, "...", STORY], published=["2023-04-05"] * 4)
    assert found(articles) == [
        ["a0", "too-short", "4 syllables"],
        ["a2", "no-story", ""],
        ["a1", "other-language", "0% of its words are Vietnamese"],
    ]
    assert [row[0] for row in found(articles, short=4)] == ["a2", "a1"]


def test_lines_restrict_length_and_language_to_the_story():
    articles = make_articles(text=[f"{ENGLISH}\n{STORY}"], published=["2023-04-05"])
    lines = pd.DataFrame(
        {
            "article_id": ["a0"],
            "start": [len(ENGLISH) + 1],
            "end": [len(ENGLISH) + 1 + len(STORY)],
            "role": ["body"],
        }
    )
    assert found(articles, lines=lines) == [["a0", "mostly-furniture", "39% of it is story"]]
    assert found(articles, lines=lines.assign(role="teaser")) == [["a0", "no-story", ""]]


def test_a_page_around_a_story_is_named_where_it_is_longer():
    for more, expected in ((0, []), (1, [["a0", "mostly-furniture", "50% of it is story"]])):
        articles = make_articles(
            text=[STORY + "\n" + "x" * (len(STORY) - 1 + more)], published=["2023-04-05"]
        )
        lines = pd.DataFrame({"article_id": ["a0"], "start": [0], "end": [len(STORY)], "role": ["body"]})
        assert found(articles, lines=lines) == expected


def test_what_loading_noted_is_reported():
    articles = make_articles(
        text=[STORY, STORY.replace("Đ", "\ufffd", 1)],
        published=[None, "2023-04-05"],
        quality=["nfc spaces placeholder-date", "bad-bytes unheard-of"],
        published_raw=["1970-01-01", ""],
    )
    table = find_problems(articles)
    assert table[["article_id", "problem", "detail"]].to_numpy().tolist() == [
        ["a0", "undated", ""],
        ["a1", "bad-bytes", ""],
        ["a0", "placeholder-date", "1970-01-01"],
        ["a0", "nfc", ""],
        ["a0", "spaces", ""],
    ]
    assert "\ufffd" in table.loc[1, "text"]


def test_flags_are_found_in_tables_made_by_hand():
    plain = "Thu truong tiep dai su cua Bi tai Ha Noi va trao doi ve hop tac lao dong cua hai nuoc trong nam nay. "
    articles = make_articles(text=[plain * 4], published=["2023-04-05"])
    assert found(articles) == [["a0", "no-diacritics", ""]]


def test_duplicates_are_reported_with_the_kept_article():
    articles = add_duplicates(
        make_articles(text=[STORY, STORY, STORY + " Xin cảm ơn."], published=["2023-04-05"] * 3)
    )
    assert found(articles) == [["a0", "near-duplicate", "a2"], ["a1", "near-duplicate", "a2"]]


def test_an_excerpt_is_reported_with_the_longer_article():
    whole = " ".join(f"câu số {n} của bài" for n in range(60))
    articles = add_duplicates(
        make_articles(text=[whole, whole[: len(whole) // 2]], published=["2023-04-05"] * 2)
    )
    table = find_problems(articles)
    row = table[table["problem"] == "excerpt-duplicate"].iloc[0]
    assert (row["article_id"], row["detail"]) == ("a1", "a0")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from([STORY, ENGLISH, "", "null", "Bộ trưởng thăm Bỉ\nẢnh: An", "a\ufffdb"]), max_size=6
    )
)
def test_every_example_is_where_it_says_and_every_problem_has_a_meaning(texts):
    articles = make_articles(text=texts)
    whole = dict(zip(articles["article_id"], articles["text"], strict=True))
    for row in find_problems(articles, lines=find_lines(articles)).itertuples():
        assert whole[row.article_id][row.start : row.end] == row.text
        assert PROBLEMS[row.problem]


def test_a_summary_has_every_problem_and_its_denominator():
    articles = make_articles(text=[STORY, "ngắn", STORY, STORY], published=["2023-04-05", None, None, None])
    problems = find_problems(articles)
    summary = summarise_problems(problems, articles).set_index("problem")
    assert list(summary.index) == list(PROBLEMS)
    assert summary.loc["undated", ["n_articles", "share", "example", "repaired"]].tolist() == [
        3,
        0.75,
        "a1",
        False,
    ]
    assert summary.loc["too-short", "n_articles"] == 1
    assert summary.loc["mojibake", ["n_articles", "share", "example"]].tolist() == [0, 0.0, ""]
    assert summary.loc["nfc", "repaired"]
    with pytest.raises(TableError, match="find_problems"):
        summarise_problems(articles, articles)


def test_articles_are_counted_by_source_and_month():
    articles = add_duplicates(
        make_articles(
            text=[STORY, STORY, "Bộ trưởng thăm Bỉ", "Một bài"],
            source=["vov", "vov", "vov", ""],
            published=["2023-04-05", "2023-04-30", None, "2022-12-31"],
            published_basis=["given", "given", "", "given"],
        )
    )
    table = summarise_collection(articles)
    assert table[["source", "month", "n_articles", "n_syllables", "n_folded"]].to_numpy().tolist() == [
        ["", "2022-12", 1, 2, 0],
        ["vov", "2023-04", 2, 2 * SYLLABLES, 1],
        ["vov", "undated", 1, 4, 0],
    ]
    assert table.loc[1, "last_day"] == pd.Timestamp("2023-04-30")
    assert summarise_collection(articles.drop(columns="duplicate_of"))["n_folded"].isna().all()


def test_text_is_shared_out_among_the_roles():
    articles = make_articles(text=["Bộ trưởng thăm Bỉ\nSáng 4/4, Bộ trưởng đến Brussels.\nẢnh: An"])
    lines = find_lines(articles)
    table = summarise_roles(articles, lines).set_index("role")
    assert table["share"].sum() == pytest.approx(1)
    assert table.loc[
        "caption", ["n_lines", "n_articles", "n_characters", "example", "article_id"]
    ].tolist() == [1, 1, 7, "Ảnh: An", "a0"]
    assert table.loc["teaser", ["n_lines", "share", "example"]].tolist() == [0, 0.0, ""]


def test_an_empty_collection_has_empty_tables():
    articles = make_articles(text=[])
    lines = find_lines(articles)
    problems = find_problems(articles, lines=lines)
    assert len(problems) == 0 and len(summarise_collection(articles)) == 0
    assert np.isnan(summarise_problems(problems, articles)["share"]).all()
    assert summarise_roles(articles, lines)["n_lines"].sum() == 0
    assert "0 articles" in write_overview(articles, lines)


def test_tables_without_the_columns_are_refused():
    with pytest.raises(TableError, match="text"):
        find_problems(pd.DataFrame({"article_id": ["a"]}))


def test_the_overview_names_counts_and_examples():
    articles = add_duplicates(
        make_articles(
            text=[STORY, STORY, "ngắn"], published=["2023-04-05", "2023-04-06", None], source=["vov"] * 3
        )
    )
    text = write_overview(articles, find_lines(articles), examples=1)
    assert f"3 articles, {2 * SYLLABLES + 1} syllables" in text
    assert "vov                                     3   1 undated" in text
    assert "Duplicates: 1 copy of 1 other article" in text
    assert (
        "too-short: its story has fewer than 60 syllables: 1 article (33.3%)\n      a2 [1 syllable]: ngắn"
        in text
    )


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Le secrétaire d'État à l'asile et à la migration a été reçu à Hanoï, où il a évoqué l'état des choses.",
        "A secretária de Estado não é a única a dizer que são três as questões da migração, à luz da convenção.",
        "Náměstek ministra zahraničních věcí přijal v Hanoji ředitele kanceláře Mezinárodní organizace pro migraci.",
        "外交部副部长会见国际移民组织",
        "",
    ],
)
def test_other_languages_are_not_vietnamese(text):
    assert measure_vietnamese(text) < LEAST / 2


def test_vietnamese_is_vietnamese_in_either_unicode_form():
    import unicodedata

    assert measure_vietnamese(STORY) > 0.5
    assert measure_vietnamese(unicodedata.normalize("NFD", STORY)) == measure_vietnamese(STORY)
