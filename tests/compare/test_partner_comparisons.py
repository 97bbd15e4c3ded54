from itertools import product
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from legible import names, texts
from material import TWO_ARTICLES
from matplotlib.colors import to_hex

import kit
from kit.compare.pairs import compare_pairs
from kit.compare.partners import compare_partners, drop_names
from kit.count.people import summarise_people
from kit.count.tallies import tabulate
from kit.count.tiers import NO_TIER, TIER_ORDER, TIERS, count_tiers
from kit.errors import OptionError, TableError
from kit.plot.differences import plot_differences
from kit.plot.said import UNSURE
from kit.plot.style import COLOURS
from kit.schema import SCHEMAS, make_table
from kit.tag.partners import PARTNER_WEIGHTS, add_partner, explain_partner


def mentions(*rows, kind="country"):
    """(article, sentence, role, key) → a table of mentions; a key may be (kind, key)."""
    table = []
    for place, (article_id, sentence, role, key) in enumerate(rows):
        of, key = key if isinstance(key, tuple) else (kind, key)
        row = {"article_id": article_id, "sentence": sentence, "role": role, "key": key, "kind": of}
        table.append(row | {"start": 10 * place, "end": 10 * place + 3, "text": key, "rule": "name"})
    return make_table(table, "mentions").assign(inside="")


def sentences(counts):
    rows = [(a, i, 0, "body", 0, 5, "x") for a, n in counts.items() for i in range(n)]
    return make_table(rows, "sentences")


NAMED = mentions(
    ("a", 0, "title", "BEL"),
    ("a", 1, "body", "BEL"),
    ("a", 1, "body", "FRA"),
    ("a", 2, "teaser", "BRA"),
    ("a", 3, "body", "VNM"),
    ("a", 4, "body", "FRA"),
    ("b", 0, "lead", ("org", "IOM")),
    ("b", 1, "body", "FRA"),
    ("b", 3, "body", "FRA"),
    ("b", 2, "body", ("region", "EUROPE")),
    ("c", 0, "teaser", "BRA"),
)
ARTICLES = pd.DataFrame(
    {
        "article_id": ["a", "b", "c"],
        "title": ["A", "B", "C"],
        "published": pd.to_datetime(["2024-12-01", "2020-01-01", None]),
        "published_from": pd.to_datetime(["2024-12-01", "2020-01-01", None]),
        "published_to": pd.to_datetime(["2024-12-01", "2020-01-01", None]),
    }
)


# Whose articles


def test_the_weights_behind_a_partner_are_shown():
    table = explain_partner(NAMED)
    columns = ["article_id", "key", "title", "lead", "body", "caption", "weight", "share", "verdict"]
    assert table.columns.tolist() == columns
    assert table.values.tolist() == [
        ["a", "BEL", 1, 0, 1, 0, 4.0, 2 / 3, "the partner"],
        ["a", "FRA", 0, 0, 2, 0, 2.0, 1 / 3, "a partner"],
        ["b", "IOM", 0, 1, 0, 0, 2.0, 0.5, "the partner"],
        ["b", "FRA", 0, 0, 2, 0, 2.0, 0.5, "a partner"],
    ]


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.integers(0, 3),
            st.sampled_from(["title", "lead", "body", "caption", "teaser"]),
            st.sampled_from(["BEL", "FRA", "VNM", ("org", "IOM"), ("region", "EUROPE")]),
        ),
        max_size=25,
    ),
    st.sampled_from([0.0, 0.2, 0.5]),
    st.sampled_from([0.0, 1.0, 2.0, 3.0]),
)
@settings(max_examples=100)
def test_what_is_shown_is_what_the_rule_decides(rows, share, least):
    named = mentions(*rows)
    decided = add_partner(ARTICLES, named, share=share, least=least).set_index("article_id")
    shown = explain_partner(named, share=share, least=least)
    enough = (shown["share"] >= share) & (shown["weight"] >= least)
    assert (shown["verdict"] != "named").tolist() == enough.tolist()
    for article_id, row in decided.iterrows():
        own = shown[shown["article_id"] == article_id]
        able = own[own["verdict"] != "named"]
        assert able["key"].tolist() == row["partners"].split()
        assert (
            row["partner"]
            == "".join(able["key"].head(1))
            == "".join(able["key"][able["verdict"] == "the partner"])
        )
        heaviest = own["weight"].max()
        none = (
            "none is named" if own.empty else "named too little" if heaviest < least else "none has the share"
        )
        tied = (own["weight"] == heaviest).sum() > 1
        assert row["partner_note"] == (none if able.empty else "tie: named first" if tied else "")


