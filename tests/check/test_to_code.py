"""Sentences drawn to be coded: with the probabilities that are written beside them, and kept through the form."""

import numpy as np
import pandas as pd
import pytest

from kit.check.agreements import find_disagreements
from kit.check.codes import add_kit_as_coder, load_codes, score_codes
from kit.check.counts import correct_counts
from kit.check.sheets import save_sheet
from kit.check.to_code import _pick, _share_out, _weigh, sample_to_code
from kit.errors import FileError, OptionError
from kit.schema import make_table

UNIT = ["article_id", "sentence"]


def make_sentences(articles=40, each=10, role="body"):
    rows = [
        (f"a{i:03}", j, 0, role, 10 * j, 10 * j + 9, f"Câu {j}.")
        for i in range(articles)
        for j in range(each)
    ]
    return make_table(rows, "sentences")


def mention(sentences, places, key="health", **more):
    """Mentions of a key in these rows of the sentences."""
    return sentences.iloc[places][[*UNIT, "role"]].assign(key=key, **more)


SENTENCES = make_sentences()
FOUND = mention(SENTENCES, range(4, 200, 10))  # in the fifth sentence of the first twenty articles


def test_what_the_kit_is_unsure_of_is_drawn_more_often():
    drawn = sample_to_code(SENTENCES, FOUND, n=40, per_article=2)
    number = drawn["article_id"].str[1:].astype(int)
    kinds = {
        "found": (number < 20) & (drawn["sentence"] == 4),
        "next": (number < 20) & drawn["sentence"].isin([3, 5]),
        "inside": (number < 20) & ~drawn["sentence"].isin([3, 4, 5]),
        "far": number >= 20,
    }
    whole = 20 * (4 + 2 * 2 + 7 * 1.5) + 200
    for (name, rows), times in zip(kinds.items(), (4, 2, 1.5, 1), strict=True):
        assert rows.any(), name
        assert drawn.loc[rows, "probability"].tolist() == pytest.approx(
            [40 * times / whole] * rows.sum(), abs=1e-6
        )
    assert len(drawn) == 40 and drawn["article_id"].nunique() == 20
    assert not drawn["article_id"].is_monotonic_increasing, (
        "articles as they were drawn, sentences as they stand"
    )
    assert (
        drawn.groupby("article_id")["sentence"].apply(lambda numbers: numbers.is_monotonic_increasing).all()
    )
    assert list(drawn) == [*SENTENCES, "probability"]


def test_a_rare_key_and_a_weak_rule_are_drawn_more_often():
    several = pd.concat(
        [FOUND.assign(weight=1.0), mention(SENTENCES, [201, 211, 221, 231, 4], "trade", weight=1.0)]
    )
    size = _weigh(SENTENCES, several)  # 12.5 mentions on average, of which trade has 5 and health 20
    assert size[[14, 201, 4]].tolist() == pytest.approx(
        [4 * np.sqrt(12.5 / 20), *[4 * np.sqrt(12.5 / 5)] * 2]
    )
    assert size[[200, 202, 203, 209, 399]].tolist() == [2, 2, 1.5, 1.5, 1]
    weak = _weigh(SENTENCES, FOUND.assign(weight=[0.5, 0.0, 7.0, *[1.0] * 17]))
    assert weak[[4, 14, 24, 34]].tolist() == [6, 8, 4, 4]
    assert _weigh(
        SENTENCES, pd.concat([mention(SENTENCES, [0] * 9), mention(SENTENCES, range(3, 303), "x")])
    )[0] == (pytest.approx(4 * 6)), "not without end"


def test_a_sample_depends_on_its_seed_alone():
    first = sample_to_code(SENTENCES, FOUND, n=40)
    mixed = sample_to_code(
        SENTENCES.sample(frac=1, random_state=1), FOUND.sample(frac=1, random_state=2), n=40
    )
    pd.testing.assert_frame_equal(first, mixed)
    assert not first.equals(sample_to_code(SENTENCES, FOUND, n=40, seed=2))


@pytest.mark.parametrize(("n", "per_article"), [(400, 5), (10_000, 1), (400, 1000)])
def test_all_are_drawn_with_certainty_if_there_are_no_more(n, per_article):
    drawn = sample_to_code(SENTENCES, FOUND, n=n, per_article=per_article)
    assert len(drawn) == 400 and set(drawn["probability"]) == {1.0}
    pd.testing.assert_frame_equal(
        drawn.sort_values(UNIT, ignore_index=True).drop(columns="probability"), SENTENCES
    )


