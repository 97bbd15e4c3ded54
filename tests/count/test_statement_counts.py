from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.count.statements import (
    _QUAD_OF_ROOT,
    QUADS,
    add_act_codes,
    as_mentions,
    count_statements,
    is_between,
    summarise_dyads,
)
from kit.count.tallies import summarise_tallies
from kit.errors import OptionError, TableError
from kit.files import LEXICONS
from kit.schema import SCHEMAS, make_table
from kit.stats.intervals import share_interval
from kit.vietnamese.acts.vocabulary import load_vocabulary


def statements(rows):
    names = ("article_id", "sentence", "role", "act", "speaker_side", "addressee_side", "topics")
    return make_table([dict(zip(names, row, strict=True)) for row in rows], "statements")


TABLE = statements(
    [
        ("a", 0, "lead", "thank", "VNM", "BEL", ""),
        ("a", 1, "body", "request", "VNM", "BEL", "return health"),
        ("a", 1, "body", "request", "VNM", "BEL", "return"),
        ("a", 2, "body", "commit", "BEL", "VNM", "health"),
        ("a", 3, "body", "agree", "BEL VNM", "", "return"),
        ("a", 9, "caption", "wish", "BEL", "VNM", ""),
        ("b", 0, "body", "oppose", "CHN RUS", "USA", ""),
        ("b", 1, "body", "concern", "USA", "", ""),
        ("b", 2, "body", "wish", "IOM", "VNM", ""),
    ]
)
SIZES = pd.DataFrame({"article_id": ["a", "b", "c"], "sentences": [4, 3, 1], "words": [50, 40, 10]})


def count(**how):
    tallies = count_statements(TABLE, **how)
    return tallies.drop(columns="sentences").values.tolist()


def test_acts_are_counted_by_article_in_the_story_only():
    assert count() == [
        ["a", "agree", 1],
        ["a", "commit", 1],
        ["a", "request", 2],
        ["a", "thank", 1],
        ["b", "concern", 1],
        ["b", "oppose", 1],
        ["b", "wish", 1],
    ]
    requests = count_statements(TABLE, acts=["request"])
    assert requests.values.tolist() == [["a", "request", 2, 1]], "two in one sentence"
    assert count(roles=["caption"]) == [["a", "wish", 1]]


def test_a_statement_of_two_sides_counts_for_each_and_goes_from_each():
    assert count(key="speaker") == [["a", "BEL", 2], ["a", "VNM", 4], *(["b", side, 1] for side in "CHN IOM RUS USA".split())]  # fmt: skip  # noqa: E501, SIM905
    assert count(key="addressee") == [["a", "BEL", 3], ["a", "VNM", 1], ["b", "USA", 1], ["b", "VNM", 1]]
    assert count(key="dyad") == [
        ["a", "BEL → VNM", 1],
        ["a", "VNM → BEL", 3],
        ["b", "CHN → USA", 1],
        ["b", "IOM → VNM", 1],
        ["b", "RUS → USA", 1],
    ]
    to_oneself = TABLE.assign(addressee_side=TABLE["speaker_side"])
    assert count_statements(to_oneself, key="dyad")["key"].unique().tolist() == [
        "BEL → VNM",
        "VNM → BEL",
        "CHN → RUS",
        "RUS → CHN",
    ], "nobody addresses himself"


def test_only_what_one_side_says_to_another():
    assert count(speaker="BEL") == [["a", "agree", 1], ["a", "commit", 1]], "alone or with others"
    assert count(key="speaker", speaker="BEL") == [["a", "BEL", 2]], "and not for the others"
    assert count(speaker="VNM", addressee="BEL") == [["a", "request", 2], ["a", "thank", 1]]
    assert count(addressee="") == count(speaker="FRA") == []
    assert is_between(TABLE, "RUS", "USA").tolist() == [*[False] * 6, True, False, False]
    assert is_between(TABLE, None, None).all() and is_between(TABLE.head(0), "RUS", None).empty


