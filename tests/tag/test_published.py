"""Publication dates: kept when given, deduced when only one day fits, bounded otherwise, never guessed."""

import datetime as dt

import pandas as pd
import pytest
from material import TWO_ARTICLES

from kit.errors import TableError
from kit.read.articles import load_articles
from kit.segment.lines import find_lines
from kit.segment.sentences import find_sentences
from kit.tag.published import add_published, list_bounds
from kit.vietnamese.dates.reading import RELEASE


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
        (("Ngày 19/4, bà đã tiếp ông.", PAST, AHEAD), ("inferred", "2022-04-19", "2022-04-19", "2022-04-20")),
        (("Ngày 19/4/2022, bà đã tiếp ông.", AHEAD), ("inferred", "2022-04-19", "2022-04-19", "2022-04-20")),
        (
            ("Bà đã tiếp ông.", "Bà đã họp ngày 19/4/2022.", AHEAD),
            ("bounded", "", "2022-04-19", "2022-05-17"),
        ),
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
            ("inferred", "2022-04-19", "2022-04-19", "2022-04-20"),
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
    articles = load_articles(TWO_ARTICLES)
    found = add_published(articles, find_sentences(articles, find_lines(articles))).set_index("article_id")
    columns = ["published_basis", "published", "published_from", "published_to"]
    assert found.loc["iom-regional-director", columns].tolist() == [
        "inferred",
        *map(pd.Timestamp, ("2022-04-19", "2022-04-19", "2022-04-20")),
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


# -- the edges of what bounds and what does not -------------------------------------------------------


def told_at(place, after="", before=""):
    """A lead that names 19/4 so many characters from its beginning."""
    start = "Bà Lan vui vẻ tiếp ông Hùng, hai người nói chuyện và cùng ăn cơm với các bạn trẻ ở quê nhà"
    lead = f"{before}{start}"[: place - 1].rstrip().ljust(place - 1, "a") + " 19/4"
    assert lead.index("19/4") == place
    return lead + after


@pytest.mark.parametrize(("place", "basis"), [(60, "inferred"), (61, "bounded")])
def test_the_day_of_the_news_stands_in_the_first_60_characters_of_the_lead(place, basis):
    assert deduce(told_at(place, " hai bên họp tại Huế."), PAST, AHEAD)[0] == basis


@pytest.mark.parametrize(("place", "basis"), [(200, "inferred"), (201, "bounded")])
def test_or_begins_a_clause_in_the_first_200(place, basis):
    before = ("Nhân chuyến thăm của bà Lan và các bạn " + "cùng đi rất đông và vui vẻ " * 9)[
        : place - 2
    ].rstrip()
    lead = before.ljust(place - 2, "a") + ", 19/4, hai bên họp tại Huế."
    assert lead.index("19/4") == place
    assert deduce(lead, PAST, AHEAD)[0] == basis


def test_a_day_farther_on_counts_if_it_is_said_again_or_with_the_part_of_the_day():
    lead = told_at(90, " hai bên họp tại Huế.")
    assert deduce(lead, PAST, AHEAD)[0] == "bounded"
    assert deduce(lead.replace(" 19/4", " chiều 19/4"), PAST, AHEAD)[:2] == ("inferred", "2022-04-19")
    assert deduce(lead, "Sau đó, ngày 19/4, họ tới Hội An.", PAST, AHEAD)[:2] == ("inferred", "2022-04-19")
    assert deduce(lead, "Sau đó, ngày 20/4, họ tới Hội An.", PAST, AHEAD)[0] == "bounded"


def test_a_day_of_the_lead_that_is_to_come_is_not_the_day_of_the_news():
    assert deduce("Ngày 19/4 sẽ có lễ hội ở Huế.", PAST, AHEAD)[0] == "bounded"


def test_the_day_of_the_news_stands_in_the_first_or_second_sentence_of_the_story():
    news = "Ngày 19/4, bà đã tiếp ông."
    assert deduce("Bà đã tiếp ông.", news, PAST, AHEAD)[:2] == ("inferred", "2022-04-19")
    assert deduce("Bà đã tiếp ông.", "Bà vui.", news, PAST, AHEAD)[0] == "bounded"
    assert deduce("Bà vui từ ngày 18/4.", news, PAST, AHEAD)[0] == "bounded"
    assert deduce("Bà đã tiếp ông.", news.replace("19/4", "19/4/2022"), AHEAD)[0] == "bounded"
    assert deduce("Bà đã tiếp ông.", news.replace("Ngày 19/4", "Chiều 19/4/2022"), AHEAD)[0] == "inferred"
    # a later day of which it tells is nearer to the publication than the day it opens with
    assert deduce("Ngày 19/4, bà đã tiếp ông, ngày 20/4 đã tiễn ông.", PAST, AHEAD)[0] == "bounded"
    # where there is no lead, the story opens with its body, and a lead stands before a body
    told = deduce(
        "Thăm Huế ngày 18/4", "Ngày 19/4, bà đã tiếp ông.", PAST, AHEAD, roles=["title", *["body"] * 3]
    )
    assert told[1] == "2022-04-19"
    roles = ["body", "lead", "body", "body"]
    assert (
        deduce("Ngày 18/4, họ họp.", "Ngày 19/4, bà đã tiếp ông.", PAST, AHEAD, roles=roles)[1]
        == "2022-04-19"
    )


@pytest.mark.parametrize(
    ("past", "ahead", "expected"),
    [
        ("19/4/2022", "20/5/2022", ("inferred", "2022-04-19", "2022-04-19", "2022-04-20")),
        ("20/4/2022", "20/5/2022", ("bounded", "", "2022-04-20", "2022-05-20")),
        ("20/3/2022", "19/4/2022", ("inferred", "2022-04-19", "2022-04-19", "2022-04-19")),
        ("20/3/2022", "18/4/2022", ("bounded", "", "2022-03-20", "2022-04-18")),
        ("20/3/2022", "18/4/2023", ("inferred", "2022-04-19", "2022-04-19", "2022-04-20")),
        ("20/3/2022", "19/4/2023", ("bounded", "", "2022-03-20", "2023-04-19")),
        ("20/4/2021", "19/4/2022", ("inferred", "2022-04-19", "2022-04-19", "2022-04-19")),
        ("19/4/2022", "19/4/2022", ("inferred", "2022-04-19", "2022-04-19", "2022-04-19")),
        ("20/4/2022", "19/4/2022", ("unknown", "", "", "")),
    ],
)
def test_the_day_of_the_news_lies_between_what_is_past_and_what_is_ahead_both_included(past, ahead, expected):
    told = f"Quyết định số 40 ngày {past} đã được ban hành.", f"Bà sẽ đến Huế ngày {ahead}."
    assert deduce("Ngày 19/4, bà đã tiếp ông.", *told) == expected


def test_the_latest_past_and_the_earliest_ahead_are_the_bounds():
    told = [f"Bà đã thăm Huế ngày {day}." for day in ("5/1/2022", "20/3/2022", "7/2/2022")]
    told += [f"Bà sẽ đến Huế ngày {day}." for day in ("1/9/2022", "17/5/2022", "2/12/2022")]
    assert deduce("Bà đã tiếp ông.", *told) == ("bounded", "", "2022-03-20", "2022-05-17")
    # of several days the last is past, the first is ahead
    told = "Bà đã thăm Huế ngày 17-20/3/2022.", "Bà sẽ thăm Huế từ ngày 17-20/5/2022."
    assert deduce("Bà đã tiếp ông.", *told) == ("bounded", "", "2022-03-20", "2022-05-17")


def test_a_29_february_is_only_in_a_leap_year():
    told = "Bà đã thăm Huế ngày 1/1/2022.", "Bà sẽ đến Huế ngày 31/12/2024."
    assert deduce("Ngày 29/2, bà đã tiếp ông.", *told)[:2] == ("inferred", "2024-02-29")


@pytest.mark.parametrize(
    ("day", "expected"),
    [("31/12/1997", ("unknown", "", "", "")), ("1/1/1998", ("bounded", "", "1998-01-01", ""))],
)
def test_history_ends_with_1997(day, expected):
    assert deduce("Bà đã tiếp ông.", f"Bà đã thăm Huế ngày {day}.") == expected


@pytest.mark.parametrize(("day", "basis"), [("31/12/1997", "unknown"), ("01/01/1998", "stated")])
def test_a_date_line_is_not_older_than_the_archive(day, basis):
    assert deduce("Bà đã tiếp ông.", day, roles=["lead", "byline"])[0] == basis


EDGE = dt.date(RELEASE.year, 12, 31) + dt.timedelta(5 * 365)  # of a collection without any date
BEYOND = EDGE + dt.timedelta(1)


@pytest.mark.parametrize(
    ("past", "ahead", "last"),
    [
        ("Bà đã thăm Huế ngày 20/3/2022.", "19/3/2027", "2027-03-19"),
        ("Bà đã thăm Huế ngày 20/3/2022.", "20/3/2027", ""),
        ("Bà đã thăm Huế.", f"{EDGE.day}/{EDGE.month}/{EDGE.year}", f"{EDGE}"),
        ("Bà đã thăm Huế.", f"{BEYOND.day}/{BEYOND.month}/{BEYOND.year}", ""),
    ],
)
def test_what_is_ahead_bounds_within_five_years(past, ahead, last):
    assert deduce("Bà đã tiếp ông.", past, f"Bà sẽ đến Huế ngày {ahead}.")[3] == last


@pytest.mark.parametrize(
    ("line", "role", "basis"),
    [
        ("05/04/2023", "byline", "stated"),
        ("05/04/2023", "furniture", "stated"),
        ("05/04/2023", "caption", "unknown"),
        ("Hải Yến - 05/04/2023", "byline", "stated"),  # half of the line is the day
        ("Hải Yến - - 05/04/2023", "byline", "unknown"),
        ("   05/04/2023        ", "byline", "stated"),
        ("tháng 4/2023", "byline", "unknown"),
        ("5/4", "byline", "unknown"),
    ],
)
def test_a_date_line_is_half_a_day_or_more(line, role, basis):
    assert deduce("Bà đã tiếp ông.", line, roles=["lead", role])[0] == basis


def test_the_first_date_line_counts_before_all_evidence():
    told = deduce(
        "Bà đã tiếp ông.", "05/04/2023", "07/04/2023", PAST, roles=["lead", "byline", "byline", "body"]
    )
    assert told == ("stated", "2023-04-05", "2023-04-05", "2023-04-05")
    row = add_published(*article("Bà đã tiếp ông.", "05/04/2023", roles=["lead", "byline"])).iloc[0]
    assert row["published_reason"] == "The article has a date line."


@pytest.mark.parametrize(
    "sentence",
    [
        "Bà đã thăm Huế trong tháng 3/2022.",
        "Bà đã thăm Huế năm 2022.",
        "Bà đã dự lễ Quốc khánh (2/9/1945 - 2/9/2022).",
        "Bà đã thăm Huế ngày 20/3.",
        "Bà thăm Huế ngày 20/3/2022.",
        "Bà đã thăm Huế ngày mùng 5 tháng Giêng năm Nhâm Dần 2022 âm lịch.",
    ],
)
def test_what_is_no_day_of_a_year_or_has_no_tense_bounds_nothing(sentence):
    assert deduce("Bà đã tiếp ông.", sentence) == ("unknown", "", "", "")


@pytest.mark.parametrize(
    ("coming", "ahead", "first"),
    [
        ("tháng 5 tới", "17/5/2022", "2021-06-01"),
        ("tháng 5 tới đây", "31/5/2022", "2021-06-01"),
        ("tháng 6 tới", "17/5/2022", ""),
        ("tháng 5 này", "17/5/2022", ""),
        ("tháng 12 tới", "17/12/2022", "2022-01-01"),
    ],
)
def test_the_coming_month_is_less_than_a_year_ahead(coming, ahead, first):
    told = f"Bà sẽ đi vào {coming}.", f"Bà sẽ đến Huế ngày {ahead}."
    assert deduce("Bà đã tiếp ông.", *told)[2] == first


def test_the_coming_month_bounds_no_more_than_what_is_past():
    coming = "Bà sẽ đi vào tháng 5 tới."
    assert deduce("Bà đã tiếp ông.", PAST, AHEAD, coming)[2] == "2022-03-20"
    assert deduce("Bà đã tiếp ông.", PAST.replace("2022", "2020"), AHEAD, coming)[2] == "2021-06-01"
    assert (
        reason("Bà đã tiếp ông.", coming) == "No year is known: 'tháng 5 tới' is the next month of that name."
    )


def filler(length):
    return ("hai bên trao đổi thân mật về chuyện học hành của các cháu nhỏ ở quê" * 3)[: length - 1].ljust(
        length - 1, "a"
    ) + " "


@pytest.mark.parametrize(("between", "basis"), [(40, "bounded"), (41, "unknown")])
def test_a_word_of_the_past_is_of_a_date_within_40_characters_after_it(between, basis):
    gap = " " + filler(between - 1)
    assert len(gap) == between
    assert deduce("Bà tiếp ông.", f"Họ đã{gap}20/3/2022.")[0] == basis


@pytest.mark.parametrize(("between", "basis"), [(20, "bounded"), (21, "unknown")])
def test_a_word_of_the_past_is_of_a_date_within_20_characters_before_it(between, basis):
    gap = " " + filler(between - 1)
    assert deduce("Bà tiếp ông.", f"Vào ngày 20/3/2022{gap}đã xong.")[0] == basis


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("Theo Quyết định số 12 ngày 20/3/2022, phí giảm.", "bounded"),
        ("Đã áp dụng từ 20/3/2022.", "unknown"),
        ("Họ sẽ thực hiện thoả thuận ký 20/3/2022.", "unknown"),
        ("Họ sẽ thực hiện thoả thuận 20/3/2022.", "bounded"),
    ],
)
def test_documents_and_plans(sentence, basis):
    assert deduce("Bà tiếp ông.", sentence)[0] == basis