def test_articles_are_counted_for_their_partners_only():
    counted = count_tiers(ARTICLES, NAMED)
    assert counted.attrs["note"] == "Articles without a partner: 1 of 3 (none is named 1)."
    assert counted[["article_id", "partner", "n", "sentences", "articles", "main"]].values.tolist() == [
        ["a", "BEL", 2, 2, 1, True],
        ["a", "FRA", 2, 2, 1, False],
        ["b", "FRA", 2, 2, 1, False],
        ["b", "IOM", 1, 1, 1, True],
    ]


def test_a_tier_is_that_of_the_day():
    tiers = count_tiers(ARTICLES, NAMED)
    assert tiers[["article_id", "partner", "key"]].values.tolist() == [
        ["a", "BEL", "sectoral strategic"],
        ["a", "FRA", "comprehensive strategic"],
        ["b", "FRA", "unknown"],
        ["b", "IOM", NO_TIER],
    ]
    assert (tiers["tier_source"] != "").tolist() == [True, True, False, False]
    table = tabulate(tiers, rows="partner", columns="key", value="articles")
    assert table.columns.tolist() == [name for name in TIER_ORDER if name in set(tiers["key"])]
    assert table.loc["FRA"].tolist() == [1, 0, 0, 1] and table.index[0] == "FRA"


@pytest.mark.parametrize(
    ("first", "last", "tier"),
    [
        ("2024-11-01", "2025-01-01", "comprehensive strategic"),
        ("2024-01-01", "2025-01-01", "unknown"),  # the upgrade of October 2024 lies in between
        (None, "2025-01-01", "unknown"),
    ],
)
def test_an_uncertain_day_has_a_tier_only_if_it_held_on_both_ends(first, last, tier):
    articles = ARTICLES.assign(
        published=pd.NaT, published_from=pd.Timestamp(first), published_to=pd.Timestamp(last)
    )
    named = mentions(("a", 0, "title", "FRA"))
    assert count_tiers(articles, named)["key"].tolist() == [tier]


def test_the_order_of_tiers_has_all_of_them():
    assert set(TIER_ORDER) == {*TIERS, NO_TIER, "unknown"}


def test_officials_are_one_row_each():
    rows = [
        ("a", 0, "lead", "Nicole de Moor", "nicole de moor", "Quốc vụ khanh", "BEL", "title name"),
        ("a", 1, "body", "Nicole de Moor", "nicole de moor", "Quốc vụ khanh Bỉ", "BEL", "name title"),
        ("b", 1, "body", "Quốc vụ khanh", "nicole de moor", "Quốc vụ khanh Bỉ", "FRA", "office alone"),
        ("b", 2, "body", "Ai Đó", "ai đó", "", "", "title name"),
        ("b", 3, "teaser", "Người Khác", "người khác", "Bộ trưởng", "LAO", "title name"),
    ]
    names = ["article_id", "sentence", "role", "text", "key", "title", "partner", "rule"]
    people = make_table([dict(zip(names, row, strict=True)) for row in rows], "people")
    assert summarise_people(people).values.tolist() == [
        ["nicole de moor", "Nicole de Moor", "Quốc vụ khanh Bỉ", "BEL", "BEL FRA", 3, 2],
        ["ai đó", "Ai Đó", "", "", "", 1, 1],
    ]


# What goes together


@pytest.fixture(scope="module")
def planted():
    """30 articles of 4 sentences: BEL with *return* in one sentence each, FRA and *trade* wherever they fall."""
    rng = np.random.default_rng(5)
    places = [(f"{i:02}", j) for i in range(30) for j in range(4)]
    named = [(a, j, "body", "BEL") for a, j in places if j == 1]
    named += [(a, j, "body", "VNM") for a, j in places]
    named += [(a, j, "body", "FRA") for a, j in places if rng.random() < 0.3]
    said = [(a, j, "body", "return") for a, j in places if j == 1 and rng.random() < 0.9]
    said += [(a, j, "body", "trade") for a, j in places if rng.random() < 0.3]
    return mentions(*named), mentions(*said, kind="topic"), sentences({f"{i:02}": 4 for i in range(30)})


