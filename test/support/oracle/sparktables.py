"""Tables that Spark writes: a function for each history, listed in ``TABLES``."""

import json
from typing import Callable, Dict, Tuple

from .sparktable import SparkTable

#: name → what writes it, and the format versions that it is written in.
TABLES: Dict[str, Tuple[Callable[[SparkTable, int], None], Tuple[int, ...]]] = {}

PEOPLE = (
    "id BIGINT NOT NULL, name STRING, score FLOAT, amount DECIMAL(8, 2), day DATE, at TIMESTAMP, "
    "local TIMESTAMP_NTZ, place STRUCT<x: INT, y: FLOAT, tag: STRING>"
)
NESTED = (
    "id INT NOT NULL, point STRUCT<x: INT, y: FLOAT, tag: STRING>, "
    "points ARRAY<STRUCT<x: INT, y: FLOAT, tag: STRING>>, "
    "named MAP<STRING, STRUCT<x: INT, y: FLOAT, tag: STRING>>, numbers ARRAY<INT>, sums MAP<INT, FLOAT>"
)


def table(*versions: int) -> Callable:
    def listed(build: Callable) -> Callable:
        TABLES[build.__name__] = (build, versions)
        return build

    return listed


def _modes(mode: str) -> dict:
    return {f"write_{statement}_mode": mode for statement in ("delete", "update", "merge")}


@table(1, 2, 3)
def every_type(held: SparkTable, version: int) -> None:
    kinds = "BOOLEAN INT BIGINT FLOAT DOUBLE DECIMAL(9,2) DECIMAL(38,10) STRING BINARY DATE TIMESTAMP "
    kinds += "TIMESTAMP_NTZ"
    flat = [f"c{i} {kind}" for i, kind in enumerate(kinds.split())]
    within = ", ".join(f"`f {i}`: {kind}" for i, kind in enumerate(kinds.split()))
    lists = [f"l{i} ARRAY<{kind}>" for i, kind in enumerate(kinds.split())]
    maps = [
        f"m{i} MAP<{kind}, {kind}>" for i, kind in enumerate(kinds.split()) if kind not in ("FLOAT", "DOUBLE")
    ]
    deep = [f"s STRUCT<{within}>", f"d ARRAY<MAP<STRING, ARRAY<STRUCT<{within}>>>>"]
    held.create(", ".join([*flat, *lists, *maps, *deep]), version)
    held.insert(60)
    held.insert(20)


@table(2, 3)
def uuid_and_fixed(held: SparkTable, version: int) -> None:
    """Spark has no words for these types, but writes them where a table has them."""
    catalog, name = held.name.split(".", 1)
    iceberg = held.spark._jvm.org.apache.iceberg
    uuids = {"type": "list", "element-id": 5, "element": "uuid", "element-required": False}
    fields = [
        {"id": 1, "name": "id", "required": True, "type": "int"},
        {"id": 2, "name": "u", "required": False, "type": "uuid"},
        {"id": 3, "name": "f", "required": False, "type": "fixed[4]"},
        {"id": 4, "name": "all", "required": False, "type": uuids},
    ]
    schema = iceberg.SchemaParser.fromJson(json.dumps({"type": "struct", "schema-id": 0, "fields": fields}))
    # By a fixed type itself, Iceberg 1.10 writes manifests that break their own Avro schema.
    spec = iceberg.PartitionSpec.builderFor(schema).bucket("u", 3).build()
    properties = {"format-version": str(version), "write.delete.mode": "merge-on-read"}
    tables = iceberg.spark.Spark3Util.loadIcebergCatalog(held.spark._jsparkSession, catalog)
    tables.createTable(iceberg.catalog.TableIdentifier.parse(name), schema, spec, properties)
    uuid = "regexp_replace(md5(CAST(id AS STRING)), '(.{8})(.{4})(.{4})(.{4})(.{12})', '$1-$2-$3-$4-$5')"
    held.sql(
        f"INSERT INTO {{t}} SELECT id, IF(pmod(id, 5) = 0, NULL, {uuid}), "
        f"unhex(lpad(hex(pmod(id, 3)), 8, '0')), array({uuid}, NULL) "
        "FROM (SELECT CAST(id AS INT) AS id FROM range(20))",
        "DELETE FROM {t} WHERE pmod(id, 3) = 1",
    )


