"""An Iceberg table of Spark: statements, rows made up for any schema, what Spark reads of it."""

import json
from collections import Counter
from typing import Any, Dict, List, Tuple

import pyarrow as pa
from py4j.protocol import Py4JJavaError
from pyspark.sql import types as sql

from .exact import exact_rows
from .export import Read, difference
from .shapes import shape_of_json


class SparkTable:
    """Runs statements in which ``{t}`` is the table, and keeps them so that a failure can be replayed."""

    def __init__(self, spark: Any, name: str):
        self.spark = spark
        self.name = name
        self.statements: List[str] = []

    def sql(self, *statements: str) -> None:
        for statement in statements:
            text = statement.replace("{t}", self.name)
            self.statements.append(text)
            self.spark.sql(text)

    def create(self, columns: str, version: int, rest: str = "", **properties: str) -> None:
        """Properties are written with ``_`` for the dots of their names and ``__`` for dashes."""
        given = {name.replace("__", "-").replace("_", "."): value for name, value in properties.items()}
        listed = ", ".join(f"'{name}' = '{value}'" for name, value in given.items())
        listed = f"'format-version' = '{version}'{', ' if listed else ''}{listed}"
        self.sql(f"CREATE TABLE {{t}} ({columns}) USING iceberg {rest} TBLPROPERTIES ({listed})")

    def insert(self, count: int, branch: str = "", first: int = 0) -> None:
        self.sql(f"INSERT INTO {{t}}{branch and f'.`branch_{branch}`'} {self.made_up(count, first)}")

    def call(self, procedure: str, more: str = "") -> None:
        catalog, name = self.name.split(".", 1)
        self.sql(f"CALL {catalog}.system.{procedure}(table => '{name}'{more})")

    def made_up(self, count: int, first: int = 0, key: str = "") -> str:
        """A query of random rows with the columns of the table, another one at each call.

        The rows are numbered from ``first``; a column ``key`` has that number.
        """
        seed = len(self.statements)
        fields = self.spark.table(self.name).schema.fields
        values = [
            f"CAST(row AS {ddl(field.dataType)})"
            if field.name == key
            else made_up(field, f"hash(row, {seed}, {i})")
            for i, field in enumerate(fields)
        ]
        return f"SELECT {', '.join(values)} FROM range({first}, {first + count}) AS r(row)"

    @property
    def java(self) -> Any:
        jvm = self.spark._jvm
        return jvm.org.apache.iceberg.spark.Spark3Util.loadIcebergTable(self.spark._jsparkSession, self.name)

    def versions(self) -> List[Tuple[str, str, str]]:
        """Every version as the export names it, the clause that reads it, and its schema's JSON by Java."""
        table = self.java
        iceberg = self.spark._jvm.org.apache.iceberg
        schema_for = iceberg.util.SnapshotUtil.schemaFor
        to_json = iceberg.SchemaParser.toJson
        found = [("current", "", to_json(table.schema()))]
        for snapshot in table.snapshots():
            number = snapshot.snapshotId()
            found.append(
                (f"snapshot {number}", f"VERSION AS OF {number}", to_json(schema_for(table, number)))
            )
        for name, ref in dict(table.refs()).items():
            if name != "main":
                kind = "branch" if ref.isBranch() else "tag"
                found.append((f"{kind} {name}", f"VERSION AS OF '{name}'", to_json(schema_for(table, name))))
        return found

    def read(self, version: str) -> Counter:
        batches = self.spark.sql(f"SELECT * FROM {self.name} {version}")._collect_as_arrow()
        return exact_rows(pa.Table.from_batches(batches)) if batches else Counter()

    def check(self, name: str, ours: Dict[Tuple[str, str], Read]) -> int:
        """Fails unless our rows and schemas are Spark's and Java's at every version; counts the rows."""
        found = self.versions()
        compared = 0
        for version, clause, schema in found:
            read = ours[name, version]
            assert read.error is None, (name, version, read.error)
            assert read.schema == shape_of_json(json.loads(schema)), (name, version)
            try:
                rows = self.read(clause)
            except Py4JJavaError as error:
                # Iceberg 1.10 compares keys in the table's types also where a snapshot has narrower ones.
                if version != "current" and "Not an instance of java.lang." in str(error):
                    continue
                raise
            assert not difference(rows, read.rows), (name, version, difference(rows, read.rows))
            compared += sum(rows.values())
        assert len(found) == sum(1 for of, _ in ours if of == name), f"{name}: not every version is there"
        return compared


