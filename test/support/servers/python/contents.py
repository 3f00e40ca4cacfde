"""What every catalog's suite finds: the same tables, written by PyIceberg through the catalog itself."""

from typing import Tuple

import pyarrow as pa
from pyiceberg.catalog import Catalog
from pyiceberg.expressions import In
from pyiceberg.schema import Schema
from pyiceberg.table import Table
from pyiceberg.types import LongType, NestedField, StringType

#: A name that is text everywhere, whatever it looks like (`hostileName` of `catalogContract.ts`).
HOSTILE = "<img src=x onerror=alert(1)>"

#: The beginning of a metadata file that was cut.
CUT_METADATA = b'{"format-version": 2,'

_SCHEMA = Schema(
    NestedField(1, "id", LongType(), required=True),
    NestedField(2, "note", StringType(), required=False, doc="What was said"),
    identifier_field_ids=[1],
)
_ARROW = pa.schema([pa.field("id", pa.int64(), nullable=False), pa.field("note", pa.string())])


def create_orders(catalog: Catalog, identifier: Tuple[str, ...], **options: str) -> Table:
    """Two appends, then two of seven rows deleted: five rows now. The tag ``first`` has four."""
    properties = {"comment": "What was ordered", "owner": "sales"}
    table = catalog.create_table(identifier, _SCHEMA, properties=properties, **options)
    table.append(_rows(range(4), "n{}"))
    table.append(_rows(range(4, 7), None))
    table.delete(In("id", [1, 5]))
    first = min(table.snapshots(), key=lambda snapshot: snapshot.timestamp_ms)
    table.manage_snapshots().create_tag(first.snapshot_id, "first").commit()
    return catalog.load_table(identifier)


def create_empty(catalog: Catalog, identifier: Tuple[str, ...], **options: str) -> Table:
    """A table of the same columns that was never written to."""
    return catalog.create_table(identifier, _SCHEMA, **options)


def _rows(ids: range, note: "str | None") -> pa.Table:
    notes = [None if note is None else note.format(i) for i in ids]
    return pa.table({"id": list(ids), "note": notes}, schema=_ARROW)
