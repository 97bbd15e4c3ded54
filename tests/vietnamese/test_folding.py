"""Encounters: what joins, what parts, and that no telling brings two together that speak against each other."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import FileError
from kit.vietnamese.meetings.folding import LATE, NEAR, NEVER, Telling, When, find_days, join_tellings
from kit.vietnamese.names.namesakes import Namesakes

SAME = Namesakes()
A, B, X, Y = (
    ("VNM", "tô lâm"),
    ("VNM", "lương cường"),
    ("BEL", "alexander de croo"),
    ("BEL", "hadja lahbib"),
)


def tell(name, *people, days=(10, 10), kind="meet", sides="BEL VNM", host="VNM", published=10, status="past"):
    when = find_days(days, published, "sentence", status)
    return Telling(name, frozenset(sides.split()), host, kind, when, frozenset(people))


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
        (tell("1", A, days=None, published=None), tell("2", A, days=None, published=None), False),
        (tell("1", A, days=None, published=10), tell("2", A, days=(3, 3), published=40), True),
        (tell("1", A, days=None, published=10), tell("2", A, days=(2, 2), published=18), False),
        (
            tell("1", A, days=None, published=10),
            tell("2", A, days=(2, 2), published=17),
            True,
        ),  # told near to it
        (
            tell("1", A, days=None, published=10),
            tell("2", A, days=(11, 11), published=10),
            False,
        ),  # still to come
        (tell("1", A, days=None, status="announced"), tell("2", A, days=(20, 20)), True),
        (tell("1", A, days=None, status="announced"), tell("2", A, days=(20, 20), published=20), False),
        (tell("1", A, days=None, status="announced"), tell("2", A, days=(9, 9)), True),  # printed late
        (tell("1", A, days=None, status="announced"), tell("2", A, days=(8, 8)), False),
        (tell("1", A, days=None, status="announced"), tell("2", A, days=None, published=24), True),
        (tell("1", A, days=None, status="announced"), tell("2", A, days=None, published=25), False),
        (tell("1", A, days=None, published=10), tell("2", A, days=None, published=17), True),
        (tell("1", A, days=None, published=10), tell("2", A, days=None, published=18), False),
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


def test_the_most_alike_first_by_people_then_by_days():
    few, many = tell("2", A, X), tell("1", B, ("VNM", "phan văn giang"), X)
    assert join(few, many, tell("3", X)) == ["1", "23"]
    wide, exact = tell("1", A, X, days=(8, 12)), tell("2", B, X)
    assert join(wide, exact, tell("3", X)) == ["1", "23"]


def test_each_fits_to_each_and_all_are_among_all():
    assert join(tell("1", A, B, X), tell("2", A, X), tell("3", B, X)) == ["12", "3"]  # 2 and 3 name others
    assert join(tell("1", A), tell("2", A, B), tell("3", A, X)) == ["12", "3"]  # 2 and 3 name somebody more


def test_days_do_not_chain():
    first, wide, last = (tell(str(n), days=days) for n, days in enumerate([(1, 3), (3, 5), (5, 7)], 1))
    assert join(first, wide, last) == ["12", "3"]
    weeks = [tell(str(n), days=None, published=n * NEAR) for n in range(4)]
    assert join(*weeks) == ["01", "23"]
    near = tell("1", A, days=(3, 3)), tell("2", A, days=None), tell("3", A, days=(4, 4))
    assert join(*near) == ["12", "3"]


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
    assert join(one, other, tell("6", B, Y), same=[("1", "2"), ("1", "6")]) == ["126"]
    visit = tell("0", A, X, kind="visit")
    ((root, told),) = join_tellings([one, visit], same=[("0", "1")], alike=SAME)
    assert root == one and len(told) == 2
    with pytest.raises(FileError, match="same_as joins with 1 what not_same_as parts from it"):
        join(one, other, third, same=[("2", "1"), ("3", "2")], parted=[("1", "3")])


def test_when_a_meeting_without_a_day_may_have_been():
    assert find_days(None, 30, "", "past").days == (30 - NEAR, 30)
    assert find_days(None, 30, "", "announced").days == (30 - LATE, 30 + NEAR)
    assert find_days(None, 30, "", "unknown").days == (30 - NEAR, 30 + NEAR)
    assert find_days(None, None, "", "past") == When(NEVER, NEVER, None)
    assert find_days((3, 5), 30, "sentence", "past") == When((3, 5), (3, 5), 30)
    assert find_days((30, 30), 30, "published", "past").days == (29, 30)
    assert find_days((30, 30), 30, "published", "announced").days == (30, 30)


PEOPLE = [A, B, X, Y, ("VNM", "lâm"), ("BEL", "croo"), ("BEL", "lahbib")]
TELLINGS = st.lists(
    st.tuples(
        st.sampled_from([None, None, (1, 1), (2, 2), (1, 3), (2, 4), (9, 9)]),
        st.sampled_from([None, 1, 2, 5, 11]),
        st.sampled_from(["past", "announced", "unknown"]),
        st.sets(st.sampled_from(PEOPLE), max_size=3),
        st.sampled_from(["meet", "talks", "receive", "visit"]),
        st.sampled_from(["BEL", "VNM"]),
        st.sampled_from(["BEL VNM", "BEL VNM", "BEL VNM", "BEL"]),
    ),
    max_size=9,
)
PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=2)


def build(drawn, mark=""):
    return [
        tell(
            f"m{n}{mark}",
            *people,
            days=days,
            published=published,
            status=status,
            kind=kind,
            host=host,
            sides=sides,
        )
        for n, (days, published, status, people, kind, host, sides) in enumerate(drawn)
    ]


def list_days(days, published, status):
    """The days that are told, or may be meant; and whether none is told."""
    if days or published is None:
        return {*range(days[0], days[1] + 1)} if days else set()
    before, after = {"past": (NEAR, 0), "announced": (LATE, NEAR), "unknown": (NEAR, NEAR)}[status]
    return {*range(published - before, published + after + 1)}


def is_compatible(one, other):
    """Whether nothing in two tellings speaks against their being one: written apart from the code that joins."""
    families = {"meet": 1, "talks": 1, "receive": 1, "visit": 2}
    (
        (days, published, status, people, kind, host, sides),
        (days2, published2, status2, people2, kind2, *more),
    ) = one, other
    if sides != more[1] or families[kind] != families[kind2] or (kind == "visit" and host != more[0]):
        return False
    if not list_days(days, published, status) & list_days(days2, published2, status2):
        dated, dateless = ((days, published, ""), (days2, published2, status2))[:: 1 if days else -1]
        if (
            not dated[0]
            or dateless[0]
            or None in (published, published2)
            or abs(published - published2) > NEAR
        ):
            return False
        status = status2 if days else status
        if status == "past" and dated[0][0] > dateless[1]:
            return False
        if status == "announced" and dated[0][1] < dateless[1] - LATE:
            return False
    for side in ("BEL", "VNM"):
        some, others = ([name for of, name in named if of == side] for named in (people, people2))
        if not any(
            all(any(SAME(a, b) for a in few) for b in many) for few, many in ((some, others), (others, some))
        ):
            return False
    return True


@given(TELLINGS, st.randoms(use_true_random=False))
def test_whatever_is_joined_fits_and_the_order_does_not_matter(drawn, chance):
    tellings = build(drawn)
    found = [[one.name for one in told] for _, told in join_tellings(tellings, alike=SAME)]
    assert sorted(name for told in found for name in told) == sorted(one.name for one in tellings)
    for told in found:
        pairs = combinations([drawn[int(name[1:])] for name in told], 2)
        assert all(is_compatible(*pair) for pair in pairs)
    assert join(*chance.sample(tellings, len(tellings))) == join(*tellings)


@given(TELLINGS)
def test_of_two_alone_all_are_joined_that_fit_and_name_somebody_more(drawn):
    """With two tellings there is nothing else to fit: they are joined if they can be."""
    for (one, what), (other, that) in combinations(zip(build(drawn), drawn, strict=True), 2):
        people, others = ([name for _, name in of[3]] for of in (what, that))
        covered = SAME.cover(people, others) or SAME.cover(others, people)
        assert (len(join(one, other)) == 1) == (is_compatible(what, that) and covered)


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
    known = [of for of in drawn if of[0] or of[1] is not None]
    found = [
        [one.name for one in told] for _, told in join_tellings(build(known) + build(known, "+"), alike=SAME)
    ]
    assert all(f"{name}+" in told for told in found for name in told if "+" not in name)
    once = sorted("".join(sorted(name for name in told if "+" not in name)) for told in found)
    assert once == join(*build(known))
