"""What PyIceberg reads of a table, at the versions that the export has."""

from typing import Any, Iterator, Tuple

import pyarrow as pa
from pyiceberg.expressions import AlwaysTrue
from pyiceberg.io.pyarrow import ArrowScan
from pyiceberg.schema import Schema
from pyiceberg.table import Table


def versions(table: Table) -> Iterator[Tuple[str, Any, Schema]]:
    """Every version as the export names it, its snapshot's id, and the schema by which it is to be read.

    By the specification a branch is read by the table's schema, a snapshot or tag by its own.
    """
    current = table.metadata.current_snapshot_id
    yield "current", current, table.schema()
    for snapshot in table.snapshots():
        yield (
            f"snapshot {snapshot.snapshot_id}",
            snapshot.snapshot_id,
            _schema_of(table, snapshot.snapshot_id),
        )
    for name, ref in table.refs().items():
        if name != "main":
            kind = str(ref.snapshot_ref_type.value)
            is_tag = kind == "tag"
            schema = _schema_of(table, ref.snapshot_id) if is_tag else table.schema()
            yield f"{kind} {name}", ref.snapshot_id, schema


def read_rows(table: Table, snapshot_id: Any, schema: Schema) -> pa.Table:
    """The rows of a snapshot under a schema. Plain ``scan`` knows no schema but the snapshot's own."""
    tasks = [] if snapshot_id is None else table.scan(snapshot_id=snapshot_id).plan_files()
    return ArrowScan(table.metadata, table.io, schema, AlwaysTrue()).to_table(tasks)


def _schema_of(table: Table, snapshot_id: int) -> Schema:
    schema_id = table.snapshot_by_id(snapshot_id).schema_id
    return table.schema() if schema_id is None else table.schemas()[schema_id]
