"""The statement that *Copy DDL* writes makes in Spark a table like the one that it was written of."""

import json
import subprocess
from typing import Dict, List, Tuple

import pytest

from oracle.export import NODE, ROOT

#: By their names: columns, what else is said, and how they are partitioned.
TABLES: Dict[str, Tuple[str, str]] = {
    "every_type": (
        """b BOOLEAN, i INT, l BIGINT NOT NULL, f FLOAT, d DOUBLE, n DECIMAL(38, 10), small DECIMAL(3, 0),
        day DATE, at TIMESTAMP, local TIMESTAMP_NTZ, t STRING, raw BINARY""",
        "",
    ),
    "nested": (
        """id BIGINT, items ARRAY<STRUCT<sku: STRING, n: INT, tags: ARRAY<STRING>>>,
        address STRUCT<zip: STRING, geo: MAP<STRING, STRUCT<x: DOUBLE, y: DOUBLE>>>,
        matrix ARRAY<ARRAY<DECIMAL(9, 2)>>, `odd` STRUCT<`two words`: INT, `select`: STRING, `a``b`: DATE>""",
        "",
    ),
    "said": (
        """id BIGINT COMMENT 'The order\\'s id', note STRING COMMENT 'a \\\\ and a "b"\\nin two lines; -- c',
        price DOUBLE COMMENT 'größer € 💶'""",
        """COMMENT 'It\\'s one: \\\\ "x" */ -- y'
        TBLPROPERTIES ('write.format.default' = 'orc', 'it\\'s' = 'a \\\\ b', 'n' = '1')""",
    ),
    "names": (
        "`two words` INT, `select` STRING, `a``b` DATE, `Großes` BIGINT, `1st` INT, `a.b` INT, `date` DATE",
        "",
    ),
    "by_time": (
        "a TIMESTAMP, b TIMESTAMP, c DATE, d TIMESTAMP_NTZ",
        "PARTITIONED BY (years(a), months(b), days(c), hours(d))",
    ),
    "by_value": (
        "id BIGINT, `two words` STRING, country STRING, price DECIMAL(9, 2)",
        "PARTITIONED BY (bucket(16, id), truncate(4, `two words`), country, truncate(10, price))",
    ),
}


@pytest.fixture(scope="module")
def copies(spark, lake) -> Dict[str, str]:
    """The statements by the names of the tables, and a catalog ``copies`` to run them in."""
    name, folder = lake
    # The source lies where its catalog puts it, and its copy in memory.
    settings = {
        "spark.sql.catalog.copies": "org.apache.iceberg.spark.SparkCatalog",
        "spark.sql.catalog.copies.catalog-impl": "org.apache.iceberg.inmemory.InMemoryCatalog",
        "spark.sql.catalog.copies.cache-enabled": "false",
    }
    for key, value in settings.items():
        spark.conf.set(key, value)
    spark.sql("CREATE NAMESPACE copies.ddl")
    spark.sql(f"CREATE NAMESPACE {name}.ddl")
    for table, (columns, rest) in TABLES.items():
        spark.sql(f"CREATE TABLE {name}.ddl.{table} ({columns}) USING iceberg {rest}")
    command = [NODE, "--import", "tsx", "test/python/writeDdl.ts", str(folder), "ddl", "copies"]
    ended = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    yield {line["name"]: line["ddl"] for line in lines}
    for key in settings:
        spark.conf.unset(key)


@pytest.mark.parametrize("table", TABLES)
def test_makes_the_same_table(spark, lake, copies, table):
    name, _ = lake
    assert copies.keys() == TABLES.keys()
    spark.sql(copies[table].removesuffix(";"))
    source, copy = described(spark, f"{name}.ddl.{table}"), described(spark, f"copies.ddl.{table}")
    assert copy == source
    assert spark.table(f"copies.ddl.{table}").schema == spark.table(f"{name}.ddl.{table}").schema


def described(spark, table: str) -> List[Tuple[str, str, str]]:
    """Columns, partitions, comment and properties, without where it lies and what a catalog adds."""
    rows = spark.sql(f"DESCRIBE TABLE EXTENDED {table}").collect()
    own = ("Name", "Location", "Owner", "Created By", "Created Time", "Last Access")
    kept = [tuple(row) for row in rows if row[0] not in own]
    return [
        (key, properties(value) if key == "Table Properties" else value, said) for key, value, said in kept
    ]


def properties(text: str) -> str:
    """Without the ids of snapshots, and what a catalog sets on its own."""
    listed = text.strip("[]").split(",")
    return ",".join(sorted(one for one in listed if not one.startswith("current-snapshot-id=")))
