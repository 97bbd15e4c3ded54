"""Codes: sheets that come back whole, mistakes that are named, scores and agreement that are known."""

from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.check.agreements import _bootstrap_alpha, agreement, find_disagreements
from kit.check.codes import check_codes, load_codes, score_codes
from kit.check.sheets import save_sheet
from kit.errors import FileError, OptionError, TableError
from kit.schema import SCHEMAS, make_table
from kit.stats.intervals import redraw, wilson_interval

GOLD = Path(__file__).parents[2] / "data" / "gold" / "topics.csv"


@pytest.fixture
def sentences():
    rows = [
        (f"a{i % 3}", i // 3, 0, "body" if i % 5 else "teaser", 10 * i, 10 * i + 9, f"câu số {i:02}")
        for i in range(60)
    ]
    return make_table(rows, "sentences")


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8-sig")
    return path


def codes(rows):
    return pd.DataFrame(rows, columns=["coder", "article_id", "sentence", "key", "value"])


# --- codes read back --------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_column_per_code(tmp_path, separator):
    rows = ["article_id,sentence,x,y", "a,0,1,0", "a,1,-,X", "a,2,0,0", "a,3,,", "a,4,none,", ""]
    path = write(tmp_path, "An.csv", "\r\n".join(rows).replace(",", separator))
    table = load_codes(path)
    assert list(table) == ["coder", "article_id", "sentence", "key", "value", "text"]
    assert table.drop(columns="text").values.tolist() == [
        ["An", "a", 0, "x", 1],
        ["An", "a", 0, "y", 0],
        ["An", "a", 1, "x", 0],
        ["An", "a", 1, "y", 1],
        ["An", "a", 2, "x", 0],
        ["An", "a", 2, "y", 0],
        ["An", "a", 4, "x", 0],
        ["An", "a", 4, "y", 0],
    ]  # sentence 3 was left blank: not coded


def test_one_column_of_codes_and_of_coders(tmp_path):
    text = "coder,article_id,sentence,codes\nAn,a,0,x; y\nAn,a,1,none\nBình,a,0,\nBình,a,1,z\n"
    table = load_codes(write(tmp_path, "form.csv", text))
    assert table.loc[table["value"] == 1, ["coder", "sentence", "key"]].values.tolist() == [
        ["An", 0, "x"],
        ["An", 0, "y"],
        ["Bình", 1, "z"],
    ]
    assert len(table) == 3 * 3


def test_a_form_comes_back_as_it_was_coded(sentences, tmp_path):
    form = save_sheet(sentences, tmp_path, n=10, codes=["x", "y"])
    path = tmp_path / form.attrs["file"]
    text = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\r\n".join([text[0], *(line[:-2] + "1,0," for line in text[1:])]), encoding="utf-8-sig")
    table = load_codes(path, codes=["x", "y"])
    assert table.groupby("key")["value"].sum().to_dict() == {"x": 10, "y": 0}
    assert set(table["article_id"]) == set(form["article_id"])


def test_codes_of_a_sentence_that_has_changed_are_refused(sentences, tmp_path):
    rows = "a0,0,câu  số 00,1\na0,1,câu số 03 cũ,1\na0,99,câu bị bỏ,1\na1,0,,1\n"
    table = load_codes(write(tmp_path, "form.csv", "article_id,sentence,text,x\n" + rows))
    with pytest.raises(
        TableError, match=r"1 of 3 coded sentences.*\nsentence 1 of 'a0': coded 'câu số 03 cũ', now"
    ):
        check_codes(table, sentences)
    with pytest.raises(TableError, match="sentence 1 of 'a0'"):
        find_disagreements(table, sentences)
    same = table[table["sentence"] != 1]  # white space, lost sentences and forms without text are no matter
    assert check_codes(same, sentences) is same


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("article_id,sentence,codes\na,0,helth\n", r"form.csv, row 2: 'helth' .* Did you mean 'health'\?"),
        (
            "article_id,sentence,codes\na,0,zzz\n",
            "'zzz' is not a code of the scheme. Use one of: border, health",
        ),
        ("article_id,sentence,health\na,0,maybe\n", "row 2: 'maybe' under 'health' is neither yes"),
        ("article_id,sentence,healt\na,0,1\n", r"row 1: 'healt' .* Did you mean 'health'\?"),
        ("article_id,sentence,health\na,x,1\n", "row 2: the sentence number 'x' is not a number"),
        (
            "coder,article_id,sentence,text,health\nA,a,0,một câu,1\nB,a,0,câu khác,1\n",
            "row 3: sentence 0 of 'a' reads otherwise than in form.csv, row 2",
        ),
        (
            "article_id,sentence,health\na,0,1\na,0,0\n",
            "row 3: form has coded this sentence already, in form.csv, row 2",
        ),
        ("article_id,health\na,1\n", "the columns sentence are missing"),
        ("article_id,sentence\na,1\n", "no column of codes"),
        ("", "the columns article_id, sentence are missing"),
    ],
)
def test_mistakes_are_named_with_their_row(tmp_path, text, message):
    with pytest.raises(FileError, match=message):
        load_codes(write(tmp_path, "form.csv", text), codes=["health", "border"])


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(FileError, match="There is no file"):
        load_codes(tmp_path / "none.csv")
    (tmp_path / "old.csv").write_bytes("article_id,sentence,codes\na,0,à\n".encode("cp1252"))
    with pytest.raises(FileError, match=r"old\.csv is not UTF-8"):
        load_codes(tmp_path / "old.csv")