def test_a_planted_pair_holds_and_the_counts_are_those_of_a_plain_loop(planted):
    partners, topics, units = planted
    pairs = compare_pairs(partners, topics, units)
    with_key = {
        key: {(row.article_id, row.sentence) for row in table[table["key"] == key].itertuples()}
        for table in (partners, topics)
        for key in table["key"].unique()
    }
    assert {*zip(pairs["first"], pairs["second"], strict=True)} == {
        *product(("BEL", "FRA", "VNM"), ("return", "trade"))
    }
    for row in pairs.itertuples():
        assert row.n == len(with_key[row.first] & with_key[row.second])
        assert row.expected == pytest.approx(len(with_key[row.first]) * len(with_key[row.second]) / 120)
    best = pairs.iloc[0]
    assert (best["first"], best["second"], best["note"]) == ("BEL", "return", "")
    assert best["difference_low"] > 0 and best["q"] < 0.001
    chance = pairs[(pairs["first"] == "FRA") & (pairs["second"] == "trade")].iloc[0]
    assert chance["difference_low"] < 0 < chance["difference_high"]


def test_the_order_of_rows_changes_nothing(planted):
    shuffled = [table.sample(frac=1, random_state=1) for table in planted]
    pd.testing.assert_frame_equal(compare_pairs(*planted), compare_pairs(*shuffled))


def test_partners_in_one_article_are_pairs_once():
    named = mentions(("a", 0, "body", "BEL"), ("a", 2, "body", "FRA"), ("b", 0, "body", "BEL"))
    units = sentences({"a": 3, "b": 3})
    pairs = compare_pairs(named, named, units, unit="article")
    columns = ["first", "second", "n", "expected", "note"]
    assert pairs[columns].values.tolist() == [["BEL", "FRA", 1, 1.0, "not enough data"]]
    assert compare_pairs(named, named, units, unit="sentence").empty


def test_without_partners_or_sentences_there_are_no_pairs():
    nobody = make_table([], "mentions")
    for units in (sentences({"a": 2}), sentences({})):
        assert tuple(compare_pairs(nobody, nobody, units)) == tuple(SCHEMAS["pairs"])


# Charts of differences

PAIRS = pd.DataFrame(
    {
        "partner": ["BEL", "BEL", "IOM"],
        "topic": ["return", "trade", "return"],
        "n": [9, 1, 2],
        "expected": [4.0, 2.5, 1.5],
        "n_partner": [10, 10, 5],
        "n_topic": [11, 4, 11],
        "difference": [5.0, -1.5, 0.5],
        "difference_low": [2.2, -3.4, 0.0],
        "difference_high": [7.6, 0.2, 0.5],
        "q": [0.049, 0.05, 0.01],
        "note": ["", "", "not enough data"],
    }
)


def test_differences_are_filled_where_they_hold():
    few = PAIRS.assign(note=["", "", "few articles"], difference_low=[2.2, -3.4, 0.1])
    for table, lines in ((PAIRS, 2), (few, 3)):
        ax = plot_differences(
            table, key=["partner", "topic"], labels={"BEL": "Bỉ\n(Belgium)"}, sides=("x", "y")
        )
        assert names(ax) == ["Bỉ · trade", "IOM · return", "Bỉ · return"]
        intervals, points = ax.collections
        assert len(intervals.get_segments()) == lines
        assert points.get_offsets().tolist() == [[-1.5, 0], [0.5, 1], [5.0, 2]]
        assert [to_hex(c) for c in points.get_facecolors()] == ["#ffffff", "#ffffff", COLOURS[0].lower()]
        assert texts(ax) == ["1 / 2.5", "2 / 1.5", "9 / 4.0", "← x", "y →"]
        assert (ax.figure in UNSURE) == (lines == 2)


def test_differences_with_enough_data_come_first():
    ax = plot_differences(PAIRS.assign(difference=[5.0, -1.5, 99.0]), key=["partner", "topic"], top=2)
    assert names(ax) == ["BEL · trade", "BEL · return"]


def test_charts_without_pairs_say_so():
    assert "no pair" in texts(plot_differences(PAIRS.head(0), key="topic"))[0]
    with pytest.raises(TableError, match="rate_low"):
        plot_differences(PAIRS, key="topic", value="rate")


# Two partners side by side

