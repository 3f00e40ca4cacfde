"""Random histories of tables that PyIceberg writes."""

from pathlib import Path
from typing import Any, ClassVar, Dict, Iterator, Optional, Tuple

import pyarrow.parquet as pq
from pyiceberg import types as ice
from pyiceberg.exceptions import ValidationError
from pyiceberg.schema import Schema
from pyiceberg.table import Table
from pyiceberg.transforms import parse_transform

from .foldercatalog import FolderCatalog
from .history import History
from .values import random_rows

_SCALARS = [
    *(ice.BooleanType(), ice.IntegerType(), ice.LongType(), ice.FloatType(), ice.DoubleType()),
    *(ice.DecimalType(9, 2), ice.DecimalType(30, 5), ice.DateType(), ice.TimeType(), ice.TimestampType()),
    *(ice.TimestamptzType(), ice.StringType(), ice.UUIDType(), ice.FixedType(5), ice.BinaryType()),
]
_TRANSFORMS = {
    ice.IntegerType: ["identity", "bucket[3]", "truncate[10]"],
    ice.LongType: ["identity", "bucket[3]", "truncate[10]"],
    ice.StringType: ["identity", "bucket[3]", "truncate[2]"],
    ice.DateType: ["identity", "year", "month", "day", "bucket[2]"],
    ice.TimestampType: ["year", "month", "day", "hour"],
    ice.TimestamptzType: ["year", "month", "day", "hour"],
    ice.DecimalType: ["identity", "bucket[2]", "truncate[50]"],
}


