"""Partitions: new articles have parts of their own, and there are never more than twice as many as it takes."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.cache import find_table
from kit.store.partitions import cut_articles


def cut(folder, ids, old, *, part_size=5):
    """Articles with these ids, cut into parts of ``folder``."""
    rows = [{"id": f"{one:03}", "text": f"Bài số {one} nói về lao động ở nước ngoài."} for one in ids]
    source = folder / "articles.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return cut_articles(source, folder, old, part_size=part_size)


def list_homes(folder, made):
    """The part of each article."""
    table = find_table(folder / made["ids"], schema={})
    return dict(zip(table["article_id"], table["part"], strict=True))


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.sets(st.integers(0, 60), min_size=1, max_size=30), min_size=2, max_size=6), st.integers(1, 7)
)
def test_parts_are_few_and_an_article_stays_in_its_own(tmp_path_factory, collections, part_size):
    folder, old, homes = tmp_path_factory.mktemp("parts"), {}, {}
    most = 0
    for ids in collections:
        made = cut(folder, sorted(ids), old, part_size=part_size)
        now = list_homes(folder, made)
        assert set(now) == {f"{one:03}" for one in ids}
        assert all(homes[key] == part for key, part in now.items() if key in homes)
        counts = [part["articles"] for part in made["parts"]]
        assert sum(counts) == len(ids) and max(counts) <= part_size
        assert all(part["key"] for part in made["parts"])
        most = max(most, 2 * (len(ids) // part_size + 1), len(old.get("parts", ())))
        assert len(counts) <= most
        old, homes = made, now
    fresh = cut(tmp_path_factory.mktemp("fresh"), sorted(ids, reverse=True), {})
    assert made["hash"] == fresh["hash"]


def test_an_article_more_changes_one_part(tmp_path):
    made = cut(tmp_path, range(12), {})
    assert [part["articles"] for part in made["parts"]] == [5, 5, 2]
    sizes = []
    for n in range(13, 22):
        before, made = made, cut(tmp_path, range(n), made)
        keys = [part["key"] for part in before["parts"]]
        kept = [part["key"] for part in made["parts"]]
        assert sum(one != other for one, other in zip(keys, kept, strict=False)) == (len(keys) == len(kept))
        assert len(kept) <= 2 * math.ceil((n + 1) / 5)
        sizes.append([part["articles"] for part in made["parts"]])
    assert sizes[:4] == [[5, 5, 2, 1], [5, 5, 2, 1, 1], [5, 5, 2, 1, 1, 1], [5, 5, 2, 1, 1, 1, 1]]
    assert sizes[-1] == [5, 5, 2, 2, 2, 2, 1, 1, 1]
