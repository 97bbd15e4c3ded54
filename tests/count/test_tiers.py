"""Partnership tiers: dated facts with a source each, and an honest "unknown"."""

import pandas as pd
import pytest

from kit.count.tiers import NO_TIER, add_tier, count_tiers
from kit.errors import LexiconError, TableError
from kit.files import overlay
from kit.schema import make_table
from kit.vietnamese.names.tiers import TIERS, TIERS_FILE, Tier, read_tiers


def load_tiers(path=None):
    dtypes = {name: "datetime64[s]" if name.startswith("from") else "str" for name in Tier._fields}
    return pd.DataFrame(read_tiers(path), columns=Tier._fields).astype(dtypes)


TABLE = load_tiers()


def tier(partner, day):
    return add_tier(pd.DataFrame({"partner": [partner], "published": [pd.Timestamp(day)]}))["tier"][0]


@pytest.mark.parametrize(
    ("partner", "day", "expected"),
    [
        ("FRA", "2024-10-07", "comprehensive strategic"),
        ("FRA", "2024-10-06", "unknown"),  # no source says what held before
        ("NZL", "2021-01-01", "strategic"),
        ("NZL", "2025-02-14", "unknown"),  # the source gives the month only
        ("NZL", "2025-03-01", "comprehensive strategic"),
        ("NZL", "2019-12-31", "unknown"),
        ("BEL", "2023-04-04", "sectoral strategic"),
        ("BEL", "2018-06-01", "unknown"),  # the source gives the year only
        ("LAO", "2000-01-01", "special"),
        ("CAN", "2025-01-01", "comprehensive"),
        ("CAN", "2016-01-01", "unknown"),  # the source gives no date
        ("NLD", "2025-01-01", "unknown"),
        ("IRQ", "2025-01-01", "unknown"),
        ("EU", "2026-02-01", "comprehensive strategic"),
        ("FRA", None, "unknown"),
        ("LAO", None, "special"),
        ("", "2025-01-01", ""),
    ],
)
def test_tier_on_a_day(partner, day, expected):
    assert tier(partner, day) == expected


def test_every_row_has_a_source_and_intervals_are_in_order():
    assert len(TABLE) == 53
    assert TABLE["source"].ne("").all()
    assert set(TABLE["tier"]) <= set(TIERS)
    dated = TABLE.dropna(subset=["from_earliest", "from_latest"])
    assert (dated["from_earliest"] <= dated["from_latest"]).all()
    later = dated[dated["tier"] != "sectoral strategic"].sort_values("from_latest")
    rank = later["tier"].map(TIERS.index)
    assert (rank.groupby(later["partner"]).diff().dropna() < 0).all()  # every change on record is an upgrade


def test_rows_and_index_stay_and_the_source_comes_with_the_tier():
    table = pd.DataFrame(
        {"who": ["USA", "USA"], "day": pd.to_datetime(["2024-01-01", "2000-01-01"])}, index=[7, 3]
    )
    result = add_tier(table, partner="who", day="day")
    assert result.index.tolist() == [7, 3]
    assert "baodaknong.vn" in result["tier_source"][7]
    assert result["tier_source"][3] == ""
    assert list(table) == ["who", "day"]


def test_rows_of_one_partner_and_day_have_one_tier_whatever_stands_between_them():
    rows = [("FRA", "2024-12-01"), ("", None), ("LAO", None), ("BEL", None), ("FRA", "2020-01-01")] * 3
    table = pd.DataFrame(rows, columns=["partner", "published"]).astype({"published": "datetime64[s]"})
    one_by_one = [add_tier(table.iloc[[place]])["tier"].iloc[0] for place in range(len(table))]
    assert one_by_one[:5] == ["comprehensive strategic", "", "special", "unknown", "unknown"]
    assert add_tier(table)["tier"].tolist() == one_by_one
    assert add_tier(table.head(0))["tier"].tolist() == []


def test_a_table_without_partner_or_day_is_refused():
    with pytest.raises(TableError, match="lacks the columns published"):
        add_tier(pd.DataFrame({"partner": ["FRA"]}))


HEADER = "partner,tier,field,from_earliest,from_latest,basis,source,note\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("partner,tier\nFRA,strategic\n", "tiers.csv, line 1: it lacks the columns field"),
        (HEADER + "FRX,strategic,,,,stated,x,\n", "tiers.csv, line 2: unknown partner 'FRX'"),
        (HEADER + "FRA,best,,,,stated,x,\n", "tiers.csv, line 2: unknown tier 'best'"),
        (HEADER + "FRA,strategic,,,,stated,,\n", "tiers.csv, line 2: FRA has no source"),
        (HEADER + "FRA,strategic,,2013,,stated,x,\n", "tiers.csv, line 2: from_earliest '2013' is no day"),
    ],
)
def test_a_table_that_cannot_be_used_says_where_and_why(tmp_path, text, message):
    path = tmp_path / "tiers.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_tiers(path)


def test_an_organisation_without_a_tier_has_none_and_is_not_unknown():
    assert [tier("IOM", "2024-12-01"), tier("EU", "2026-02-01"), tier("EU", "2020-01-01")] == [
        NO_TIER,
        "comprehensive strategic",
        NO_TIER,
    ]
    assert tier("TCD", "2024-12-01") == "unknown"


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(LexiconError, match=r"none.csv: there is no such file"):
        load_tiers(tmp_path / "none.csv")


