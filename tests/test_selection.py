"""A cut corpus: the same rows as in the whole, of the articles for which all that is asked holds."""

import json
import random
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit import check
from kit.corpus import Corpus
from kit.count.lags import add_lags
from kit.count.roles import count_roles
from kit.count.statements import summarise_dyads
from kit.count.tiers import count_tiers
from kit.errors import OptionError, TableError
from kit.read.duplicates import summarise_duplicates
from kit.schema import STORY_ROLES
from kit.show.texts import add_text
from kit.steps import STEPS
from kit.tag.objectives import find_objectives

PARTNERS = {"BEL": "Bỉ", "FRA": "Pháp", "IOM": "Tổ chức Di cư quốc tế", "VNM": "Việt Nam", "JPN": "Nhật Bản"}
TOPICS = {"trafficking": "phòng, chống mua bán người", "return_reintegration": "nhận trở lại công dân"}
SOURCES = ["Báo A", "Báo B", ""]
SYLLABLES = [
    "lá",
    "cây",
    "sông",
    "núi",
    "mưa",
    "gió",
    "nắng",
    "mây",
    "trời",
    "đất",
    "lúa",
    "ngô",
    "khoai",
    "cá",
    "tôm",
    "chim",
    "hoa",
    "quả",
    "sách",
    "bút",
    "bàn",
    "ghế",
    "nhà",
    "cửa",
]
COUNTED = [name for name, step in STEPS.items() if step.counted]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Thirty made-up articles of known partners, topics, days and outlets; one is printed twice."""
    chance, folder = random.Random(5), tmp_path_factory.mktemp("made-up")
    rows = ["article_id,published,source"]
    for number in range(30):
        named = chance.sample(list(PARTNERS.values()), chance.randint(0, 3))
        about = chance.sample(list(TOPICS.values()), chance.randint(0, 2))
        own = " ".join(chance.choices(SYLLABLES, k=60))  # so that no two are nearly the same
        lines = [f"Bản tin số {number} của tòa soạn về một cuộc họp thường kỳ.", f"Buổi sáng {own}."]
        lines += [
            f"Đoàn công tác làm việc với phía {name} về vấn đề số {number} trong buổi sáng." for name in named
        ]
        lines += [
            f"Hai bên trao đổi về {what} và một số vấn đề khác mà các bên cùng quan tâm." for what in about
        ]
        (folder / f"a{number:02}.txt").write_text("\n".join(lines), encoding="utf-8")
        day = f"{chance.choice((2022, 2023))}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        rows.append(f"a{number:02},{day if chance.random() < 0.8 else ''},{chance.choice(SOURCES)}")
    (folder / "copy.txt").write_bytes((folder / "a07.txt").read_bytes())
    (folder / "articles.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return Corpus(folder, cache=tmp_path_factory.mktemp("cache"))


criteria = st.fixed_dictionaries(
    {},
    optional={
        "home_named": st.booleans(),
        "partner": st.sampled_from(list(PARTNERS))
        | st.lists(st.sampled_from(list(PARTNERS)), min_size=1, max_size=2),
        "topic": st.sampled_from(list(TOPICS)),
        "period": st.sampled_from(
            ["2022", "2023", "2023Q2", "2023-05", ("2022-11", "2023-03"), "2023-05-09"]
        ),
        "source": st.sampled_from(SOURCES),
        "article": st.lists(
            st.sampled_from([f"a{number:02}" for number in range(30)]), min_size=1, max_size=20
        ),
    },
)


@cache
def list_named(corpus, name, article_id):
    """What the story of an article names."""
    table = getattr(corpus, name)
    return set(table.loc[(table["article_id"] == article_id) & table["role"].isin(STORY_ROLES), "key"])


def holds(corpus, article, asked):
    """Whether all that is asked holds of an article, told from the tables of the whole."""
    named = {name: list_named(corpus, name, article.article_id) for name in ("partners", "topics")}
    day = article.published
    spans = {
        "2022": ("2022-01-01", "2022-12-31"), "2023": ("2023-01-01", "2023-12-31"),
        "2023Q2": ("2023-04-01", "2023-06-30"),
        "2023-05": ("2023-05-01", "2023-05-31"), "2023-05-09": ("2023-05-09", "2023-05-09"),
        ("2022-11", "2023-03"): ("2022-11-01", "2023-03-31"),
    }  # fmt: skip
    for name, value in asked.items():
        values = {value} if isinstance(value, str) else value
        yes = {
            "home_named": lambda: article.home_named == value,  # noqa: B023
            "partner": lambda: bool(named["partners"] & set(values)),  # noqa: B023
            "topic": lambda: bool(named["topics"] & set(values)),  # noqa: B023
            "period": lambda: not pd.isna(day) and spans[value][0] <= str(day.date()) <= spans[value][1],  # noqa: B023
            "source": lambda: article.source in values,  # noqa: B023
            "article": lambda: article.article_id in values,  # noqa: B023
        }[name]()
        if not yes:
            return False
    return True


@pytest.mark.slow
@settings(max_examples=50)
@given(asked=criteria)
def test_a_count_in_the_cut_is_that_of_the_rows_of_the_whole(whole, asked):
    cut = whole.select(**asked)
    ids = {row.article_id for row in whole.kept.itertuples() if holds(whole, row, asked)}
    assert set(cut.kept["article_id"]) == ids
    for name in COUNTED:
        table = getattr(whole, name)
        same = table[table["article_id"].isin(ids)].reset_index(drop=True)
        pd.testing.assert_frame_equal(getattr(cut, name), same, check_categorical=False)
    sizes = whole.sizes()
    same = sizes[sizes["article_id"].isin(ids)].reset_index(drop=True)
    pd.testing.assert_frame_equal(cut.sizes()[list(sizes)], same, check_dtype=False)
    tallies = kit.count_partners(whole.partners)
    counted = kit.count_partners(cut.partners)
    assert counted["n"].sum() == tallies.loc[tallies["article_id"].isin(ids), "n"].sum()
    assert set(cut.story["article_id"]) <= ids and set(cut.story["role"]) <= set(STORY_ROLES)
    if asked:
        summary = kit.summarise_tallies(counted, cut.sizes(), keys=["BEL"])
        assert summary["total_articles"].tolist() == [len(ids)]
        assert not ids or summary["denominator"].tolist() == [cut.denominator]


@pytest.mark.slow
def test_a_cut_is_said_in_words_in_provenance_and_on_the_chart(whole, tmp_path):
    cut = whole.select(home_named=True, period="2023")
    assert cut.denominator == f"{len(cut.kept)} of 30 articles: naming Việt Nam, period='2023'"
    record = cut.provenance("partners")
    assert record["selection"] == {"home_named": True, "period": "2023"} and record["counted"] == len(
        cut.kept
    )
    assert set(whole.provenance("partners")) & {"selection", "denominator"} == set()
    ax = kit.plot_bars(kit.summarise_tallies(kit.count_partners(cut.partners), cut.sizes()))
    for _ in range(2):
        kit.save_figure(
            ax, "cut", table=cut.sizes(), caption="Shares.", alt="Bars.", provenance=record, folder=tmp_path
        )
    (below,) = ax.figure.artists
    assert below.get_text().replace("\n", " ").count(f"counted: {cut.denominator}") == 1
    assert f"Shares. Counted: {cut.denominator}." in (tmp_path / "cut.json").read_text(encoding="utf-8")


def test_a_cut_of_a_cut_is_of_what_both_ask(whole):
    once = whole.select(home_named=True, partner="BEL")
    twice = whole.select(partner="BEL").select(home_named=True)
    assert once.kept["article_id"].tolist() == twice.kept["article_id"].tolist()
    assert whole.select(partner="BEL").select(partner="FRA").selection == {
        "partner": {"all_of": ["BEL", "FRA"]}
    }
    assert whole.select(partner=["BEL", "FRA"]).selection == {"partner": ["BEL", "FRA"]}
    both = whole.select(partner="BEL").select(partner="FRA").kept["article_id"]
    assert set(both) == set(whole.select(partner="BEL").kept["article_id"]) & set(
        whole.select(partner="FRA").kept["article_id"]
    )
    assert whole.select() is whole and whole.select(partner=None) is whole
    assert twice.whole.denominator == whole.denominator and whole.whole is whole
    assert len(twice.whole.topics) == len(whole.topics) > len(twice.topics)


def test_a_cut_that_leaves_nothing_is_a_corpus_of_none(whole):
    none = whole.select(period="1999")
    assert len(none.kept) == len(none.story) == len(none.sizes()) == len(none.articles) == 0
    assert none.denominator == "0 of 30 articles: period='1999'"
    for name in STEPS:
        assert list(getattr(none, name)) == list(getattr(whole, name)), "nothing has columns"
    ax = kit.plot_bars(kit.summarise_tallies(kit.count_topics(none.topics), none.sizes()))
    assert "Nothing to show" in ax.texts[0].get_text()
    assert len(none.evidence(partner="BEL")) == 0


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"partner": "BELL"}, "no partner 'BELL'. Did you mean 'BEL'"),
        ({"partner": "Belguim"}, "no partner 'Belguim'. Did you mean 'BEL'"),
        ({"partner": ["FRA", "Bỉi"]}, "no partner 'Bỉi'. Did you mean 'BEL'"),
        ({"topic": "retrun"}, "no topic 'retrun'. Did you mean 'return_reintegration'"),
        ({"source": "Báo"}, "no source 'Báo'. Did you mean 'Báo"),
        ({"article": ["a07", "a99"]}, "no article_id 'a99'"),
        ({"period": "last year"}, "A period is a year, quarter"),
        ({"period": ("2022", "2023", "2024")}, "A period is a year, quarter"),
        ({"period": "1/5/2023"}, "A period is a year, quarter"),
        ({"period": "10:30"}, "A period is a year, quarter"),
        ({"period": "2023-13"}, "A period is a year, quarter"),
        ({"period": ""}, "A period is a year, quarter"),
        ({"period": ("2023", "2022")}, "A period ends after it begins"),
        ({"home_named": "False"}, "home_named is True, False or None, got 'False'"),
        ({"partner": 5}, "partner is a key or a list of keys, got 5"),
        ({"home": True}, "no criterion 'home'. Did you mean 'home_named'"),
    ],
)
def test_what_cannot_be_asked(whole, asked, message):
    with pytest.raises(OptionError, match=message):
        whole.select(**asked)


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ({"period": pd.Timestamp("2023-05-09")}, {"period": "2023-05-09"}),
        ({"period": 2023}, {"period": "2023"}),
        ({"period": (2022, 2023)}, {"period": ["2022", "2023"]}),
        ({"partner": {"FRA", "BEL"}}, {"partner": ["BEL", "FRA"]}),
        ({"partner": pd.Series(["FRA", "BEL"])}, {"partner": ["FRA", "BEL"]}),
        ({"home_named": pd.Series([True])[0], "topic": None}, {"home_named": True}),
    ],
)
def test_what_was_asked_is_kept_as_plain_values(whole, given, plain, tmp_path):
    cut = whole.select(**given)
    assert cut.selection == plain == json.loads(json.dumps(cut.selection))


def test_a_long_question_is_said_in_short(whole):
    cut = whole.select(article=[f"a{number:02}" for number in range(30)])
    assert cut.denominator == (
        "30 of 30 articles: article=['a00', 'a01', 'a02', 'a03', 'a04', 'a05', 'a06', 'a07', …"
    )


def test_a_partner_that_the_lexicons_know_and_no_article_names_leaves_nothing(whole):
    assert len(whole.select(partner="BRA").kept) == 0


# -- home ---------------------------------------------------------------------------------------------


def test_home_is_named_by_its_name_its_officials_or_its_places(tmp_path):
    texts = {
        "country": "Đoàn công tác đến thăm Việt Nam và làm việc với các cơ quan liên quan.",
        "place": "Sáng 4/4, tại Hà Nội, hai bên trao đổi về hợp tác trong lĩnh vực lao động.",
        "official": "Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp đoàn công tác của tổ chức này hôm qua.",
        "neither": "Pháp và Đức ký thỏa thuận mới về người tị nạn ở Thái Bình Dương vì hòa bình.",
        "teaser": "Pháp và Đức ký thỏa thuận mới về người tị nạn hôm qua.\nTin liên quan\nViệt Nam dự hội nghị",
    }
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = Corpus(folder, cache=tmp_path / "cache")
    named = corpus.articles.set_index("article_id")["home_named"].to_dict()
    assert named == {"country": True, "neither": False, "official": True, "place": True, "teaser": False}
    french = Corpus(folder, cache=tmp_path / "cache", home="FRA")
    assert french.articles.set_index("article_id")["home_named"].to_dict() == {
        "country": False, "neither": True, "official": False, "place": False, "teaser": True,
    }  # fmt: skip
    partners = kit.add_partner(french.kept, french.partners, home=french.home)["partner"].tolist()
    assert "FRA" not in partners and "VNM" in partners
    assert "FRA" not in set(kit.count_partners(french.partners, home=french.home)["key"])
    assert Corpus(folder, home="Pháp").home == Corpus(folder, home="france").home == "FRA"
    with pytest.raises(OptionError, match=r"no country 'FRAK'. Did you mean 'FRA'"):
        Corpus(folder, home="FRAK")


# -- tables of one's own ------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_table_of_ones_own_is_what_is_counted_shown_and_cited(whole):
    mine = kit.load_topics().with_topic("meeting", patterns=["cuộc họp"], vi="Cuộc họp", en="Meeting")
    own = whole.with_tables(topics=kit.find_topics(whole.sentences, dictionary=mine))
    assert len(own.evidence(topic="meeting")) == 30 and len(whole.evidence(topic="meeting")) == 0
    assert own.provenance("topics")["own_tables"].keys() == {"topics"}
    assert own.key("topics") != whole.key("topics") and own.key("words") == whole.key("words")
    assert len(own.select(topic="meeting").kept) == 30
    with pytest.raises(OptionError, match="no topic 'meeting'"):
        whole.select(topic="meeting")
    never = kit.load_topics().with_topic("never", patterns=["chưa từng có ai nói"], vi="Chưa", en="Never")
    nothing = whole.with_tables(topics=kit.find_topics(whole.sentences, dictionary=never))
    assert nothing.select(topic="never").kept.empty, "looked for, and not found"
    with pytest.raises(OptionError, match="no topic 'nevr'"):
        nothing.select(topic="nevr")


def test_what_is_made_from_a_table_of_ones_own_is_made_anew(whole):
    none = whole.with_tables(people=whole.people.head(0), partners=whole.partners.head(0))
    assert not none.articles["home_named"].any() and whole.articles["home_named"].any()
    assert none.key("events") != whole.key("events") and none.key("dates") == whole.key("dates")
    again = none.with_tables(topics=whole.topics.head(0))
    assert again.topics.empty and again.partners.empty and again.provenance()["own_tables"].keys() == {
        "partners", "people", "topics",
    }  # fmt: skip


def test_a_cut_is_of_the_tables_that_are_counted_whichever_came_first(whole):
    fewer = whole.topics[whole.topics["key"] == "trafficking"]
    first = whole.with_tables(topics=fewer).select(topic="return_reintegration")
    last = whole.select(topic="return_reintegration").with_tables(topics=fewer)
    assert first.kept["article_id"].tolist() == last.kept["article_id"].tolist() == []
    assert len(whole.select(topic="return_reintegration").kept) > 0


def test_a_table_of_ones_own_is_kept_as_it_was_given(whole):
    mine = whole.topics.copy()
    own = whole.with_tables(topics=mine)
    before = own.topics.copy()
    mine.loc[:, "key"] = "changed"
    pd.testing.assert_frame_equal(own.topics, before)
    pd.testing.assert_frame_equal(own.select(home_named=True).whole.topics, before)
    as_objects = before.astype({"article_id": "object", "key": "object", "sentence": "int64"})
    assert whole.with_tables(topics=as_objects).key("topics") == own.key("topics"), "whatever the dtypes"
    assert set(STEPS) <= set(dir(own))


def test_a_table_that_cannot_stand_for_the_kits_is_refused(whole):
    topics = whole.topics
    for table, message in (
        (topics.drop(columns="key"), "lacks the columns key;.*Make it with kit.find_topics"),
        (topics.assign(sentence=999), r"has sentence 999 \(\w+\) of '\w+'; there is none"),
        (topics.assign(role="xxx"), r"has sentence \d+ \(xxx\)"),
        (topics.assign(start="x"), "has a column of another kind"),
        (None, "a DataFrame"),
        (topics.assign(start=topics["start"] + 1), "row 0: characters .* not "),
        (topics.assign(article_id="b"), "has the article 'b', which this corpus has not"),
    ):
        with pytest.raises(TableError, match=message):
            whole.with_tables(topics=table)
    with pytest.raises(OptionError, match=r"no table 'topic'. Did you mean 'topics'"):
        whole.with_tables(topic=topics)
    with pytest.raises(OptionError, match="no table 'articles'"):
        whole.with_tables(articles=whole.articles)


# -- nothing has columns ------------------------------------------------------------------------------

LABELS = kit.load_labels()
ASKED = {
    "add_event_labels": lambda c: kit.add_event_labels(kit.summarise_events(kit.add_event_groups(c.events), c.kept)),
    "add_groups": lambda c: kit.add_groups(c.sizes(), c.articles),
    "add_lags": lambda c: add_lags(c.events, c.kept),
    "add_log_odds": lambda c: kit.add_log_odds(kit.compare_pairs(c.topics, c.partners, c.story)),
    "add_partner": lambda c: kit.add_partner(c.kept, c.partners),
    "add_periods": lambda c: kit.add_periods(c.sizes(), c.kept),
    "add_text": lambda c: add_text(c.lines, c.articles),
    "agreement": lambda c: check.agreement(check.add_kit_as_coder(check.find_coded(CODES, c.story), c.topics)),
    "compare_groups": lambda c: kit.compare_groups(kit.count_topics(c.topics), c.sizes(), ["a00", "a01", "a02"]),
    "compare_keyness": lambda c: kit.compare_keyness(kit.count_words(c.words), ["a00", "a01"]),
    "compare_pairs": lambda c: kit.compare_pairs(c.topics, c.partners, c.story),
    "compare_periods": lambda c: kit.compare_periods(kit.count_topics(c.topics), kit.add_periods(c.sizes(), c.kept)),
    "correct_counts": lambda c: kit.correct_counts(c.topics, check.find_coded(CODES, c.story), c.sizes()),
    "correct_counts by period": lambda c: kit.correct_counts(
        c.topics, check.find_coded(CODES, c.story), kit.add_periods(c.sizes(), c.kept), by="period"
    ),
    "count_events": lambda c: kit.count_events(c.events),
    "count_meetings": lambda c: kit.count_meetings(kit.fold_meetings(c.meetings), c.kept),
    "count_mentions": lambda c: kit.count_mentions(c.dates),
    "count_partners": lambda c: kit.count_partners(c.partners, by="role"),
    "count_roles": lambda c: count_roles(c.lengths, c.articles),
    "count_sizes": lambda c: c.sizes(),
    "count_statements": lambda c: kit.count_statements(c.statements, key="quad", by="dyad"),
    "count_tiers": lambda c: count_tiers(c.kept, c.partners),
    "count_topics": lambda c: kit.count_topics(c.topics),
    "count_words": lambda c: kit.count_words(c.words),
    "explain_partner": lambda c: kit.explain_partner(c.partners),
    "find_coded": lambda c: check.find_coded(CODES, c.story),
    "find_collocations": lambda c: kit.find_collocations(c.words, "vấn đề"),
    "find_context": lambda c: kit.find_context(c.story, "vấn đề"),
    "find_dates": lambda c: kit.find_dates(c.sentences, c.articles),
    "find_disagreements": lambda c: check.find_disagreements(
        check.add_kit_as_coder(check.find_coded(CODES, c.story), c.topics), c.story
    ),
    "find_events": lambda c: kit.find_events(c.dates, c.sentences, c.articles),
    "find_quantities": lambda c: kit.find_quantities(
        c.sentences, partners=c.partners, topics=c.topics, dates=c.dates
    ),
    "find_lines": lambda c: kit.find_lines(c.articles),
    "find_meetings": lambda c: kit.find_meetings(c.sentences, c.partners, c.people, c.dates, c.articles),
    "find_objectives": lambda c: find_objectives(c.topics),
    "find_partners": lambda c: kit.find_partners(c.sentences),
    "find_agreements": lambda c: kit.find_agreements(c.sentences, c.partners, c.dates),
    "find_people": lambda c: kit.find_people(c.sentences),
    "find_positions": lambda c: kit.find_positions(c.topics, c.story),
    "find_problems": lambda c: check.find_problems(c.articles, lines=c.lines),
    "find_sentences": lambda c: kit.find_sentences(c.articles, c.lines),
    "find_statements": lambda c: kit.find_statements(c.sentences, c.people, c.partners),
    "find_topics": lambda c: kit.find_topics(c.sentences),
    "find_words": lambda c: kit.find_words(c.sentences),
    "sample_to_code": lambda c: kit.sample_to_code(c.sentences, c.topics),
    "score_codes": lambda c: check.score_codes(check.find_coded(CODES, c.story), c.topics),
    "summarise_collection": lambda c: check.summarise_collection(c.articles),
    "summarise_dispersion": lambda c: kit.summarise_dispersion(kit.count_topics(c.topics), c.sizes()),
    "summarise_duplicates": lambda c: summarise_duplicates(c.articles),
    "summarise_dyads": lambda c: summarise_dyads(c.statements, c.sizes()),
    "summarise_events": lambda c: kit.summarise_events(kit.add_event_groups(c.events), c.kept),
    "summarise_people": lambda c: kit.summarise_people(c.people, c.sizes()),
    "summarise_problems": lambda c: check.summarise_problems(ASKED["find_problems"](c), c.articles),
    "summarise_sentences": lambda c: kit.summarise_sentences(c.story.head(3), c.story, sizes=c.sizes()),
    "summarise_tallies": lambda c: kit.summarise_tallies(kit.count_topics(c.topics), c.sizes()),
    "summarise_tallies by period": lambda c: kit.summarise_tallies(
        kit.count_topics(c.topics), kit.add_periods(c.sizes(), c.kept), by="period"
    ),
}  # fmt: skip
CODES = pd.DataFrame(
    {
        "coder": ["An", "An"],
        "article_id": ["a00", "a01"],
        "sentence": [0, 0],
        "key": ["trafficking", "trafficking"],
        "value": [1, 0],
        "text": ["", ""],
    }
)


@pytest.mark.slow
@pytest.mark.parametrize("name", ASKED)
def test_nothing_has_the_columns_of_something(whole, name):
    cut = whole.select(source=SOURCES)  # all of it, so that the denominator is there as well
    some, none = ASKED[name](cut), ASKED[name](whole.select(period="1999"))
    assert list(none) == list(some)


def test_every_function_that_makes_a_table_is_asked_for_nothing():
    """The law: find_ count_ summarise_ compare_ give their columns when there is nothing to say."""
    names = [*kit.__all__, *check.__all__]
    law = {name for name in names if name.split("_")[0] in ("find", "count", "summarise", "compare")}
    elsewhere = {"compare_partners", "find_event_evidence", "find_partial_periods"}  # they give no table
    of_texts = {name for name in law if name.endswith("_in_text")}
    assert law - elsewhere - of_texts <= set(ASKED)


def test_nobody_is_no_mistake(whole):
    """Where nothing is named there is no key to choose, and what is asked of it is nothing."""
    nobody = whole.select(period="1900")
    assert nobody.choose(partner="") == nobody.choose(topic="") == nobody.choose(date="") == ""
    assert len(whole.select(partner="").kept) == len(whole.select(topic="").kept) == 0
    note = (
        "No article has a key that could be chosen as its partner alone. Articles without a partner: 0 of 0."
    )
    assert kit.compare_partners(nobody, "", "").note == note
    with pytest.raises(OptionError, match="There is no partner 'BEIL'"):
        whole.select(partner="BEIL")
