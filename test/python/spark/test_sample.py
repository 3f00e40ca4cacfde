"""Spark reads the Iceberg tables of the sample, which the extension wrote without Spark, as we do."""

import subprocess
from pathlib import Path

import pytest

from oracle.export import NODE, ROOT, export
from oracle.sparktable import SparkTable

GOOD_TABLES = [
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
    "silver.stock",
    "silver.visits",
]


@pytest.fixture(scope="module")
def lakehouse(spark, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    subprocess.run([NODE, "dist/cli.js", "sample", str(folder)], cwd=ROOT, check=True, capture_output=True)
    spark.conf.set("spark.sql.catalog.sample", "org.apache.iceberg.spark.SparkCatalog")
    spark.conf.set("spark.sql.catalog.sample.type", "hadoop")
    spark.conf.set("spark.sql.catalog.sample.warehouse", (folder / "lakehouse").as_uri())
    return folder / "lakehouse"


@pytest.fixture(scope="module")
def ours(lakehouse) -> dict:
    return export(lakehouse)


def test_every_good_table_is_there(ours):
    assert {read.table for read in ours.values() if not read.error} == set(GOOD_TABLES)


@pytest.mark.parametrize("name", GOOD_TABLES)
def test_schemas_and_rows_are_equal_at_every_version(spark, ours, name):
    assert SparkTable(spark, f"sample.{name}").check(name, ours) > 0


def test_a_filter_on_what_is_in_buckets_finds_its_rows(spark, ours):
    """Spark leaves out files by the buckets that we wrote: a wrong one would lose rows."""
    visits = spark.table("sample.silver.visits")
    ids = [row[0] for row in visits.select("customer_id").distinct().limit(30).collect() if row[0]]
    by_bucket = [visits.where(f"customer_id = {one}").count() for one in ids]
    assert by_bucket == [visits.where(f"customer_id + 0 = {one}").count() for one in ids]
    assert min(by_bucket) > 0
