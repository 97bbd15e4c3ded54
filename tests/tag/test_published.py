"""Publication dates: kept when given, deduced when only one day fits, bounded otherwise, never guessed."""

import datetime as dt

import pandas as pd
import pytest

from kit.errors import TableError
from kit.read.articles import load_articles
from kit.segment.lines import find_lines
from kit.segment.sentences import find_sentences
from kit.tag.published import add_published


def article(*sentences, published=None, roles=None):
    """Tables of one article whose lines are the sentences: the first is the lead."""
    text = "\n".join(sentences)
    starts = [len("\n".join(sentences[:number])) + (number > 0) for number in range(len(sentences))]
    roles = roles or ["lead"] + ["body"] * (len(sentences) - 1)
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "published": pd.to_datetime([published])})
    table = pd.DataFrame(
        {
            "article_id": "a",
            "sentence": range(len(sentences)),
            "role": roles,
            "start": starts,
            "text": sentences,
        }
    )
    return articles, table


def deduce(*sentences, **options):
    """Basis, day and bounds of such an article."""
    row = add_published(*article(*sentences, **options)).iloc[0]
    days = [row[name] for name in ("published", "published_from", "published_to")]
    return row["published_basis"], *("" if pd.isna(day) else f"{day:%Y-%m-%d}" for day in days)


PAST = "Quyết định số 40/QĐ-TTg ngày 20/3/2022 đã được ban hành."
AHEAD = "Diễn đàn sẽ được tổ chức từ ngày 17-20/5/2022."


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("Ngày 19/4, bà đã tiếp ông.", PAST, AHEAD), ("inferred", "2022-04-19", "2022-04-19", "2022-05-17")),
        # a lead that writes the year may look far back
        (("Ngày 19/4/2022, bà đã tiếp ông.", AHEAD), ("bounded", "", "2022-04-19", "2022-05-17")),
        (("Bà đã tiếp ông.", PAST, AHEAD), ("bounded", "", "2022-03-20", "2022-05-17")),
        (("Bà đã tiếp ông.", PAST), ("bounded", "", "2022-03-20", "")),
        (("Bà đã tiếp ông.", AHEAD), ("bounded", "", "", "2022-05-17")),
        # two years fit
        (
            ("Ngày 19/4, bà đã tiếp ông.", PAST.replace("2022", "2020"), AHEAD),
            ("bounded", "", "2020-03-20", "2022-05-17"),
        ),
        # the coming May is that of the forum
        (
            (
                "Ngày 19/4, bà đã tiếp ông.",
                PAST.replace("2022", "2020"),
                AHEAD,
                "Bà sẽ dự vào tháng 5 tới đây.",
            ),
            ("inferred", "2022-04-19", "2022-04-19", "2022-05-17"),
        ),
        (("Ngày 19/4, bà đã tiếp ông.",), ("unknown", "", "", "")),
        (("Bà đã tiếp ông.",), ("unknown", "", "", "")),
        # what was agreed on is not past, and a term of office bounds nothing
        (("Hai bên đã nhất trí tổ chức phiên họp ngày 15/6/2023.",), ("unknown", "", "", "")),
        (("Ông đã trúng cử nhiệm kỳ 2023-2025.",), ("unknown", "", "", "")),
        # an announcement before what has happened
        (("Bà đã thăm Huế ngày 5/6/2023.", "Bà sẽ đến ngày 1/2/2023."), ("unknown", "", "", "")),
    ],
)
def test_published_is_deduced_only_as_far_as_the_dates_go(sentences, expected):
    assert deduce(*sentences) == expected


def reason(*sentences, **options):
    return add_published(*article(*sentences), **options)["published_reason"][0]


def test_history_bounds_nothing():
    told = "Nữ hoàng đã lên ngôi ngày 6/2/1952."
    assert deduce(told) == ("unknown", "", "", "")
    assert reason(told) == "No year is known: 'ngày 6/2/1952' is history and bounds nothing."
    assert deduce(told, PAST) == ("bounded", "", "2022-03-20", "")
    # a paper of 1953 is dated so, if the reader says that there are such
    row = add_published(*article(told), archive_from=dt.date(1945, 1, 1)).iloc[0]
    assert (row["published_basis"], row["published_from"]) == ("bounded", pd.Timestamp("1952-02-06"))


def test_what_is_far_ahead_bounds_nothing():
    plan = "Quy định sẽ được áp dụng ngày 1/1/2041."
    assert deduce("Bà đã tiếp ông.", plan) == ("unknown", "", "", "")
    assert deduce("Bà đã tiếp ông.", PAST, plan) == ("bounded", "", "2022-03-20", "")
    assert (
        reason("Bà đã tiếp ông.", plan)
        == "No year is known: 'ngày 1/1/2041' is still to come; 2041-01-01 is too far ahead to bound anything."
    )


def test_a_day_until_which_a_document_holds_is_not_past():
    assert deduce("Bà đã tiếp ông.", "Thông tư 02 được dời đến ngày 1/6/2023.")[0] == "unknown"


def test_a_given_date_is_kept_as_it_is():
    articles, sentences = article("Ngày 19/4, bà đã tiếp ông.", AHEAD, published="2021-01-01")
    row = add_published(articles, sentences).iloc[0]
    assert (row["published"], row["published_basis"]) == (pd.Timestamp("2021-01-01"), "given")
    assert row["published_reason"] == "It came with the article."
    assert "published_basis" not in articles


def test_a_date_line_states_the_date():
    found = deduce("Bà đã tiếp ông.", "Thứ Tư, 05/04/2023 | 22:34", roles=["lead", "byline"])
    assert found == ("stated", "2023-04-05", "2023-04-05", "2023-04-05")


def test_dates_in_teasers_belong_to_other_articles():
    assert deduce("Bà đã tiếp ông.", PAST, AHEAD, roles=["lead", "teaser", "teaser"]) == (
        "unknown",
        "",
        "",
        "",
    )


def test_the_reason_quotes_the_dates():
    reason = add_published(*article("Ngày 19/4, bà đã tiếp ông.", PAST, AHEAD))["published_reason"][0]
    assert reason == (
        "Only 2022-04-19 fits: the lead tells the news of 'Ngày 19/4'; 'ngày 20/3/2022' is past; "
        "'ngày 17-20/5/2022' is still to come."
    )


def test_the_two_articles():
    articles = load_articles("data/articles")
    found = add_published(articles, find_sentences(articles, find_lines(articles))).set_index("article_id")
    columns = ["published_basis", "published", "published_from", "published_to"]
    assert found.loc["iom-regional-director", columns].tolist() == [
        "inferred",
        *map(pd.Timestamp, ("2022-04-19", "2022-04-19", "2022-05-17")),
    ]
    basis, published, first, last = found.loc["belgium-state-secretary", columns]
    assert basis == "bounded"
    assert pd.isna(published)  # a guess is no fact
    assert (first, last) == (pd.Timestamp("2022-12-15"), pd.Timestamp("2023-05-09"))


def test_no_articles_and_no_sentences():
    articles, sentences = article("Bà đã tiếp ông.")
    assert add_published(articles.iloc[:0], sentences.iloc[:0]).empty
    assert add_published(articles, sentences.iloc[:0])["published_basis"][0] == "unknown"
    with pytest.raises(TableError, match="lacks the columns role"):
        add_published(articles, sentences.drop(columns="role"))
