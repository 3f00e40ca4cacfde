"""What Spark writes we read as it does: rows and schemas, at every snapshot, branch and tag."""

import re

import pytest

from oracle.export import export
from oracle.seeds import of_the_day
from oracle.sparktable import SparkTable
from oracle.sparktables import TABLES

NAMES = [
    f"v{version}.{name}"
    for turn, (name, (_, versions)) in enumerate(TABLES.items())
    for version in of_the_day(list(versions), turn)
]


@pytest.fixture(scope="module")
def tables(spark, lake) -> dict:
    catalog, _ = lake
    found = {name: SparkTable(spark, f"{catalog}.{name}") for name in NAMES}
    for name, held in found.items():
        namespace, build = name.split(".")
        TABLES[build][0](held, int(namespace[1:]))
    for kind in ("orc", "avro"):
        refused = SparkTable(spark, f"{catalog}.refused.{kind}")
        refused.create("id INT", 2, write_format_default=kind)
        refused.insert(3)
    return found


@pytest.fixture(scope="module")
def ours(tables, lake) -> dict:
    return export(lake[1])


@pytest.mark.parametrize("name", NAMES)
def test_rows_and_schemas_are_equal(tables, ours, name):
    tables[name].check(name, ours)


@pytest.mark.parametrize("kind", ["orc", "avro"])
def test_data_that_is_not_parquet_is_refused_with_the_name_of_the_file(ours, kind):
    error = ours[f"refused.{kind}", "current"].error
    assert re.search(rf"refused/{kind}/data/[^/]+[.]{kind}: .*(not Parquet|not supported)", error)


@pytest.mark.parametrize("name", [name for name in NAMES if re.match("v3.(merge_on|deletes_of)", name)])
def test_deletes_of_v3_are_vectors(tables, name):
    formats = tables[name].spark.sql(f"SELECT file_format FROM {tables[name].name}.all_delete_files")
    assert {row[0] for row in formats.collect()} == {"PUFFIN"}