def test_all_mistakes_are_listed(tmp_path):
    rows = "".join(f"a,{i},wrong\n" for i in range(13))
    with pytest.raises(FileError, match="and 3 more") as caught:
        load_codes(write(tmp_path, "form.csv", "article_id,sentence,codes\n" + rows), codes=["x"])
    assert str(caught.value).count("\n") == 10


# --- scores -----------------------------------------------------------------------------------------------


def test_scores_by_hand():
    coded = codes(
        [("A", "a", i, "x", int(i < 4)) for i in range(6)] + [("A", "a", i, "y", 0) for i in range(6)]
    )
    mentions = make_table(
        [{"article_id": "a", "sentence": i, "key": "x"} for i in (0, 0, 1, 5)]
        + [{"article_id": "b", "sentence": 0, "key": "x"}, {"article_id": "a", "sentence": 0, "key": "z"}],
        "mentions",
    )
    table = score_codes(coded, mentions).set_index("key")
    x = table.loc["x"]
    assert x[["n_coded", "n_found", "n_both", "n_sentences"]].tolist() == [4, 3, 2, 6]
    assert x[["precision", "recall", "f1"]].tolist() == pytest.approx([2 / 3, 1 / 2, 4 / 7])
    assert x[["recall_low", "recall_high"]].tolist() == pytest.approx([0.1500, 0.8500], abs=1e-4)
    assert x["f1_low"] < 4 / 7 < x["f1_high"]
    assert table.loc["y", ["precision", "precision_high", "f1_high", "note"]].tolist() == [
        0,
        1,
        1,
        "not enough data",
    ]
    assert table.loc["all", ["n_coded", "n_found", "n_both", "f1"]].tolist() == [
        4,
        3,
        2,
        pytest.approx(4 / 7),
    ]
    assert not table.isna().any(axis=None)


def found(key, numbers):
    rows = [{"article_id": "a", "sentence": i, "key": key} for i in numbers]
    return make_table(rows, "mentions")


@pytest.mark.parametrize(("n", "note"), [(1, "not enough data"), (4, "not enough data"), (5, ""), (20, "")])
def test_full_marks_are_no_certainty(n, note):
    row = score_codes(codes([("A", "a", i, "x", int(i < n)) for i in range(40)]), found("x", range(n))).iloc[
        0
    ]
    low = wilson_interval(n, n)[0]  # no redraw can differ, so that Wilson's interval of J alone is left
    assert row[["f1", "f1_low", "f1_high", "note"]].tolist() == [
        1,
        pytest.approx(2 * low / (1 + low)),
        1,
        note,
    ]