def test_only_what_is_counted_is_drawn_and_nothing_of_nothing():
    mixed = SENTENCES.assign(role=np.where(SENTENCES["sentence"] % 2, "caption", "body"))
    assert set(sample_to_code(mixed, FOUND, n=50)["role"]) == {"body"}
    nothing = sample_to_code(SENTENCES.head(0), FOUND)
    assert nothing.empty and list(nothing) == [*SENTENCES, "probability"]
    blind = sample_to_code(SENTENCES, FOUND.head(0), n=40)["probability"]
    assert blind.tolist() == pytest.approx([0.1] * len(blind))
    for options in ({"n": 0}, {"per_article": 0}):
        with pytest.raises(OptionError, match="1 sentence or more"):
            sample_to_code(SENTENCES, FOUND, **options)


@pytest.mark.slow
@pytest.mark.parametrize("n", [1, 7, 40, 111])
def test_a_sample_has_about_the_size_that_was_asked_for(n):
    sizes = [len(sample_to_code(SENTENCES, FOUND, n=n, seed=seed)) for seed in range(20)]
    assert np.mean(sizes) == pytest.approx(n, abs=max(1, 0.05 * n)) and min(sizes) >= 1


def test_a_larger_sample_holds_the_smaller():
    small, large = (sample_to_code(SENTENCES, FOUND, n=n) for n in (40, 120))
    both = small[UNIT].merge(large[UNIT])
    assert len(both) >= 0.9 * len(small)


def test_shares_add_up_and_none_is_above_one():
    assert _share_out(np.array([1.0, 1.0, 2.0]), 2).tolist() == [0.5, 0.5, 1.0]
    assert _share_out(np.array([1.0, 1.0, 8.0]), 2).tolist() == [0.5, 0.5, 1.0]
    assert (
        _share_out(np.array([1.0, 3.0]), 9).tolist() == [1.0, 1.0] and _share_out(np.array([]), 3).size == 0
    )


def test_what_is_certain_is_always_drawn():
    assert _pick(np.array([0.99, 0.01, 0.02]), np.array([1.0, 0.5, 0.5]), 0.0).tolist() == [0, 1]
    everything = sample_to_code(SENTENCES, FOUND, n=400)["article_id"]
    assert not everything.is_monotonic_increasing, "in random order even then"


@pytest.mark.slow
def test_sentences_come_as_often_as_their_probability_says():
    table, draws = make_sentences(articles=15, each=8), 800
    found = pd.concat([mention(table, range(4, 60, 8)), mention(table, [70, 71], "trade")])
    times, stated = {}, {}
    for seed in range(draws):
        for row in sample_to_code(table, found, n=24, per_article=4, seed=seed).itertuples():
            unit = (row.article_id, row.sentence)
            times[unit] = times.get(unit, 0) + 1
            assert stated.setdefault(unit, row.probability) == row.probability
    assert len(times) == len(table), "every sentence can be drawn"
    seen = pd.Series(times) / draws
    error = (seen - pd.Series(stated)).abs()
    assert error.max() < 0.07 and abs(seen.sum() - pd.Series(stated).sum()) < 0.2


# --- through the form -------------------------------------------------------------------------------------


def fill(folder, form, marks=",1,0,"):
    """The file of a form, with 1 under the first code of every row."""
    path = folder / form.attrs["file"]
    separator = marks[0]
    text = path.read_text(encoding="utf-8-sig").splitlines()
    ends = separator * 3
    assert all(line.endswith(ends) for line in text[1:])
    path.write_text("\r\n".join([text[0], *(line[:-3] + marks for line in text[1:])]), encoding="utf-8-sig")
    return path


@pytest.mark.parametrize("separator", [",", ";"])
def test_probabilities_come_back_as_they_were(tmp_path, separator):
    drawn = sample_to_code(SENTENCES, FOUND, n=40)
    form = save_sheet(drawn, tmp_path, codes=["health", "trade"], separator=separator)
    assert list(form) == [*UNIT, "role", "text", "probability", "health", "trade", "note"]
    assert form["article_id"].tolist() == drawn["article_id"].tolist(), "all of them, in their order"
    marks = f"{separator}1{separator}0{separator}"
    path = fill(tmp_path, form, marks)
    codes = load_codes(path, codes=["health", "trade"])
    back = codes[codes["key"] == "health"].merge(drawn, on=UNIT, suffixes=("", "_drawn"))
    assert len(back) == len(drawn) and back["probability"].tolist() == back["probability_drawn"].tolist()
    again = save_sheet(drawn, tmp_path, codes=["health", "trade"], separator=separator)
    assert again.attrs["file"] == path.name and load_codes(path)["value"].sum() == len(drawn), (
        "never written over"
    )
    assert (";0,1" in path.read_text(encoding="utf-8-sig")) is (separator == ";")


