"""The finish of a chart: its words, what it counts, what it shows, and that nothing is kept of an empty one."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from legible import list_faults
from material import TWO_ARTICLES

import kit
from kit.errors import LexiconError, OptionError
from kit.files import find_data, overlay
from kit.plot.running import RUNNING
from kit.plot.said import SAID
from kit.plot.style import COLOURS, STYLE, colour_keys, place_keys
from kit.publish.figures import save_figure
from kit.publish.finish import Sentence, finish, write_said
from kit.publish.words import load_chart_words, translate, write_sentence

SHARES = pd.DataFrame(
    {
        "key": ["BEL", "IOM"],
        "n_articles": [12, 6],
        "total_articles": 30,
        "share": [0.4, 0.2],
        "share_low": [0.25, 0.1],
        "share_high": [0.58, 0.37],
        "note": "",
    }
)
RECORD = {
    "counted": 1200,
    "published": ["published 2022-04-19 to 2023-05-09", "3 undated"],
    "collection": "báo",
    "denominator": "1,200 of 3,000 articles: naming Việt Nam",
}


def draw(**options):
    ax = kit.plot_bars(SHARES, labels={"BEL": "Bỉ\n(Belgium)"}, **options)
    ax.set(title="Articles that name each partner", xlabel="share of articles")
    return ax


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    """A notebook that keeps its figures in a folder, in the language asked for."""

    def use(language):
        monkeypatch.setattr(
            "kit.publish.figures.RUNNING", {"corpus": None, "figures": tmp_path, "language": language}
        )
        return {"table": SHARES, "caption": "c", "alt": "a", "provenance": RECORD}

    monkeypatch.delenv("KIT_FIGURES", raising=False)
    return use


def test_a_chart_says_what_it_counts_below_its_title_once():
    ax = draw()
    for _ in range(2):
        finish(ax.figure, RECORD, "en")
    assert (
        ax.figure.get_suptitle().strip() == "Articles that name each partner"
        and ax.get_title(loc="left") == ""
    )
    (below,) = ax.figure.artists
    assert below.get_text().replace("\n", " ") == (
        "1,200 articles · published 2022-04-19 to 2023-05-09 · 3 undated · collection báo · "
        "counted: 1,200 of 3,000 articles: naming Việt Nam"
    )


def test_the_words_of_a_chart_are_those_of_the_language_and_labels_stay():
    ax = draw(colour_by="note")
    finish(ax.figure, {"counted": 1}, "vi")
    assert ax.figure.get_suptitle().strip() == "Số bài nêu tên mỗi đối tác" and ax.get_xlabel() == "tỷ lệ bài"
    assert ax.figure.artists[0].get_text() == "1 bài"
    ax.figure.canvas.draw()
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["IOM", "Bỉ\n(Belgium)"]
    parts = kit.plot_stacked(pd.DataFrame({"lead": [1], "body": [3]}, index=["a"]))
    finish(parts.figure, {}, "vi")
    (legend,) = parts.figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["sa-pô", "thân bài"]


def test_names_on_an_axis_are_translated_where_the_lexicon_has_them():
    ax = plt.subplots()[1]
    ax.set_yticks([0, 1], ["beginning", "Bỉ"])
    finish(ax.figure, {}, "vi")
    ax.figure.canvas.draw()
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["mở đầu", "Bỉ"]


@pytest.mark.parametrize("most", [12, 30_000, 258_720, 900_000])
def test_large_numbers_on_an_axis_stand_apart(most):
    table = {"key": ["a", "b"], "n_sentences": [most, 1], "total_sentences": 1_466_475, "n_mentions": most}
    known = {"n_articles": 9, "total_articles": 10, "note": ""}
    long = "một nhãn dài như nhãn của các chủ đề\n(a label as long as those of topics are, in two lines)"
    with mpl.rc_context(STYLE):
        ax = kit.plot_bars(pd.DataFrame(table | known), value="n_sentences", labels=dict.fromkeys("ab", long))
        ax.set(title="Sentences", xlabel="sentences")
        finish(ax.figure, {"counted": 10}, "en")
        ax.figure.canvas.draw()
        assert list_faults(ax.figure) == []
        assert len([text for text in ax.get_xticklabels() if text.get_text()]) > 3


def test_a_text_with_something_to_fill_in_is_translated_whole_or_not_at_all():
    assert translate("Words within 5 of 'di cư', strongest logDice on top", "vi") == (
        "Các từ cách 5 từ quanh 'di cư', logDice mạnh nhất ở trên"
    )
    assert translate("named by unknown", "vi") == "nêu trong không rõ"
    assert translate("collection made-up articles", "vi") == "bộ bài made-up articles", "a name is no pattern"
    assert translate("words\narticles", "vi") == "số từ\nsố bài"
    assert translate("words", "both") == translate("words", "en") == "words"


def test_the_sentence_says_which_is_largest_of_how_many_and_between_which_bounds(notebook, tmp_path):
    said = save_figure(draw(), "shares", **notebook("en"))
    assert said == "Bỉ (Belgium) comes first: 12 of 30 articles, 40% (95 % interval 25% to 58%)."
    assert f"<strong>{said}</strong></p>" in said._repr_html_()
    wicked = Sentence("<script>x</script> $1 and $2 *b*")
    assert "&lt;script&gt;" in wicked._repr_html_() and "mathjax_ignore" in wicked._repr_html_(), (
        "text is text"
    )
    said = save_figure(draw(), "shares", **notebook("vi"))
    assert said == "Bỉ (Belgium) đứng đầu: 12 trong 30 bài, 40% (khoảng 95 %: 25% đến 58%)."
    few = kit.plot_bars(SHARES.assign(note="few articles", n_articles=[2, 1]))
    assert write_said(few.figure, "en") == (
        "Not enough data: BEL comes first, and stands in 2 of 30 articles, fewer than five."
    )
    assert write_said(plt.figure(), "en") == "", "a chart of one's own"


def test_of_an_empty_chart_no_file_is_kept_and_an_older_one_goes(notebook, tmp_path):
    said = notebook("en")
    save_figure(draw(), "shares", **said)
    (tmp_path / "shares.txt").write_text("somebody's")
    nothing = save_figure(kit.plot_bars(SHARES.head(0)), "shares", **said)
    assert nothing == "Nothing to show: not one was counted." and nothing.nothing
    assert [path.name for path in tmp_path.iterdir()] == ["shares.txt"]


def test_how_many_of_how_many_are_drawn_stands_in_the_title():
    ax = draw(top=1)
    finish(ax.figure, {}, "en")
    assert ax.figure.get_suptitle() == "Articles that name each partner (1 of 2)"


def test_a_key_has_its_colour_whatever_else_is_drawn():
    assert colour_keys(["body", "title"]) == colour_keys(["title", "body"])[::-1]
    assert colour_keys(["USA"]) == colour_keys(["CHN", "USA"])[1:]
    assert place_keys(["IOM", "title"], 8)[1] == 0, (
        "what the lexicon lists keeps its place, whatever letters give"
    )
    assert place_keys(["special", "title", "USA"], 8) == [1, 2, 0], (
        "of those with one place the first by name keeps it"
    )
    crowd = [f"K{number}" for number in range(8)]
    assert sorted(place_keys(crowd, 8)) == list(range(8)), "no two alike while there are enough"
    assert len(place_keys([*crowd, "K8"], 8)) == 9


def test_a_chart_of_bars_has_a_colour_for_each_value_of_a_column():
    table = SHARES.assign(tier=["strategic", "unknown"])
    ax = kit.plot_bars(table, colour_by="tier")
    assert [text.get_text() for text in ax.figure.legends[0].get_texts()] == ["strategic", "unknown"]
    drawn = [bar.get_facecolor() for bar in ax.patches]
    assert drawn[0] != drawn[1]
    assert [text.get_text() for text in ax.texts] == ["6/30 · unknown", "12/30 · strategic"], "also in grey"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "words:\n  a {}: b\nsentences: {}\ncolours: {}",
            r"charts\.yml, line 2: 'a \{\}': a text has as many",
        ),
        (
            "words: {}\nsentences:\n  s: {en: '{n}', vi: '{m}'}\ncolours: {}",
            r"line 3: 's': a text fills in the same",
        ),
        ("words: {}\nsentences: {}", r"colours"),
    ],
)
def test_a_mistake_in_the_words_of_charts_is_named_with_its_line(text, problem, tmp_path):
    (tmp_path / "charts.yml").write_text(text, encoding="utf-8")
    with overlay(tmp_path), pytest.raises(LexiconError, match=problem):
        load_chart_words()


def test_a_translation_of_ones_own_is_laid_over(tmp_path):
    own = "words: {share of articles: phần số bài}\nsentences: {}\ncolours: {}\n"
    (tmp_path / "charts.yml").write_text(own, encoding="utf-8")
    with overlay(tmp_path):
        assert translate("share of articles", "vi") == "phần số bài"


def test_words_and_labels_are_those_of_the_notebooks_corpus(tmp_path, monkeypatch):
    """What a corpus lays over the kit's lexicons is on its charts too, as its provenance says."""
    own = "words: {share of articles: phần số bài}\nsentences: {}\ncolours: {mine: [BEL, IOM]}\n"
    (tmp_path / "charts.yml").write_text(own, encoding="utf-8")
    kits = find_data("topics.yml").read_text(encoding="utf-8")
    (tmp_path / "topics.yml").write_text(kits.replace("Y tế và COVID-19", "Sức khỏe"), encoding="utf-8")
    corpus = kit.Corpus(TWO_ARTICLES, lexicons=tmp_path, cache=tmp_path / "cache")
    monkeypatch.setitem(RUNNING, "corpus", corpus)
    assert translate("share of articles", "vi") == "phần số bài" and colour_keys(["BEL", "IOM"]) == list(
        COLOURS[:2]
    )
    assert kit.load_labels(language="vi")["health"] == "Sức khỏe"
    monkeypatch.setitem(RUNNING, "corpus", None)
    assert translate("share of articles", "vi") == "tỷ lệ bài"