def test_half_marks_have_the_interval_of_the_share_of_correct_sentences():
    coded = codes([("A", "a", i, "x", int(i < 2)) for i in range(200)])
    row = score_codes(coded, found("x", [0, 2])).iloc[0]
    assert row["f1"] == 0.5
    # Redraws without the missed and the extra sentence have an F1 of 1, those without the correct one 0.
    assert row[["f1_low", "f1_high"]].tolist() == [0, 1]
    many = codes([("A", "a", i, "x", int(i < 40)) for i in range(200)])
    row = score_codes(many, found("x", range(20, 60))).iloc[0]
    low, high = wilson_interval(20, 60)
    assert row["f1_low"] == pytest.approx(2 * low / (1 + low), abs=0.03)
    assert row["f1_high"] == pytest.approx(2 * high / (1 + high), abs=0.03)


def test_a_code_that_the_kit_never_finds_is_flagged():
    row = score_codes(codes([("A", "a", i, "x", 1) for i in range(9)]), found("x", [])).iloc[0]
    assert row[["precision", "recall", "f1", "f1_low", "note"]].tolist() == [0, 0, 0, 0, "not enough data"]
    high = float(wilson_interval(0, 9)[1])
    assert row[["recall_high", "f1_high"]].tolist() == pytest.approx([high, 2 * high / (1 + high)])


def test_the_majority_of_coders_decides():
    rows = [(who, "a", 0, "x", value) for who, value in zip("ABC", (1, 1, 0), strict=True)]
    rows += [(who, "a", 1, "x", value) for who, value in zip("AB", (1, 0), strict=True)]
    mentions = make_table([{"article_id": "a", "sentence": 0, "key": "x"}], "mentions")
    assert score_codes(codes(rows), mentions)[["n_coded", "n_both"]].values.tolist() == [[1, 1]] * 2
    ties = codes([(who, "a", i, "x", value) for i in (0, 1) for who, value in (("A", 1), ("B", 0))])
    assert score_codes(ties, mentions)["n_coded"].tolist() == [0, 0], "a tie is no majority"
    assert score_codes(codes(rows), mentions, coder="C")["n_coded"].tolist() == [0, 0]
    with pytest.raises(OptionError, match="no coder 'D'; there are A, B, C"):
        score_codes(codes(rows), mentions, coder="D")


def test_nothing_coded_is_nothing_scored():
    scores = score_codes(codes([]), make_table([], "mentions"))
    assert (
        scores.empty
        and list(scores) == list(SCHEMAS["scores"])
        and scores.attrs["note"] == "No sentence was coded."
    )
    with pytest.raises(TableError, match=r"codes table lacks the columns coder.*kit.check.load_codes"):
        agreement(pd.DataFrame({"key": ["x"]}))


# --- agreement --------------------------------------------------------------------------------------------

# Krippendorff (2011), example C: four coders, twelve units, nominal values, missing codes; alpha = 0.743.
EXAMPLE = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""


def test_the_package_gives_the_published_alpha():
    rows = [[np.nan if v == "." else float(v) for v in line.split()] for line in EXAMPLE.strip().splitlines()]
    assert krippendorff.alpha(reliability_data=rows, level_of_measurement="nominal") == pytest.approx(
        0.743, abs=5e-4
    )


def published(value):
    """The published example as codes: was ``value`` given?"""
    rows = [
        (f"c{coder}", "a", unit, f"v{value}", int(cell == str(value)))
        for coder, line in enumerate(EXAMPLE.strip().splitlines())
        for unit, cell in enumerate(line.split())
        if cell != "."
    ]
    return codes(rows)


@pytest.mark.parametrize("value", [1, 2, 3, 4, 5])
def test_alpha_of_a_key_by_its_definition(value):
    table = published(value)
    row = agreement(table).iloc[0]
    units = [part["value"].to_numpy() for _, part in table.groupby("sentence") if len(part) > 1]
    pool = np.concatenate(units)
    seen = sum(np.abs(u[:, None] - u).sum() / (len(u) - 1) for u in units) / len(pool)
    chance = np.abs(pool[:, None] - pool).sum() / len(pool) / (len(pool) - 1)
    assert row["alpha"] == pytest.approx(1 - seen / chance, abs=1e-9)
    assert row["n_sentences"] == 11  # the twelfth has one code alone
    assert row["alpha_low"] <= row["alpha"] <= row["alpha_high"] + 1e-9