def _changed_rows(held: SparkTable) -> None:
    held.insert(40)
    held.sql("DELETE FROM {t} WHERE id < 10")
    held.insert(20)
    held.sql("UPDATE {t} SET name = concat(name, '!'), place = NULL WHERE pmod(id, 3) = 0")
    held.sql(
        "CREATE OR REPLACE TEMPORARY VIEW changes AS SELECT id, max(amount) AS amount FROM {t} "
        "WHERE pmod(id, 2) = 0 GROUP BY id"
    )
    held.sql(
        "MERGE INTO {t} USING (SELECT * FROM changes UNION ALL SELECT 1000001, 1.5) AS s ON {t}.id = s.id "
        "WHEN MATCHED AND pmod(s.id, 4) = 0 THEN DELETE WHEN MATCHED THEN UPDATE SET amount = 7, day = NULL "
        "WHEN NOT MATCHED THEN INSERT (id, amount) VALUES (s.id, s.amount)"
    )
    held.sql("DELETE FROM {t} WHERE name IS NULL")
    held.sql("DELETE FROM {t}")
    held.insert(5)


@table(1, 2, 3)
def copy_on_write(held: SparkTable, version: int) -> None:
    held.create(PEOPLE, version, **_modes("copy-on-write"))
    _changed_rows(held)


@table(2, 3)
def merge_on_read(held: SparkTable, version: int) -> None:
    held.create(PEOPLE, version, "PARTITIONED BY (bucket(3, name), day)", **_modes("merge-on-read"))
    _changed_rows(held)


@table(2, 3)
def merge_on_read_unpartitioned(held: SparkTable, version: int) -> None:
    held.create(PEOPLE, version, **_modes("merge-on-read"), write_delete_granularity="file")
    _changed_rows(held)


@table(2)
def merge_on_read_by_partition(held: SparkTable, version: int) -> None:
    held.create(
        PEOPLE,
        version,
        "PARTITIONED BY (truncate(2, name))",
        **_modes("merge-on-read"),
        write_delete_granularity="partition",
    )
    _changed_rows(held)


@table(2, 3)
def deletes_of_deletes(held: SparkTable, version: int) -> None:
    """The same files again and again: v3 has one vector a file, made anew each time."""
    held.create(PEOPLE, version, **_modes("merge-on-read"))
    held.insert(200)
    for remainder in range(5):
        held.sql(f"DELETE FROM {{t}} WHERE pmod(hash(id), 11) = {remainder}")
    held.insert(100)
    held.sql("DELETE FROM {t} WHERE pmod(hash(id), 11) = 7")


@table(2)
def upgraded(held: SparkTable, version: int) -> None:
    """Position deletes of v2, then vectors of v3 in the same table."""
    held.create(PEOPLE, 1, **_modes("merge-on-read"))
    held.insert(50)
    held.sql(
        "ALTER TABLE {t} SET TBLPROPERTIES ('format-version' = '2')",
        "DELETE FROM {t} WHERE pmod(hash(id), 5) = 1",
    )
    held.insert(50)
    held.sql("DELETE FROM {t} WHERE pmod(hash(id), 5) = 2")
    held.sql(
        "ALTER TABLE {t} SET TBLPROPERTIES ('format-version' = '3')",
        "DELETE FROM {t} WHERE pmod(hash(id), 5) = 3",
    )
    held.insert(10)
    held.sql("DELETE FROM {t} WHERE pmod(hash(id), 5) = 4")


@table(1, 2, 3)
def transforms(held: SparkTable, version: int) -> None:
    by = "years(at), months(day), bucket(2, id), truncate(3, name), truncate(100, amount)"
    held.create(PEOPLE, version, f"PARTITIONED BY ({by})")
    held.insert(12)
    held.sql("DELETE FROM {t} WHERE id < 25")


