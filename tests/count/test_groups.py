import pandas as pd
import pytest

from kit.count.groups import FEW, add_groups
from kit.errors import TableError


def make_articles(sources, days):
    ids = [f"a{i:02d}" for i in range(len(sources))]
    return pd.DataFrame({"article_id": ids, "source": sources, "published": pd.to_datetime(days)})


MANY = make_articles(["vov.vn", "tuoitre.vn"] * (FEW // 2), ["2022-04-19", "2023-05-01"] * (FEW // 2))


def groups(articles, **options):
    return add_groups(articles[["article_id"]], articles, **options)["group"].tolist()


def test_few_articles_are_groups_of_their_own():
    assert groups(MANY.head(2)) == ["a00", "a01"]


def test_many_are_told_apart_by_source_else_by_year_else_one_by_one():
    assert set(groups(MANY)) == {"vov.vn", "tuoitre.vn"}
    assert set(groups(MANY.assign(source="vov.vn"))) == {"2022", "2023"}
    same = MANY.assign(source="", published=pd.NaT)
    assert groups(same) == same["article_id"].tolist()


def test_a_column_of_ones_own_and_what_is_not_known():
    own = MANY.head(3).assign(side=["guest", "host ", None])
    assert groups(own, by="side") == ["guest", "host", "not known"]
    undated = MANY.head(2).assign(published=pd.to_datetime(["2022-04-19", None]))
    assert groups(undated, by="month") == ["2022-04", "not known"]


def test_every_row_of_an_article_gets_its_group_and_nothing_else_changes():
    table = pd.DataFrame({"article_id": ["a01", "a00", "a01"], "n": [1, 2, 3]})
    result = add_groups(table, MANY, by="source")
    assert result["group"].tolist() == ["tuoitre.vn", "vov.vn", "tuoitre.vn"]
    assert result["n"].tolist() == [1, 2, 3] and "group" not in table


def test_an_unknown_column_is_named():
    with pytest.raises(TableError, match=r"no column 'outlet'.*source"):
        add_groups(MANY, MANY, by="outlet")