def test_a_language_that_charts_do_not_speak_is_refused():
    with pytest.raises(OptionError, match="'en', 'vi' or 'both', got 'fr'"):
        kit.use_notebook(language="fr")


def test_sentences_take_labels_on_two_lines():
    said = write_sentence("heatmap", "en", {"row": "Y tế\n(Health)", "column": "Bỉ", "value": "3"})
    assert said == "The largest cell is Y tế (Health) with Bỉ: 3."


def say(ax, language="en"):
    said = SAID[ax.figure]
    return write_sentence(said.sentence, language, said.fields)


def test_what_is_level_with_the_first_is_said():
    table = pd.DataFrame({"key": ["BEL", "IOM", "FRA"], "value": [2, 2, 1]})
    assert say(kit.plot_bars(table, value="value")) == "BEL (level with 1 more) comes first of 3, with 2."
    assert say(kit.plot_bars(table, value="value"), "vi").startswith("BEL (ngang với 1 mục khác) đứng đầu")
    assert say(kit.plot_bars(table[1:], value="value")) == "IOM comes first of 2, with 2."
    parts = pd.DataFrame({"visit in": [1, 1], "visit out": [0, 2]}, index=["IOM", "BEL"])
    told = "BEL has the longest bar: 3. Most of all bars is visit in (level with 1 more): 50% of 4."
    assert say(kit.plot_stacked(parts)) == told
    cells = "The largest cell is IOM with visit in (level with 2 more): 1."
    assert say(kit.plot_heatmap(parts.replace(2, 1))) == cells