for _by in (
    "days(at)",
    "hours(at)",
    "days(local)",
    "hours(local)",
    "days(day)",
    "name",
    "amount",
    "bucket(2, place.x)",
    "bucket(4, at)",
):

    def _partitioned(held: SparkTable, version: int, by: str = _by) -> None:
        held.create(PEOPLE, version, f"PARTITIONED BY ({by})", **_modes("merge-on-read"))
        held.insert(12)
        held.sql("DELETE FROM {t} WHERE pmod(hash(id), 3) = 1")

    TABLES["by_" + "".join(c if c.isalnum() else "_" for c in _by)] = (_partitioned, (2,))


@table(1, 2, 3)
def evolved_spec(held: SparkTable, version: int) -> None:
    held.create(
        PEOPLE,
        version,
        "PARTITIONED BY (days(at))",
        **_modes("merge-on-read" if version > 1 else "copy-on-write"),
    )
    held.insert(10)
    held.sql("ALTER TABLE {t} ADD PARTITION FIELD bucket(3, id) AS shard")
    held.insert(10)
    held.sql(
        "ALTER TABLE {t} REPLACE PARTITION FIELD days(at) WITH months(at)",
        "ALTER TABLE {t} DROP PARTITION FIELD shard",
    )
    held.insert(10)
    held.sql(
        "DELETE FROM {t} WHERE pmod(hash(id), 3) = 1", "ALTER TABLE {t} ADD PARTITION FIELD truncate(2, name)"
    )
    held.sql(
        "ALTER TABLE {t} RENAME COLUMN name TO title",
        "UPDATE {t} SET title = 'x' WHERE pmod(hash(id), 3) = 2",
    )
    held.insert(5)


@table(1, 2, 3)
def evolved_columns(held: SparkTable, version: int) -> None:
    held.create(PEOPLE, version, **_modes("merge-on-read" if version > 1 else "copy-on-write"))
    held.sql("ALTER TABLE {t} ADD COLUMN n INT AFTER id")
    held.insert(10)
    held.sql(
        "ALTER TABLE {t} RENAME COLUMN name TO `full name`", "ALTER TABLE {t} ALTER COLUMN n TYPE BIGINT"
    )
    held.sql(
        "ALTER TABLE {t} ALTER COLUMN score TYPE DOUBLE",
        "ALTER TABLE {t} ALTER COLUMN amount TYPE DECIMAL(20, 2)",
    )
    held.insert(10)
    held.sql("ALTER TABLE {t} DROP COLUMN day", "ALTER TABLE {t} ADD COLUMN day STRING FIRST")
    held.insert(10)
    held.sql("DELETE FROM {t} WHERE pmod(hash(id), 3) = 1", "ALTER TABLE {t} DROP COLUMN day")
    held.sql("ALTER TABLE {t} ADD COLUMN day DATE", "ALTER TABLE {t} ALTER COLUMN id AFTER day")
    held.insert(10)


@table(1, 2, 3)
def evolved_within(held: SparkTable, version: int) -> None:
    held.create(NESTED, version, **_modes("merge-on-read" if version > 1 else "copy-on-write"))
    held.insert(20)
    for path in ("point", "points.element", "named.value"):
        held.sql(
            f"ALTER TABLE {{t}} RENAME COLUMN {path}.tag TO label",
            f"ALTER TABLE {{t}} ALTER COLUMN {path}.x TYPE BIGINT",
        )
        held.sql(f"ALTER TABLE {{t}} ADD COLUMN {path}.z DECIMAL(10, 2)")
        held.insert(5)
        held.sql(f"ALTER TABLE {{t}} DROP COLUMN {path}.y", f"ALTER TABLE {{t}} ALTER COLUMN {path}.z FIRST")
        held.sql(
            f"ALTER TABLE {{t}} ADD COLUMN {path}.y STRING",
            f"ALTER TABLE {{t}} ADD COLUMN {path}.inner STRUCT<p: DATE, q: ARRAY<STRUCT<r: INT>>>",
        )
        held.insert(5)
        held.sql("DELETE FROM {t} WHERE pmod(hash(id), 5) = 1")
    held.sql(
        "ALTER TABLE {t} ALTER COLUMN numbers.element TYPE BIGINT",
        "ALTER TABLE {t} ALTER COLUMN sums.value TYPE DOUBLE",
    )
    held.sql("ALTER TABLE {t} RENAME COLUMN points TO `many points`")
    held.insert(5)


