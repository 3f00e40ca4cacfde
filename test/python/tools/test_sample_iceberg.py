"""PyIceberg reads every good table of the sample as we do, at every snapshot, value by value."""

import datetime
import decimal
import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from pyiceberg.table import StaticTable

ROOT = Path(__file__).resolve().parents[3]
NODE = os.environ.get("LAKEHOUSE_NODE", "node")
GOOD_TABLES = {
    "bronze.order_lines_raw",
    "bronze.orders_raw",
    "gold.customer_value",
    "gold.daily_revenue",
    "silver.customers",
    "silver.events",
    "silver.order_lines",
    "silver.orders",
    "silver.products",
}
EPOCH = datetime.datetime(1970, 1, 1)


@pytest.fixture(scope="module")
def ours(tmp_path_factory) -> list[dict]:
    """What this project reads of a sample that its own command line made."""
    folder = tmp_path_factory.mktemp("sample")
    subprocess.run([NODE, "dist/cli.js", "sample", folder], cwd=ROOT, check=True)
    export = [NODE, "--import", "tsx", "test/python/exportLakehouse.ts", folder / "lakehouse"]
    lines = subprocess.run(export, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in lines.splitlines()]


def test_every_good_table_is_there_and_the_broken_one_is_refused(ours):
    assert {read["table"] for read in ours if "error" not in read} == GOOD_TABLES
    assert [read["table"] for read in ours if "error" in read] == ["bronze.payments_broken"]


def test_columns_are_equal(ours):
    for read in ours:
        if read.get("snapshot", "") is None:
            fields = StaticTable.from_metadata(read["metadata"]).schema().fields
            theirs = [[field.field_id, field.name, str(field.field_type)] for field in fields]
            # Our words for nested types are Spark's and Trino's; their parts are compared by the rows.
            flat = [field for field in read["fields"] if "<" not in field[2]]
            assert flat == [field for field in theirs if "<" not in field[2]], read["table"]


def test_rows_are_equal_now_and_at_every_snapshot(ours):
    compared = 0
    for read in ours:
        if "error" in read:
            continue
        table = StaticTable.from_metadata(read["metadata"])
        snapshot = None if read["snapshot"] is None else int(read["snapshot"])
        theirs = table.scan(snapshot_id=snapshot).to_arrow()
        where = (read["table"], read["snapshot"])
        assert theirs.column_names == read["columns"], where
        columns = [theirs.column(i).to_pylist() for i in range(theirs.num_columns)]
        rows = Counter(tuple(map(comparable, row)) for row in zip(*columns, strict=True))
        assert rows == Counter(tuple(map(nested, row)) for row in read["rows"]), where
        compared += rows.total()
    assert compared > 100_000


def test_snapshots_are_all_compared(ours):
    for read in ours:
        if read.get("snapshot", "") is None:
            table = StaticTable.from_metadata(read["metadata"])
            ids = {str(snapshot.snapshot_id) for snapshot in table.snapshots()}
            mine = {other["snapshot"] for other in ours if other["table"] == read["table"]}
            assert mine - {None} == ids, read["table"]


def comparable(value):
    """A value of Arrow in the text that the export has for it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
        return str((value - EPOCH) // datetime.timedelta(microseconds=1))
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, dict)):
        return json.dumps(value, sort_keys=True)
    assert isinstance(value, (int, decimal.Decimal)), type(value)
    return str(value)


def nested(text):
    """Nested values of the export in the spelling of ``comparable``; any other text as it is."""
    if text is not None and text[:1] in "[{":
        return json.dumps(json.loads(text), sort_keys=True)
    return text
