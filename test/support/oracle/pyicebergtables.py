"""Tables that PyIceberg writes: a function for each history, listed in ``TABLES``."""

import random
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, Callable, Dict, Iterator
from unittest import mock

import pyarrow.parquet as pq
from pyiceberg import manifest
from pyiceberg import types as ice
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.table import Table
from pyiceberg.table.metadata import TableMetadataV3
from pyiceberg.table.snapshots import Snapshot
from pyiceberg.transforms import parse_transform
from pyiceberg.typedef import IcebergBaseModel

from .foldercatalog import FolderCatalog
from .values import random_rows

#: name → what writes it: ``build(catalog, namespace.name, properties)``.
TABLES: Dict[str, Callable[[FolderCatalog, str, dict], Table]] = {}

PRIMITIVES = {
    "boolean": ice.BooleanType(),
    "int": ice.IntegerType(),
    "long": ice.LongType(),
    "float": ice.FloatType(),
    "double": ice.DoubleType(),
    "decimal_9_2": ice.DecimalType(9, 2),
    "decimal_18_0": ice.DecimalType(18, 0),
    "decimal_38_10": ice.DecimalType(38, 10),
    "date": ice.DateType(),
    "time": ice.TimeType(),
    "timestamp": ice.TimestampType(),
    "timestamptz": ice.TimestamptzType(),
    "string": ice.StringType(),
    "uuid": ice.UUIDType(),
    "fixed": ice.FixedType(7),
    "binary": ice.BinaryType(),
}

#: Every transform that PyIceberg writes, and the types it is tried on.
TRANSFORMS = {
    "identity": [name for name in PRIMITIVES if name not in ("float", "double", "uuid")],
    "bucket[4]": [
        *("int", "long", "decimal_9_2", "string", "binary"),
        *("date", "timestamp", "timestamptz", "uuid"),
    ],
    "truncate[3]": ["int", "long", "decimal_9_2", "string"],
    "year": ["date", "timestamp", "timestamptz"],
    "month": ["date", "timestamp", "timestamptz"],
    "day": ["date", "timestamp", "timestamptz"],
    "hour": ["timestamp", "timestamptz"],
    "void": ["int", "string"],
}


def table(build: Callable) -> Callable:
    TABLES[build.__name__] = build
    return build


def seeded(name: str) -> random.Random:
    return random.Random(name)


def append(held: Table, name: str, count: int = 20, **options: object) -> None:
    held.append(random_rows(held.schema(), count, seeded(f"{name} {len(held.snapshots())}")), **options)


@contextmanager
def v3_written_as_v2() -> Iterator[None]:
    """PyIceberg 0.12 has v3 but does not write it: its manifests are those of v2 here.

    So is a table that was v2 a moment ago; that a reader must take.
    """

    def as_v2(write: Callable, format_version: int, **options: Any) -> Any:
        return write(format_version=min(format_version, 2), **options)

    where = "pyiceberg.table.update.snapshot"
    with ExitStack() as patches:
        for name in ("write_manifest", "write_manifest_list"):
            write = partial(as_v2, getattr(manifest, name))
            patches.enter_context(mock.patch(f"{where}.{name}", write))
        patches.enter_context(mock.patch(f"{where}.Snapshot", partial(Snapshot, added_rows=0)))
        to_json = mock.patch.object(TableMetadataV3, "model_dump_json", IcebergBaseModel.model_dump_json)
        patches.enter_context(to_json)
        yield