def made_up(field: sql.StructField, seed: str) -> str:
    """An expression of a random value of the field's type, NULL at times where it may be."""
    value = _made_up(field.dataType, seed)
    return f"IF(pmod({seed}, 7) = 0, NULL, {value})" if field.nullable else value


def _made_up(kind: sql.DataType, seed: str) -> str:
    """``seed`` is an expression of a random integer."""
    if isinstance(kind, sql.StructType):
        parts = [f"'{f.name}', {made_up(f, f'hash({seed}, {i})')}" for i, f in enumerate(kind.fields)]
        return f"CAST(named_struct({', '.join(parts)}) AS {ddl(kind)})"
    if isinstance(kind, sql.ArrayType):
        item = sql.StructField("item", kind.elementType, kind.containsNull)
        return _listed(seed, made_up(item, f"hash({seed}, {_item(seed)})"), ddl(kind))
    if isinstance(kind, sql.MapType):
        value = sql.StructField("value", kind.valueType, kind.valueContainsNull)
        keys = _listed(
            seed, _made_up(kind.keyType, f"hash({seed}, {_item(seed)})"), f"array<{ddl(kind.keyType)}>"
        )
        pairs = f"transform(array_distinct({keys}), k -> struct(k, {made_up(value, f'hash(k, {seed})')}))"
        return f"CAST(map_from_entries({pairs}) AS {ddl(kind)})"
    if isinstance(kind, sql.DecimalType):
        whole = f"CAST({seed} % {10 ** min(kind.precision - kind.scale, 9)} AS STRING)"
        fraction = (
            f"lpad(CAST(abs({seed} % {10 ** min(kind.scale, 6)}) AS STRING), {max(kind.scale, 1)}, '0')"
        )
        return f"CAST(concat({whole}, '.', {fraction}) AS {ddl(kind)})"
    return PRIMITIVES[type(kind)].format(seed=seed)


def ddl(kind: sql.DataType) -> str:
    """The type as SQL has it; Spark's own text does not quote names."""
    if isinstance(kind, sql.StructType):
        return f"struct<{', '.join(f'`{field.name}`: {ddl(field.dataType)}' for field in kind.fields)}>"
    if isinstance(kind, sql.ArrayType):
        return f"array<{ddl(kind.elementType)}>"
    if isinstance(kind, sql.MapType):
        return f"map<{ddl(kind.keyType)}, {ddl(kind.valueType)}>"
    return kind.simpleString()


def _item(seed: str) -> str:
    return f"i{seed.count('(')}"


def _listed(seed: str, item: str, kind: str) -> str:
    return f"CAST(transform(slice(array(1, 2, 3), 1, pmod({seed}, 4)), {_item(seed)} -> {item}) AS {kind})"


_SPECIAL = (
    "element_at(array('NaN', 'Infinity', '-Infinity', '-0.0', '0.0', '1e-40', '0.1'), 1 + pmod({seed}, 7))"
)
_FRACTION = "IF(pmod({seed}, 5) = 1, CAST(" + _SPECIAL + " AS {kind}), CAST({seed} / 1024 AS {kind}))"

PRIMITIVES = {
    sql.BooleanType: "(pmod({seed}, 2) = 0)",
    sql.IntegerType: "IF(pmod({seed}, 3) = 0, {seed}, pmod({seed}, 50))",
    sql.LongType: "IF(pmod({seed}, 3) = 0, xxhash64({seed}), CAST(pmod({seed}, 50) AS BIGINT))",
    sql.FloatType: _FRACTION.replace("{kind}", "FLOAT"),
    sql.DoubleType: _FRACTION.replace("{kind}", "DOUBLE"),
    sql.StringType: "IF(pmod({seed}, 6) = 0, '', concat('é/=', CAST(pmod({seed}, 20) AS STRING)))",
    sql.BinaryType: "unhex(hex({seed}))",
    sql.DateType: "date_add(DATE'1970-01-01', {seed} % 30000)",
    sql.TimestampType: "timestamp_micros({seed} * 1000003L)",
    sql.TimestampNTZType: "CAST(timestamp_micros({seed} * 1000003L) AS TIMESTAMP_NTZ)",
}