@pytest.mark.slow
@given(st.lists(st.lists(st.sampled_from([0, 1, None]), min_size=3, max_size=3), min_size=3, max_size=12))
def test_the_bootstrap_rests_on_the_same_alpha(units):
    counted = np.array([sum(v is not None for v in unit) for unit in units])
    yes = np.array([sum(v == 1 for v in unit) for unit in units])
    keep = counted > 1
    if not 0 < yes[keep].sum() < counted[keep].sum():
        return
    data = np.array(units, dtype=float).T
    table = np.column_stack([yes * (counted - yes) / np.maximum(counted - 1, 1), yes, counted - yes])[keep]
    mixed, ones, zeros = table.sum(axis=0)
    alpha = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal", value_domain=[0, 1])
    assert 1 - (ones + zeros - 1) * mixed / (ones * zeros) == pytest.approx(alpha, abs=1e-9)
    low, high = _bootstrap_alpha(yes[keep], counted[keep])
    assert -2 <= low <= high <= 1


def test_coders_who_never_differ_tell_nothing():
    row = agreement(codes([(who, "a", i, "x", 0) for who in "AB" for i in range(4)])).iloc[0]
    assert row[["agreed", "alpha", "alpha_low", "alpha_high", "note"]].tolist() == [
        1,
        0,
        -1,
        1,
        "not enough data",
    ]


def test_coders_who_always_agree_may_still_differ():
    for n, yes, note in (
        (20, 10, ""),
        (200, 100, ""),
        (20, 1, "not enough data"),
        (20, 17, "not enough data"),
    ):
        row = agreement(codes([(who, "a", i, "x", int(i < yes)) for who in "AB" for i in range(n)])).iloc[0]
        most = wilson_interval(0, n)[1]  # of the sentences, this share may be coded differently
        chance = 2 * yes / n * (n - yes) / (n - 0.5)
        assert row[["alpha", "alpha_high", "note"]].tolist() == [1, 1, note]
        assert row["alpha_low"] == pytest.approx(max(1 - most / chance, -1))


def test_coders_need_sentences_in_common():
    apart = agreement(codes([("A", "a", 0, "x", 1), ("B", "a", 1, "x", 1)]))
    assert apart.empty and "No sentence was coded by two of the coders A, B" in apart.attrs["note"]
    alone = agreement(codes([("A", "a", 0, "x", 1)]))
    assert list(alone) == list(SCHEMAS["agreement"]) and "here is 'A' alone" in alone.attrs["note"]


def test_disagreements_are_listed_with_their_sentences(sentences):
    rows = [("A", "a0", 1, "x", 1), ("B", "a0", 1, "x", 0), ("C", "a0", 1, "x", 1), ("A", "a0", 2, "x", 1)]
    table = find_disagreements(codes(rows), sentences)
    assert table.values.tolist() == [["a0", 1, "x", "A, C", "B", "câu số 03"]]


def test_the_shipped_codes_can_be_read():
    table = load_codes(GOLD)
    assert table.groupby("article_id")["sentence"].nunique().to_dict() == {
        "belgium-state-secretary": 18,
        "iom-regional-director": 20,
    }
    assert table["value"].sum() == 66


# --- the edges of the rules -------------------------------------------------------------------------------


def give(value_by_coder, sentence=0, key="x"):
    return [(who, "a", sentence, key, value) for who, value in value_by_coder.items()]


@pytest.mark.parametrize(
    ("values", "n_coded"),
    [
        ({"A": 1}, 1),
        ({"A": 1, "B": 0}, 0),
        ({"A": 1, "B": 1, "C": 0}, 1),
        ({"A": 1, "B": 1, "C": 0, "D": 0}, 0),
    ],
)
def test_more_than_half_of_the_coders_must_have_given_the_code(values, n_coded):
    assert score_codes(codes(give(values)), found("x", [])).iloc[0]["n_coded"] == n_coded