spans = st.lists(st.tuples(st.sampled_from("abx"), st.integers(0, 40), st.integers(1, 9)), max_size=12)


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 45)), max_size=20), spans)
def test_names_are_dropped_where_a_mention_covers_them(words, named):
    table = pd.DataFrame(words, columns=["article_id", "start"]).astype(
        {"article_id": "str", "start": "int32"}
    )
    table = table.assign(end=table["start"] + 2)
    covers = pd.DataFrame(named, columns=["article_id", "start", "end"]).astype({"article_id": "str"})
    covers["end"] += covers["start"]
    kept = [
        not any(a == other and start <= at < start + length for other, start, length in named)
        for a, at in words
    ]
    assert drop_names(table, covers, covers.head(0)).index.tolist() == np.flatnonzero(kept).tolist()


def made_corpus(articles=6):
    """Half the articles are Belgium's and speak of return, half are the IOM's; the last has both as partners."""
    ids = [f"{i}" for i in range(articles)] + ["z"]
    sides = ["BEL" if i % 2 else ("org", "IOM") for i in range(articles)]
    named = [(a, 0, "title", side) for a, side in zip(ids, sides, strict=False)]
    named += [("z", 0, "title", "BEL"), ("z", 0, "title", ("org", "IOM"))]
    named += [
        (a, 1, "body", ("instrument", "GCM")) for a, side in zip(ids, sides, strict=False) if side != "BEL"
    ]
    topic = [(a, 1, "body", "return") for a, side in zip(ids, sides, strict=False) if side == "BEL"]
    topic += [("z", 1, "body", "trade")]
    said = {"BEL": ["hồi hương"] * 4 + ["Bỉ"], ("org", "IOM"): ["di cư"] * 4 + ["và"]}
    words = [
        (a, 1, "body", 1000 + 10 * i, 1003 + 10 * i, word)
        for a, side in zip(ids, sides, strict=False)
        for i, word in enumerate(said[side])
    ]
    partners = mentions(*named)
    name = pd.DataFrame({"article_id": ["1"], "start": 1040, "end": 1043, "kind": "country", "key": "BEL"})
    partners = pd.concat(
        [partners, name.assign(role="body", sentence=1, inside="", text="Bỉ")], ignore_index=True
    )
    day = pd.Timestamp("2022-12-13")
    events = pd.DataFrame(
        {
            "article_id": ["0", "1", "z"],
            "first_day": [day] * 3,
            "last_day": [day] * 3,
            "status": "past",
            "text": "13/12/2022",
            "what": "thăm",
            "who": ["BEL; VNM", "", "LAO"],
        }
    )
    person = ("1", 1, "body", "Nicole de Moor", "nicole de moor", "Quốc vụ khanh", "BEL", "title name")
    names = ["article_id", "sentence", "role", "text", "key", "title", "partner", "rule"]
    frame = pd.DataFrame({"article_id": ids, "title": "", "published": pd.NaT})
    sizes = pd.DataFrame({"article_id": ids, "sentences": 2, "words": 100})
    tables = {
        "kept": frame,
        "partners": partners,
        "people": make_table([dict(zip(names, person, strict=True))], "people"),
        "topics": mentions(*topic, kind="topic"),
        "words": make_table(words, "words"),
        "events": events,
    }

    def select(article):
        own = {name: table[table["article_id"].isin(article)] for name, table in tables.items()}
        return SimpleNamespace(**own, scan=lambda name: (rows for _, rows in own[name].groupby("article_id")))

    return SimpleNamespace(home="VNM", **tables, sizes=lambda roles: sizes, select=select)


def test_two_partners_side_by_side():
    both = compare_partners(made_corpus(), "BEL", "IOM")
    assert both.note == ""
    assert both.articles.groupby("side")["article_id"].agg("".join).to_dict() == {
        "BEL": "135",
        "IOM": "024",
        "both": "z",
    }
    (topic,) = both.topics.to_dict("records")
    assert (topic["key"], topic["n_target"], topic["n_reference"], topic["rate_change"]) == (
        "return",
        3,
        0,
        10.0,
    )
    assert tuple(both.topics) == tuple(SCHEMAS["differences"]) and tuple(both.words) == tuple(
        SCHEMAS["keyness"]
    )
    assert both.words[["key", "n_target", "n_reference"]].values.tolist() == [
        ["hồi hương", 12, 0],
        ["di cư", 0, 12],
    ]


def test_the_sides_change_places():
    there, back = compare_partners(made_corpus(), "BEL", "IOM"), compare_partners(made_corpus(), "IOM", "BEL")
    assert back.topics["rate_change"].tolist() == (-there.topics["rate_change"]).tolist()
    assert back.words["z"].tolist() == pytest.approx((-there.words["z"]).tolist()[::-1])


