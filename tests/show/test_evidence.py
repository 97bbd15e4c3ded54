import pandas as pd

from kit.schema import make_table
from kit.show.evidence import find_evidence
from kit.show.texts import add_text

TEXT = "Bỉ & <script>alert(1)</script> Việt Nam."
SENTENCES = make_table(
    [
        {"article_id": "a", "sentence": 0, "role": "body", "start": 10, "end": 10 + len(TEXT), "text": TEXT},
        {"article_id": "a", "sentence": 1, "role": "teaser", "start": 60, "end": 62, "text": "Bỉ"},
    ],
    "sentences",
)
PARTNERS = make_table(
    [
        {
            "article_id": "a",
            "sentence": 0,
            "role": "body",
            "start": 10,
            "end": 12,
            "kind": "country",
            "key": "BEL",
        },
        {
            "article_id": "a",
            "sentence": 0,
            "role": "body",
            "start": 41,
            "end": 49,
            "kind": "country",
            "key": "VNM",
        },
        {
            "article_id": "a",
            "sentence": 1,
            "role": "teaser",
            "start": 60,
            "end": 62,
            "kind": "country",
            "key": "BEL",
        },
    ],
    "mentions",
)


def test_evidence_is_highlighted_and_safe():
    page = find_evidence(SENTENCES, [(PARTNERS, "BEL")])._repr_html_()
    assert ">Bỉ</mark>" in page and "country BEL" in page
    assert "<script" not in page and "&lt;script&gt;" in page
    assert page.count("<mark") == 1


def test_only_the_roles_that_are_asked_for():
    assert len(find_evidence(SENTENCES, [(PARTNERS, "BEL")])) == 1
    assert len(find_evidence(SENTENCES, [(PARTNERS, "BEL")], roles=["body", "teaser"])) == 2
    assert len(find_evidence(SENTENCES, [(PARTNERS, "BEL"), (PARTNERS, "VNM")], roles=["teaser"])) == 0


def test_more_than_the_limit_is_counted_and_said():
    evidence = find_evidence(SENTENCES, [(PARTNERS, "BEL")], roles=["body", "teaser"], top=1)
    assert len(evidence.table) == 1 and "1 shown of 2 sentences" in repr(evidence)


def test_a_key_that_is_not_there_is_said_with_the_nearest():
    evidence = find_evidence(SENTENCES, [(PARTNERS, "BELG")])
    assert len(evidence) == 0 and "Did you mean 'BEL'" in repr(evidence)
    assert "No article" in repr(find_evidence(SENTENCES, [], article="z"))


def test_overlapping_marks_keep_every_letter_once():
    both = pd.concat([PARTNERS, PARTNERS.head(1).assign(key="EUR", end=20)], ignore_index=True)
    evidence = find_evidence(SENTENCES, [(both, "BEL"), (both, "EUR")])
    assert repr(evidence).split("\n")[1].replace("[", "").replace("]", "") == TEXT


def test_the_beginning_of_a_key_is_enough_if_only_one_begins_so():
    table = PARTNERS.head(2).assign(key=["return_reintegration", "refugees"])
    assert "country return_reintegration" in find_evidence(SENTENCES, [(table, "return")])._repr_html_()
    several = find_evidence(SENTENCES, [(table, "re")])
    assert len(several) == 0 and "return_reintegration' or 'refugees" in repr(several)


def test_text_is_the_slice():
    articles = pd.DataFrame({"article_id": ["a"], "text": [" " * 10 + TEXT]})
    assert add_text(PARTNERS.head(1).drop(columns="text"), articles)["text"].tolist() == ["Bỉ"]
