"""The page to ask a collection: what it holds is what the tables say, and what it answers is what pandas counts."""

from __future__ import annotations

import io
import json
import random
import re
import unicodedata
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import pytest
from browser import MISSING, Browser, Gone
from hypothesis import given
from hypothesis import strategies as st
from made_up import make_stories

from kit.corpus import Corpus
from kit.errors import OptionError
from kit.publish.explorer import page as explorer_page
from kit.publish.explorer import rows as explorer_rows
from kit.publish.explorer import save_explorer
from kit.publish.explorer.__main__ import main
from kit.publish.explorer.page import HERE, unpack_rows
from kit.publish.explorer.rows import find_rows
from kit.publish.explorer.texts import GAP, cut_around
from kit.schema import STORY_ROLES
from kit.spreadsheets import write_cells
from kit.store.build import build
from kit.study import MOST_WORDS

ARTICLES = Path(__file__).resolve().parents[2] / "data" / "articles"
PLACE = ["article_id", "sentence"]
COLUMNS = ["partners", "regions", "topics", "people", "dates", "statements", "meetings"]

in_browser = pytest.mark.skipif(bool(MISSING), reason=MISSING or "there is one")


# ---- the same asked of the tables, by pandas


def read_page(path):
    html = Path(path).read_text(encoding="utf-8")
    return unpack_rows(re.search(r'id="rows">([^<]*)<', html)[1])


def list_keys(corpus):
    """Every filter: rows of a place and the keys that it has there, one row per key; and which rows go together."""
    sides, people, dates, said, met = (
        getattr(corpus, name) for name in ("sides", "people", "dates", "statements", "meetings")
    )
    of_sides = sides["kind"].isin(["country", "org"])
    year = dates["key"].where(dates["key"].str.fullmatch(r"\d{4}(-.*)?"), "").str[:4]
    met = met[met["keep"]]
    both = met["side_a"] + " " + met["side_b"]
    found = {
        "partner": (sides[of_sides], sides["key"][of_sides]),
        "region": (sides[~of_sides], sides["key"][~of_sides]),
        "topic": (corpus.topics, corpus.topics["key"]),
        "person": (people, people["key"]),
        "date": (dates, dates["key"]),
        "year": (dates, year),
        "act": (said, said["act"]),
        "speaker": (said, said["speaker_side"]),
        "addressee": (said, said["addressee_side"]),
        "meeting": (met, met["kind"]),
        "side": (met, both),
    }
    split = ("speaker", "addressee", "side")
    story, kept = corpus.story, corpus.kept.set_index("article_id")
    day = kept["published"]
    names = {"Y": "year", "Q": "quarter", "M": "month"}
    for every in names:
        period = day.dt.to_period(every).astype("str").where(day.notna(), "undated")
        found[f"period {names[every]}"] = (story, story["article_id"].map(period))
    found["source"] = (story, story["article_id"].map(kept["source"]))
    found["role"] = (story, story["role"])
    return {
        name: table[[*PLACE, "role"]]
        .assign(
            key=keys.str.split().map(lambda parts: list(dict.fromkeys(parts))) if name in split else keys,
            row=np.arange(len(table)),
        )
        .explode("key")
        .query("key == key and (key != '' or @name == 'source')")
        for name, (table, keys) in found.items()
    }


LAYERS = (("act", "speaker", "addressee"), ("meeting", "side"), ("year", "date"))


def ask(keys, wanted):
    """The places for which all filters hold; filters of one layer hold of one row."""
    places = None
    groups = [*LAYERS, *[(name,) for name in keys if not any(name in layer for layer in LAYERS)]]
    for layer in groups:
        asked = [name for name in layer if wanted.get(name)]
        if not asked:
            continue
        rows = None
        for name in asked:
            table = keys[name]
            hit = table[table["key"].isin(wanted[name]) & table["role"].isin(STORY_ROLES)]
            hit = set(hit[[*PLACE, "row"]].itertuples(index=False, name=None))
            rows = hit if rows is None else rows & hit
        here = {place[:2] for place in rows}
        places = here if places is None else places & here
    return places


def fold(text):
    """Small letters without marks."""
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("đ", "d")


def spell(word):
    letters = unicodedata.normalize("NFD", word.lower())
    tones = "\u0300\u0301\u0303\u0309\u0323"
    return "".join(c for c in letters if c not in tones) + "".join(c for c in letters if c in tones)


def seek(story, query, exact=False):
    """Places whose text has these words next to each other."""
    words = unicodedata.normalize("NFC", query).split()
    places = set()
    for place, text in zip(story[PLACE].itertuples(index=False, name=None), story["text"], strict=True):
        tokens = re.findall(r"[^\W_]+|\S", text)
        for at in range(len(tokens) - len(words) + 1):
            pairs = zip(words, tokens[at : at + len(words)], strict=True)
            if all(
                spell(word) == spell(token)
                if exact or fold(word) != word.lower()
                else word.lower() == fold(token)
                for word, token in pairs
            ):
                places.add(place)
    return places


