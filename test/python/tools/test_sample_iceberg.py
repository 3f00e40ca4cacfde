"""PyIceberg reads every good table of the sample as we do, at every version, value by value."""

import subprocess

import pytest
from pyiceberg.table import StaticTable

from oracle.export import NODE, ROOT, export
from oracle.pyicebergread import check

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
    "silver.reviews",
    "silver.visits",
}
#: Has equality deletes, which PyIceberg does not read; Spark does (`spark/test_sample.py`).
NOT_BY_PYICEBERG = {"silver.stock"}


@pytest.fixture(scope="module")
def ours(tmp_path_factory) -> dict:
    """What this project reads of a sample that its own command line made."""
    folder = tmp_path_factory.mktemp("sample")
    subprocess.run([NODE, "dist/cli.js", "sample", folder], cwd=ROOT, check=True)
    return export(folder / "lakehouse")


def test_every_good_table_is_there_and_the_broken_one_is_refused(ours):
    assert {read.table for read in ours.values() if not read.error} == GOOD_TABLES | NOT_BY_PYICEBERG
    assert [read.table for read in ours.values() if read.error] == ["bronze.payments_broken"]


def test_schemas_and_rows_are_equal_at_every_version(ours):
    tables = {name: StaticTable.from_metadata(ours[name, "current"].metadata) for name in GOOD_TABLES}
    assert sum(check(table, name, ours) for name, table in tables.items()) > 100_000