def test_other_columns_and_rows_stay():
    articles, sentences = article("Ngày 19/4, bà đã tiếp ông.", PAST)
    articles = pd.concat([articles.assign(article_id=name) for name in "bac"], ignore_index=True)
    articles.index = [7, 5, 9]
    articles["published_from"] = pd.to_datetime(["2022-01-01", "2022-01-02", None])
    articles.loc[9, "published"] = pd.Timestamp("2022-04-20")
    articles["published_basis"] = ["", "", "stated"]
    found = add_published(articles, sentences)
    assert found.index.tolist() == [7, 5, 9] and found["article_id"].tolist() == ["b", "a", "c"]
    assert found["published_basis"].tolist() == ["bounded", "bounded", "stated"]
    assert found["published_from"].tolist()[:2] == [pd.Timestamp("2022-01-01"), pd.Timestamp("2022-03-20")]
    assert found["published_reason"].tolist()[0::2] == [
        "Only bounds are known: it is known to be from 2022-01-01.",
        "The article has a date line.",
    ]
    for basis, said in (("inferred", "inferred"), ("bounded", "given"), ("", "given")):
        articles["published_basis"] = basis
        assert add_published(articles, sentences)["published_basis"].tolist()[2] == said


def test_the_bounds_of_an_article_are_its_day_or_what_is_known_of_it_if_both_ends_are():
    days = ["2024-03-12", None, None, None, None]
    first = ["2024-01-01", "2024-02-01", None, "2024-04-01", "2024-05-01"]
    last = ["2024-12-31", "2024-02-03", None, None, "2024-05-02"]
    articles = pd.DataFrame({"article_id": ["a", "b", "c", "d", "b"]})
    articles = articles.assign(
        published=pd.to_datetime(days),
        published_from=pd.to_datetime(first),
        published_to=pd.to_datetime(last),
    )
    known = {
        "b": (dt.date(2024, 2, 1), dt.date(2024, 2, 3)),
        "a": (dt.date(2024, 3, 12), dt.date(2024, 3, 12)),
    }
    assert list_bounds(articles) == known
    assert list_bounds(articles[["article_id", "published"]]) == {"a": known["a"]}
    assert list_bounds(articles[:0]) == {}
