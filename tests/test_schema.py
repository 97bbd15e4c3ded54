import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import TableError
from kit.schema import SCHEMAS, check_table, empty_table, is_among, make_table


@pytest.mark.parametrize("name", SCHEMAS)
def test_empty_tables_have_the_dtypes_of_their_schema(name):
    assert {column: str(dtype) for column, dtype in empty_table(name).dtypes.items()} == SCHEMAS[name]


def test_rows_become_a_table_with_what_is_missing_left_empty():
    rows = [{"article_id": "a", "start": 3, "end": 5, "text": "Bỉ", "role": "body", "weight": 2.0}]
    table = make_table(rows, "dates")
    assert list(table.columns) == [*SCHEMAS["dates"], "weight"]
    assert table["rule"][0] == "" and pd.isna(table["first_day"][0])
    assert str(table["start"].dtype) == "int32" and str(table["first_day"].dtype) == "datetime64[s]"


def test_tuples_stand_in_the_order_of_the_schema():
    table = make_table([("a", 1, 0, 4, "body", "paragraph")], "lines")
    assert table.iloc[0].to_dict() == {
        "article_id": "a",
        "line": 1,
        "start": 0,
        "end": 4,
        "role": "body",
        "rule": "paragraph",
    }


def test_check_table_names_what_is_missing():
    with pytest.raises(TableError, match="lacks the columns rule"):
        check_table(empty_table("lines").drop(columns="rule"), "lines")
    with pytest.raises(TableError, match="got list"):
        check_table([], "lines")  # type: ignore[arg-type]


@given(
    st.lists(st.sampled_from([*"abcde", None])),
    st.lists(st.sampled_from("abxy")),
    st.sampled_from(["str", "category"]),
)
def test_what_is_among_others_is_what_pandas_says(cells, values, dtype):
    column = pd.Series(cells, range(5, 5 + len(cells)), dtype=dtype)
    expected = column.isin(values)
    for given_as in (values, set(values), pd.Series(values, dtype="str"), pd.Index(values, dtype="str")):
        pd.testing.assert_series_equal(is_among(column, given_as), expected)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        ([3, 1, 3], {1, 2}),
        ([0.5, None], [0.5]),
        (pd.to_datetime(["2023-05-09", None]), pd.to_datetime(["2023-05-09"])),
    ],
    ids=["whole", "part", "day"],
)
def test_numbers_and_days_are_among_others_as_texts_are(cells, values):
    column = pd.Series(cells)
    pd.testing.assert_series_equal(is_among(column, values), column.isin(list(values)))
