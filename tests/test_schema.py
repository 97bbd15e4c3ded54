import pandas as pd
import pytest

from kit.errors import TableError
from kit.schema import SCHEMAS, check_table, empty_table, make_table


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