def test_a_comparison_is_drawn():
    topics = compare_partners(made_corpus(), "BEL", "IOM").topics
    ax = plot_differences(topics, value="rate_change", sides=("IOM", "BEL"))
    assert texts(ax) == ["3 : 0", "← IOM", "BEL →"] and ax.figure in UNSURE
    assert ax.collections[1].get_offsets().tolist() == [[10.0, 0]]


def test_a_partner_without_articles_is_said():
    none = compare_partners(made_corpus(), "BEL", "LAO")
    assert none.note == (
        "No article has LAO as its partner alone. Most articles have BEL, IOM. "
        "Articles without a partner: 0 of 7."
    )
    assert none.topics.empty and tuple(none.topics) == tuple(SCHEMAS["differences"])
    assert none.words.empty and tuple(none.words) == tuple(SCHEMAS["keyness"])
    drawn = texts(plot_differences(none.topics, value="rate_change"))
    assert [text.replace("\n", " ") for text in drawn] == [none.note]


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("BEL", "BEL", "'BEL' twice"),
        ("BEL", "Belgim", r"'Belgim'\. Did you mean 'BEL' \(Belgium\)"),
        ("BEL", "qqqqq", "no partner 'qqqqq'"),
    ],
)
def test_a_key_that_is_none_is_named(first, second, message):
    with pytest.raises(OptionError, match=message):
        compare_partners(made_corpus(), first, second)


# Whole collections


def test_the_two_articles():
    corpus = kit.Corpus(TWO_ARTICLES)
    articles = kit.add_partner(corpus.kept, corpus.partners)
    assert dict(zip(articles["article_id"], articles["partner"], strict=True)) == {
        "belgium-state-secretary": "BEL",
        "iom-regional-director": "IOM",
    }
    tiers = count_tiers(corpus.kept, corpus.partners).set_index("partner")["key"].to_dict()
    assert tiers == {"BEL": "sectoral strategic", "IOM": NO_TIER}
    speakers = summarise_people(corpus.people).set_index("name")["partner"].to_dict()
    assert speakers == {
        "Hà Kim Ngọc": "VNM",
        "Nicole De Moor": "BEL",
        "Nenette Motus": "IOM",
        "Phạm Minh Chính": "VNM",
    }
    pairs = compare_pairs(corpus.topics, corpus.partners, corpus.story)
    assert (pairs["note"] == "not enough data").all(), "two articles allow no interval"
    both = compare_partners(corpus, "BEL", "IOM")
    assert set(both.topics["note"]) == {"not enough data"}
    assert both.topics["key"].iloc[0] == "bilateral_relations"
    assert not set(both.words["key"]) & {"bỉ", "iom", "việt nam", "và"}


@pytest.mark.slow
def test_a_collection_without_partners(tmp_path):
    """Weather and football: every table is empty, every chart says so, nothing falls over."""
    (tmp_path / "a.txt").write_text(
        "Thời tiết\n\nHôm nay trời nắng đẹp, giá rau tăng nhẹ.\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text("Bóng đá\n\nĐội chủ nhà thắng hai bàn.\n", encoding="utf-8")
    corpus = kit.Corpus(tmp_path, cache=tmp_path / "cache")
    articles = add_partner(corpus.kept, corpus.partners)
    assert articles["partner"].tolist() == ["", ""]
    assert explain_partner(corpus.partners).empty
    tiers = count_tiers(corpus.kept, corpus.partners)
    table = tabulate(tiers, rows="partner", columns="key", value="articles")
    assert tiers.empty and table.empty
    assert kit.summarise_tallies(tiers, corpus.sizes()).empty
    assert summarise_people(corpus.people).empty
    both = compare_partners(corpus, "BEL", "IOM")
    assert both.note == (
        "No article has BEL or IOM as its partner alone. Articles without a partner: 2 of 2 (none is named 2)."
    )
    assert both.articles.empty and both.topics.empty
    together = compare_pairs(corpus.partners, corpus.partners, corpus.story, unit="article")
    charts = [
        kit.plot_stacked(table),
        plot_differences(together, key=["first", "second"]),
        plot_differences(both.topics, value="rate_change"),
    ]
    assert all("No" in texts(ax)[0] for ax in charts)
    assert "No article has BEL" in both.words.attrs["note"]


def test_teasers_weigh_nothing():
    assert set(PARTNER_WEIGHTS) == {"title", "lead", "body", "caption"}
