"""Random histories of tables that Spark writes, and their deletes by equality by Iceberg's Java library."""

from typing import Any, ClassVar, Dict, List, Optional, Tuple

from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import types as sql

from .equalitydeletes import RowDelta
from .history import History
from .sparkfields import Path, changeable, may_be_key, quoted
from .sparktable import PRIMITIVES, SparkTable, made_up

_COLUMNS = (
    "id INT NOT NULL, name STRING, at TIMESTAMP, price DECIMAL(9, 2), point STRUCT<x: INT, y: FLOAT>, "
    "points ARRAY<STRUCT<x: INT, y: FLOAT>>, named MAP<STRING, STRUCT<x: INT, y: FLOAT>>"
)
_SCALARS = [
    *(kind().simpleString() for kind in PRIMITIVES),
    "decimal(9,2)",
    "decimal(30,5)",
]
_TRANSFORMS = {
    sql.IntegerType: ["{c}", "bucket(3, {c})", "truncate(10, {c})"],
    sql.LongType: ["{c}", "bucket(3, {c})", "truncate(10, {c})"],
    sql.StringType: ["{c}", "bucket(3, {c})", "truncate(4, {c})"],
    sql.DateType: ["{c}", "years({c})", "months({c})", "days({c})"],
    sql.TimestampType: ["years({c})", "months({c})", "days({c})", "hours({c})", "bucket(2, {c})"],
    sql.TimestampNTZType: ["years({c})", "months({c})", "days({c})"],
    sql.DecimalType: ["{c}", "bucket(2, {c})", "truncate(50, {c})"],
}


