"""Every chart can be read, whatever its size: 300 made-up articles with titles and labels as long as real ones."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from legible import list_faults
from matplotlib.figure import Figure
from meetings import draw

import kit
from kit.count.lags import add_lags
from kit.plot.style import STYLE
from kit.publish.finish import finish, write_said
from kit.publish.words import load_chart_words

SYLLABLES = "hợp tác quốc tế và di cư lao động người Việt Nam ở nước ngoài bảo hộ công dân".split()  # noqa: SIM905
OVERLONG = ("thỏa thuận toàn cầu về di cư hợp pháp, an toàn và trật tự " * 4)[:200]


def make_labels(keys, rng, longest=12):
    """Labels in two languages as long as real ones are, and one of 200 letters."""
    lengths = rng.integers(1, longest, len(keys))
    said = [" ".join(rng.choice(SYLLABLES, length)) for length in lengths]
    labels = {key: f"{text}\n({text})" for key, text in zip(keys, said, strict=True)}
    return labels | {keys[0]: OVERLONG}


def make_tallies(keys, rng, articles=300):
    """Who names what: few keys in many articles, most in few (as countries are)."""
    chances = 0.5 / np.arange(1, len(keys) + 1)
    named = rng.random((articles, len(keys))) < chances
    named[0] = True
    article, key = np.nonzero(named)
    n = rng.integers(1, 9, len(key))
    ids = [f"a{number:03}" for number in article]
    return pd.DataFrame({"article_id": ids, "key": np.array(keys)[key], "n": n, "sentences": n})


def make_articles(rng, articles=300):
    days = pd.Timestamp("2010-01-01") + pd.to_timedelta(rng.integers(0, 5500, articles), unit="D")
    ids = [f"a{number:03}" for number in range(articles)]
    titles = [" ".join(rng.choice(SYLLABLES, length)) for length in rng.integers(6, 26, articles)]
    return pd.DataFrame({"article_id": ids, "title": titles, "published": days, "source": "báo mẫu"})


def make_events(articles, rng, number=400):
    whose = articles.sample(number, replace=True, random_state=3).reset_index(drop=True)
    shift = pd.to_timedelta((rng.standard_cauchy(number) * 20).clip(-9000, 900).round(), unit="D")
    days = whose["published"] + shift
    label = [f"{day:%d/%m/%Y} · {' '.join(rng.choice(SYLLABLES, 14))}" for day in days]
    status = np.where(shift.days > 0, "announced", "past")
    table = {
        "article_id": whose["article_id"],
        "first_day": days,
        "last_day": days,
        "label": label,
        "status": status,
    }
    return pd.DataFrame(table).assign(
        precision="day", inferred=np.where(rng.random(number) < 0.2, "year", "")
    )


def make_keyness(keys, rng):
    """What `kit.compare_keyness` gives of so many words."""
    n = rng.integers(0, 900, (2, len(keys)))
    numbers = {"n_target": n[0], "n_reference": n[1], "total_target": 90_000, "total_reference": 80_000}
    z = np.linspace(9, -9, len(keys))
    return pd.DataFrame({"key": keys, **numbers, "z": z, "g2": z**3, "q": rng.random(len(keys))})


def make_pairs(keys, rng):
    """What `kit.compare_pairs` and `kit.add_log_odds` give of so many keys, each with each of the first nine."""
    pairs = pd.DataFrame([(first, second) for first in keys for second in keys[:9] if first != second])
    numbers = {"n": 40, "n_first": 90, "n_second": 80, "difference": 30.0, "difference_low": 1.0}
    pairs = pairs.set_axis(["first", "second"], axis=1).assign(**numbers, difference_high=55.0, note="")
    return pairs.assign(expected=10.0, log_odds=rng.normal(size=len(pairs)), q=rng.random(len(pairs)))


def draw_all(number):
    """Every chart of so many keys, by name."""
    rng = np.random.default_rng(number)
    keys = [f"K{place:03}" for place in range(number)]
    labels, articles = make_labels(keys, rng), make_articles(rng)
    tallies = make_tallies(keys, rng)
    sizes = articles[["article_id"]].assign(
        words=rng.integers(80, 900, 300), sentences=rng.integers(4, 40, 300)
    )
    summary = kit.summarise_tallies(tallies, sizes)
    periods = kit.add_periods(sizes, articles, every="year")
    over_time = kit.summarise_tallies(tallies, periods, by="period")
    events = make_events(articles, rng)
    parts = pd.DataFrame(rng.integers(0, 300, (len(keys[:25]), 8)), index=keys[:25], columns=list(kit.ROLES))
    matrix = pd.DataFrame(
        rng.integers(0, 400, (len(keys[:15]), len(keys[:16]))), index=keys[:15], columns=keys[:16]
    )
    positions = tallies.assign(position=rng.random(len(tallies)))
    names = labels | dict(zip(articles["article_id"], articles["title"], strict=True))
    yield "bars", kit.plot_bars(summary, labels=labels)
    yield "rates", kit.plot_bars(summary, value="rate", labels=labels)
    yield (
        "tiers",
        kit.plot_bars(summary.assign(tier="comprehensive strategic"), labels=labels, colour_by="tier"),
    )
    yield "stacked", kit.plot_stacked(parts, labels=labels)
    yield "spread", kit.plot_stacked(pd.concat([parts] * 40, ignore_index=True))
    yield "heatmap", kit.plot_heatmap(matrix, labels=labels, unit="articles")
    yield "mirrored", kit.plot_mirrored(summary, summary.iloc[::2], labels=labels, sides=("told", "heard"))
    yield "periods", kit.plot_periods(over_time, labels=labels)
    yield "multiples", kit.plot_small_multiples(over_time, labels=labels, title="Partners over time")
    yield "timeline", kit.plot_timeline(events, articles=articles)
    yield "few events", kit.plot_timeline(events.head(4), articles=articles)
    yield "lags", kit.plot_lags(add_lags(events, articles), labels=names)
    yield "few lags", kit.plot_lags(add_lags(events.head(20), articles), labels=names)
    yield "xray", kit.plot_xray(positions, labels=names)
    yield (
        "keyness",
        kit.plot_keyness(make_keyness(keys, rng), labels=labels, title="Words of one against the other"),
    )
    pairs = make_pairs(keys, rng)
    yield "log-odds", kit.plot_log_odds(pairs, labels=labels)
    yield "differences", kit.plot_differences(pairs, key=["first", "second"], labels=labels)
    company = {"word": keys, "n": 40, "expected": 3.0, "log_dice": 9.0, "n_articles": 12}
    yield "collocations", kit.plot_collocations(pd.DataFrame(company))
    yield "calendar", kit.plot_calendar(draw(2 * number, keys), labels=labels)
    yield "counted calendar", kit.plot_calendar(draw(3000, keys), labels=labels)
    yield "few articles", kit.plot_xray(positions[positions["article_id"] < "a012"], labels=names)


CUT = "shortened: 'thỏa thuận toàn cầu"
"""Below a heat map no label of 200 letters has room; it stands whole at the rows."""

RECORD = {
    "counted": 300,
    "published": ["published 2010-01-01 to 2025-01-31"],
    "collection": "made-up articles",
}


@pytest.mark.slow
@pytest.mark.parametrize(("number", "language"), [(2, "en"), (30, "vi"), (190, "both")])
def test_no_text_of_a_chart_overlaps_or_is_cut(number, language):
    faults = {}
    with mpl.rc_context(STYLE):
        for name, chart in draw_all(number):
            figure = chart if isinstance(chart, Figure) else chart.figure
            if chart is not figure:
                chart.set(title="Articles that name each partner")
            assert write_said(figure, language), f"{name} says what it shows"
            finish(figure, RECORD, language)
            found = [fault for fault in list_faults(figure) if not fault.startswith(CUT)]
            if found:
                faults[name] = found[:3]
            plt.close(figure)
    assert faults == {}


def test_every_word_and_sentence_is_there_in_both_languages():
    words = load_chart_words()
    assert all(words.words.values()) and all(said["vi"] and said["en"] for said in words.sentences.values())
