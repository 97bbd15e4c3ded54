"""Encounters: what joins, what parts, and that no telling brings two together that speak against each other."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import FileError
from kit.vietnamese.encounters import NEAR, Telling, find_days, join_tellings
from kit.vietnamese.names.namesakes import Namesakes

SAME = Namesakes()
A, B, X, Y = (
    ("VNM", "tô lâm"),
    ("VNM", "lương cường"),
    ("BEL", "alexander de croo"),
    ("BEL", "hadja lahbib"),
)


def tell(name, *people, days=(10, 10), kind="meet", sides="BEL VNM", host="VNM", published=10):
    return Telling(name, frozenset(sides.split()), host, kind, days, frozenset(people), published)


def join(*tellings, **by_hand):
    found = join_tellings(tellings, **by_hand, alike=SAME)
    return sorted("".join(sorted(one.name for one in told)) for _, told in found)


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (tell("1", A, X), tell("2", A, X), True),
        (tell("1", A, X), tell("2", X), True),
        (tell("1", A, X), tell("2"), True),
        (tell("1", A, X), tell("2", ("VNM", "lâm"), X), True),
        (tell("1", A, X), tell("2", B, X), False),
        (tell("1", A, X), tell("2", A, Y), False),
        (tell("1", A), tell("2", X), False),  # nothing says that they met each other
        (tell("1", A, X), tell("2", A, X, days=(11, 11)), False),
        (tell("1", A, X), tell("2", A, X, days=(10, 12)), True),
        (tell("1", A, X), tell("2", A, X, sides="BEL VNM LAO"), False),
        (tell("1", kind="talks"), tell("2", kind="receive"), True),
        (tell("1", kind="talks"), tell("2", kind="meet"), True),
        (tell("1", kind="talks"), tell("2", kind="visit"), False),
        (tell("1", kind="talks"), tell("2", kind="phone"), False),
        (tell("1", kind="attend"), tell("2", kind="visit"), False),
        (tell("1", kind="visit"), tell("2", kind="visit"), True),
        (tell("1", kind="visit"), tell("2", kind="visit", host="BEL"), False),
        (tell("1", kind="talks"), tell("2", kind="talks", host="BEL"), True),
        (tell("1", A, sides="", days=(9, 9)), tell("2", A, sides="", days=(9, 9)), False),
        (tell("1", A, days=(1, 0)), tell("2", A, days=(1, 0)), False),  # nothing is known of the day
    ],
)
def test_two_tellings(one, other, joined):
    assert join(one, other) == join(other, one) == (["12"] if joined else ["1", "2"])


def test_a_telling_of_nobody_goes_to_the_most_similar_and_brings_no_two_together():
    one, other = tell("1", A, X, kind="talks"), tell("2", B, X, kind="receive")
    assert join(one, other, tell("3", kind="receive")) == ["1", "23"]
    assert join(one, other, tell("3", kind="talks")) == ["13", "2"]
    assert join(one, other, tell("3", X, kind="talks", days=(8, 12))) == ["13", "2"]
    assert join(one, other, tell("3", A, B, X, kind="talks")) == ["13", "2"]  # whoever names both


def test_days_do_not_chain():
    first, wide, last = (tell(str(n), days=days) for n, days in enumerate([(1, 3), (3, 5), (5, 7)], 1))
    assert join(first, wide, last) == ["12", "3"]
    weeks = [tell(str(n), days=(n * NEAR, (n + 1) * NEAR)) for n in range(4)]
    assert join(*weeks) == ["01", "23"]


def test_one_article_names_the_host_another_the_guest_and_a_third_both():
    assert join(tell("1", A), tell("2", X), tell("3", A, X)) == ["123"]
    assert join(tell("1", A), tell("2", Y), tell("3", A, X)) == ["13", "2"]


def test_what_is_joined_and_parted_by_hand():
    one, other, third = tell("1", A, X), tell("2", B, X, days=(12, 12)), tell("3", A, X)
    assert join(one, other, third, same=[("2", "1")]) == ["123"]  # 3 tells what 1 tells
    assert join(one, other, third, same=[("2", "1"), ("3", "2")]) == ["123"]
    assert join(one, other, third, parted=[("1", "3")]) == ["1", "2", "3"]
    assert join(one, third, tell("4"), same=[("4", "1")], parted=[("4", "3")]) == ["14", "3"]
    assert join(one, third, same=[("1", "gone")], parted=[("gone", "3")]) == ["13"]
    assert join(one, third, same=[("1", "3"), ("3", "1"), ("1", "1")]) == ["13"]
    visit = tell("5", A, X, kind="visit")
    ((root, told),) = join_tellings([one, visit], same=[("5", "1")], alike=SAME)
    assert root == one and len(told) == 2
    with pytest.raises(FileError, match="same_as joins with 1 what not_same_as parts from it"):
        join(one, other, third, same=[("2", "1"), ("3", "2")], parted=[("1", "3")])


def test_when_a_meeting_without_a_day_may_have_been():
    assert find_days(None, 30, "", "past") == (30 - NEAR, 30)
    assert find_days(None, 30, "", "announced") == (30, 30 + NEAR)
    assert find_days(None, 30, "", "unknown") == (30 - NEAR, 30 + NEAR)
    low, high = find_days(None, None, "", "past")
    assert low > high
    assert find_days((3, 5), 30, "sentence", "past") == (3, 5)
    assert find_days((30, 30), 30, "published", "past") == (29, 30)
    assert find_days((30, 30), 30, "published", "announced") == (30, 30)


PEOPLE = [A, B, X, Y, ("VNM", "lâm"), ("BEL", "croo"), ("BEL", "lahbib")]
TELLINGS = st.lists(
    st.builds(
        lambda low, length, people, kind, host, sides, published: (
            (low, low + length), frozenset(people), kind, host, frozenset(sides.split()), published
        ),
        st.integers(1, 4),
        st.integers(-1, 3),
        st.sets(st.sampled_from(PEOPLE), max_size=3),
        st.sampled_from(["meet", "talks", "receive", "visit"]),
        st.sampled_from(["BEL", "VNM"]),
        st.sampled_from(["BEL VNM", "BEL VNM", "BEL VNM", "BEL"]),
        st.sampled_from([None, 1, 2, 5]),
    ),
    max_size=9,
)  # fmt: skip
PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=2)


def build(drawn):
    return [Telling(f"m{n}", sides, host, kind, days, people, published)
            for n, (days, people, kind, host, sides, published) in enumerate(drawn)]  # fmt: skip


def is_compatible(one, other):
    """Whether nothing in two tellings speaks against their being one: written apart from the code that joins."""
    families = {"meet": 1, "talks": 1, "receive": 1, "visit": 2}
    if one.sides != other.sides or families[one.kind] != families[other.kind]:
        return False
    if one.kind == "visit" and one.host != other.host:
        return False
    if not set(range(one.days[0], one.days[1] + 1)) & set(range(other.days[0], other.days[1] + 1)):
        return False
    for side in ("BEL", "VNM"):
        some, more = ([name for of, name in telling.named if of == side] for telling in (one, other))
        covered = [
            all(any(SAME(a, b) for a in few) for b in many) for few, many in ((some, more), (more, some))
        ]
        if not any(covered):
            return False
    return True


@given(TELLINGS, st.randoms(use_true_random=False))
def test_whatever_is_joined_fits_and_the_order_does_not_matter(drawn, chance):
    tellings = build(drawn)
    found = [told for _, told in join_tellings(tellings, alike=SAME)]
    assert sorted(one.name for told in found for one in told) == sorted(one.name for one in tellings)
    for told in found:
        assert all(is_compatible(one, other) for one, other in combinations(told, 2))
    mixed = chance.sample(tellings, len(tellings))
    assert join(*mixed) == join(*tellings)


@given(TELLINGS, PAIRS, PAIRS)
def test_by_hand_beats_all_else(drawn, same, parted):
    tellings = build(drawn)
    links = [[(f"m{one}", f"m{other}") for one, other in pairs] for pairs in (same, parted)]
    names = {one.name for one in tellings}
    try:
        found = join_tellings(tellings, *links, alike=SAME)
    except FileError:
        return
    of = {one.name: n for n, (_, told) in enumerate(found) for one in told}
    assert of.keys() == names
    assert all(of[one] == of[other] for one, other in links[0] if {one, other} <= names)
    assert all(of[one] != of[other] for one, other in links[1] if {one, other} <= names)


@given(TELLINGS)
def test_two_that_are_alike_in_all_are_one(drawn):
    """A second article that tells exactly the same changes no encounter but its number of tellings."""
    tellings = build([of for of in drawn if of[0][0] <= of[0][1] and of[4]])
    twins = [Telling(f"{one.name}+", one.sides, one.host, one.kind, one.days, one.named, one.published)
             for one in tellings]  # fmt: skip
    of = {
        one.name: n for n, (_, told) in enumerate(join_tellings(tellings + twins, alike=SAME)) for one in told
    }
    assert all(of[one.name] == of[f"{one.name}+"] for one in tellings)
    plain = {frozenset(told) for told in (frozenset(one.name for one in told) for _, told in
                                          join_tellings(tellings, alike=SAME))}  # fmt: skip
    doubled = {frozenset(name for name in of if "+" not in name and of[name] == n) for n in set(of.values())}
    assert plain == doubled
