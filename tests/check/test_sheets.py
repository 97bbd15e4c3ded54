"""Sheets to be coded: drawn as they should be, and never written over."""

import csv
import re

import pandas as pd
import pytest

from kit.check.agreements import agreement, find_disagreements
from kit.check.codes import add_kit_as_coder, find_coded, load_codes, score_codes
from kit.check.sheets import Row, read_sheet, save_sheet
from kit.errors import FileError, OptionError, TableError
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
    note = find_coded(CODES.head(0), SENTENCES).attrs["note"]
    assert note == "Nothing is coded yet: draw a sample of the collection, code it, and read that."


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
    coded = path.read_text(encoding="utf-8-sig").replace(",,,", ",1,0,")
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


# --- the edges of the rules -------------------------------------------------------------------------------


def draw(tmp_path, sizes, n):
    """How many sentences of each stratum are drawn."""
    periods = [period for period, size in sizes.items() for _ in range(size)]
    rows = [("a", i, 0, "body", 10 * i, 10 * i + 9, f"câu số {i:02}") for i in range(len(periods))]
    form = save_sheet(make_table(rows, "sentences").assign(period=periods), tmp_path, n=n, by="period")
    assert form["sentence"].is_monotonic_increasing and form.index.tolist() == list(range(len(form)))
    return form["period"].value_counts().sort_index().to_dict()


@pytest.mark.parametrize(
    ("sizes", "n", "drawn"),
    [
        ({"x": 8, "y": 2}, 5, {"x": 4, "y": 1}),
        ({"x": 7, "y": 2}, 6, {"x": 5, "y": 1}),
        ({"x": 7, "y": 2}, 7, {"x": 5, "y": 2}),
        ({"x": 30, "y": 20, "z": 10}, 6, {"x": 3, "y": 2, "z": 1}),
        ({"x": 50, "y": 1, "z": 1}, 3, {"x": 1, "y": 1, "z": 1}),
        ({"x": 50, "y": 1}, 1, {"x": 1}),
        ({"x": 3, "y": 2}, 5, {"x": 3, "y": 2}),
        ({"x": 3, "y": 2}, 6, {"x": 3, "y": 2}),
    ],
)
def test_each_stratum_has_its_share_and_one_sentence_at_least(tmp_path, sizes, n, drawn):
    assert draw(tmp_path, sizes, n) == drawn


def test_a_hundred_sentences_are_drawn_with_the_seed_1_unless_otherwise_said(tmp_path):
    rows = [("a", i, 0, "body", 10 * i, 10 * i + 9, f"câu số {i:03}") for i in range(102)]
    table = make_table(rows, "sentences")
    form = save_sheet(table, tmp_path)
    assert len(form) == 100 and form.equals(save_sheet(table, tmp_path, n=100, seed=1))
    assert list(form) == ["article_id", "sentence", "role", "text", "codes", "note"]
    assert save_sheet(table, tmp_path, n=3)["sentence"].tolist() == [8, 16, 87]
    assert set(save_sheet(table.assign(role=["lead", "caption", "title"] * 34), tmp_path)["role"]) == {
        "lead",
        "title",
    }


@pytest.mark.parametrize(
    "codes", [["coder"], ["codes"], ["start"], ["note"], ["article_id"], ["x", "y", "x"]]
)
def test_a_code_is_called_like_no_column_and_given_once(sentences, tmp_path, codes):
    with pytest.raises(OptionError, match="given once, and none is called like a column"):
        save_sheet(sentences, tmp_path, codes=codes)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_no_cell_of_a_form_begins_as_a_formula_does(tmp_path, sign, separator):
    text = f"{sign}HYPERLINK(A1)"
    rows = make_table(
        [{"article_id": f"{sign}a", "role": "body", "text": text, "end": len(text)}], "sentences"
    )
    form = save_sheet(
        rows.assign(source=f"{sign}vn"), tmp_path, codes=[f"{sign}x"], by="source", separator=separator
    )
    path = tmp_path / form.attrs["file"]
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=separator) for cell in row]
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []
    assert [cell for cell in cells if "'" in cell] == [f"'{sign}x", f"'{sign}a", f"'{text}", f"'{sign}vn"]
    assert form.loc[0, ["article_id", "text", "source"]].tolist() == [f"{sign}a", text, f"{sign}vn"], (
        "as it is here"
    )
    [row] = read_sheet(path, [f"{sign}x"])
    assert (row.article_id, row.text, row.codes) == (f"{sign}a", text, None)