def test_act_by_topic_by_partner():
    asked = count(key="topic", by="addressee", acts=["request"])
    assert asked == [["a", "health", "BEL", 1], ["a", "return", "BEL", 2]]
    assert count(key="act", by="dyad", speaker="CHN") == [["b", "oppose", "CHN → USA", 1]]
    assert count(key="act", by="speaker", acts=["agree"]) == [
        ["a", "agree", "BEL", 1],
        ["a", "agree", "VNM", 1],
    ]
    assert count(key="person") == [], "no official is named"


def test_codes_of_event_data_stand_beside_each_act():
    coded = add_act_codes(TABLE).set_index("act")
    assert coded.loc["oppose", ["cameo", "plover", "quad"]].tolist() == ["110", "ACCUSE", "verbal conflict"]
    assert coded.loc["commit", ["cameo", "plover", "quad"]].tolist() == [
        "030",
        "AGREE",
        "verbal co-operation",
    ]
    assert coded.loc["concern", ["plover", "quad"]].tolist() == ["", "statement"]
    with pytest.raises(OptionError, match="There is no act 'of my own'"):
        add_act_codes(pd.DataFrame({"act": ["of my own"]}))
    assert add_act_codes(TABLE.head(0)).columns[-3:].tolist() == ["cameo", "plover", "quad"]
    assert count(key="plover", speaker="USA") == [], "PLOVER drops comments"
    assert count(key="quad", speaker="VNM") == [["a", "statement", 2], ["a", "verbal co-operation", 2]]


def test_every_act_of_the_lexicon_has_a_class_by_its_root():
    roots = {1: 0, 2: 0, 3: 1, 4: 1, 5: 1, 6: 2, 7: 2, 8: 2, 14: 4, 15: 4, 17: 4, 18: 4, 19: 4, 20: 4}
    places = {int(root): QUADS.index(quad) for root, quad in _QUAD_OF_ROOT.items()}
    assert places == dict.fromkeys(range(1, 21), 3) | roots
    acts = load_vocabulary().acts
    coded = add_act_codes(pd.DataFrame({"act": list(acts)}))
    assert coded["quad"].tolist() == [QUADS[roots.get(int(act.cameo[:2]), 3)] for act in acts.values()]


def test_what_statements_are_not_counted_by_is_named():
    with pytest.raises(OptionError, match=r"not counted by 'topics'. Did you mean 'topic'"):
        count_statements(TABLE, key="topics")
    with pytest.raises(OptionError, match=r"not counted by 'quux'. Use one of: act, "):
        count_statements(TABLE, by="quux")
    with pytest.raises(TableError, match=r"lacks the columns topics.*kit.find_statements"):
        count_statements(TABLE.drop(columns="topics"))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefg"), st.sampled_from("PQR"), st.sampled_from("PQR")), max_size=40
    )
)
def test_counts_equal_a_plain_loop_whatever_the_order_of_the_rows(told):
    rows = [(key, place, "body", "wish", one, other, "") for place, (key, one, other) in enumerate(told)]
    table = statements(rows) if rows else TABLE.head(0)
    sizes = pd.DataFrame({"article_id": list("abcdefgh")})
    dyads = summarise_dyads(table, sizes, home="Q")
    pd.testing.assert_frame_equal(dyads, summarise_dyads(table.iloc[::-1], sizes, home="Q"))
    expected = {}
    for first, second in permutations("PQR", 2):
        ways = [[sum(row == (key, *way) for row in told) for key in "abcdefg"]
                for way in ((first, second), (second, first))]  # fmt: skip
        if sum(map(sum, ways)) and (first == "Q" or (second != "Q" and first < second)):
            expected[first, second] = [sum(way) for way in ways]
    found = dyads.set_index(["first", "second"])[["n_first", "n_second"]]
    assert {pair: row.tolist() for pair, row in found.iterrows()} == expected
    assert dyads["share_low"].le(dyads["share"]).all() and dyads["share"].le(dyads["share_high"]).all()