def make_filters(corpus, number, seed=11):
    """Filters by chance: one to three of them, of one or two values, and words of a sentence every third time."""
    keys, chance, story = list_keys(corpus), random.Random(seed), corpus.story
    for _ in range(number):
        wanted, query, exact = {}, "", False
        for name in chance.sample(sorted(keys), chance.randint(1, 3)):
            values = keys[name]["key"].tolist()
            if values:
                wanted[name] = sorted({chance.choice(values) for _ in range(chance.randint(1, 2))})
        if chance.random() < 0.35:
            words = re.findall(r"[^\W\d_]+ [^\W\d_]+", story["text"].iloc[chance.randrange(len(story))])
            query, exact = (chance.choice(words) if words else "di cư"), chance.random() < 0.2
            query = fold(query) if chance.random() < 0.5 else query
        yield (
            {name: chosen for name, chosen in wanted.items() if not (query and chance.random() < 0.5)},
            query,
            exact,
        )


def join_periods(wanted):
    """The three filters by period are one of the page: any of their values."""
    named = [(name.split(" ")[0], value) for name, values in wanted.items() for value in values]
    return [*dict.fromkeys(named)]


def find_places(corpus, keys, wanted, query, exact):
    periods = [ask(keys, {name: values}) for name, values in wanted.items() if name.startswith("period")]
    places = ask(keys, {name: values for name, values in wanted.items() if not name.startswith("period")})
    if periods:
        dated = set.union(*periods)
        places = dated if places is None else places & dated
    if query:
        said = seek(corpus.story, query, exact)
        places = said if places is None else places & said
    every = set(corpus.story[PLACE].itertuples(index=False, name=None))
    return every if places is None else places & every


# ---- what the page holds


@pytest.fixture(scope="module")
def two():
    return Corpus(ARTICLES)