@pytest.mark.parametrize(
    ("cell", "value"),
    [("0.25", 0.25), ("0,25", 0.25), (",5", 0.5), ("1", 1.0), ("1,00", 1.0), ("5e-05", 5e-5)],
)
def test_a_probability_is_read_as_spreadsheets_write_it(tmp_path, cell, value):
    (tmp_path / "An.csv").write_text(f"article_id;sentence;probability;x\na;0;{cell};1\n", encoding="utf-8")
    assert load_codes(tmp_path / "An.csv")["probability"].tolist() == [value]


@pytest.mark.parametrize("cell", ["312", "0", "-0.5", "1.5", "Jan 25", "25%", "nan"])
def test_a_probability_that_was_changed_is_named(tmp_path, cell):
    (tmp_path / "An.csv").write_text(f"article_id,sentence,probability,x\na,0,{cell},1\n", encoding="utf-8")
    with pytest.raises(
        FileError, match=r"An.csv, row 2: the probability .* does not lie between 0 and 1; put the"
    ):
        load_codes(tmp_path / "An.csv")


def test_of_two_samples_the_larger_has_the_probability(tmp_path):
    head = "article_id,sentence,probability,x\n"
    (tmp_path / "first.csv").write_text(f"coder,{head}An,a,0,0.1,1\nAn,a,1,0.1,0\n", encoding="utf-8")
    (tmp_path / "second.csv").write_text(f"coder,{head}An,a,0,0.3,\nAn,a,2,0.3,1\n", encoding="utf-8")
    codes = load_codes([tmp_path / "first.csv", tmp_path / "second.csv"])
    assert codes.equals(load_codes([tmp_path / "second.csv", tmp_path / "first.csv"]))
    assert codes[["sentence", "value", "probability"]].values.tolist() == [
        [0, 1, 0.3],
        [1, 0, 0.1],
        [2, 1, 0.3],
    ]
    (tmp_path / "old.csv").write_text("article_id,sentence,x\nb,0,1\n", encoding="utf-8")
    mixed = load_codes([tmp_path / "first.csv", tmp_path / "old.csv"])
    assert mixed.set_index("article_id").loc["b", "probability"] == 0
    assert "probability" not in load_codes(tmp_path / "old.csv")


def test_statements_are_coded_by_their_acts(tmp_path):
    sentences = make_sentences(articles=12)
    rows = mention(sentences, range(0, 120, 7), key="thank")
    acts = rows.rename(columns={"key": "act"}).drop(columns=["kind", "weight"], errors="ignore")
    drawn = sample_to_code(sentences, acts, n=40)
    pd.testing.assert_frame_equal(drawn, sample_to_code(sentences, rows, n=40))
    form = save_sheet(drawn, tmp_path, codes=["thank", "wish"])
    found = set(zip(acts["article_id"], acts["sentence"], strict=True))
    places = list(zip(form["article_id"], form["sentence"], strict=True))
    marks = [int(place in found) for place in places]
    marks[marks.index(1)] = 0  # the coder sees no thanks in one of them
    coded = form.assign(thank=[str(mark) for mark in marks], wish="0")
    coded.drop(columns="note").to_csv(tmp_path / "An.csv", index=False)
    codes = load_codes(tmp_path / "An.csv", codes=["thank", "wish"])
    scores = score_codes(codes, acts).set_index("key")
    n = sum(marks)
    assert scores.loc["thank", ["n_coded", "n_found", "n_both", "recall"]].tolist() == [n, n + 1, n, 1.0]
    assert scores.loc["wish", ["n_coded", "n_found"]].tolist() == [0, 0]
    assert find_disagreements(add_kit_as_coder(codes, acts), sentences)["key"].tolist() == ["thank"]
    sizes = sentences.groupby("article_id").size().rename("sentences").reset_index().assign(words=50)
    (told,) = correct_counts(acts, codes, sizes).query("key == 'thank'").itertuples()
    assert told.n_sentences_raw == len(rows) and told.precision == n / (n + 1)
