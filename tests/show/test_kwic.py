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
