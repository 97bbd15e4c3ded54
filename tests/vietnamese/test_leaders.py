"""Leaders: terms of office with their days, and what a list that cannot be used is answered with."""

import datetime as dt

import pytest

from kit.errors import LexiconError
from kit.files import REFERENCE
from kit.vietnamese.names.leaders import Term, fold_name, judge_terms, load_leaders

HEAD = "side,office,name,forms,from,to,seat,source,note\n"


def load(tmp_path, *rows):
    (tmp_path / "leaders.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return load_leaders(tmp_path / "leaders.csv")


def day(text):
    return (dt.date.fromisoformat(text).toordinal(),) * 2


def test_the_list_of_the_kit_is_read_and_every_row_has_its_source():
    leaders = load_leaders()
    assert {term.side for term in leaders.find("Mark Rutte")} == {"NLD", "NATO"}
    assert leaders.find("V.Putin") == leaders.find("Putin") == leaders.find("Vladimir Putin")
    assert leaders.find("Nobody Known") == ()
    rows = (REFERENCE / "leaders.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) > 1500


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["BEX,minister,A B,,2000,,,x,"], r"leaders.csv, line 2: unknown side 'BEX'"),
        (["BEL,chief,A B,,2000,,,x,"], r"leaders.csv, line 2: unknown office 'chief'"),
        (["BEL,minister,,,2000,,,x,"], r"leaders.csv, line 2: a term without a name"),
        (["BEL,minister,A B,,2000,,,,"], r"leaders.csv, line 2: A B has no source"),
        (["BEL,minister,A B,,2000-13,,,x,"], r"leaders.csv, line 2: '2000-13' is no day"),
        (["BEL,minister,A B,,2001,2000,,x,"], r"leaders.csv, line 2: A B leaves before coming"),
        (
            ["BEL,head_of_state,A B,,2000-01-01,2010-01-01,,x,", "BEL,head_of_state,C D,,2009-12-30,,,x,"],
            r"leaders.csv, line 3: C D and A B \(line 2\) are head_of_state of BEL at the same time",
        ),
        (
            ["BEL,minister,A B,,2000-01-01,2010-01-01,,x,", "BEL,minister,A B,,2005-01-01,,,x,"],
            r"line 3: A B and A B \(line 2\) are minister of BEL at the same time",
        ),
    ],
)
def test_a_list_that_cannot_be_used_names_the_line_and_the_clash(tmp_path, rows, message):
    with pytest.raises(LexiconError, match=message):
        load(tmp_path, *rows)


def test_a_list_without_a_column_is_refused(tmp_path):
    (tmp_path / "leaders.csv").write_text("side,name\nBEL,A\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="lacks the columns office, forms, from, to, seat, source"):
        load_leaders(tmp_path / "leaders.csv")


def test_a_successor_on_the_same_day_another_seat_or_another_minister_is_no_clash(tmp_path):
    leaders = load(
        tmp_path,
        "BEL,head_of_state,A Bee,,2000-01-01,2010-01-01,,x,",
        "BEL,head_of_state,C Dee,,2010-01-01,,,x,",
        "BEL,head_of_state,E Eff,,2005,2006,acting,x,",
        "BEL,minister,A Bee,,1990,1995,,x,",
        "BEL,minister,C Dee,,1990,1995,,x,",
    )
    assert [term.level for term in leaders.find("a bee")] == ["head_of_state", "minister"]
    term = leaders.find("E Eff")[0]
    assert (dt.date.fromordinal(term.first), dt.date.fromordinal(term.last)) == (
        dt.date(2005, 1, 1),
        dt.date(2006, 12, 31),
    )


def test_what_a_title_and_a_day_leave_of_several_terms():
    one = Term("NLD", "head_of_government", "R", *(day("2010-10-14")[0], day("2024-07-02")[0]))
    two = Term("NATO", "organisation_head", "R", day("2024-10-01")[0], day("2100-01-01")[0])
    both = (one, two)
    assert judge_terms(both, "head_of_government", day("2025-01-01")) == ("NLD", "head_of_government")
    assert judge_terms(both, "", day("2015-01-01")) == ("NLD", "head_of_government")
    assert judge_terms(both, "", day("2025-01-01")) == ("NATO", "organisation_head")
    assert judge_terms(both, "", None) == ("", "")
    assert judge_terms(both, "", (day("2024-01-01")[0], day("2024-12-01")[0])) == ("", "")


def test_names_are_looked_for_in_one_form():
    assert fold_name("Kim Jong - un") == fold_name("KIM JONG-UN") == "kim jong-un"
    assert fold_name("H.W.Bush") == fold_name("H. W. Bush") == "bush"
