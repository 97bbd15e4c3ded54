"""Spreadsheets: no cell is a formula, and what is read is what was written."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kit.spreadsheets import guard_cells, guard_text, unguard_text

texts = st.text(st.sampled_from("'=+-@\t\rab 1"), max_size=6) | st.text(max_size=6)


@given(texts)
def test_no_text_is_a_formula_and_every_text_comes_back(text):
    guarded = guard_text(text)
    assert guarded[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert unguard_text(guarded) == text


@given(texts)
def test_what_begins_like_no_formula_is_left_alone(text):
    if not text.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r")):
        assert guard_text(text) == unguard_text(text) == text


def test_text_is_guarded_wherever_it_stands_and_numbers_are_numbers():
    table = pd.DataFrame(
        {
            "=a": ["-x", None],
            "n": [-1, 2],
            "kind": pd.Categorical(["@b", "c"]),
            "day": pd.to_datetime(["2022-01-01"] * 2),
        },
        index=pd.Index(["+1", "b"], name="key"),
    )
    guarded = guard_cells(table)
    assert guarded.to_csv() == "key,'=a,n,kind,day\n'+1,'-x,-1,'@b,2022-01-01\nb,,2,c,2022-01-01\n"
    assert table.to_csv().startswith("key,=a,n,kind,day\n+1,-x,-1,@b")
