"""Spark reads the Iceberg tables of the sample lakehouse, which the extension wrote without Spark."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from converted import ROOT


@pytest.fixture(scope="module")
def lakehouse(spark, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    node = os.environ.get("LAKEHOUSE_NODE", "node")
    command = [node, str(ROOT / "dist" / "cli.js"), "sample", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    spark.conf.set("spark.sql.catalog.sample", "org.apache.iceberg.spark.SparkCatalog")
    spark.conf.set("spark.sql.catalog.sample.type", "hadoop")
    spark.conf.set("spark.sql.catalog.sample.warehouse", (folder / "lakehouse").as_uri())
    return folder / "lakehouse"


def test_reads_every_good_table(spark, lakehouse):
    found = {name: len(spark.table(f"sample.{name}").collect()) for name in good_tables(lakehouse)}
    assert len(found) >= 5
    assert found == good_tables(lakehouse)
    assert sum(found.values()) > 1000


def test_reads_every_snapshot(spark, lakehouse):
    for name in good_tables(lakehouse):
        snapshots = spark.table(f"sample.{name}.snapshots").select("snapshot_id", "summary").collect()
        assert snapshots
        for snapshot_id, summary in snapshots:
            rows = spark.read.option("snapshot-id", snapshot_id).table(f"sample.{name}").collect()
            assert len(rows) == row_count(summary), (name, snapshot_id)


def good_tables(lakehouse: Path) -> dict:
    """name → the rows that the table's own newest snapshot says it has."""
    counts = {}
    for hint in sorted(lakehouse.glob("*/*/metadata/version-hint.text")):
        file = hint.parent / f"v{hint.read_text().strip()}.metadata.json"
        try:
            metadata = json.loads(file.read_text(encoding="utf-8"))
        except ValueError:
            continue  # The table that is broken on purpose.
        if "table-uuid" not in metadata:
            continue  # A view.
        newest = next(
            one for one in metadata["snapshots"] if one["snapshot-id"] == metadata["current-snapshot-id"]
        )
        counts[".".join(hint.parts[-4:-2])] = row_count(newest["summary"])
    return counts


def row_count(summary: dict) -> int:
    return int(summary["total-records"]) - int(summary.get("total-position-deletes", 0))
