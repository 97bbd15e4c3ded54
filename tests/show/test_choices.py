import pandas as pd
import pytest
from material import TWO_ARTICLES

import kit
from kit.errors import OptionError
from kit.show.choices import choose_key

NAMED = pd.DataFrame(
    {
        "article_id": ["a", "a", "a", "b", "b", "c"],
        "role": ["body", "body", "body", "title", "lead", "teaser"],
        "key": ["FRA", "FRA", "FRA", "BEL", "FRA", "BEL"],
    }
)


def test_what_is_given_is_taken_and_nothing_said(two_articles, capsys):
    assert two_articles.choose(partner="DEU") == "DEU" and capsys.readouterr().out == ""


def test_what_is_left_empty_is_what_most_articles_name_in_the_story(capsys):
    assert choose_key([NAMED], "partner") == "FRA"
    assert capsys.readouterr().out == "partner is left empty: FRA is taken, named in 2 articles\n"
    assert choose_key([NAMED], "partner", without={"FRA"}) == "BEL"
    assert choose_key([NAMED.head(0)], "partner") == ""


def test_what_is_chosen_does_not_depend_on_the_parts(capsys):
    parts = [NAMED[NAMED["article_id"] == article] for article in "abc"]
    assert choose_key(parts, "partner") == "FRA"
    assert capsys.readouterr().out == "partner is left empty: FRA is taken, named in 2 articles\n"


def test_a_corpus_offers_partners_topics_and_days(two_articles):
    assert two_articles.choose(partner="") in {"BEL", "IOM"} and two_articles.choose(partner="FRA") == "FRA"
    assert two_articles.choose(topic="") in set(two_articles.topics["key"])
    assert pd.Timestamp(two_articles.choose(date="")).year in (2020, 2022, 2023)
    for given in ({}, {"topic": "", "partner": ""}):
        with pytest.raises(OptionError, match=r"one of topic=, partner=, date= and act="):
            two_articles.choose(**given)


def test_articles_are_called_by_their_titles(two_articles):
    titles = two_articles.titles
    assert list(titles) == two_articles.articles["article_id"].tolist() and all(titles.values())


@pytest.fixture(scope="module")
def two_articles(tmp_path_factory):
    return kit.Corpus(TWO_ARTICLES, cache=tmp_path_factory.mktemp("cache"))