@table
def every_primitive(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    fields = [ice.NestedField(i, key, kind) for i, (key, kind) in enumerate(PRIMITIVES.items(), 1)]
    held = catalog.create_table(name, Schema(*fields), properties=properties)
    append(held, name, 200)
    append(held, name, 50)
    return held


@table
def nanoseconds(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    """Only v3 has them, so that it is v3 whatever is asked for. PyIceberg has no bounds of them."""
    properties = {"format-version": "3", "write.metadata.metrics.default": "counts"}
    kind = ice.TimestampNanoType()
    flat = ice.NestedField(1, "flat", kind)
    within = ice.NestedField(2, "within", ice.ListType(3, kind))
    held = catalog.create_table(name, Schema(flat, within), properties=properties)
    append(held, name, 50)
    return held


def nanoseconds_with_zone(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    """Not one of ``TABLES``: what is read of it is refused."""
    properties = {"format-version": "3", "write.metadata.metrics.default": "counts"}
    schema = Schema(ice.NestedField(1, "at", ice.TimestamptzNanoType()))
    held = catalog.create_table(name, schema, properties=properties)
    append(held, name, 5)
    return held


@table
def required_primitives(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    fields = [ice.NestedField(i, key, kind, True) for i, (key, kind) in enumerate(PRIMITIVES.items(), 1)]
    held = catalog.create_table(name, Schema(*fields), properties=properties)
    append(held, name, 40)
    return held


def _nested_schema() -> Schema:
    """A list, a struct, and maps of each primitive; lists, structs and maps within each other."""
    ids = iter(range(1, 1000))

    def field(name: str, kind: ice.IcebergType, required: bool = False) -> ice.NestedField:
        return ice.NestedField(next(ids), name, kind, required)

    def list_of(kind: ice.IcebergType, required: bool = False) -> ice.ListType:
        return ice.ListType(next(ids), kind, required)

    def map_of(key: ice.IcebergType, value: ice.IcebergType) -> ice.MapType:
        return ice.MapType(next(ids), key, next(ids), value, False)

    kinds = PRIMITIVES.items()
    whole = ice.StructType(*(field(name, kind) for name, kind in kinds))
    # A key that is a float has no order that two readers share.
    keyed = ice.StructType(
        *(field(name, map_of(kind, kind)) for name, kind in kinds if "float" != name != "double")
    )
    deep = list_of(
        ice.StructType(
            field("a", map_of(ice.StringType(), list_of(ice.DecimalType(12, 3)))), field("b c", whole)
        )
    )
    return Schema(
        field("lists", ice.StructType(*(field(name, list_of(kind)) for name, kind in kinds))),
        field("struct", whole),
        field("maps", keyed),
        field("deep", deep),
        field(
            "map of structs",
            map_of(
                ice.IntegerType(),
                ice.StructType(field("x", ice.TimestampType()), field("y", list_of(ice.UUIDType(), True))),
            ),
        ),
        field("list of lists", list_of(list_of(ice.DoubleType()))),
    )


@table
def nested(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    held = catalog.create_table(name, _nested_schema(), properties=properties)
    append(held, name, 60)
    return held


def _transformed(transform: str, kind: str) -> Callable:
    def build(catalog: FolderCatalog, name: str, properties: dict) -> Table:
        schema = Schema(
            ice.NestedField(1, "row", ice.LongType(), True), ice.NestedField(2, "by", PRIMITIVES[kind])
        )
        field = PartitionField(2, 1000, parse_transform(transform), "by part")
        held = catalog.create_table(name, schema, partition_spec=PartitionSpec(field), properties=properties)
        append(held, name, 12)
        held.delete("row >= 50")
        append(held, name, 4)
        return held

    return build


for _transform, _kinds in TRANSFORMS.items():
    for _kind in _kinds:
        TABLES[f"{_transform.split('[')[0]}_{_kind}"] = _transformed(_transform, _kind)


def _people(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    schema = Schema(
        ice.NestedField(1, "id", ice.IntegerType(), True),
        ice.NestedField(2, "name", ice.StringType()),
        ice.NestedField(3, "score", ice.FloatType()),
        ice.NestedField(4, "amount", ice.DecimalType(8, 2)),
        ice.NestedField(5, "day", ice.DateType()),
    )
    held = catalog.create_table(name, schema, properties=properties)
    append(held, name)
    return held


@table
def copy_on_write(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    held = _people(catalog, name, properties)
    append(held, name)
    held.delete("id < 20")
    held.overwrite(random_rows(held.schema(), 5, seeded(name)), overwrite_filter="score is null")
    held.delete("name = 'null'")
    held.overwrite(random_rows(held.schema(), 7, seeded(name)))
    held.delete("id is not null")
    return held


@table
def evolved_columns(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    held = _people(catalog, name, properties)
    with held.update_schema() as change:
        change.update_column("id", ice.LongType())
        change.update_column("score", ice.DoubleType())
        change.update_column("amount", ice.DecimalType(20, 2))
        change.rename_column("name", "full name")
    append(held, name)
    with held.update_schema() as change:
        change.add_column("name", ice.IntegerType())
        change.delete_column("day")
        change.move_first("amount")
    append(held, name)
    with held.update_schema() as change:
        change.rename_column("name", "NAME")
        change.move_after("id", "score")
    append(held, name)
    return held


@table
def same_name_again(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    held = _people(catalog, name, properties)
    for kind in (ice.StringType(), ice.LongType(), ice.StringType()):
        with held.update_schema(allow_incompatible_changes=True) as change:
            change.delete_column("name")
        append(held, name, 5)
        with held.update_schema() as change:
            change.add_column("name", kind)
        append(held, name, 5)
    return held


@table
def swapped_names(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    held = _people(catalog, name, properties)
    for old, new in (("name", "tmp"), ("day", "name"), ("tmp", "day")):
        with held.update_schema() as change:
            change.rename_column(old, new)
    append(held, name)
    return held


@table
def evolved_within(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    point = ice.StructType(
        ice.NestedField(11, "x", ice.IntegerType()),
        ice.NestedField(12, "y", ice.FloatType()),
        ice.NestedField(13, "tag", ice.StringType()),
    )
    schema = Schema(
        ice.NestedField(1, "id", ice.IntegerType(), True),
        ice.NestedField(2, "point", point),
        ice.NestedField(3, "points", ice.ListType(20, point, False)),
        ice.NestedField(4, "named", ice.MapType(30, ice.StringType(), 31, point, False)),
        ice.NestedField(5, "numbers", ice.ListType(40, ice.IntegerType(), False)),
        ice.NestedField(6, "sums", ice.MapType(50, ice.IntegerType(), 51, ice.FloatType(), False)),
    )
    held = catalog.create_table(name, schema, properties=properties)
    append(held, name)
    for path in ("point", "points.element", "named.value"):
        with held.update_schema() as change:
            change.rename_column(f"{path}.tag", "label")
            change.update_column(f"{path}.x", ice.LongType())
            change.add_column((*path.split("."), "z"), ice.DecimalType(10, 2))
        append(held, name, 6)
        with held.update_schema() as change:
            change.delete_column(f"{path}.y")
            change.move_first(f"{path}.z")
        append(held, name, 6)
        with held.update_schema() as change:
            change.add_column((*path.split("."), "y"), ice.StringType())
            inner = ice.StructType(
                ice.NestedField(90, "p", ice.DateType()), ice.NestedField(91, "q", ice.UUIDType())
            )
            change.add_column((*path.split("."), "inner"), inner)
        append(held, name, 6)
    with held.update_schema() as change:
        change.update_column("numbers.element", ice.LongType())
        change.update_column("sums.value", ice.DoubleType())
        change.rename_column("points", "many points")
    append(held, name, 6)
    return held


@table
def evolved_spec(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    held = _people(catalog, name, properties)
    with held.update_spec() as change:
        change.add_field("id", parse_transform("bucket[3]"), "shard")
        change.add_field("day", parse_transform("month"))
    append(held, name, 8)
    with held.update_spec() as change:
        if held.format_version > 1:  # PyIceberg can not write the void field that v1 keeps.
            change.remove_field("shard")
        change.add_identity("name")
    append(held, name, 8)
    with held.update_schema() as change:
        change.rename_column("name", "title")
    append(held, name, 8)
    held.delete("id > 50")
    return held


@table
def branches_and_tags(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    held = _people(catalog, name, properties)
    first = held.current_snapshot().snapshot_id
    held.manage_snapshots().create_tag(first, "v1").create_branch(first, "audit branch").commit()
    append(held, name, 5)
    with held.update_schema() as change:
        change.rename_column("name", "title")
        change.add_column("extra", ice.LongType())
    append(held, name, 5, branch="audit branch")
    append(held, name, 5)
    held.delete("id < 10", branch="audit branch")
    held.manage_snapshots().create_tag(held.current_snapshot().snapshot_id, "v/2 é").commit()
    return held


@table
def rolled_back(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    held = _people(catalog, name, properties)
    first = held.current_snapshot().snapshot_id
    append(held, name)
    held.manage_snapshots().rollback_to_snapshot(first).commit()
    append(held, name, 3)
    return held


@table
def no_snapshot(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    return catalog.create_table(name, _nested_schema(), properties=properties)


@table
def packed_metadata(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    properties = {**properties, "write.metadata.compression-codec": "gzip"}
    held = _people(catalog, name, properties)
    append(held, name)
    return held


@table
def added_files(catalog: FolderCatalog, name: str, properties: dict) -> Table:
    """Parquet without field ids, found by the names in the table's mapping: renamed columns too."""
    schema = Schema(
        ice.NestedField(1, "id", ice.LongType()),
        ice.NestedField(2, "name", ice.StringType()),
        ice.NestedField(
            3,
            "at",
            ice.StructType(
                ice.NestedField(4, "x", ice.IntegerType()), ice.NestedField(5, "y", ice.DateType())
            ),
        ),
        ice.NestedField(
            6, "all", ice.ListType(7, ice.StructType(ice.NestedField(8, "z", ice.DoubleType())), False)
        ),
        ice.NestedField(9, "by", ice.MapType(10, ice.StringType(), 11, ice.IntegerType(), False)),
    )
    held = catalog.create_table(name, schema, properties=properties)
    folder = held.location().removeprefix("file://") + "/data"
    held.append(random_rows(schema, 5, seeded(name)))
    for i in range(2):
        rows = random_rows(held.schema(), 10, seeded(f"{name} {i}"))
        pq.write_table(rows, f"{folder}/added {i}.parquet", store_schema=False)
        held.add_files([f"{folder}/added {i}.parquet"])
        if i == 0:
            with held.update_schema() as change:
                change.rename_column("name", "title")
    return held
