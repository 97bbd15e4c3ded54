import pandas as pd
import pytest

from kit.count.positions import find_positions
from kit.errors import TableError
from kit.schema import make_table
from kit.show.context import find_context, show_context

TEXTS = ["Tin mới", "Bàn về di cư <script>alert(1)</script> & hợp tác.", "Hai bên bàn di cư an toàn."]


def make_sentences():
    rows, start = [], 0
    for number, (role, text) in enumerate(zip(("furniture", "lead", "body"), TEXTS, strict=True)):
        span = {"start": start, "end": start + len(text)}
        rows.append({"article_id": "a", "sentence": number, "role": role, "text": text, **span})
        start += len(text) + 1
    return make_table(rows, "sentences")


SENTENCES = make_sentences()


def test_keywords_stand_under_each_other():
    first, second, count = repr(show_context(find_context(SENTENCES, "di cư"))).splitlines()
    assert first.index("[di cư]") == second.index("[di cư]")
    assert count == "2 lines"


def test_what_stood_in_an_article_is_text_and_never_runs():
    page = show_context(find_context(SENTENCES, "di cư"))._repr_html_()
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert page.count("<mark") == 2
    assert 'text-align:right">Bàn về</td>' in page


def test_the_count_is_of_all_lines():
    shown = show_context(find_context(SENTENCES, "di cư"), top=1)
    assert len(shown) == 2 and "1 shown of 2 lines" in repr(shown)


def test_nothing_found_is_said():
    assert repr(show_context(find_context(SENTENCES, "tị nạn"))) == "It does not occur."
    assert "It does not occur." in show_context(find_context(SENTENCES, "tị nạn"))._repr_html_()


def test_another_table_is_named():
    with pytest.raises(TableError, match="keyword"):
        show_context(SENTENCES)


def test_positions_run_from_the_beginning_of_the_story_to_its_end():
    lead, body = SENTENCES["start"][1], SENTENCES["start"][2]
    mentions = pd.DataFrame(
        {
            "article_id": "a",
            "sentence": [2, 0, 1],
            "role": ["body", "furniture", "lead"],
            "start": [body, 0, lead],
            "key": ["x", "y", "z"],
        }
    )
    found = find_positions(mentions, SENTENCES)
    story = len(TEXTS[1]) + len(TEXTS[2])
    assert found["key"].tolist() == ["z", "x"], "in the order of the text; what is not the story is left out"
    assert found["position"].tolist() == pytest.approx([0, len(TEXTS[1]) / story])
    assert find_positions(mentions, SENTENCES, roles=["furniture"])["position"].tolist() == [0]
    shuffled = find_positions(mentions, SENTENCES.iloc[::-1])
    pd.testing.assert_frame_equal(shuffled, found)


NASTY = "<b class=\"x\">'&'</b>"


def test_all_that_a_concordance_shows_is_text():
    row = dict.fromkeys(["article_id", "left", "keyword", "right", "key"], NASTY) | {"sentence": 1}
    page = show_context(pd.DataFrame([row]))._repr_html_()
    assert "<b" not in page and 'class="x"' not in page
    assert page.count("&lt;b class=&quot;x&quot;&gt;&#x27;&amp;&#x27;&lt;/b&gt;") == 5
    table = pd.DataFrame([row]).head(0)
    table.attrs["note"] = NASTY
    assert (
        "&lt;b class" in show_context(table)._repr_html_() and "<b" not in show_context(table)._repr_html_()
    )


def test_a_concordance_reads_in_columns():
    rows = [
        ("a", 3, "bàn về", "di cư", "an toàn"),
        ("bb", 12, "về", "di", ""),
        ("c", 0, "", "cư trú", "ở Bỉ"),
    ]
    context = pd.DataFrame(rows, columns=["article_id", "sentence", "left", "keyword", "right"]).assign(
        key="k"
    )
    assert repr(show_context(context)).splitlines() == [
        "bàn về [di cư]  an toàn  (a, 3)",
        "    về [di]       (bb, 12)",
        "       [cư trú] ở Bỉ  (c, 0)",
        "3 lines",
    ]
    # letters that are written with a mark of their own take no more room
    marked = context.assign(left=["ba\u0300n vê\u0300", "về", ""], keyword=["di cư\u0323", "di", "cư trú"])
    assert [line.index("[") for line in repr(show_context(marked)).splitlines()[:3]] == [9, 7, 7]
    assert repr(show_context(context, top=1)).splitlines()[1] == "1 shown of 3 lines"
    assert repr(show_context(context.head(1))).splitlines()[1] == "1 line"
    assert len(show_context(pd.concat([context] * 11)).table) == 30
    page = show_context(context)._repr_html_()
    assert [page.count(f'<td style="text-align:{side}') for side in ("right", "center", "left")] == [3, 3, 6]
    heads = ["right", "center", "left", "left"], ["left", "keyword", "right", "article, sentence"]
    assert "".join(f'<th style="text-align:{a}">{b}</th>' for a, b in zip(*heads, strict=True)) in page
    assert "<table" not in show_context(context.head(0))._repr_html_()
