import pandas as pd

from kit.schema import make_table
from kit.show.event_evidence import find_event_evidence
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
    assert "no article 'z'" in repr(find_evidence(SENTENCES, [], article="z"))


def test_overlapping_marks_keep_every_letter_once():
    both = pd.concat([PARTNERS, PARTNERS.head(1).assign(key="EUR", end=20)], ignore_index=True)
    evidence = find_evidence(SENTENCES, [(both, "BEL"), (both, "EUR")])
    assert repr(evidence).split("\n")[1].replace("[", "").replace("]", "") == TEXT


def test_the_beginning_of_a_key_is_enough_if_only_one_begins_so():
    table = PARTNERS.head(2).assign(key=["return_reintegration", "refugees"])
    assert "country return_reintegration" in find_evidence(SENTENCES, [(table, "return")])._repr_html_()
    several = find_evidence(SENTENCES, [(table, "re")])
    assert len(several) == 0 and "refugees' or 'return_reintegration" in repr(several)


def test_text_is_the_slice():
    articles = pd.DataFrame({"article_id": ["a"], "text": [" " * 10 + TEXT]})
    assert add_text(PARTNERS.head(1).drop(columns="text"), articles)["text"].tolist() == ["Bỉ"]


NASTY = "<b class=\"x\">'&'</b>"
SAFE = "&lt;b class=&quot;x&quot;&gt;&#x27;&amp;&#x27;&lt;/b&gt;"


def test_all_that_evidence_shows_is_text():
    sentences = SENTENCES.head(1).assign(article_id=NASTY, role=NASTY, text=NASTY + TEXT)
    mentions = PARTNERS.head(1).assign(article_id=NASTY, kind=NASTY, key=NASTY, rule=NASTY)
    page = find_evidence(sentences, [(mentions, NASTY)], roles=[NASTY])._repr_html_()
    assert "<b" not in page and 'class="x"' not in page and "<script" not in page
    assert f'<mark title="{SAFE} {SAFE} ({SAFE})">&lt;b</mark>' in page, (
        "kind, key and rule stand in the label"
    )
    assert f'<cite lang="en">{SAFE} · {SAFE} · sentence 0</cite>' in page
    assert page.count("&lt;script&gt;") == 1
    nothing = find_evidence(SENTENCES, [(PARTNERS, NASTY)])._repr_html_()
    assert "&lt;b class=" in nothing and "<b" not in nothing


def test_the_evidence_of_an_event_is_text_too():
    events = PARTNERS.head(1).assign(value="2022-04-19", basis=NASTY)
    page = find_event_evidence(events, SENTENCES)._repr_html_()
    assert f'<mark title="date event (2022-04-19, {SAFE})">Bỉ</mark>' in page and "<b" not in page
    teaser = find_event_evidence(PARTNERS.tail(1).assign(value="2022", basis="x"), SENTENCES)
    assert repr(teaser) == "a · teaser · sentence 1\n[Bỉ]\n\n1 sentence", "whatever the role of its line"
    both = PARTNERS.assign(value="2022", basis="x")
    assert "1 shown of 2 sentences" in repr(find_event_evidence(both, SENTENCES, top=1))


def test_evidence_reads_as_it_is_marked():
    evidence = find_evidence(SENTENCES, [(PARTNERS, "BEL"), (PARTNERS, "VNM")])
    marked = TEXT.replace("Bỉ", "[Bỉ]").replace("Việt Nam", "[Việt Nam]")
    assert repr(evidence) == f"a · body · sentence 0\n{marked}\n\n1 sentence"
    assert evidence.table["marks"].tolist() == [[(0, 2, "country BEL ()"), (31, 39, "country VNM ()")]]
    late = find_evidence(SENTENCES, [(PARTNERS, "VNM")])
    assert repr(late).split("\n")[1] == TEXT.replace("Việt Nam", "[Việt Nam]")
    bare = find_evidence(SENTENCES, [], article="a")
    assert repr(bare).split("\n")[1] == TEXT and "<mark" not in bare._repr_html_()
    assert len(find_evidence(SENTENCES, [], article="a")) == 1
    assert repr(find_evidence(SENTENCES, [(PARTNERS, "VNM")], roles=["teaser"])) == "No sentence has this."


def test_marks_that_overlap_name_all_that_covers_a_piece():
    rows = [("EUR", 10, 16), ("BEL", 12, 20)]
    both = pd.concat([PARTNERS.head(1).assign(key=key, start=a, end=b) for key, a, b in rows])
    page = find_evidence(SENTENCES, [(both, "EUR"), (both, "BEL")])._repr_html_()
    titles = [piece.partition('"')[0] for piece in page.split('<mark title="')[1:]]
    assert titles == ["country EUR ()", "country EUR (); country BEL ()", "country BEL ()"]


def test_marks_are_those_of_the_sentences_that_are_shown():
    two = SENTENCES.assign(role="body")
    sentences = pd.concat([two, two.assign(article_id="b")])
    mentions = pd.concat([PARTNERS, PARTNERS.assign(article_id="b")])
    evidence = find_evidence(sentences, [(mentions, "BEL")], top=3)
    assert len(evidence) == 4 and [len(marks) for marks in evidence.table["marks"]] == [1, 1, 1]


def test_twenty_sentences_are_shown_unless_otherwise_said():
    many = pd.concat([SENTENCES.head(1).assign(sentence=i) for i in range(21)])
    assert "20 shown of 21 sentences" in repr(find_evidence(many, [], article="a"))
    assert "20 shown of 21 sentences" in repr(
        find_event_evidence(
            pd.concat([PARTNERS.head(1).assign(sentence=i, value="2022", basis="x") for i in range(21)]), many
        )
    )


def test_a_name_that_is_like_no_other_is_answered_with_those_there_are_or_how_many():
    said = "There is no key 'quốc tế'. There are BEL, VNM."
    assert repr(find_evidence(SENTENCES, [(PARTNERS, "quốc tế")])) == said
    many = pd.concat([PARTNERS.assign(key=f"X{i}") for i in range(13)])
    assert repr(find_evidence(SENTENCES, [(many, "quốc tế")])).endswith("There are 13.")
    assert repr(find_evidence(SENTENCES, [], article="ab")) == "There is no article 'ab'. Did you mean 'a'?"
    said = "No key was given, and none was found that could be taken."
    assert repr(find_evidence(SENTENCES, [(PARTNERS, "")])) == said, "and not all that begin so"
    table = PARTNERS.assign(key=["ret", "return", "ret"])
    assert len(find_evidence(SENTENCES, [(table, "ret")])) == 1, "a whole key, though another begins so"
