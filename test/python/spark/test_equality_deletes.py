"""Equality deletes, written by Iceberg's Java library: we read what Spark reads."""

from typing import Callable, Dict

import pytest

from oracle.equalitydeletes import RowDelta
from oracle.export import export
from oracle.seeds import of_the_day
from oracle.sparktable import SparkTable

TABLES: Dict[str, Callable[[SparkTable, int], None]] = {}
COLUMNS = "id INT, name STRING, score FLOAT, day DATE"
ROWS = (
    "SELECT CAST(id AS INT) AS id, IF(pmod(id, 4) = 0, NULL, concat('n', pmod(id, 6))) AS name, "
    "CAST(IF(pmod(id, 5) = 0, 'NaN', pmod(id, 3) + 0.5) AS FLOAT) AS score, "
    "IF(pmod(id, 7) = 0, NULL, date_add(DATE'2024-01-01', CAST(pmod(id, 3) AS INT))) AS day "
    "FROM range({}, {})"
)


def table(build: Callable) -> Callable:
    TABLES[build.__name__] = build
    return build


def started(held: SparkTable, version: int, by: str = "") -> None:
    held.create(COLUMNS, version, f"PARTITIONED BY ({by})" if by else "", write_delete_mode="merge-on-read")
    held.sql(f"INSERT INTO {{t}} {ROWS.format(0, 30)}", f"INSERT INTO {{t}} {ROWS.format(20, 40)}")


@table
def one_field(held: SparkTable, version: int) -> None:
    started(held, version)
    RowDelta(held).delete("SELECT * FROM VALUES (3), (25), (1000) AS k(id)").commit()
    RowDelta(held).delete("SELECT CAST(NULL AS INT) AS id").commit()


@table
def several_fields_and_nulls(held: SparkTable, version: int) -> None:
    started(held, version)
    RowDelta(held).delete(
        "SELECT * FROM VALUES ('n1', DATE'2024-01-02'), (NULL, NULL) AS k(name, day)"
    ).commit()
    RowDelta(held).delete(
        "SELECT * FROM VALUES ('n3', NULL), (NULL, DATE'2024-01-01') AS k(name, day)"
    ).commit()
    RowDelta(held).delete("SELECT * FROM VALUES (7, 'n1'), (8, NULL), (9, NULL) AS k(id, name)").commit()


@table
def not_a_number(held: SparkTable, version: int) -> None:
    started(held, version)
    RowDelta(held).delete("SELECT CAST('NaN' AS FLOAT) AS score UNION ALL SELECT CAST(1.5 AS FLOAT)").commit()


@table
def partitioned(held: SparkTable, version: int) -> None:
    started(held, version, "day")
    RowDelta(held).delete(
        "SELECT * FROM VALUES (DATE'2024-01-01', 3), (DATE'2024-01-02', 3), (NULL, 7) AS k(day, id)"
    ).commit()
    RowDelta(held).delete("SELECT DATE'2024-01-03' AS day").commit()


@table
def bucketed(held: SparkTable, version: int) -> None:
    started(held, version, "bucket(3, id), truncate(1, name)")
    RowDelta(held).delete(
        "SELECT * FROM VALUES (21, 'n3'), (5, 'n5'), (4, NULL), (6, 'wrong') AS k(id, name)"
    ).commit()


@table
def inserted_again(held: SparkTable, version: int) -> None:
    """A row of the same commit is newer than its deletes, or there would be no upsert."""
    started(held, version)
    upsert = RowDelta(held).delete("SELECT explode(sequence(0, 9)) AS id")
    upsert.insert(ROWS.format(5, 15)).commit()
    held.sql(f"INSERT INTO {{t}} {ROWS.format(0, 3)}")
    RowDelta(held).delete("SELECT explode(sequence(2, 6)) AS id").insert(ROWS.format(4, 5)).commit()


@table
def inserted_again_by_partition(held: SparkTable, version: int) -> None:
    started(held, version, "day")
    rows = ROWS.format(0, 12)
    RowDelta(held).delete(f"SELECT day, id FROM ({rows})").insert(
        f"SELECT id, 'new' AS name, score, day FROM ({rows})"
    ).commit()


@table
def deleted_at_once(held: SparkTable, version: int) -> None:
    """A position delete holds for rows of its own commit, a delete by equality does not. Not in v3."""
    started(held, 2)
    upsert = RowDelta(held).delete("SELECT explode(sequence(0, 9)) AS id")
    upsert.insert(ROWS.format(5, 15), without=(0, 3, 9)).commit()