class SparkHistory(History):
    operations: ClassVar[Dict[str, int]] = {
        "insert": 8,
        "delete": 6,
        "update": 4,
        "merge": 3,
        "delete_by_equality": 3,
        "overwrite": 1,
        "add_column": 3,
        "rename_column": 3,
        "drop_column": 2,
        "promote_column": 3,
        "move_column": 1,
        "change_spec": 3,
        "create_branch": 1,
        "create_tag": 1,
        "write_branch": 1,
        "rollback": 1,
        "rewrite_files": 2,
        "rewrite_manifests": 1,
        "change_modes": 1,
        "upgrade": 1,
    }
    # What Spark does not parse or analyse, and what Iceberg's Java throws.
    refusals = (PySparkException, Py4JJavaError)

    def __init__(self, seed: str, spark: Any, name: str):
        super().__init__(seed)
        self.version = self.random.choice([1, 2, 2, 3, 3])
        self.table = SparkTable(spark, name)
        self.table.create(
            _COLUMNS, self.version, write_delete_granularity=self.random.choice(["file", "partition"])
        )
        self._names = 0
        self.done.append(f"created: v{self.version}; {self.insert()}; {self.change_modes()}")

    def why(self, refusal: Exception) -> str:
        return str(getattr(refusal, "java_exception", refusal))

    def insert(self) -> str:
        count = self.random.randint(1, 15)
        self.table.insert(count)
        return f"{count} rows"

    def delete(self) -> str:
        where = self._where()
        self.table.sql(f"DELETE FROM {{t}} WHERE {where}")
        return where

    def update(self) -> str:
        field = self.random.choice(self._schema().fields)
        where = self._where()
        value = made_up(field, f"hash(id, {self.random.randrange(99)})")
        self.table.sql(f"UPDATE {{t}} SET `{field.name}` = {value} WHERE {where}")
        return f"{field.name} where {where}"

    def merge(self) -> str:
        names = [field.name for field in self._schema().fields]
        rows = self.table.made_up(self.random.randint(1, 12), self.random.randint(-5, 30), key="id")
        source = f"SELECT * FROM ({rows}) AS s({', '.join(f'`{name}`' for name in names)})"
        matched = self.random.choice(["UPDATE SET *", "DELETE", "UPDATE SET name = s.name"])
        if "name" not in names and "name" in matched:
            return None
        self.table.sql(
            f"MERGE INTO {{t}} AS t USING ({source}) AS s ON t.id = s.id "
            f"WHEN MATCHED AND pmod(hash(t.id), 3) < 2 THEN {matched} WHEN NOT MATCHED THEN INSERT *"
        )
        return matched

    def delete_by_equality(self) -> Optional[str]:
        """Keys that are there, with what the spec is made from, and perhaps a row of the same commit."""
        if self.version < 2:
            return None
        sources = self._sources(current=True)
        if any("." in source for source in sources):
            return None
        flat = [field.name for field in self._schema().fields if may_be_key(field.dataType)]
        names = list(dict.fromkeys([*sources, self.random.choice(flat), "id"][: self.random.randint(1, 9)]))
        names = list(dict.fromkeys([*sources, *names]))
        columns = ", ".join(f"`{name}`" for name in names)
        delta = RowDelta(self.table)
        delta.delete(f"SELECT DISTINCT {columns} FROM {self.table.name} WHERE pmod(hash({columns}), 4) = 1")
        if self.random.random() < 0.5:
            fields = [field.name for field in self._schema().fields]
            aliases = ", ".join(f"`{name}`" for name in fields)
            delta.insert(f"SELECT * FROM ({self.table.made_up(3)}) AS s({aliases})")
        delta.commit()
        return columns

    def overwrite(self) -> str:
        self.table.sql(f"INSERT OVERWRITE {{t}} {self.table.made_up(self.random.randint(1, 10))}")
        return "all"

    def add_column(self) -> str:
        parents = [(), *(path for path, kind in self._fields() if isinstance(kind, sql.StructType))]
        parent = self.random.choice(parents)
        dropped = [line.split(": ")[1].split(".")[-1] for line in self.done if line.startswith("drop_column")]
        name = self.random.choice([self._fresh(), *(name.strip("`") for name in dropped)])
        path = quoted((*parent, name))
        kind = self._new_type()
        self.table.sql(f"ALTER TABLE {{t}} ADD COLUMN {path} {kind} {self.random.choice(['', 'FIRST'])}")
        return f"{path} {kind}"

    def rename_column(self) -> str:
        path = quoted(self._named_field())
        new = self._fresh()
        self.table.sql(f"ALTER TABLE {{t}} RENAME COLUMN {path} TO `{new}`")
        return f"{path} to {new}"

    def drop_column(self) -> Optional[str]:
        path = self._named_field()
        siblings = [other for other, _ in self._fields() if other[:-1] == path[:-1]]
        if len(siblings) == 1:
            return None  # DuckDB has no struct without fields.
        if any((source + ".").startswith(".".join(path) + ".") for source in self._sources()):
            return None
        self.table.sql(f"ALTER TABLE {{t}} DROP COLUMN {quoted(path)}")
        return quoted(path)

    def promote_column(self) -> Optional[str]:
        wider = []
        for path, kind in self._fields():
            if isinstance(kind, sql.IntegerType):
                wider.append((path, "BIGINT"))
            if isinstance(kind, sql.FloatType):
                wider.append((path, "DOUBLE"))
            if isinstance(kind, sql.DecimalType) and kind.precision < 38:
                wider.append((path, f"DECIMAL({self.random.randint(kind.precision + 1, 38)}, {kind.scale})"))
        if not wider:
            return None
        path, kind = self.random.choice(wider)
        self.table.sql(f"ALTER TABLE {{t}} ALTER COLUMN {quoted(path)} TYPE {kind}")
        return f"{quoted(path)} {kind}"

    def move_column(self) -> str:
        path = quoted(self._named_field())
        self.table.sql(f"ALTER TABLE {{t}} ALTER COLUMN {path} FIRST")
        return path

    def change_spec(self) -> str:
        fields = list(self.table.java.spec().fields())
        names = [field.name() for field in fields if field.transform().toString() != "void"]
        if names and self.random.random() < 0.4:
            name = self.random.choice(names)
            self.table.sql(f"ALTER TABLE {{t}} DROP PARTITION FIELD `{name}`")
            return f"without {name}"
        found = [field for field in self._schema().fields if type(field.dataType) in _TRANSFORMS]
        field = self.random.choice(found)
        transform = self.random.choice(_TRANSFORMS[type(field.dataType)]).replace("{c}", f"`{field.name}`")
        self.table.sql(f"ALTER TABLE {{t}} ADD PARTITION FIELD {transform} AS {self._fresh()}")
        return f"with {transform}"

    def create_branch(self) -> str:
        name = self._fresh()
        self.table.sql(f"ALTER TABLE {{t}} CREATE BRANCH {name} AS OF VERSION {self._snapshot()}")
        return name

    def create_tag(self) -> str:
        name = self._fresh()
        self.table.sql(f"ALTER TABLE {{t}} CREATE TAG {name} AS OF VERSION {self._snapshot()}")
        return name

    def write_branch(self) -> Optional[str]:
        branches = [name for name, ref in dict(self.table.java.refs()).items() if ref.isBranch()]
        name = self.random.choice(branches)
        if self.random.random() < 0.5:
            self.table.insert(self.random.randint(1, 9), branch=name)
            return f"{name}: insert"
        where = "pmod(hash(id), 3) = 1"
        self.table.sql(f"DELETE FROM {{t}}.`branch_{name}` WHERE {where}")
        return f"{name}: delete {where}"

    def rollback(self) -> Optional[str]:
        parent = self.table.java.currentSnapshot().parentId()
        if parent is None:
            return None
        self.table.call("rollback_to_snapshot", f", snapshot_id => {parent}")
        return "to the parent"

    def rewrite_files(self) -> str:
        self.table.call("rewrite_data_files", ", options => map('rewrite-all', 'true')")
        return "all"

    def rewrite_manifests(self) -> str:
        self.table.call("rewrite_manifests")
        return "all"

    def change_modes(self) -> str:
        """Of v1 all are copy on write, whatever the table says."""
        modes = [self.random.choice(["copy-on-write", "merge-on-read", "merge-on-read"]) for _ in range(3)]
        listed = [
            f"'write.{name}.mode' = '{mode}'" for name, mode in zip(("delete", "update", "merge"), modes)
        ]
        self.table.sql(f"ALTER TABLE {{t}} SET TBLPROPERTIES ({', '.join(listed)})")
        return ", ".join(modes)

    def upgrade(self) -> Optional[str]:
        if self.version == 3:
            return None
        self.version += 1
        self.table.sql(f"ALTER TABLE {{t}} SET TBLPROPERTIES ('format-version' = '{self.version}')")
        return f"to v{self.version}"

    def _schema(self) -> sql.StructType:
        return self.table.spark.table(self.table.name).schema

    def _where(self) -> str:
        name = self.random.choice(self._schema().fields).name
        hashed = f"pmod(hash(id, {self.random.randrange(9)}), 5)"
        choices = [f"{hashed} = {self.random.randrange(5)}", f"{hashed} < 2", f"`{name}` IS NULL", "id > 20"]
        return self.random.choice(choices)

    def _snapshot(self) -> int:
        return self.random.choice([snapshot.snapshotId() for snapshot in self.table.java.snapshots()])

    def _sources(self, current: bool = False) -> List[str]:
        """The columns that the spec, or any spec that ever was, is made from."""
        table = self.table.java
        specs = [table.spec()] if current else list(dict(table.specs()).values())
        fields = [field for spec in specs for field in spec.fields() if not field.transform().isVoid()]
        return list(dict.fromkeys(table.schema().findColumnName(field.sourceId()) for field in fields))

    def _fields(self) -> List[Tuple[Path, sql.DataType]]:
        return list(changeable(self._schema()))

    def _named_field(self) -> Path:
        return self.random.choice(
            [path for path, _ in self._fields() if path[-1] not in ("element", "value")]
        )

    def _new_type(self) -> str:
        scalar, other = self.random.choices(_SCALARS, k=2)
        struct = f"STRUCT<p: {scalar}, `q r`: {other}>"
        nested = [
            f"ARRAY<{scalar}>",
            f"MAP<STRING, {other}>",
            struct,
            f"ARRAY<{struct}>",
            f"MAP<INT, ARRAY<{struct}>>",
        ]
        return self.random.choice([scalar, other, scalar, *nested])

    def _fresh(self) -> str:
        self._names += 1
        return f"n{self._names}"