def test_large_numbers_have_no_exponent_and_shares_of_a_sentence_are_none():
    table = pd.DataFrame({"key": ["EU", "BEL"], "value": [3_000_000, 56_000], "total_sentences": 0})
    with mpl.rc_context(STYLE):
        ax = kit.plot_bars(table, value="value")
        ax.figure.canvas.draw()
    assert say(ax) == "EU comes first of 2, with 3,000,000."
    assert [text.get_text() for text in ax.texts] == ["56,000", "3,000,000"]
    assert ax.xaxis.get_offset_text().get_text() == ""
    counted = pd.DataFrame({"key": ["a"], "n_sentences": [145.226], "total_sentences": [1849]})
    assert say(kit.plot_bars(counted, value="n_sentences")) == "a comes first of 1: 145 of 1,849 sentences."
    stacked = kit.plot_stacked(pd.DataFrame({"lead": [1_234_567], "body": [3]}, index=["a"]))
    assert say(stacked) == "a has the longest bar: 1,234,570. Most of all bars is lead: 100% of 1,234,570."


def test_a_long_name_is_told_as_it_is_and_not_as_its_lines():
    matrix = pd.DataFrame({"long-name.example/vietnam-news": [0.5]}, index=["a"])
    assert say(kit.plot_heatmap(matrix)) == "The largest cell is a with long-name.example/vietnam-news: 0.5."


def test_one_is_no_plural():
    fields = {"name": "cứu", "n": 1, "total": 1, "expected": 0.04}
    told = "cứu keeps the closest company: 1 time in 1 article, where chance would give 0.0."
    assert write_sentence("collocations", "en", fields) == told
    assert "11 times in 21 articles" in write_sentence("collocations", "en", {**fields, "n": 11, "total": 21})


def test_what_begins_and_ends_at_once_is_no_span():
    fields = {"n": 2, "first": "2013", "last": "2013", "past": 2, "announced": 0, "unknown": 0}
    assert write_sentence("timeline", "en", fields).startswith("2 events in 2013: 2 past")
    assert write_sentence("timeline", "vi", fields).startswith("2 sự kiện vào 2013: 2 đã qua")
    assert "between 2013 and 2014" in write_sentence("timeline", "en", {**fields, "last": "2014"})
