"""What PyIceberg reads of a table, at the versions that the export has."""

from collections import Counter
from typing import Any, Dict, Iterator, Tuple

import pyarrow as pa
from pyiceberg.expressions import AlwaysTrue
from pyiceberg.io.pyarrow import ArrowScan
from pyiceberg.schema import Schema
from pyiceberg.table import Table

from .exact import exact_rows
from .export import Read, difference
from .shapes import shape_of_pyiceberg


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


def read_rows(table: Table, snapshot_id: Any, schema: Schema) -> Counter:
    """The rows of a snapshot under a schema. Plain ``scan`` knows no schema but the snapshot's own."""
    if snapshot_id is None:
        return Counter()
    tasks = table.scan(snapshot_id=snapshot_id).plan_files()
    scan = ArrowScan(table.metadata, table.io, schema, AlwaysTrue())
    # Arrow makes no empty table with UUIDs within columns, and none of batches without a row.
    return sum(
        (exact_rows(pa.Table.from_batches([batch])) for batch in scan.to_record_batches(tasks)), Counter()
    )


def _schema_of(table: Table, snapshot_id: int) -> Schema:
    schema_id = table.snapshot_by_id(snapshot_id).schema_id
    return table.schema() if schema_id is None else table.schemas()[schema_id]


def check(table: Table, name: str, ours: Dict[Tuple[str, str], Read]) -> int:
    """Fails unless our rows and schemas of a table are PyIceberg's at every version; counts the rows."""
    found = list(versions(table))
    compared = 0
    for version, snapshot_id, schema in found:
        read = ours[name, version]
        assert read.error is None, (name, version, read.error)
        assert read.schema == shape_of_pyiceberg(schema), (name, version)
        rows = read_rows(table, snapshot_id, schema)
        assert not difference(rows, read.rows), (name, version, difference(rows, read.rows))
        compared += sum(rows.values())
    assert len(found) == sum(1 for of, _ in ours if of == name), f"{name}: not every version is there"
    return compared
