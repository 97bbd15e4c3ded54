"""Made-up encounters, and tables of meetings that tell of them, for the tests of counts and charts."""

import numpy as np
import pandas as pd

from kit.schema import DAY, SCHEMAS, make_table

NAMES = "article_id side_a side_b kind direction level first_day last_day status".split()  # noqa: SIM905
LEVELS = ("head_of_state", "minister", "deputy_minister", "other", "")


def make(*rows, name="encounters"):
    """Encounters, or ``meetings``, from (article, host, guest, kind, direction, level, first day, last day, status).

    A first day of four or seven characters is a year or month, of which no day is told.
    """
    table = pd.DataFrame(rows, columns=NAMES)
    ids = [f"m{place}" for place in range(len(rows))]
    first = table["first_day"].astype("str")
    vague = first.str.len().isin([4, 7])
    table = table.assign(about=first.where(vague, ""), meeting_id=ids, encounter_id=ids, keep=True)
    table = table.assign(articles=table["article_id"], sides=table["side_a"] + " " + table["side_b"])
    for day in ("first_day", "last_day"):
        table[day] = pd.to_datetime(table[day].mask(vague)).astype(DAY)
    return make_table(table.filter(list(SCHEMAS[name])).to_dict("list"), name)


def publish(**days):
    """Articles by id, with their day of publication."""
    table = pd.DataFrame({"article_id": list(days), "published": pd.to_datetime(list(days.values()))})
    return make_table(table.to_dict("list"), "articles")


def draw(number, keys, *, seed=1, days=3000, name="encounters"):
    """So many made-up encounters, or ``meetings``, with these partners: few partners are met often, most seldom."""
    rng = np.random.default_rng(seed)
    chances = 1 / np.arange(1, len(keys) + 1)
    partners = rng.choice(keys, number, p=chances / chances.sum())
    kinds = rng.choice(["receive", "talks", "visit", "visit", "phone"], number)
    ways = np.where(kinds == "visit", rng.choice(["in", "out"], number), "")
    first = pd.Timestamp("2012-01-01") + pd.to_timedelta(rng.integers(0, days, number), unit="D")
    last = first + pd.to_timedelta(np.where(kinds == "visit", rng.integers(0, 6, number), 0), unit="D")
    known, announced = rng.random(number) > 0.2, rng.random(number) < 0.2
    rows = zip(
        [f"a{place // 2:05}" for place in range(number)],
        np.where(ways == "out", partners, "VNM"),
        np.where(ways == "out", "VNM", partners),
        kinds,
        ways,
        rng.choice(LEVELS, number),
        first.where(known),
        last.where(known),
        np.where(announced, "announced", "past"),
        strict=True,
    )
    return make(*rows, name=name)