@pytest.mark.parametrize(("n", "note"), [(4, "not enough data"), (5, "")])
def test_a_code_of_fewer_than_five_sentences_is_flagged(n, note):
    coded = codes([row for i in range(9) for row in give({"A": int(i < n)}, i)])
    assert score_codes(coded, found("x", [0]))["note"].tolist() == [note, note]
    both = codes([row for i in range(20) for row in give(dict.fromkeys("AB", int(i < n)), i)])
    assert agreement(both)["note"].tolist() == [note]
    denied = codes([row for i in range(20) for row in give(dict.fromkeys("AB", int(i >= n)), i)])
    assert agreement(denied)["note"].tolist() == [note]


def test_a_sentence_that_one_coder_gave_the_code_and_one_denied_counts_both_ways():
    coded = codes([row for i in range(9) for row in give({"A": int(i < 5), "B": int(i < 4)}, i)])
    row = agreement(coded).iloc[0]
    assert row[["n_coders", "n_sentences", "n_yes", "note"]].tolist() == [2, 9, 9, ""]
    assert row["agreed"] == pytest.approx(8 / 9)


def test_all_codes_together_are_a_row_of_their_own():
    coded = codes(
        [row for key in "xy" for i in range(6) for row in give({"A": int(i < 3 or key == "x")}, i, key)]
    )
    named = pd.concat([found("x", [0, 1, 2]), found("y", [2, 3])])
    table = score_codes(coded, named)
    assert table[["key", "n_coded", "n_found", "n_both", "n_sentences"]].values.tolist() == [
        ["x", 6, 3, 3, 6],
        ["y", 3, 2, 1, 6],
        ["all", 9, 5, 4, 6],
    ]
    assert table["precision"].tolist() == [1, 1 / 2, 4 / 5] and table["recall"].tolist() == [
        1 / 2,
        1 / 3,
        4 / 9,
    ]
    assert table["f1"].tolist() == pytest.approx([6 / 9, 2 / 5, 8 / 14])
    low, high = wilson_interval(table["n_both"], table["n_found"])
    assert (
        table["precision_low"].tolist() == low.tolist() and table["precision_high"].tolist() == high.tolist()
    )


def test_the_interval_of_f1_is_the_wider_of_wilsons_and_the_redraws():
    truth, kit = np.array([1] * 10 + [0] * 20), np.array([0] * 4 + [1] * 9 + [0] * 17)
    coded = codes([row for i, value in enumerate(truth) for row in give({"A": int(value)}, i)])
    named = found("x", np.flatnonzero(kit))
    weights = np.concatenate(list(redraw(30, draws=1000, seed=1)))
    drawn = 2 * (weights @ (truth * kit)) / (weights @ (truth + kit))
    row = score_codes(coded, named).iloc[0]
    share = [float(end) for end in wilson_interval(6, 13)]
    wilson, redrawn = [2 * end / (1 + end) for end in share], np.quantile(drawn, [0.025, 0.975])
    assert row["f1"] == pytest.approx(12 / 19)
    assert row["f1_low"] == pytest.approx(min(wilson[0], redrawn[0]))
    assert row["f1_high"] == pytest.approx(max(wilson[1], redrawn[1]))


def test_the_interval_of_alpha_is_the_wider_of_wilsons_and_the_redraws():
    a, b = np.array([1] * 12 + [0] * 28), np.array([1] * 9 + [0] * 27 + [1] * 4)
    coded = codes([row for i in range(40) for row in give({"A": int(a[i]), "B": int(b[i])}, i)])
    weights = np.concatenate(list(redraw(40, draws=1000, seed=1)))
    mixed, ones = weights @ np.abs(a - b), weights @ (a + b)
    drawn = 1 - (80 - 1) * mixed / (ones * (80 - ones))
    row = agreement(coded).iloc[0]
    n, chance = 12 + 13, 2 * 25 * 55 / 79
    assert row["alpha"] == pytest.approx(1 - 79 * 7 / (n * 55))
    least, most = (float(end) for end in wilson_interval(7, 40))
    ends = np.quantile(drawn, [0.025, 0.975])
    assert row["alpha_low"] == pytest.approx(max(min(ends[0], 1 - most * 80 / chance), -1))
    assert row["alpha_high"] == pytest.approx(max(ends[1], 1 - least * 80 / chance))