@table
def renamed(held: SparkTable, version: int) -> None:
    started(held, version)
    RowDelta(held).delete("SELECT 'n1' AS name").commit()
    held.sql("ALTER TABLE {t} RENAME COLUMN name TO title", "ALTER TABLE {t} ADD COLUMN name STRING AFTER id")
    RowDelta(held).delete("SELECT 'n2' AS title").commit()
    held.sql("INSERT INTO {t} VALUES (100, 'n1', 'n1', 1, NULL), (101, 'n3', 'n9', 1, NULL)")
    RowDelta(held).delete("SELECT 'n3' AS name").commit()


@table
def promoted(held: SparkTable, version: int) -> None:
    started(held, version)
    RowDelta(held).delete("SELECT * FROM VALUES (3), (4) AS k(id)").commit()
    RowDelta(held).delete("SELECT CAST(1.5 AS FLOAT) AS score").commit()
    held.sql("ALTER TABLE {t} ALTER COLUMN id TYPE BIGINT", "ALTER TABLE {t} ALTER COLUMN score TYPE DOUBLE")
    held.sql("INSERT INTO {t} VALUES (3, 'back', 1.5, NULL), (30000000000, 'far', 0.1, NULL)")
    RowDelta(held).delete("SELECT * FROM VALUES (30000000000), (5) AS k(id)").commit()
    RowDelta(held).delete("SELECT CAST(2.5 AS DOUBLE) AS score").commit()


@table
def added_later(held: SparkTable, version: int) -> None:
    """Rows of files that have not the column are compared as NULL."""
    started(held, version)
    held.sql(
        "ALTER TABLE {t} ADD COLUMN extra STRING",
        "INSERT INTO {t} VALUES (50, 'x', 1, NULL, 'e'), (51, 'y', 1, NULL, NULL)",
    )
    RowDelta(held).delete("SELECT CAST(3 AS INT) AS id, CAST(NULL AS STRING) AS extra").commit()
    RowDelta(held).delete("SELECT 'e' AS extra").commit()


@table
def beside_position_deletes(held: SparkTable, version: int) -> None:
    started(held, version)
    held.sql("DELETE FROM {t} WHERE id IN (1, 2, 21)")
    RowDelta(held).delete("SELECT * FROM VALUES (2), (3), (22) AS k(id)").commit()
    held.sql("DELETE FROM {t} WHERE id IN (4, 23)", f"INSERT INTO {{t}} {ROWS.format(0, 8)}")
    held.sql("DELETE FROM {t} WHERE id = 5")


@table
def of_another_spec(held: SparkTable, version: int) -> None:
    """Deletes of a spec without partitions hold everywhere, those of another only in its own partitions."""
    started(held, version)
    held.sql("ALTER TABLE {t} ADD PARTITION FIELD day", f"INSERT INTO {{t}} {ROWS.format(0, 20)}")
    held.sql("ALTER TABLE {t} ADD PARTITION FIELD bucket(2, id)", f"INSERT INTO {{t}} {ROWS.format(0, 20)}")
    specs = sorted(held.java.specs())
    RowDelta(held, specs[1]).delete(
        "SELECT * FROM VALUES (DATE'2024-01-02', 1), (NULL, 7) AS k(day, id)"
    ).commit()
    RowDelta(held, specs[2]).delete("SELECT * FROM VALUES (DATE'2024-01-03', 2) AS k(day, id)").commit()
    RowDelta(held, specs[0]).delete("SELECT 12 AS id").commit()


@table
def on_a_branch_and_rolled_back(held: SparkTable, version: int) -> None:
    started(held, version)
    held.sql("ALTER TABLE {t} CREATE TAG before")
    RowDelta(held).delete("SELECT 3 AS id").commit()
    held.sql("ALTER TABLE {t} CREATE BRANCH deleted")
    catalog, name = held.name.split(".", 1)
    first = held.java.refs()["before"].snapshotId()
    held.sql(f"CALL {catalog}.system.rollback_to_snapshot(table => '{name}', snapshot_id => {first})")


NAMES = [f"e{version}.{name}" for turn, name in enumerate(TABLES) for version in of_the_day([2, 3], turn)]


@pytest.fixture(scope="module")
def tables(spark, lake) -> dict:
    catalog, _ = lake
    found = {name: SparkTable(spark, f"{catalog}.{name}") for name in NAMES}
    for name, held in found.items():
        namespace, build = name.split(".")
        TABLES[build](held, int(namespace[1:]))
    return found


@pytest.fixture(scope="module")
def ours(tables, lake) -> dict:
    return export(lake[1])


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_equal_at_every_version(tables, ours, name):
    held = tables[name]
    assert held.spark.sql(f"SELECT * FROM {held.name}.all_delete_files WHERE content = 2").count() > 0
    held.check(name, ours)
