"""Sheets to be coded: drawn as they should be, and never written over."""

import csv
import re

import pandas as pd
import pytest

from kit.check.agreements import agreement, find_disagreements
from kit.check.codes import add_kit_as_coder, find_coded, load_codes, score_codes
from kit.check.sheets import save_sheet
from kit.errors import OptionError, TableError
from kit.schema import SCHEMAS, make_table

SENTENCES = make_table(
    [
        {
            "article_id": "a",
            "sentence": i,
            "role": role,
            "start": 10 * i,
            "end": 10 * i + 9,
            "text": f"Câu số {i}.",
        }
        for i, role in enumerate(["title", "body", "body", "caption"])
    ],
    "sentences",
)
CODES = pd.DataFrame(
    {"coder": "An", "article_id": "a", "sentence": [0, 1, 2, 3], "key": "health", "value": [1, 0, 1, 1]}
)
FOUND = pd.DataFrame({"article_id": "a", "sentence": [0, 1], "role": "body", "start": 0, "key": "health"})


def test_only_sentences_of_the_collection_and_of_the_story_are_kept():
    coded = find_coded(CODES, SENTENCES)
    assert coded["sentence"].tolist() == [0, 1, 2] and coded["role"].tolist() == ["title", "body", "body"]
    assert find_coded(CODES, SENTENCES, roles=["caption"])["sentence"].tolist() == [3]


def test_codes_of_other_articles_are_none_with_what_to_do():
    note = find_coded(CODES.assign(article_id="b"), SENTENCES).attrs["note"]
    assert re.search(r"None of the 4 coded sentences \(of 1 articles\).*draw a sample", note)


def test_codes_of_sentences_that_read_otherwise_now_are_refused():
    texts = SENTENCES["text"].tolist()
    assert len(find_coded(CODES.assign(text=texts), SENTENCES)) == 3
    texts[1:3] = ["Câu số 1, mà", "khác."]
    with pytest.raises(
        TableError, match=r"2 of 3 coded sentences read otherwise.*\nsentence 1 of 'a': coded 'Câu"
    ):
        find_coded(CODES.assign(text=texts), SENTENCES)


def test_the_kit_is_one_more_coder():
    both = add_kit_as_coder(find_coded(CODES, SENTENCES), FOUND)
    kit = both[both["coder"] == "kit"]
    assert kit["value"].tolist() == [1, 1, 0] and len(both) == 6
    assert agreement(both)["agreed"].tolist() == [pytest.approx(1 / 3)]
    differing = find_disagreements(both, SENTENCES)
    assert differing[["sentence", "yes", "no"]].values.tolist() == [[1, "kit", "An"], [2, "An", "kit"]]


def test_where_nothing_was_coded_every_table_has_its_columns_and_says_why():
    coded = find_coded(CODES.assign(article_id="b"), SENTENCES)
    both = add_kit_as_coder(coded, FOUND)
    tables = {
        "codes": coded,
        "scores": score_codes(coded, FOUND),
        "disagreements": find_disagreements(both, SENTENCES),
    }
    for name, table in (tables | {"agreement": agreement(both)}).items():
        assert table.empty and list(table) == list(SCHEMAS[name])
    assert coded.attrs == tables["scores"].attrs and "None of the 4 coded" in coded.attrs["note"]
    assert "two coders or more; here is none" in agreement(both).attrs["note"]


def test_a_sheet_of_no_sentence_is_a_form_without_rows_and_no_file(tmp_path):
    form = save_sheet(SENTENCES.head(0), tmp_path / "to-code", codes=["health", "trade"])
    drawn = save_sheet(SENTENCES, tmp_path / "to-code", codes=["health", "trade"])
    assert form.empty and list(form) == list(drawn) and form.attrs["file"] == ""
    assert [path.suffix for path in (tmp_path / "to-code").iterdir() if path.name[0] != "."] == [".csv"]