@table(1, 2, 3)
def branches_and_tags(held: SparkTable, version: int) -> None:
    held.create(PEOPLE, version, **_modes("merge-on-read" if version > 1 else "copy-on-write"))
    held.insert(20)
    held.sql("ALTER TABLE {t} CREATE BRANCH audit", "ALTER TABLE {t} CREATE TAG `v 1`")
    held.insert(5, branch="audit")
    held.sql("ALTER TABLE {t} ADD COLUMN extra INT", "ALTER TABLE {t} RENAME COLUMN name TO title")
    held.insert(5)
    held.sql("DELETE FROM {t}.`branch_audit` WHERE pmod(hash(id), 3) = 1", "ALTER TABLE {t} CREATE TAG `é/2`")
    held.sql("ALTER TABLE {t} DROP COLUMN score")
    held.insert(5)


@table(1, 2, 3)
def rolled_back(held: SparkTable, version: int) -> None:
    held.create(PEOPLE, version, **_modes("merge-on-read" if version > 1 else "copy-on-write"))
    held.insert(20)
    first = held.java.currentSnapshot().snapshotId()
    held.sql("DELETE FROM {t} WHERE pmod(hash(id), 3) = 1")
    held.call("rollback_to_snapshot", f", snapshot_id => {first}")
    held.insert(5)
    held.sql("DELETE FROM {t} WHERE pmod(hash(id), 3) = 2")


@table(1, 2, 3)
def rewritten(held: SparkTable, version: int) -> None:
    """Data files, position deletes and manifests made anew, and old snapshots let go."""
    held.create(
        PEOPLE,
        version,
        "PARTITIONED BY (bucket(2, id))",
        **_modes("merge-on-read" if version > 1 else "copy-on-write"),
    )
    for _ in range(3):
        held.insert(15)
    held.sql("DELETE FROM {t} WHERE pmod(hash(id), 3) = 1")
    held.call("rewrite_manifests")
    held.call("rewrite_data_files", ", where => 'id > 10', options => map('rewrite-all', 'true')")
    held.sql("DELETE FROM {t} WHERE pmod(hash(id), 3) = 2")
    if version > 1:
        held.call("rewrite_position_delete_files", ", options => map('rewrite-all', 'true')")
    held.call("rewrite_data_files", ", options => map('rewrite-all', 'true')")
    held.insert(5)
    held.call("expire_snapshots", ", older_than => TIMESTAMP '2100-01-01', retain_last => 2")


@table(2)
def overwritten(held: SparkTable, version: int) -> None:
    held.create(PEOPLE, version, "PARTITIONED BY (truncate(3, name))")
    held.insert(20)
    held.sql(f"INSERT OVERWRITE {{t}} {held.made_up(5)}")
    held.spark.conf.set("spark.sql.sources.partitionOverwriteMode", "dynamic")
    held.sql(f"INSERT OVERWRITE {{t}} {held.made_up(5)}")
    held.spark.conf.set("spark.sql.sources.partitionOverwriteMode", "static")
    held.sql("TRUNCATE TABLE {t}")
    held.insert(3)


@table(2, 3)
def added_files(held: SparkTable, version: int) -> None:
    """Parquet that Spark wrote without Iceberg has no field ids: a name mapping finds its columns."""
    held.create(NESTED, version, **_modes("merge-on-read"))
    held.insert(5)
    folder = f"{held.java.location()}/added"
    for i in range(2):
        held.spark.sql(held.made_up(20)).toDF(*held.spark.table(held.name).columns).write.parquet(
            f"{folder}/{i}"
        )
        held.call("add_files", f", source_table => '`parquet`.`{folder}/{i}`'")
        held.sql("DELETE FROM {t} WHERE pmod(hash(id), 5) = 1")
        if i == 0:
            held.sql("ALTER TABLE {t} RENAME COLUMN point TO place", "ALTER TABLE {t} ADD COLUMN extra INT")
