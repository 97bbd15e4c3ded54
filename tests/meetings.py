"""Made-up tables of meetings for the tests of counts and charts."""

import numpy as np
import pandas as pd

from kit.schema import DAY, make_table

NAMES = "article_id side_a side_b kind direction level first_day last_day status".split()  # noqa: SIM905
LEVELS = ("head_of_state", "minister", "deputy_minister", "other", "")


def make(*rows):
    """Meetings from (article, host, guest, kind, direction, level, first day, last day, status)."""
    table = pd.DataFrame(rows, columns=NAMES)
    table = table.assign(meeting_id=[f"m{place}" for place in range(len(rows))], role="body", keep=True)
    table = table.assign(start=range(len(rows)), end=range(1, len(rows) + 1), sentence=range(len(rows)))
    for name in ("first_day", "last_day"):
        table[name] = pd.to_datetime(table[name]).astype(DAY)
    return make_table(table.to_dict("list"), "meetings")


def publish(**days):
    """Articles by id, with their day of publication."""
    table = pd.DataFrame({"article_id": list(days), "published": pd.to_datetime(list(days.values()))})
    return make_table(table.to_dict("list"), "articles")


def draw(number, keys, *, seed=1, days=3000):
    """So many made-up meetings with these partners: few partners are met often, most seldom."""
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
    return make(*rows)
