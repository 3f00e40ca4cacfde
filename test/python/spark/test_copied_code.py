"""Code that is copied for a result gives its rows in Spark."""

import datetime
import subprocess
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any, Optional

import pytest

from oracle.copiedcode import copied_code, run_code
from oracle.export import NODE, ROOT, difference

QUERIES = [
    {"sql": "SELECT * FROM silver.products"},
    {"sql": "SELECT * FROM silver.stock"},
    {"sql": "SELECT * FROM silver.orders FOR VERSION AS OF 'before-cleanup' WHERE items = 2"},
    {"sql": "SELECT day, revenue FROM daily_revenue WHERE day >= DATE '2026-02-01'", "schema": ["gold"]},
    {"sql": "SELECT amount, order_id AS n FROM silver.orders WHERE order_id BETWEEN 50005 AND 60000"},
    {"sql": "SELECT * FROM silver.orders WHERE country IN ('DE', 'PT') AND coupon IS NOT NULL"},
    {"sql": "SELECT sku FROM silver.products WHERE price >= 18.5 AND title = 'it''s \\ not there'"},
    {"sql": "SELECT sku, price FROM silver.products ORDER BY price DESC, sku"},
    {
        "sql": "SELECT * FROM silver.customers",
        "view": {
            "sort": [{"column": 3, "descending": True}, {"column": 0, "descending": False}],
            "filters": [
                {"kind": "contains", "column": 1, "text": "an", "matchCase": True},
                {"kind": "set", "column": 3, "values": ["DE", "PT", None]},
                {"kind": "range", "column": 4, "from": "2025-01-01", "to": "2026-03-01"},
                {"kind": "null", "column": 2, "isNull": False},
            ],
        },
    },
]


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> list:
    folder: Path = tmp_path_factory.mktemp("sample")
    subprocess.run([NODE, "dist/cli.js", "sample", str(folder)], cwd=ROOT, check=True)
    return copied_code(folder / "lakehouse", "sample", QUERIES)


@pytest.mark.parametrize("at", range(len(QUERIES)))
def test_the_rows_are_those_of_the_result(spark, results, at):
    result = results[at]
    made = result["codes"]["spark"]
    # The session of the tests has what the code would download.
    frame = run_code(made["code"].replace("rows.show()", ""))["rows"]
    assert frame.columns == result["columns"]
    rows = [tuple(map(text, row)) for row in frame.collect()]
    expected = [tuple(row) for row in result["rows"]]
    assert not difference(Counter(rows), Counter(expected))
    if "sort" in str(QUERIES[at]) or "ORDER BY" in result["sql"]:
        assert rows == expected and len(rows) > 5


def text(value: Any) -> Optional[str]:
    """A value as DuckDB writes it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ").rstrip("0").rstrip(".") if value.microsecond else value.isoformat(" ")
    if isinstance(value, list):
        return f"[{', '.join(str(text(one)) for one in value)}]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