def read(tmp_path, *lines, codes=None):
    path = tmp_path / "An.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return [row if isinstance(row, Row) else str(row) for row in read_sheet(path, codes)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("BEL; IOM", {"BEL": 1, "IOM": 1}),
        ('"BEL, IOM"', {"BEL": 1, "IOM": 1}),
        ("BEL;;", {"BEL": 1}),
        ("none", {}),
        ("None", {}),
        ("0", {}),
        ("-", {}),
        (";", None),
        ("", None),
    ],
)
def test_a_cell_of_codes(tmp_path, cell, expected):
    rows = read(tmp_path, "article_id,sentence,codes,note", f"a,0,{cell},x", codes={"BEL", "IOM"})
    assert rows == [Row("An.csv, row 2", "An", "a", 0, "", expected)]


@pytest.mark.parametrize("cell", ["none; BEL", "x", "1"])
def test_a_cell_of_codes_that_are_none(tmp_path, cell):
    [said] = read(tmp_path, "article_id,sentence,codes", f"a,0,{cell}", codes={"BEL", "IOM"})
    assert re.match(r"An\.csv, row 2: '\w+' is not a code of the scheme\. Use one of: BEL, IOM\.", said)
    [said] = read(tmp_path, "article_id,sentence,codes", "a,0,BELL", codes={"BEL", "IOM"})
    assert said.endswith("Did you mean 'BEL'?")


@pytest.mark.parametrize(
    ("cell", "value"),
    [(cell, 1) for cell in ("1", "x", "X", "yes", "Có", "TRUE", "1.0")]
    + [(cell, 0) for cell in ("0", "no", "Không", "false", "-", "none", "NONE", "0.0")],
)
def test_a_cell_of_one_code(tmp_path, cell, value):
    [row] = read(tmp_path, "article_id,sentence,coder,text,x,y", f"a,7,Bình,Câu.,{cell},1")
    assert row == Row("An.csv, row 2", "Bình", "a", 7, "Câu.", {"x": value, "y": 1})


def test_rows_that_cannot_be_used_are_told_and_the_others_are_read(tmp_path):
    rows = read(tmp_path, "article_id,sentence,x", "a,0,perhaps", "a,one,1", "", "a,2,1", "a,3,", "a,,1")
    assert rows[0] == "An.csv, row 2: 'perhaps' under 'x' is neither yes (1, x) nor no (0)."
    assert rows[1] == "An.csv, row 3: the sentence number 'one' is not a number."
    assert rows[2:4] == [
        Row("An.csv, row 5", "An", "a", 2, "", {"x": 1}),
        Row("An.csv, row 6", "An", "a", 3, "", None),
    ]
    assert rows[4] == "An.csv, row 7: the sentence number '' is not a number."


def test_which_columns_are_codes(tmp_path):
    head = "article_id,sentence,role,text,start,end,coder,period,source,theme,x,,note"
    line = "a,0,body,Câu.,0,4,An,1,1,1,1,,Ghi chú"
    assert read(tmp_path, head, line)[0].codes == {"period": 1, "source": 1, "theme": 1, "x": 1}
    assert read(tmp_path, head, line, codes={"x"})[0].codes == {"x": 1}
    assert read(tmp_path, head, line, codes={"x", "theme"})[0].codes == {"theme": 1, "x": 1}
    for names, message in (
        ("article_id,x", "row 1: the columns sentence are missing"),
        ("x", "row 1: the columns article_id, sentence are missing"),
        ("article_id,sentence,note", "row 1: there is no column of codes"),
        ("article_id,sentence,z", "row 1: 'z' is not a code of the scheme"),
    ):
        with pytest.raises(FileError, match=message):
            read(tmp_path, names, codes={"x"})
    with pytest.raises(FileError, match="there is no column of codes"):
        read(tmp_path, "article_id,sentence,period", codes={"x"})