def test_a_sheet_is_written_once_and_never_over_what_was_coded(tmp_path):
    folder = tmp_path / "to-code"
    form = save_sheet(SENTENCES, folder, n=2, codes=["health", "trade"])
    path = folder / form.attrs["file"]
    coded = path.read_text(encoding="utf-8-sig").replace(",,,", ",1,,")
    path.write_text(coded, encoding="utf-8-sig")
    again = save_sheet(SENTENCES, folder, n=2, codes=["health", "trade"])
    pd.testing.assert_frame_equal(form, again)
    assert path.read_text(encoding="utf-8-sig") == coded
    assert load_codes(path, codes=["health", "trade"])["value"].sum() == 2
    assert sorted(file.name for file in folder.iterdir()) == [".gitignore", path.name]


def test_another_sample_is_another_file(tmp_path):
    folder = tmp_path / "to-code"
    files = {save_sheet(SENTENCES, folder, n=2, seed=seed).attrs["file"] for seed in range(1, 9)}
    files |= {save_sheet(SENTENCES, folder, n=3).attrs["file"]}
    assert len(files) > 1 and {file.name for file in folder.glob("*.csv")} == files


def test_git_does_not_see_a_folder_that_was_made_and_rules_of_ones_own_folder_stay(tmp_path):
    save_sheet(SENTENCES, tmp_path / "new", n=1)
    assert (tmp_path / "new" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    (tmp_path / "mine").mkdir()
    save_sheet(SENTENCES, tmp_path / "mine", n=1)
    assert not (tmp_path / "mine" / ".gitignore").exists()


def test_a_sheet_that_cannot_be_drawn_leaves_nothing_behind(tmp_path):
    with pytest.raises(OptionError, match="1 sentence or more"):
        save_sheet(SENTENCES, tmp_path, n=0)
    assert not list(tmp_path.iterdir())


# --- what is drawn ----------------------------------------------------------------------------------------


@pytest.fixture
def sentences():
    rows = [
        (f"a{i % 3}", i // 3, 0, "body" if i % 5 else "teaser", 10 * i, 10 * i + 9, f"câu số {i:02}")
        for i in range(60)
    ]
    return make_table(rows, "sentences")


def test_a_form_opens_in_a_spreadsheet(sentences, tmp_path):
    form = save_sheet(sentences, tmp_path, n=12, codes=["x", "y"])
    raw = (tmp_path / form.attrs["file"]).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 13
    assert list(form) == ["article_id", "sentence", "role", "text", "x", "y", "note"]
    assert set(form["role"]) == {"body"}
    assert form.groupby("article_id").size().tolist() == [4, 4, 4]
    semicolons = save_sheet(sentences, tmp_path, n=12, codes=["x", "y"], separator=";").attrs["file"]
    assert (tmp_path / semicolons).read_bytes() == raw.replace(b",", b";")


def test_a_sample_depends_on_its_seed_alone(sentences, tmp_path):
    first = save_sheet(sentences, tmp_path, n=9)
    mixed = save_sheet(sentences.sample(frac=1, random_state=1), tmp_path, n=9)
    other = save_sheet(sentences, tmp_path, n=9, seed=2)
    pd.testing.assert_frame_equal(first, mixed)
    assert not first.equals(other)
    assert len(save_sheet(sentences, tmp_path, n=999)) == 48


def test_every_stratum_is_drawn_from(sentences, tmp_path):
    strata = sentences.assign(period=["rare", *["common"] * 59], role="body")
    form = save_sheet(strata, tmp_path, n=4, by="period")
    assert set(form["period"]) == {"rare", "common"}


def test_a_formula_is_shown_and_not_computed(tmp_path):
    rows = make_table([{"article_id": "a", "role": "body", "text": "=1+1", "end": 4}], "sentences")
    path = tmp_path / save_sheet(rows, tmp_path, codes=["x"]).attrs["file"]
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["text"] == "'=1+1"
    path.write_text(path.read_text(encoding="utf-8-sig").replace(",,", ",1,"), encoding="utf-8-sig")
    assert load_codes(path)["text"].tolist() == ["=1+1"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 0}, "1 sentence or more"),
        ({"codes": ["x", "x"]}, "given once"),
        ({"codes": ["text"]}, "called like a column"),
    ],
)
def test_a_sample_that_cannot_be(sentences, tmp_path, options, message):
    with pytest.raises(OptionError, match=message):
        save_sheet(sentences, tmp_path, **options)
    with pytest.raises(TableError, match="no column 'colour'"):
        save_sheet(sentences, tmp_path, by="colour")
