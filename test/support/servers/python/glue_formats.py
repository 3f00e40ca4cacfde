"""Glue's tables of other formats than Iceberg, with real files, as Hive, Spark and Athena register them."""

import base64
import io
import json
from typing import Dict

import pyarrow as pa
import pyarrow.parquet as pq
from glue_backend import Glue

DATABASE = "formats"

_COLUMNS = [
    {"Name": "id", "Type": "bigint", "Comment": "Which trip"},
    {"Name": "city", "Type": "string"},
    {"Name": "fare", "Type": "decimal(9,2)"},
]
_DAY = {"Name": "day", "Type": "date", "Comment": "When"}
_COUNTRY = {"Name": "country", "Type": "string"}
_DAYS = ["2026-01-01", "2026-01-02", "2026-01-03"]


def create_formats(glue: Glue) -> None:
    glue.create_database(DATABASE, "One table of each format")
    _create_csv(glue)
    _create_parquet(glue)
    _create_partitioned(glue)
    _create_delta(glue)
    _create_views(glue)


def _create_csv(glue: Glue) -> None:
    glue.put("formats/csv/a.csv", b'id,city,fare\n1,Oslo,10.50\n2,"Bergen, S",\n')
    glue.create_csv(
        DATABASE,
        "trips_csv",
        "formats/csv",
        _COLUMNS,
        Description="Trips as text",
        Owner="fleet",
        Parameters={"recordCount": "2", "sizeKey": "45", "objectCount": "1", "averageRecordSize": "18"},
    )


def _create_parquet(glue: Glue) -> None:
    glue.put("formats/parquet/a.parquet", _parquet(0, 3))
    glue.put("formats/parquet/_SUCCESS", b"")
    glue.create_parquet(DATABASE, "trips_parquet", "formats/parquet", _COLUMNS, Owner="fleet")


def _create_partitioned(glue: Glue) -> None:
    """Three days in two countries, one partition without a file, one outside of the table's folder."""
    keys = [_DAY, _COUNTRY]
    glue.create_parquet(DATABASE, "trips_by_day", "formats/by_day", _COLUMNS, PartitionKeys=keys)
    for number, day in enumerate(_DAYS):
        for country in ("no", "se"):
            folder = f"formats/by_day/day={day}/country={country}"
            if (day, country) == (_DAYS[-1], "se"):
                folder = "formats/elsewhere"
            if (day, country) != (_DAYS[0], "se"):
                glue.put(f"{folder}/a.parquet", _parquet(number, 2))
            descriptor = glue.parquet_storage(folder, _COLUMNS)
            glue.create_partition(DATABASE, "trips_by_day", [day, country], descriptor)
    glue.create_parquet(DATABASE, "many_partitions", "formats/many", _COLUMNS, PartitionKeys=[_COUNTRY])
    for i in range(2500):
        descriptor = glue.parquet_storage(f"formats/many/country=c{i:04}", _COLUMNS)
        glue.create_partition(DATABASE, "many_partitions", [f"c{i:04}"], descriptor)


def _create_delta(glue: Glue) -> None:
    """As Spark registers a Delta table: Glue has a stand-in column, the log has the real ones."""
    content = _parquet(0, 4)
    glue.put("formats/delta/part-00000.snappy.parquet", content)
    fields = [
        {"name": "id", "type": "long", "nullable": True, "metadata": {"comment": "Which trip"}},
        {"name": "city", "type": "string", "nullable": True, "metadata": {}},
        {"name": "fare", "type": "decimal(9,2)", "nullable": True, "metadata": {}},
    ]
    actions = [
        {"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}},
        {
            "metaData": {
                "id": "5fba94ed-9794-4965-ba6e-6ee3c0d22af9",
                "format": {"provider": "parquet", "options": {}},
                "schemaString": json.dumps({"type": "struct", "fields": fields}),
                "partitionColumns": [],
                "configuration": {},
                "createdTime": 1767225600000,
            }
        },
        {
            "add": {
                "path": "part-00000.snappy.parquet",
                "partitionValues": {},
                "size": len(content),
                "modificationTime": 1767225600000,
                "dataChange": True,
                "stats": json.dumps({"numRecords": 4}),
            }
        },
    ]
    log = "".join(json.dumps(action) + "\n" for action in actions)
    glue.put("formats/delta/_delta_log/00000000000000000000.json", log.encode())
    glue.create_table(
        DATABASE,
        "trips_delta",
        TableType="EXTERNAL_TABLE",
        PartitionKeys=[],
        Parameters={
            "EXTERNAL": "TRUE",
            "spark.sql.sources.provider": "delta",
            "spark.sql.partitionProvider": "catalog",
        },
        StorageDescriptor={
            **glue.storage("formats/delta-__PLACEHOLDER__", [{"Name": "col", "Type": "array<string>"}]),
            "SerdeInfo": {
                "Parameters": {"path": f"s3://{glue.bucket}/formats/delta", "serialization.format": "1"}
            },
        },
    )


def _create_views(glue: Glue) -> None:
    sql = "SELECT city, sum(fare) AS total FROM formats.trips_parquet GROUP BY city"
    columns = [{"Name": "city", "Type": "string"}, {"Name": "total", "Type": "decimal(38,2)"}]
    presto: Dict[str, object] = {
        "originalSql": sql,
        "catalog": "awsdatacatalog",
        "schema": DATABASE,
        "columns": [{"name": "city", "type": "varchar"}, {"name": "total", "type": "decimal(38,2)"}],
    }
    encoded = base64.b64encode(json.dumps(presto).encode()).decode()
    glue.create_table(
        DATABASE,
        "fares_by_city",
        TableType="VIRTUAL_VIEW",
        PartitionKeys=[],
        Parameters={"presto_view": "true", "comment": "Presto View"},
        ViewOriginalText=f"/* Presto View: {encoded} */",
        ViewExpandedText="/* Presto View */",
        StorageDescriptor={"Columns": columns, "Location": "", "SerdeInfo": {}},
    )
    glue.create_table(
        DATABASE,
        "fares_by_city_hive",
        TableType="VIRTUAL_VIEW",
        PartitionKeys=[],
        Parameters={"view.sqlConfig.spark.sql.ansi.enabled": "true"},
        ViewOriginalText=sql,
        ViewExpandedText=sql,
        StorageDescriptor={"Columns": columns},
    )


def _parquet(first: int, rows: int) -> bytes:
    fare = pa.array([f"{first + i}.50" for i in range(rows)]).cast(pa.decimal128(9, 2))
    table = pa.table({"id": range(first, first + rows), "city": ["Oslo"] * rows, "fare": fare})
    out = io.BytesIO()
    pq.write_table(table, out, compression="snappy")
    return out.getvalue()
