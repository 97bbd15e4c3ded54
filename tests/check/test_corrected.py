"""Corrected counts: against a few lines of numpy, at their edges, and over many samples of a known truth."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from kit.check.counts import correct_counts
from kit.check.to_code import sample_to_code
from kit.count.tallies import summarise_tallies
from kit.count.topics import count_topics
from kit.errors import OptionError, TableError
from kit.schema import SCHEMAS, make_table

UNIT = ["article_id", "sentence"]


class Population:
    """Articles whose truth is known, and a dictionary that errs in runs: one article is read well, the next badly."""

    def __init__(self, rng, articles, shares, recall, precision, burst=0.3, groups=("",)):
        size = rng.integers(6, 25, articles)
        place = np.repeat(np.arange(articles), size)
        names = np.array([f"a{i:04}" for i in range(articles)])
        rows = [(names[i], j, 0, "body", 0, 4, "Câu.") for i, n in enumerate(size) for j in range(n)]
        self.sentences = make_table(rows, "sentences")
        self.group = np.array(groups)[np.arange(articles) % len(groups)]
        words = np.bincount(place, rng.integers(15, 40, len(place)))
        self.sizes = pd.DataFrame(
            {"article_id": names, "sentences": size, "words": words, "group": self.group}
        )
        self.keys = sorted(shares)
        truth, found = [], []
        spread = 1 / burst - 1
        for key in self.keys:
            share = np.broadcast_to(shares[key], len(groups))[np.arange(articles) % len(groups)]
            has = rng.random(len(place)) < rng.beta(share * spread, (1 - share) * spread)[place]
            wrong = share * recall[key] * (1 - precision[key]) / precision[key] / (1 - share)
            seen = np.where(
                has,
                rng.random(len(place)) < rng.beta(2 * recall[key], 2 - 2 * recall[key], articles)[place],
                rng.random(len(place)) < rng.beta(wrong * spread, (1 - wrong) * spread)[place],
            )
            for rows, marks in ((truth, has), (found, seen)):
                rows.append(self.sentences.loc[marks, [*UNIT, "role"]].assign(key=key, kind="topic"))
        self.truth, self.found = (pd.concat(rows, ignore_index=True) for rows in (truth, found))

    def code(self, drawn):
        """The drawn sentences as they are."""
        codes = (
            drawn[[*UNIT, "probability"]]
            .merge(pd.DataFrame({"key": self.keys}), how="cross")
            .assign(coder="A")
        )
        codes = codes.merge(self.truth[[*UNIT, "key"]].assign(value=1), on=[*UNIT, "key"], how="left")
        return codes.assign(value=codes["value"].fillna(0).astype(int))

    def draw(self, n, seed):
        return self.code(sample_to_code(self.sentences, self.found, n=n, seed=seed))


SHARES = {"health": 0.08, "return": 0.12, "trade": 0.2}
RECALL = {"health": 0.55, "return": 0.75, "trade": 0.6}
PRECISION = {
    "health": 0.9,
    "return": 0.55,
    "trade": 0.95,
}  # raw counts of about .61, 1.36 and .63 of the truth


@pytest.fixture(scope="module")
def population():
    return Population(np.random.default_rng(5), 120, SHARES, RECALL, PRECISION, groups=("x", "y"))


@pytest.fixture(scope="module")
def codes(population):
    return population.draw(240, 1)


def by_hand(population, codes, key, articles):
    """The estimator and its intervals, straight from their definitions."""
    part = codes[codes["key"] == key].sort_values(UNIT)
    hits = set(map(tuple, population.found.loc[population.found["key"] == key, UNIT].to_numpy().tolist()))
    y, pi = part["value"].to_numpy(float), part["probability"].to_numpy()
    f = np.array([float(unit in hits) for unit in map(tuple, part[UNIT].to_numpy().tolist())])
    sizes = population.sizes.set_index("article_id")
    w = sizes["sentences"].sum() / (1 / pi).sum() / pi
    mean_y, mean_f = np.average(y, weights=w), np.average(f, weights=w)
    ids = part["article_id"].to_numpy()
    sums = {a: ((w * (y - mean_y))[ids == a].sum(), (w * (f - mean_f))[ids == a].sum()) for a in set(ids)}
    power = sum(a * b for a, b in sums.values()) / sum(b * b for _, b in sums.values())
    power = min(max(power, 0), 1)
    residual = (y - mean_y) - power * (f - mean_f)
    outcome, error = {}, {}
    for a in articles:
        n_found = sum(1 for unit in hits if unit[0] == a)
        outcome[a] = sizes.loc[a, "sentences"] * (mean_y - power * mean_f) + power * n_found
        outcome[a] += (w * residual)[ids == a].sum()
        error[a] = (w * residual * np.sqrt(1 - pi))[ids == a].sum()
    total = sum(outcome.values())
    unseen = w[f == 0].mean() ** 2 * (1 - pi[f == 0].mean())
    inside = np.isin(ids, articles)
    m, k = len(set(ids[inside])), len(set(ids[inside & (y > 0)]))
    se = np.sqrt(m / (m - 1) * sum(e * e for e in error.values()) + unseen)
    arm = t.ppf(0.975, k - 1) * se / total
    words = sizes.loc[articles, "words"].to_numpy() / 1000
    rate, n = total / words.sum(), len(articles)
    spread = np.array([outcome[a] for a in articles]) - rate * words
    over = t.ppf(0.975, k - 1) * np.sqrt(n / (n - 1) * (spread**2).sum() + unseen) / total
    ends = [total, total * np.exp(-arm), total * np.exp(arm), rate, rate * np.exp(-over), rate * np.exp(over)]
    return [*ends, power]


COLUMNS = ["n_sentences", "n_sentences_low", "n_sentences_high", "rate", "rate_low", "rate_high", "power"]


@pytest.mark.parametrize("key", SHARES)
def test_it_is_its_definition(population, codes, key):
    table = correct_counts(population.found, codes, population.sizes).set_index("key")
    everything = population.sizes["article_id"].tolist()
    assert table.loc[key, COLUMNS].tolist() == pytest.approx(by_hand(population, codes, key, everything))
    row = table.loc[key]
    found = population.found[population.found["key"] == key].merge(codes[codes["key"] == key], on=UNIT)
    assert row["precision"] == pytest.approx(found["value"].mean()) and row["n_hits"] == len(found)
    assert row["n_sentences_raw"] == len(population.found[population.found["key"] == key])
    assert row["total_sentences"] == len(population.sentences) and row["n_coded"] * 3 == len(codes)
    for name, of in (
        ("share", row["total_sentences"]),
        ("per_article", 120),
        ("rate", row["total_words"] / 1000),
    ):
        assert row[name] * of == pytest.approx(row["n_sentences"])
        assert row[f"{name}_raw"] * of == pytest.approx(row["n_sentences_raw"])
        assert row[f"{name}_low"] < row[name] < row[f"{name}_high"]


def test_groups_are_parts_of_the_whole_and_are_compared(population, codes):
    whole = correct_counts(population.found, codes, population.sizes).set_index("key")
    table = correct_counts(population.found, codes, population.sizes, by="group", reference="y")
    assert table.columns[:2].tolist() == ["group", "key"] and table["group"].tolist() == ["x"] * 3 + ["y"] * 3
    sums = table.groupby("key")[["n_sentences_raw", "total_words", "n_coded"]].sum()
    assert sums.equals(whole.loc[sums.index, sums.columns])
    for group in "xy":
        articles = population.sizes.loc[population.group == group, "article_id"].tolist()
        rows = table[(table["group"] == group) & (table["note"] == "")]
        assert len(rows) >= 2
        for row in rows.itertuples():
            expected = by_hand(population, codes, row.key, articles)
            assert [getattr(row, name) for name in COLUMNS] == pytest.approx(expected)
    x, y = (table[table["group"] == group].set_index("key").loc["trade"] for group in "xy")
    assert x["rate_change"] == pytest.approx(x["rate"] - y["rate"])
    assert x["rate_change_raw"] == pytest.approx(x["rate_raw"] - y["rate_raw"])
    down = np.hypot(x["rate"] - x["rate_low"], y["rate_high"] - y["rate"])
    up = np.hypot(x["rate_high"] - x["rate"], y["rate"] - y["rate_low"])
    ends = x[["rate_change_low", "rate_change_high"]].tolist()
    assert ends == pytest.approx([x["rate_change"] - down, x["rate_change"] + up])
    assert y[["rate_change", "rate_change_low", "rate_change_high"]].tolist() == [0, 0, 0]
    with pytest.raises(OptionError, match="no group 'z'; there are x, y"):
        correct_counts(population.found, codes, population.sizes, by="group", reference="z")
    with pytest.raises(TableError, match="lacks the columns period"):
        correct_counts(population.found, codes, population.sizes, by="period")


def test_the_order_of_rows_is_no_matter(population, codes):
    tables = (population.found, codes, population.sizes)
    mixed = [table.sample(frac=1, random_state=3) for table in tables]
    pd.testing.assert_frame_equal(correct_counts(*tables), correct_counts(*mixed))


def test_a_part_of_the_collection_is_corrected_by_its_own_codes(population, codes):
    part = population.sizes[population.group == "x"]
    table = correct_counts(
        population.found[population.found["article_id"].isin(part["article_id"])], codes, part
    )
    assert (table["n_coded"] == codes["article_id"].isin(part["article_id"]).sum() / 3).all()
    assert table["total_articles"].tolist() == [60] * 3


# --- where there is not enough ----------------------------------------------------------------------------


def test_without_codes_the_counts_are_those_of_the_kit(population, codes):
    table = correct_counts(population.found, codes.head(0), population.sizes)
    for end in ("_raw", "_low", "_high"):
        assert table[f"n_sentences{end}"].equals(table["n_sentences"].rename(f"n_sentences{end}"))
    assert table["n_coded"].tolist() == [0] * 3 and set(table["note"]) == {""}
    assert table["precision"].isna().all() and table["precision_low"].eq(0).all(), (
        "nothing says how good it is"
    )


def test_codes_of_everything_are_the_count_without_doubt(population):
    everything = population.code(population.sentences.assign(probability=0.0)).drop(columns="probability")
    table = correct_counts(population.found, everything, population.sizes).set_index("key")
    truth = population.truth["key"].value_counts()
    for end in ("", "_low", "_high"):
        assert table[f"n_sentences{end}"].to_dict() == pytest.approx(truth.to_dict())
    assert (table["rate_high"] > table["rate_low"]).all() and set(table["note"]) == {""}


def test_too_few_codes_say_how_many_it_takes(population, codes):
    some = codes[codes["article_id"] < "a0030"]
    table = correct_counts(population.found, some, population.sizes).set_index("key")
    row = table.loc["health"]
    n, yes = len(some) // 3, some.loc[some["key"] == "health", "value"].sum()
    assert 0 < yes < 15
    need = -(-15 * n // yes)
    assert row["note"] == (
        f"not enough data: {yes} of {n} coded sentences have it; about {need} codes drawn like these would have 15"
    )
    assert row["n_sentences"] == row["n_sentences_raw"]
    assert row["n_sentences_low"] == yes and row["n_sentences_high"] == row["total_sentences"] - (n - yes)
    assert row["precision_low"] < row["precision"] < row["precision_high"]
    found = population.found[population.found["key"] != "health"]
    proven = correct_counts(found, some, population.sizes).set_index("key").loc["health"]
    assert proven["n_sentences_raw"] == 0 and proven["n_sentences"] == yes, "no less than the codes prove"
    none = (
        correct_counts(population.found, some.assign(value=0), population.sizes)
        .set_index("key")
        .loc["health"]
    )
    assert f"0 of {n} coded sentences have it; more than {15 * n} codes" in none["note"]


def test_what_else_makes_no_interval(population, codes):
    def note(given, key="trade", sizes=population.sizes):
        table = correct_counts(population.found, given, sizes).set_index("key")
        return table.loc[key, "note"].removeprefix("not enough data: ")

    assert note(codes) == ""
    assert (
        note(codes.drop(columns="probability"))
        == "coded without probabilities (kit.sample_to_code gives them)"
    )
    assert (
        note(codes[codes["key"] != "trade"]) == "never coded"
        and note(codes[codes["key"] != "trade"], "health") == ""
    )
    many = codes[(codes["key"] == "trade") & (codes["value"] == 1)]
    crowded = many.head(16).assign(article_id="a0000", sentence=range(100, 116))
    assert note(crowded) == "coded in fewer than 5 articles"
    assert note(codes, sizes=population.sizes.head(1)).endswith("would have 15")
    mixed = pd.concat([codes, many.head(3).assign(sentence=99, probability=0.0)])
    assert note(mixed) == "" and len(codes) == len(codes.merge(mixed[UNIT].drop_duplicates(), on=UNIT))


def test_nothing_has_its_columns(population, codes):
    table = correct_counts(population.found.head(0), codes.head(0), population.sizes.head(0))
    assert table.empty and list(table) == list(SCHEMAS["corrected"])
    group = correct_counts(
        population.found.head(0), codes.head(0), population.sizes, by="group", reference="x"
    )
    assert list(group)[:2] == ["group", "key"] and "rate_change_low" in group
    periods = population.sizes.assign(
        period=pd.Categorical(["2022"] * 120, categories=["2021", "2022"], ordered=True)
    )
    empty = correct_counts(population.found, codes, periods, by="period").iloc[0]
    assert (
        empty["period"] == "2021"
        and empty["n_sentences"] == 0
        and empty["note"] == "not enough data: never coded"
    )


def test_the_majority_of_coders_decides_and_a_tie_counts_half(population):
    rows = product(["a0000", "a0001"], range(3))
    base = pd.DataFrame(rows, columns=UNIT).assign(key="trade", probability=0.5, value=0, coder="A")
    first = base["sentence"] == 0
    three = pd.concat(
        [base, base.assign(value=first.astype(int), coder="B"), base.assign(value=1, coder="C")]
    )
    assert (
        correct_counts(population.found, three, population.sizes).set_index("key").loc["trade", "n_yes"] == 2
    )
    two = three[three["coder"] != "C"]
    table = correct_counts(population.found, two, population.sizes).set_index("key")
    assert table.loc["trade", "n_yes"] == 1 and table.loc["trade", "n_coded"] == 6


# --- over many samples ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_intervals_hold_the_truth_where_those_of_raw_counts_do_not():
    """Three populations, 60 samples of each: the counts are of these articles, and every key is off by a third."""
    rows = []
    for number in range(3):
        people = Population(np.random.default_rng(number), 300, SHARES, RECALL, PRECISION)
        truth, words = people.truth["key"].value_counts(), people.sizes["words"].sum() / 1000
        tallies = count_topics(people.found)
        raw = summarise_tallies(tallies.assign(n=tallies["sentences"]), people.sizes).set_index("key")
        for seed in range(60):
            codes = people.draw(300, seed)
            both = correct_counts(people.found, codes, people.sizes).set_index("key")
            alone = correct_counts(people.found.head(0), codes, people.sizes).set_index("key")
            for key in both.index[both["note"] == ""]:
                part = codes[codes["key"] == key]
                sums = (
                    (part["value"] / part["probability"]).groupby(part["article_id"]).sum()
                )  # Horvitz-Thompson
                weighted = 2 * t.ppf(0.975, len(sums) - 1) * np.sqrt(len(sums)) * sums.std()
                row, other, plain, n = both.loc[key], alone.loc[key], raw.loc[key], truth[key]
                rows.append(
                    {
                        "corrected": row["n_sentences_low"] <= n <= row["n_sentences_high"],
                        "raw": plain["rate_low"] * words <= n <= plain["rate_high"] * words,
                        "width": row["n_sentences_high"] - row["n_sentences_low"],
                        "alone": other["n_sentences_high"] - other["n_sentences_low"],
                        "weighted": weighted,
                    }
                )
    table = pd.DataFrame(rows)
    print(
        len(table), table.mean().round(3).to_dict(), table[["width", "alone", "weighted"]].median().to_dict()
    )
    assert len(table) > 450
    assert table["corrected"].mean() >= 0.93 and table["raw"].mean() < 0.5
    assert table["width"].median() < table["weighted"].median() < 1.2 * table["alone"].median()
    assert (table["width"] <= table["alone"]).mean() > 0.95


@pytest.mark.slow
def test_rates_and_their_changes_hold_what_articles_are_drawn_from():
    """150 populations from one source: a rate is over articles, and a change is between two sorts of them."""
    shares = {"return": (0.1, 0.2), "trade": (0.25, 0.15)}
    covered, changes = [], []
    words = 27 / 1000  # of a sentence, on average
    for number in range(150):
        people = Population(np.random.default_rng(number), 200, shares, RECALL, PRECISION, groups=("x", "y"))
        codes = people.draw(400, number)
        table = correct_counts(people.found, codes, people.sizes, by="group", reference="y")
        for row in table[table["note"] == ""].itertuples():
            rates = dict(zip("xy", np.array(shares[row.key]) / words, strict=True))
            covered.append(row.rate_low <= rates[row.group] <= row.rate_high)
            if row.group == "x":
                changes.append(row.rate_change_low <= rates["x"] - rates["y"] <= row.rate_change_high)
    print(len(covered), np.mean(covered), np.mean(changes))
    assert len(covered) > 400 and np.mean(covered) >= 0.93 and np.mean(changes) >= 0.93