def load(tmp_path, *rows):
    """Tiers of France, given as (tier, from_earliest, from_latest, source)."""
    lines = [f"FRA,{tier},,{first},{last},stated,{source},\n" for tier, first, last, source in rows]
    (tmp_path / TIERS_FILE).write_text(HEADER + "".join(lines), encoding="utf-8")
    return tmp_path


def on(folder, *days):
    table = pd.DataFrame({"partner": "FRA", "published": pd.to_datetime([*days])})
    with overlay(folder):
        return add_tier(table)[["tier", "tier_source"]].values.tolist()


def test_a_tier_holds_from_the_latest_day_that_it_can_have_begun(tmp_path):
    tiers = load(tmp_path, ("strategic", "2013-09-01", "2013-09-30", "báo"))
    assert on(tiers, "2013-09-29", "2013-09-30", "2013-10-01") == [
        ["unknown", ""],
        *[["strategic", "báo"]] * 2,
    ]


def test_between_the_bounds_of_an_upgrade_neither_tier_is_sure(tmp_path):
    rows = (
        ("strategic", "2013-09-25", "2013-09-25", "cũ"),
        ("comprehensive strategic", "2024-10-01", "2024-10-31", "mới"),
    )
    tiers = load(tmp_path, *rows[::-1])
    old, new, unknown = ["strategic", "cũ"], ["comprehensive strategic", "mới"], ["unknown", ""]
    days = ["2024-09-30", "2024-10-01", "2024-10-30", "2024-10-31", "2013-09-24"]
    assert on(tiers, *days) == [old, unknown, unknown, new, unknown]


def test_a_tier_that_may_have_begun_on_any_day_leaves_all_before_open(tmp_path):
    tiers = load(
        tmp_path, ("strategic", "", "2013-09-25", "báo"), ("comprehensive", "2001-01-01", "2001-01-01", "cũ")
    )
    assert on(tiers, "2010-01-01", "2013-09-25") == [["unknown", ""], ["strategic", "báo"]]
    undated = load(tmp_path, ("strategic", "2013-09-25", "", "báo"))
    assert on(undated, "2020-01-01") == [["unknown", ""]]


def test_a_special_tie_without_a_date_holds_always_and_a_dated_one_from_its_day(tmp_path):
    always = load(tmp_path, ("special", "", "", "báo"))
    assert on(always, None, "1990-01-01") == [["special", "báo"]] * 2
    dated = load(tmp_path, ("special", "2013-09-25", "2013-09-25", "báo"))
    assert on(dated, None, "2013-09-24", "2013-09-25") == [*[["unknown", ""]] * 2, ["special", "báo"]]


def test_a_sectoral_tier_is_given_only_where_no_other_is(tmp_path):
    sector = ("sectoral strategic", "2018-01-01", "2018-01-01", "ngành")
    tiers = load(tmp_path, sector, ("strategic", "2020-01-01", "2020-12-31", "chung"))
    days = ["2017-12-31", "2018-01-01", "2019-12-31", "2020-01-01", "2020-12-31"]
    assert [tier for tier, _ in on(tiers, *days)] == [
        "unknown",
        "sectoral strategic",
        "sectoral strategic",
        "unknown",
        "strategic",
    ]


def test_a_wrong_day_is_named_with_its_line(tmp_path):
    with pytest.raises(
        LexiconError, match=r"partnership_tiers\.csv, line 3: from_latest '30/9/2013' is no day"
    ):
        load_tiers(
            load(tmp_path, ("strategic", "", "", "x"), ("strategic", "", "30/9/2013", "x")) / TIERS_FILE
        )


def test_a_table_may_be_changed_without_changing_the_kits_own():
    changed = load_tiers()
    changed["tier"] = "special"
    assert set(load_tiers()["tier"]) != {"special"}


def test_tiers_of_viet_nam_are_not_those_of_another_country():
    days = pd.Timestamp("2026-03-01")
    table = pd.DataFrame({"partner": ["FRA", "VNM", "ASEAN", ""], "published": days})
    ours = add_tier(table)["tier"].tolist()
    theirs = add_tier(table, home="NZL")
    assert ours == ["comprehensive strategic", "unknown", add_tier(table)["tier"][2], ""]
    assert theirs["tier"].tolist() == ["unknown", "comprehensive strategic", NO_TIER, ""]
    assert theirs["tier_source"].ne("").tolist() == [False, True, False, False]


def test_counted_tiers_are_those_of_the_home_country():
    articles = pd.DataFrame({"article_id": ["a"], "published": [pd.Timestamp("2026-03-01")]})
    articles = articles.assign(published_from=articles["published"], published_to=articles["published"])
    named = [("NZL", "Niu Di-lân"), ("FRA", "Pháp"), ("VNM", "Việt Nam")]
    rows = [
        {"article_id": "a", "sentence": 0, "role": "title", "start": at, "end": at + 1, "text": text, "kind": "country",
         "key": key, "rule": "name", "inside": ""}
        for at, (key, text) in enumerate(named)
    ]  # fmt: skip
    counted = count_tiers(articles, make_table(rows, "partners"), home="NZL").set_index("partner")["key"]
    assert counted.to_dict() == {"FRA": "unknown", "VNM": "comprehensive strategic"}