def test_how_even_a_dyad_is():
    dyads = summarise_dyads(TABLE, SIZES)
    assert dyads.columns.tolist() == list(SCHEMAS["dyads"])
    assert dyads.drop(columns="note").values.tolist() == [
        ["VNM", "BEL", 3, 1, 1, 1, 3, 0.75, 0.0, 1.0],
        ["CHN", "USA", 1, 0, 0, 1, 3, 1.0, 0.0, 1.0],
        ["RUS", "USA", 1, 0, 0, 1, 3, 1.0, 0.0, 1.0],
        ["VNM", "IOM", 0, 1, 0, 1, 3, 0.0, 0.0, 1.0],
    ]
    assert set(dyads["note"]) == {"not enough data"}
    assert summarise_dyads(TABLE, SIZES, home="")["first"].tolist() == ["BEL", "CHN", "IOM", "RUS"]
    of_b = summarise_dyads(TABLE, SIZES.iloc[1:].assign(denominator="2 of 3 articles"))
    assert of_b["second"].tolist() == ["USA", "USA", "IOM"], "articles that do not count are left out"
    assert set(of_b["denominator"]) == {"2 of 3 articles"} and set(of_b["total_articles"]) == {2}
    none = summarise_dyads(TABLE.head(0), SIZES)
    assert none.empty and none.dtypes.astype(str).to_dict() == SCHEMAS["dyads"]


def test_the_share_of_a_dyad_has_an_interval_over_its_articles():
    ways = [(2, 1), (1, 1), (3, 0), (0, 2), (1, 0), (2, 2)]
    rows = [
        (str(article), 0, "body", "wish", *sides, "")
        for article, counts in enumerate(ways)
        for sides, n in zip((("VNM", "BEL"), ("BEL", "VNM")), counts, strict=True)
        for _ in range(n)
    ]
    (row,) = summarise_dyads(statements(rows), pd.DataFrame({"article_id": list("0123456789")})).itertuples()
    assert (row.n_first, row.n_second, row.n_articles, row.total_articles, row.note) == (9, 6, 6, 10, "")
    low, high = share_interval([out for out, _ in ways], [out + back for out, back in ways])
    assert (row.share, row.share_low, row.share_high) == (0.6, low, high) and 0 < low < 0.6 < high < 1


def test_tallies_of_statements_have_rates_like_others():
    row = summarise_tallies(count_statements(TABLE, by="addressee", speaker="VNM"), SIZES).set_index("key")
    assert row.loc["request", ["n_mentions", "n_articles", "total_articles", "rate"]].tolist() == [
        2,
        1,
        3,
        20.0,
    ]


def test_statements_are_mentions_of_their_acts():
    assert as_mentions(TABLE)["key"].tolist() == TABLE["act"].tolist()
    mentions = TABLE.rename(columns={"act": "key"})
    assert as_mentions(mentions) is mentions


def test_an_act_or_side_that_nobody_knows_is_named():
    with pytest.raises(OptionError, match=r"There is no act 'requests'\. Did you mean 'request'"):
        count(acts=["requests"])
    with pytest.raises(OptionError, match="There is no partner 'XXX'"):
        count(speaker="XXX")
    assert count(acts="request") == count(acts=["request"]) != []


def test_acts_of_ones_own_have_their_codes_with_their_lexicon(tmp_path):
    own = (LEXICONS / "statements.yml").read_text(encoding="utf-8")
    act = (
        "acts:\n  gratify: {vi: tri ân, en: Gratify, cameo: '051', plover: SUPPORT, verbs: [nghiêng mình]}\n"
    )
    (tmp_path / "statements.yml").write_text(own.replace("acts:\n", act, 1), encoding="utf-8")
    told = TABLE.assign(act="gratify")
    with pytest.raises(OptionError, match="There is no act 'gratify'"):
        count_statements(told, key="quad")
    counted = count_statements(told, key="quad", lexicons=tmp_path)
    assert counted["key"].unique().tolist() == ["verbal co-operation"]