class PyIcebergHistory(History):
    operations: ClassVar[Dict[str, int]] = {
        "append": 8,
        "delete": 5,
        "overwrite": 2,
        "overwrite_partitions": 1,
        "add_file": 1,
        "add_column": 3,
        "rename_column": 3,
        "drop_column": 2,
        "promote_column": 3,
        "move_column": 1,
        "change_spec": 2,
        "create_branch": 1,
        "create_tag": 1,
        "append_to_branch": 1,
        "rollback": 1,
        "upgrade": 1,
    }
    # PyIceberg has no one word for what it does not do.
    refusals = (ValueError, NotImplementedError, ValidationError, TypeError)

    def __init__(self, seed: str, catalog: FolderCatalog, name: str):
        super().__init__(seed)
        version = self.random.choice("12")
        point = ice.StructType(
            ice.NestedField(11, "x", ice.IntegerType()), ice.NestedField(12, "y", ice.FloatType())
        )
        schema = Schema(
            ice.NestedField(1, "id", ice.IntegerType(), True),
            ice.NestedField(2, "name", ice.StringType()),
            ice.NestedField(3, "at", ice.TimestampType()),
            ice.NestedField(4, "price", ice.DecimalType(9, 2)),
            ice.NestedField(5, "point", point),
            ice.NestedField(6, "points", ice.ListType(20, point, False)),
            ice.NestedField(7, "named", ice.MapType(30, ice.StringType(), 31, point, False)),
        )
        self.table: Table = catalog.create_table(name, schema, properties={"format-version": version})
        self._names = 0
        self.done.append(f"created: v{version}; {self.append()}")

    def append(self) -> str:
        rows = self._rows()
        self.table.append(rows)
        return f"{len(rows)} rows"

    def delete(self) -> str:
        where = self._where()
        self.table.delete(where)
        return where

    def overwrite(self) -> str:
        where = self._where()
        self.table.overwrite(self._rows(), overwrite_filter=where)
        return where

    def overwrite_partitions(self) -> Optional[str]:
        if self.table.spec().is_unpartitioned():
            return None
        self.table.dynamic_partition_overwrite(self._rows())
        return "those of some rows"

    def add_file(self) -> Optional[str]:
        """A Parquet file without field ids."""
        if not self.table.spec().is_unpartitioned():
            return None
        path = Path(self.table.location().removeprefix("file://"), "data", f"added-{self._fresh()}.parquet")
        path.parent.mkdir(exist_ok=True)
        pq.write_table(self._rows(), path, store_schema=False)
        self.table.add_files([str(path)])
        return path.name

    def add_column(self) -> str:
        parents = [(), *(path for path, kind in self._fields() if isinstance(kind, ice.StructType))]
        parent = self.random.choice(parents)
        kind = self._new_type()
        dropped = [line.split(": ")[1] for line in self.done if line.startswith("drop_column")]
        name = self.random.choice([self._fresh(), *(path.rpartition("/")[2] for path in dropped)])
        with self.table.update_schema() as change:
            change.add_column((*parent, name), kind)
        return f"{'/'.join((*parent, name))} {kind}"

    def rename_column(self) -> Optional[str]:
        path = self._named_field()
        new = self._fresh()
        with self.table.update_schema() as change:
            change.rename_column(path, new)
        return f"{'/'.join(path)} to {new}"

    def drop_column(self) -> Optional[str]:
        path = self._named_field()
        siblings = [other for other, _ in self._fields() if other[:-1] == path[:-1]]
        if len(siblings) == 1:
            return None  # DuckDB has no struct without fields.
        sources = {field.source_id for spec in self.table.specs().values() for field in spec.fields}
        if self.table.schema().find_field(".".join(path)).field_id in sources:
            return None
        with self.table.update_schema() as change:
            change.delete_column(path)
        return "/".join(path)

    def promote_column(self) -> Optional[str]:
        wider = []
        for path, kind in self._fields():
            if isinstance(kind, ice.IntegerType):
                wider.append((path, ice.LongType()))
            if isinstance(kind, ice.FloatType):
                wider.append((path, ice.DoubleType()))
            if isinstance(kind, ice.DecimalType) and kind.precision < 38:
                wider.append((path, ice.DecimalType(self.random.randint(kind.precision + 1, 38), kind.scale)))
        if not wider:
            return None
        path, kind = self.random.choice(wider)
        with self.table.update_schema() as change:
            change.update_column(path, kind)
        return f"{'/'.join(path)} {kind}"

    def move_column(self) -> str:
        path = self._named_field()
        with self.table.update_schema() as change:
            change.move_first(path)
        return "/".join(path)

    def change_spec(self) -> Optional[str]:
        fields = self.table.spec().fields
        if fields and self.random.random() < 0.4 and self.table.format_version > 1:
            name = self.random.choice(fields).name
            with self.table.update_spec() as change:
                change.remove_field(name)
            return f"without {name}"
        found = [
            (field.name, kind)
            for field in self.table.schema().fields
            if (kind := type(field.field_type)) in _TRANSFORMS
        ]
        column, kind = self.random.choice(found)
        transform = self.random.choice(_TRANSFORMS[kind])
        with self.table.update_spec() as change:
            change.add_field(column, parse_transform(transform), self._fresh())
        return f"with {transform} of {column}"

    def create_branch(self) -> Optional[str]:
        snapshots = self.table.snapshots()
        if not snapshots:
            return None
        name = self._fresh()
        self.table.manage_snapshots().create_branch(self.random.choice(snapshots).snapshot_id, name).commit()
        return name

    def create_tag(self) -> Optional[str]:
        snapshots = self.table.snapshots()
        if not snapshots:
            return None
        name = self._fresh()
        self.table.manage_snapshots().create_tag(self.random.choice(snapshots).snapshot_id, name).commit()
        return name

    def append_to_branch(self) -> Optional[str]:
        branches = [name for name, ref in self.table.refs().items() if ref.snapshot_ref_type == "branch"]
        if not branches:
            return None
        name = self.random.choice(branches)
        self.table.append(self._rows(), branch=name)
        return name

    def rollback(self) -> Optional[str]:
        current = self.table.current_snapshot()
        if current is None or current.parent_snapshot_id is None:
            return None
        self.table.manage_snapshots().rollback_to_snapshot(current.parent_snapshot_id).commit()
        return "to the parent"

    def upgrade(self) -> Optional[str]:
        if self.table.format_version > 1:
            return None
        with self.table.transaction() as change:
            change.upgrade_table_version(2)
        return "to v2"

    def _rows(self) -> Any:
        return random_rows(self.table.schema(), self.random.randint(1, 15), self.random)

    def _where(self) -> str:
        bound = self.random.randint(-5, 100)
        choices = [f"id < {bound}", f"id > {bound}", f"id = {bound}", f"id in ({bound}, {bound + 1}, -1)"]
        for field in self.table.schema().fields:
            if isinstance(field.field_type, ice.PrimitiveType) and not field.required:
                choices.append(f"{field.name} is null")
        return self.random.choice(choices)

    def _fields(self) -> Iterator[Tuple[Tuple[str, ...], ice.IcebergType]]:
        """Paths and types of all that may be changed: ``id`` is not, nor the key of a map."""

        def within(path: Tuple[str, ...], kind: ice.IcebergType) -> Iterator[Tuple[Tuple[str, ...], Any]]:
            yield path, kind
            if isinstance(kind, ice.StructType):
                for field in kind.fields:
                    yield from within((*path, field.name), field.field_type)
            if isinstance(kind, ice.ListType):
                yield from within((*path, "element"), kind.element_type)
            if isinstance(kind, ice.MapType):
                yield from within((*path, "value"), kind.value_type)

        for field in self.table.schema().fields:
            if field.name != "id":
                yield from within((field.name,), field.field_type)

    def _named_field(self) -> Tuple[str, ...]:
        return self.random.choice(
            [path for path, _ in self._fields() if path[-1] not in ("element", "value")]
        )

    def _new_type(self) -> ice.IcebergType:
        scalar = self.random.choice(_SCALARS)
        other = self.random.choice(_SCALARS)
        struct = ice.StructType(ice.NestedField(901, "p", scalar), ice.NestedField(902, "q r", other))
        nested = [
            ice.ListType(903, scalar, False),
            ice.MapType(904, ice.StringType(), 905, scalar, False),
            struct,
            ice.ListType(906, struct, False),
            ice.MapType(907, ice.IntegerType(), 908, ice.ListType(909, struct, False), False),
        ]
        return self.random.choice([scalar, other, scalar, *nested])

    def _fresh(self) -> str:
        self._names += 1
        return f"n{self._names}"