@pytest.fixture(scope="module")
def page(two, tmp_path_factory):
    return save_explorer(two, tmp_path_factory.mktemp("page") / "explore.html")


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Sixty invented articles of two outlets."""
    folder = tmp_path_factory.mktemp("many")
    with (folder / "news.jsonl").open("w", encoding="utf-8") as file:
        for number, story in enumerate(make_stories(60)):
            row = {"id": story.id, "title": story.title, "text": story.text, "source": f"Báo {number % 2}"}
            if number % 5:
                row |= {"published": story.published.isoformat(), "url": f"https://example.org/{story.id}"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return Corpus(folder / "news.jsonl")


@pytest.fixture(scope="module")
def many_page(many, tmp_path_factory):
    return save_explorer(many, tmp_path_factory.mktemp("page") / "explore.html", title="Sixty")


@pytest.fixture(params=["two", "many"])
def both(request):
    return request.getfixturevalue(request.param), request.getfixturevalue(
        {"two": "page"}.get(request.param, "many_page")
    )


def unpack_places(data):
    """The sentences of a page: their places and texts."""
    ids = np.repeat(data["articles"]["id"], data["articles"]["sentences"]).tolist()
    return list(zip(ids, np.cumsum(data["sentences"]["sentence"]).tolist(), strict=True))


def test_the_page_holds_the_sentences_of_the_story(both):
    corpus, path = both
    data = read_page(path)
    told = dict(zip(unpack_places(data), data["sentences"]["text"], strict=True))
    assert told == dict(
        zip(corpus.story[PLACE].itertuples(index=False, name=None), corpus.story["text"], strict=True)
    )
    assert data["total"] == {"articles": len(corpus.kept), "sentences": len(corpus.story)}
    published = dict(zip(data["articles"]["id"], data["articles"]["published"], strict=True))
    days = corpus.kept["published"].dt.strftime("%Y-%m-%d").fillna("")
    assert published == dict(zip(corpus.kept["article_id"], days, strict=True))
    assert [*published.values()] == sorted(published.values(), key=lambda day: day or "9999")


@pytest.mark.slow
@pytest.mark.parametrize(
    "facet",
    [
        "partner",
        "region",
        "topic",
        "person",
        "date",
        "year",
        "act",
        "speaker",
        "addressee",
        "meeting",
        "side",
    ],
)
def test_the_rows_of_the_page_count_as_the_tables_do(both, facet):
    corpus, path = both
    data = read_page(path)
    layer = next(layer for layer in data["layers"].values() if facet in layer)
    places, values = unpack_places(data), data["values"][facet]
    there = {
        (*places[row], part)
        for row, code in zip(np.cumsum(layer["row"]), layer[facet], strict=True)
        for part in (values[code].split() if facet in data["split"] else [values[code]])
        if part
    }
    rows = list_keys(corpus)[facet]
    rows = rows[rows["role"].isin(STORY_ROLES)]
    assert there == set(rows[[*PLACE, "key"]].itertuples(index=False, name=None))
    assert there or (facet, corpus.collection) == ("region", "news")


def test_marks_stand_where_the_tables_say(both):
    corpus, path = both
    data = read_page(path)
    places, texts = unpack_places(data), data["sentences"]["text"]

    def list_marks(name):
        layer = data["layers"][name]
        rows = zip(np.cumsum(layer["row"]), layer["start"], layer["length"], strict=True)
        return sorted((*places[row], texts[row][start : start + length]) for row, start, length in rows)

    def list_texts(table):
        table = table[table["role"].isin(STORY_ROLES)]
        return sorted(table[[*PLACE, "text"]].itertuples(index=False, name=None))

    for name in ("topics", "people", "dates", "statements", "meetings"):
        assert list_marks(name) == list_texts(getattr(corpus, name))
    sides = corpus.sides.assign(of=corpus.sides["kind"].isin(["country", "org"]))
    said = sides.merge(corpus.partners[[*PLACE, "start", "end", "key"]], how="left", indicator="named")
    once = said.sort_values("named", ascending=False, kind="stable")  # who is named, then who is spoken for
    once = once[(once["named"] == "both") | ~once.duplicated([*PLACE, "key", "of"])]
    for name, of in (("partners", True), ("regions", False)):
        assert list_marks(name) == list_texts(once[once["of"] == of])


def test_the_same_tables_give_the_same_bytes(two, page, tmp_path):
    again = save_explorer(Corpus(ARTICLES), tmp_path / "again.html").read_bytes()
    assert again == page.read_bytes()
    assert save_explorer(two, tmp_path / "other.html", title="Other").read_bytes() != again


def test_what_packs_the_rows_leaves_no_time_and_no_system_in_them(page):
    import base64

    packed = base64.b64decode(re.search(r'id="rows">([^<]*)<', page.read_text(encoding="utf-8"))[1])
    assert packed[:10] == bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255])


def test_keys_have_labels_in_both_languages(page):
    labels = read_page(page)["labels"]
    assert labels["partner BEL"] == ["Bỉ", "Belgium"] == labels["side BEL"]
    assert labels["act request"] == ["đề nghị bên kia", "Request"]


def test_every_word_that_the_script_says_is_there_in_both_languages(page):
    words, script = read_page(page)["words"], (HERE / "explorer.js").read_text(encoding="utf-8")
    html = (HERE / "explorer.html").read_text(encoding="utf-8")
    said = {
        *re.findall(r'\b(?:say|list)\("(\w+)"', script),
        *re.findall(r'data-word(?:="|": ")(\w+)"', html + script),
    }
    said |= set(re.findall(r"^    (\w+):", script[script.index("const holds = {") :], re.MULTILINE)) & {
        *words["page"]
    }
    said |= {
        "sampled",
        "snippets",
        "no_texts",
        "none_articles",
        "none_sentences",
        "none_dates",
        "none_partners",
    }
    said |= {
        "article",
        "published",
        "source",
        "address",
        "place",
        "old",
        "broken",
        "opening",
        "no_script",
        "undated",
    }
    assert said == {*words["page"]}
    for part in ("page", "facets", "layers", "values"):
        for name, pair in words[part].items():
            assert {*pair} == {"en", "vi"} and all(pair.values()), name
            assert re.findall(r"\{\w+\}", pair["en"]) == re.findall(r"\{\w+\}", pair["vi"]), name
    assert {*words["facets"]} == {*read_page(page)["values"]}


def test_snippets_have_few_words_of_a_sentence_and_none_has_no_text(two, tmp_path):
    short = read_page(save_explorer(two, tmp_path / "a.html", text="snippets"))
    bare = read_page(save_explorer(two, tmp_path / "b.html", text="none"))
    full = dict(zip(two.story[PLACE].itertuples(index=False, name=None), two.story["text"], strict=True))
    for place, text in zip(unpack_places(short), short["sentences"]["text"], strict=True):
        assert len(text.replace("…", " ").split()) <= MOST_WORDS
        assert all(piece in full[place] for piece in text.split("…"))
    assert bare["sentences"]["text"] == [] == bare["articles"]["title"]
    assert all({"start", "length"}.isdisjoint(layer) for layer in bare["layers"].values())
    assert bare["layers"]["topics"]["topic"] == short["layers"]["topics"]["topic"]
    html = (tmp_path / "b.html").read_text(encoding="utf-8") + json.dumps(bare, ensure_ascii=False)
    assert not [text for text in full.values() if len(text) > 30 and text[:30] in html]


@given(st.lists(st.sampled_from(["di", "cư", "–", "Việt", "Nam,", "a"]), max_size=40), st.data())
def test_a_snippet_is_made_of_the_sentence_and_its_marks_stay_what_they_are(words, data):
    text = data.draw(st.sampled_from([" ", "  "])).join(words)
    at = st.integers(0, len(text))
    marks = [(a, b) for a, b in (sorted(data.draw(st.tuples(at, at))) for _ in range(3)) if text[a:b].strip()]
    short, moved = cut_around(text, marks)
    assert len([word for word in short.split() if word != "…"]) <= MOST_WORDS
    for (start, end), place in zip(marks, moved, strict=True):
        if place:
            assert short[slice(*place)] == text[start:end]
    assert all(piece in text for piece in short.split(GAP))
    if not marks:
        assert short == ""


def test_of_a_large_collection_articles_are_drawn_by_chance(many, tmp_path, monkeypatch):
    monkeypatch.setattr(explorer_rows, "MOST", len(many.story) // 3)
    data = read_page(save_explorer(many, tmp_path / "a.html"))
    drawn = many.select(sample=len(many.kept) * (len(many.story) // 3) // len(many.story))
    assert sorted(data["articles"]["id"]) == sorted(drawn.kept["article_id"]) and len(drawn.kept) < len(
        many.kept
    )
    assert data["total"] == {"articles": len(many.kept), "sentences": len(many.story)}
    assert len(data["sentences"]["sentence"]) == len(drawn.story)


def test_a_meeting_that_is_not_kept_is_not_counted(two, tmp_path):
    meetings = two.meetings.assign(keep=[False, *two.meetings["keep"][1:]])
    data = read_page(save_explorer(two.with_tables(meetings=meetings), tmp_path / "a.html"))
    assert len(data["layers"]["meetings"]["row"]) == len(two.meetings) - 1 > 0


@pytest.mark.slow
def test_a_store_gives_the_page_of_its_folder(many, tmp_path):
    build(many.folder, tmp_path / "store", engine="serial", part_size=20)
    pages = [
        save_explorer(corpus, tmp_path / "a.html", title="Sixty").read_bytes()
        for corpus in (many, Corpus(tmp_path / "store"))
    ]
    assert pages[0] == pages[1]


def test_other_texts_and_languages_are_refused(two, tmp_path):
    with pytest.raises(OptionError, match="'full', 'snippets' or 'none', got 'half'"):
        save_explorer(two, tmp_path / "a.html", text="half")
    with pytest.raises(OptionError, match="language is"):
        save_explorer(two, tmp_path / "a.html", language="fr")
    assert not (tmp_path / "a.html").exists()


def test_the_command_writes_the_page(tmp_path, capsys):
    path = tmp_path / "new" / "explore.html"
    assert main([str(ARTICLES), "--to", str(path), "--text", "none", "--title", "A & <b>"]) == 0
    assert "<title>A &amp; &lt;b&gt;</title>" in path.read_text(encoding="utf-8")
    assert read_page(path)["text"] == "none" and "MB" in capsys.readouterr().out
    assert main([str(tmp_path / "nowhere"), "--to", str(path)]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_nothing_is_fetched_and_only_the_script_of_the_page_may_run(page):
    html = page.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "unsafe" not in policy
    head = html[: html.index('id="rows"')]
    assert not re.search(r'(src|href)="(?!data:,|#results)', head) and "<noscript>" in head
    script = (HERE / "explorer.js").read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|fetch\(", script
    )
    lines = [line for line in script.splitlines() if line.strip() and not line.strip().startswith("//")]
    assert len(lines) <= 400


# ---- what the page answers


@pytest.fixture(scope="module")
def browser():
    with start_browser() as driven:
        yield driven


def start_browser():
    try:
        return Browser()
    except Gone:
        pytest.skip("the browser on the path does not start")


def show(browser, path, wanted=(), query="", exact=False, **more):
    """Open the page with filters, and what it then counts."""
    state = [*wanted, *([("q", query)] if query else []), *([("exact", 1)] if exact else []), *more.items()]
    if browser.run("location.href").split("#")[0] != Path(path).resolve().as_uri():
        browser.open(path)
        browser.wait("document.documentElement.dataset.ready")
    browser.run(f"location.hash = {json.dumps(urlencode(state))}")
    browser.wait("document.querySelector('#count').dataset.of === location.hash")
    return browser.run("({...document.querySelector('#count').dataset})")


@in_browser
@pytest.mark.slow
def test_the_page_counts_as_pandas_does(both, browser):
    check_counts(*both, browser, 60)


def check_counts(corpus, path, browser, number):
    """Filters by chance: sentences and articles, and every bar of a filter with the others applied."""
    keys, chance, wrong = list_keys(corpus), random.Random(5), []
    for wanted, query, exact in make_filters(corpus, number):
        places = find_places(corpus, keys, wanted, query, exact)
        told = show(browser, path, join_periods(wanted), query, exact)
        got = int(told["sentences"]), int(told["articles"])
        if got != (len(places), len({place[0] for place in places})):
            wrong.append((wanted, query, exact, got, len(places)))
        name = chance.choice([name for name in keys if not name.startswith("period") and name != "source"])
        bars = browser.run(
            f"Object.fromEntries([...document.querySelectorAll('[data-facet={name}] .bar')]"
            ".map(bar => [bar.dataset.at.split(' ').slice(2).join(' '), Number(bar.dataset.count)]))"
        )
        for value, n in bars.items():
            alone = find_places(corpus, keys, wanted | {name: [value]}, query, exact)
            if n != len(alone):
                wrong.append((wanted, query, exact, name, value, n, len(alone)))
    assert not wrong


@in_browser
@pytest.mark.slow
def test_words_are_found_with_and_without_marks(tmp_path, browser):
    lines = [
        "Đất nước đổi mới từng ngày một.",
        "Người ta viết là dát nuớc khi vội.",
        "Họ hoà giải với bạn cũ ở làng bên.",
        "Họ đã hòa giải.",
        "Ban an toàn họp để bàn việc của tháng sau.",
        "Người viết vội viết liền là đấtnước.",
    ]
    (tmp_path / "a.json").write_text(
        json.dumps([{"id": "a", "title": "", "text": " ".join(lines)}]), encoding="utf-8"
    )
    corpus = Corpus(tmp_path / "a.json")
    assert corpus.story["text"].tolist() == lines
    path = save_explorer(corpus, tmp_path / "page.html")
    expected = {
        "dat nuoc": 2,
        "đất nước": 1,
        "ĐẤT NƯỚC": 1,
        "đất nuoc": 1,
        "hòa giải": 2,
        "hoà": 2,
        "ban": 2,
        "bàn": 1,
        "an": 1,
        "nước": 1,
        "không có": 0,
        unicodedata.normalize("NFD", "Đất nước"): 1,
        "(": 0,
        "giải.": 1,
    }
    assert {query: int(show(browser, path, query=query)["sentences"]) for query in expected} == expected
    assert int(show(browser, path, query="ban", exact=True)["sentences"]) == 1


@in_browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_a_bar_shows_its_sentences_and_a_sentence_its_article(many, many_page, browser, width):
    browser.resize(width, 844)
    show(browser, many_page)
    browser.run("document.querySelector('#filters').open = true")
    n = browser.run("document.querySelector('[data-facet=topic] .bar').dataset.count")
    browser.run("document.querySelector('[data-facet=topic] .bar').click()")
    browser.wait("document.querySelector('#count').dataset.sentences === " + json.dumps(n))
    assert browser.run("document.querySelectorAll('#list mark.topics').length") > 0
    first = browser.run("document.querySelector('.sentence').dataset.at").removeprefix("sentence ")
    browser.run("document.querySelector('.sentence').click()")
    browser.wait("document.querySelector('#one').open")
    article, _, number = first.rpartition(":")
    told = browser.run("document.querySelector('#one').innerText")
    row = many.kept.set_index("article_id").loc[article]
    assert row["title"] in told and article in told and row["source"] in told
    text = many.story.set_index(PLACE).loc[(article, int(number)), "text"]
    assert browser.run("document.querySelector('#one [aria-current]').textContent") == text
    browser.run(
        "[...document.querySelectorAll('#one button')].find(b => b.textContent.includes('whole')).click()"
    )
    of = many.story[many.story["article_id"] == article]["text"].tolist()
    assert browser.run("[...document.querySelectorAll('#one .story p')].map(p => p.textContent)") == of
    assert browser.run("document.documentElement.scrollWidth") <= width
    browser.run("document.querySelector('#one').close()")
    browser.wait("!location.hash.includes('open')")
    browser.resize(1280, 900)


def expect_csv(corpus, places):
    """The rows of these places, as `kit.spreadsheets` writes them."""
    keys = list_keys(corpus)
    said, met = corpus.statements, corpus.meetings[corpus.meetings["keep"]]
    speaker, to = (
        said[column].str.split().map(lambda parts: ", ".join(dict.fromkeys(parts))).astype("str")
        for column in ("speaker_side", "addressee_side")
    )
    told = {"statements": said.assign(key=said["act"] + ": " + speaker + to.where(to == "", " → " + to))}
    sides = (
        (met["side_a"] + " " + met["side_b"]).str.split().map(lambda parts: " – ".join(dict.fromkeys(parts)))
    )
    told["meetings"] = met.assign(key=met["kind"] + ": " + sides)
    told |= {name: keys[name] for name in ("region", "topic", "person", "date")}
    named = corpus.partners[corpus.partners["kind"].isin(["country", "org"])]
    spoken = keys["partner"]
    told["partner"] = pd.concat([named, spoken])
    order = {
        name: number
        for number, name in enumerate(corpus.kept.sort_values(["published", "article_id"])["article_id"])
    }
    rows = corpus.story[[tuple(place) in places for place in corpus.story[PLACE].to_numpy()]]
    rows = rows.sort_values("article_id", key=lambda ids: ids.map(order), kind="stable")[
        [*PLACE, "role", "text"]
    ]
    facts = corpus.kept.set_index("article_id")
    for name in ("title", "published", "source", "url"):
        of = facts[name].dt.strftime("%Y-%m-%d") if name == "published" else facts[name]
        rows[name] = rows["article_id"].map(of.fillna("")).to_numpy()
    for column, name in zip(
        COLUMNS, ("partner", "region", "topic", "person", "date", "statements", "meetings"), strict=True
    ):
        joined = told[name].groupby(PLACE)["key"].agg(lambda found: "; ".join(dict.fromkeys(found)))
        rows[column] = joined.reindex(pd.MultiIndex.from_frame(rows[PLACE])).fillna("").to_numpy()
    return rows


@in_browser
@pytest.mark.slow
def test_the_sentences_are_saved_as_spreadsheets_take_them(many, many_page, browser, tmp_path):
    wanted = {"partner": ["DEU", "JPN", "VNM"]}
    show(browser, many_page, join_periods(wanted))
    saved = save_sentences(browser, tmp_path)
    places = find_places(many, list_keys(many), wanted, "", False)
    expected = expect_csv(many, places)
    assert len(expected) == len(places) > 20
    assert sort_keys(saved) == sort_keys(write_cells(expected))
    assert saved.startswith(b"\xef\xbb\xbf") and saved.endswith(b"\r\n")


@in_browser
@pytest.mark.slow
def test_no_cell_that_is_saved_is_a_formula(browser, tmp_path):
    texts = ['=HYPERLINK("x", 1) và chợ, "rau" hôm nay.', "@chợ họp sớm hơn mọi ngày.", "'-chợ tan lúc trưa."]
    rows = [{"id": f"-{n}", "title": "+1", "source": "=báo", "text": text} for n, text in enumerate(texts)]
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    corpus = Corpus(tmp_path / "a.json", fold=False)
    assert {*texts} <= {*corpus.story["text"]}
    show(browser, save_explorer(corpus, tmp_path / "page.html"))
    expected = expect_csv(corpus, {*corpus.story[PLACE].itertuples(index=False, name=None)})
    assert save_sentences(browser, tmp_path) == write_cells(expected)


def save_sentences(browser, folder):
    """What the page saves when it is asked to."""
    options = {"behavior": "allow", "downloadPath": str(folder), "eventsEnabled": True}
    browser.call("Browser.setDownloadBehavior", of_tab=False, **options)
    browser.events.clear()
    browser.run("document.querySelector('#save').click()")
    while not any(event.get("params", {}).get("state") == "completed" for event in browser.events):
        browser.run("new Promise(done => setTimeout(done, 20))")
    return (folder / "sentences.csv").read_bytes()


def sort_keys(saved):
    """The cells of a CSV; of the lists of partners the order is not looked at (named first, then spoken for)."""
    table = pd.read_csv(io.BytesIO(saved), dtype="str", keep_default_na=False)
    return table.assign(partners=table["partners"].str.split("; ").map(sorted)).to_dict("list")


TRIPWIRE = """
window.fired = () => { window.hit = true };
addEventListener("securitypolicyviolation", (event) => { window.broke = event.violatedDirective });
"""
STRANGE = "img, iframe, svg, object, embed, video, math, base"
PAYLOADS = [
    "<script>fired()</script>",
    "<img src=x onerror=fired()>",
    "<svg onload=fired()>",
    '"><script>fired()</script>',
    "'><img src=x onerror=fired()>",
    "</script><script>fired()</script>",
    "</title><script>fired()</script>",
    "<iframe srcdoc='<script>parent.fired()</script>'>",
    "<body onload=fired()>",
    "javascript://x/%0afired()",
    "<a href=javascript:fired()>x</a>",
    "<details open ontoggle=fired()>",
    "<input autofocus onfocus=fired()>",
    "<video><source onerror=fired()>",
    "<math><mtext><script>fired()</script>",
    "{{constructor.constructor('fired()')()}}",
    "${fired()}",
    "<style>@import 'javascript:fired()'</style>",
    "<object data=javascript:fired()>",
    "<embed src=javascript:fired()>",
    "<!--<script>-->fired()<!--</script>-->",
    "<base href=javascript:/fired()//>",
    "<meta http-equiv=refresh content='0;javascript:fired()'>",
    "&lt;script&gt;fired()&lt;/script&gt;",
    "data:text/html,<script>parent.fired()</script>",
]


@in_browser
@pytest.mark.slow
def test_nothing_of_an_article_runs(tmp_path, monkeypatch):
    with (tmp_path / "news.jsonl").open("w", encoding="utf-8") as file:
        for number, evil in enumerate(PAYLOADS):
            text = (
                f"Bộ trưởng Ngoại giao Bỉ thăm Việt Nam ngày 3/4/2023 và nói {evil} về di cư. Câu hai nêu Bỉ."
            )
            row = {"id": f"{number}{evil}", "title": f"Bỉ {evil}", "text": text, "source": evil, "url": evil}
            file.write(json.dumps(row | {"published": "2023-04-05"}) + "\n")
    corpus = Corpus(tmp_path / "news.jsonl", fold=False)
    evil_labels = dict.fromkeys(["BEL", "VNM", *corpus.topics["key"]], PAYLOADS[1])
    monkeypatch.setattr(explorer_rows, "load_labels", lambda **_: evil_labels)
    path = save_explorer(corpus, tmp_path / "page.html", title="".join(PAYLOADS))
    data = read_page(path)
    there = [
        *data["sentences"]["text"],
        *data["articles"]["title"],
        *data["articles"]["id"],
        *data["values"]["source"],
    ]
    assert sum("fired()" in text for text in there) >= 3 * len(PAYLOADS)
    assert next(iter(data["labels"].values())) == [PAYLOADS[1]] * 2
    with start_browser() as browser:
        browser.open(path, before=TRIPWIRE)
        browser.wait("document.documentElement.dataset.ready")
        fine = browser.run(
            f"[document.querySelectorAll('script').length, document.querySelectorAll({json.dumps(STRANGE)}).length]"
        )
        assert fine == [3, 0]
        for article, number in unpack_places(data):
            show(browser, path, [("q", article), ("partner", article)])
            show(browser, path, open=f"{article}:{number}")
            assert browser.run("document.querySelector('#one').open")
            links = browser.run("[...document.querySelectorAll('#one a')].map(a => a.href)")
            assert links == []
        assert browser.run("[window.hit, window.broke, document.querySelectorAll('script').length]") == [
            None,
            None,
            3,
        ]
        assert "fired()" in browser.run("document.querySelector('h1').textContent")
        assert not [
            event
            for event in browser.events
            if event.get("method") in ("Page.javascriptDialogOpening", "Runtime.exceptionThrown")
        ]


@in_browser
@pytest.mark.slow
def test_an_address_is_a_link_only_if_it_is_one_of_the_web(many, many_page, browser):
    linked = many.kept[many.kept["url"] != ""]["article_id"].iloc[0]
    plain = many.kept[many.kept["url"] == ""]["article_id"].iloc[0]
    for article, links in ((linked, [f"https://example.org/{linked}"]), (plain, [])):
        number = many.story[many.story["article_id"] == article]["sentence"].iloc[0]
        show(browser, many_page, open=f"{article}:{number}")
        assert browser.run("[...document.querySelectorAll('#one a')].map(a => a.href)") == links
    show(browser, many_page)


@in_browser
@pytest.mark.slow
def test_everything_is_done_by_the_keyboard(many_page, browser, tmp_path):
    show(browser, many_page)
    browser.run("document.activeElement.blur(); scrollTo(0, 0)")
    focused = "document.activeElement"

    def tab_to(condition, most=80):
        for _ in range(most):
            browser.press("Tab")
            if browser.run(condition):
                return
        raise AssertionError(f"{condition} is not reached by Tab")

    tab_to(f"{focused}.id === 'skip'", 1)
    tab_to(f"{focused}.id === 'q'")
    browser.type("hop tac")
    browser.press("Enter")
    browser.wait("location.hash.includes('q=hop')")
    tab_to(f"{focused}.matches('[data-facet=topic] .bar')")
    key = browser.run(f"{focused}.dataset.at")
    browser.press(" ")
    browser.wait("document.querySelector('#count').dataset.of.includes('topic=')")
    assert browser.run(f"{focused}.dataset.at") == key and browser.run(f"{focused}.ariaPressed") == "true"
    tab_to(f"{focused}.matches('.sentence')", 200)
    key = browser.run(f"{focused}.dataset.at")
    browser.press("Enter")
    browser.wait(
        "document.querySelector('#one').open && document.querySelector('#one').contains(document.activeElement)"
    )
    browser.press("Escape")
    browser.wait("!location.hash.includes('open')")
    browser.wait("document.querySelector('#count').dataset.of === location.hash")
    assert browser.run(f"{focused}.dataset.at") == key
    browser.run("document.querySelector('#skip').focus()")
    browser.press("Enter")
    assert browser.run(f"{focused}.id") == "results" and "topic=" in browser.run("location.hash")
    tab_to(f"{focused}.matches('#chips button')")
    browser.press("Enter")
    browser.wait("!location.hash.includes('q=')")
    tab_to(f"{focused}.id === 'save'")


@in_browser
@pytest.mark.slow
def test_words_that_are_typed_and_not_yet_sought_are_not_lost(many_page, browser):
    show(browser, many_page)
    browser.run(
        "document.querySelector('#q').value = 'hợp tác'; document.querySelector('[data-facet=topic] .bar').click()"
    )
    browser.wait("document.querySelector('#count').dataset.of.includes('topic=')")
    assert browser.run("new URLSearchParams(location.hash.slice(1)).get('q')") == "hợp tác"


@in_browser
@pytest.mark.slow
def test_a_screen_reader_is_told_what_everything_is(many_page, browser):
    show(browser, many_page, [("partner", "DEU")])
    browser.call("Accessibility.enable")
    nodes = [node for node in browser.call("Accessibility.getFullAXTree")["nodes"] if not node.get("ignored")]
    told = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes]
    roles = {role for role, _ in told}
    assert {"search", "main", "complementary", "status", "heading", "searchbox", "checkbox"} <= roles
    controls = ("button", "searchbox", "checkbox", "combobox")
    assert not [role for role, name in told if role in controls and not name]
    assert any(
        role == "button" and name.startswith("Đức (Germany)") and name.endswith("sentences")
        for role, name in told
    )
    live = "document.querySelector('#count').getAttribute('aria-live')"
    assert browser.run(live) == "polite" and browser.run("document.documentElement.lang") == "en"


@in_browser
@pytest.mark.slow
def test_the_page_speaks_vietnamese_too(many_page, browser):
    show(browser, many_page, lang="vi")
    assert browser.run("document.documentElement.lang") == "vi"
    assert "câu, trong" in browser.run("document.querySelector('#count').textContent")
    labels = browser.run(
        "[...document.querySelectorAll('[data-facet=partner] .bar span:first-child')].map(s => s.textContent)"
    )
    assert "Đức" in labels and not any("Germany" in label for label in labels)


@in_browser
@pytest.mark.slow
def test_what_a_collection_lacks_is_said(two, many, tmp_path, browser):
    def notices(corpus, **options):
        path = save_explorer(corpus, tmp_path / f"{len(list(tmp_path.iterdir()))}.html", **options)
        browser.open(path)
        browser.wait("document.documentElement.dataset.ready")
        return browser.run("[...document.querySelectorAll('[data-notice]')].map(p => p.dataset.notice)"), path

    def write(name, text):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.txt").write_text(text, encoding="utf-8")
        return Corpus(folder)

    assert notices(two)[0] == []
    assert notices(two.select(period="1900"))[0] == ["none_articles"]
    alone = write("alone", "Hai người đi chợ mua rau về nấu canh cho cả nhà.")
    assert notices(alone)[0] == ["none_dates", "none_partners"]
    assert (
        browser.run("document.querySelector('#count').textContent") == "1 of 1 sentences, in 1 of 1 articles"
    )
    told, path = notices(two, text="none")
    assert told == ["no_texts"] and browser.run("document.querySelector('#q').disabled")
    n = int(show(browser, path, [("partner", "BEL")])["sentences"])
    assert n == len(find_places(two, list_keys(two), {"partner": ["BEL"]}, "", False)) > 0
    assert notices(two, text="snippets")[0] == ["snippets"]
    assert int(show(browser, path, [("partner", "XYZ")])["sentences"]) == 0
    assert "XYZ (not in this collection)" in browser.run("document.querySelector('#chips').textContent")


def repeat_rows(rows, times):
    """The rows of a page many times over, with the words of every sentence in another order."""
    chance = random.Random(2)

    def repeat(steps, by):
        there = np.cumsum(steps)
        return np.diff(np.concatenate([there + by * n for n in range(times)]), prepend=0).tolist()

    def shuffle(text):
        words = text.split()
        return " ".join(chance.sample(words, len(words)))

    told, of = rows["sentences"], rows["articles"]
    n = len(told["sentence"])
    layers = {
        name: {
            column: repeat(values, n) if column == "row" else values * times
            for column, values in layer.items()
        }
        for name, layer in rows["layers"].items()
    }
    ids = [f"{name}-{number}" for number in range(times) for name in of["id"]]
    return rows | {
        "articles": {column: values * times for column, values in of.items()} | {"id": ids},
        "sentences": {
            "sentence": repeat(told["sentence"], 0),
            "role": told["role"] * times,
            "text": [shuffle(text) for _ in range(times) for text in told["text"]],
        },
        "layers": layers,
    }


@in_browser
@pytest.mark.slow
def test_eighty_thousand_sentences_are_less_than_eight_megabytes(many, tmp_path, monkeypatch, browser):
    times = -(-80_000 // len(many.story))
    monkeypatch.setattr(explorer_page, "find_rows", lambda *given: repeat_rows(find_rows(*given), times))
    path = save_explorer(many, tmp_path / "page.html")
    assert path.stat().st_size < 8e6
    wanted = {"partner": ["DEU"], "role": ["body", "lead"]}
    n = len(find_places(many, list_keys(many), wanted, "", False))
    assert int(show(browser, path, join_periods(wanted))["sentences"]) == n * times > 0


@in_browser
@pytest.mark.slow
def test_a_browser_that_cannot_unpack_is_told(page):
    with start_browser() as browser:
        browser.open(page, before="delete window.DecompressionStream")
        browser.wait("document.querySelector('#count').textContent.includes('DecompressionStream')")
        assert browser.run("document.querySelector('#search').hidden")