def test_sentences_of_one_coder_alone_say_nothing_about_agreement():
    coded = codes(
        give({"A": 1, "B": 0}, 0)
        + give({"A": 1, "B": 1}, 1)
        + give({"A": 0}, 2)
        + give({"A": 1, "B": 0, "C": 0}, 3)
    )
    row = agreement(coded).iloc[0]
    assert row[["n_coders", "n_sentences", "n_yes"]].tolist() == [3, 3, 4]
    # pairs that agree: 0 of 1, 1 of 1, 1 of 3
    assert row["agreed"] == pytest.approx(2 / 5)


def test_one_yes_among_many_has_an_alpha():
    coded = codes(give({"A": 1, "B": 0}, 0) + give({"A": 0, "B": 0}, 1))
    assert agreement(coded)["alpha"].tolist() == pytest.approx([1 - 3 * 1 / (1 * 3)])


def test_disagreements_have_their_sentence_and_only_those_who_differ(sentences):
    rows = [("A", "a0", 1, "x", 1), ("B", "a0", 1, "x", 1), ("A", "a0", 1, "y", 0), ("B", "a0", 1, "y", 1)]
    rows += [("A", "a1", 1, "x", 0), ("B", "a1", 1, "x", 0)]
    assert find_disagreements(codes(rows), sentences)[["article_id", "key", "yes", "no"]].values.tolist() == [
        ["a0", "y", "B", "A"]
    ]
    assert find_disagreements(codes(rows[:2]), sentences).empty


@pytest.mark.parametrize(("n", "more"), [(10, ""), (11, "\n… and 1 more.")])
def test_ten_mistakes_are_shown(tmp_path, n, more):
    text = "article_id,sentence,codes\n" + "".join(f"a,{i},wrong\n" for i in range(n))
    with pytest.raises(FileError) as caught:
        load_codes(write(tmp_path, "form.csv", text), codes=["x"])
    lines = str(caught.value).split("\n")
    assert len(lines) == 10 + bool(more) and str(caught.value).endswith(more)


@pytest.mark.parametrize(("n", "more"), [(5, False), (6, True)])
def test_five_changed_sentences_are_shown(sentences, n, more):
    changed = sentences.head(n).assign(
        coder="A", key="x", value=1, text="câu đã bị sửa lại sau khi mã hoá xong rồi"
    )
    with pytest.raises(TableError, match=f"{n} of {n} coded sentences") as caught:
        check_codes(changed, sentences)
    assert ("… and 1 more" in str(caught.value)) is more
    assert "coded 'câu đã bị sửa lại sau khi mã hoá xong rồ'," in str(caught.value), (
        "forty characters of each"
    )


def test_a_text_seen_once_is_that_of_every_coder(tmp_path):
    text = "coder,article_id,sentence,text,x\nA,a,0,,1\nB,a,0,Đoàn thăm Bỉ.,1\nC,a,0,,0\n"
    assert load_codes(write(tmp_path, "form.csv", text))["text"].tolist() == ["Đoàn thăm Bỉ."] * 3
    spaced = text.replace("C,a,0,,0", "C,a,0,Đoàn  thăm Bỉ. ,0")
    assert len(load_codes(write(tmp_path, "form.csv", spaced))) == 3


def test_codes_of_the_scheme_that_nobody_gave_are_denied(tmp_path):
    path = write(tmp_path, "form.csv", "article_id,sentence,codes\na,0,x\n")
    assert load_codes(path, codes=["x", "y"])[["key", "value"]].values.tolist() == [["x", 1], ["y", 0]]
    assert load_codes([path])["key"].tolist() == ["x"]
