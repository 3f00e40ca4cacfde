"""``python -m damage.pyicebergreader``: PyIceberg's reading of a table, one file of it another one."""

import gzip
import json
import resource
import sys
from decimal import Decimal
from io import BytesIO
from typing import Any, Dict
from uuid import UUID

from pyiceberg.catalog.noop import NoopCatalog
from pyiceberg.io.pyarrow import PyArrowFileIO
from pyiceberg.manifest import clear_manifest_cache
from pyiceberg.table import StaticTable
from pyiceberg.table.metadata import TableMetadataUtil

from oracle.shapes import shape_of_pyiceberg


class _Bytes:
    """As much of an ``InputFile`` as readers use, over bytes."""

    def __init__(self, location: str, content: bytes) -> None:
        self.location = location
        self._content = content

    def open(self, seekable: bool = True) -> BytesIO:
        return BytesIO(self._content)

    def __len__(self) -> int:
        return len(self._content)


class _WithOneFileChanged(PyArrowFileIO):
    def __init__(self, location: str, content: bytes) -> None:
        super().__init__()
        self._changed = _Bytes(location, content)

    def new_input(self, location: str) -> Any:
        return self._changed if location == self._changed.location else super().new_input(location)


def read(metadata: str, changed: str, mutant: str) -> Dict[str, Any]:
    """A table by its metadata file, where ``changed`` has the content of ``mutant``."""
    clear_manifest_cache()
    with open(mutant, "rb") as file:
        io = _WithOneFileChanged(changed, file.read())
    with io.new_input(metadata).open() as stream:
        content = stream.read()
    # PyIceberg tells packed files by their names; what a file is called is not asked here.
    text = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    parsed = TableMetadataUtil.parse_raw(text.decode("utf-8"))
    table = StaticTable(("damaged",), parsed, metadata, io, NoopCatalog("damaged"))
    schema = table.schema()
    snapshot = table.current_snapshot()
    return {
        "version": parsed.format_version,
        "schema": shape_of_pyiceberg(schema),
        "snapshot": None if snapshot is None else str(snapshot.snapshot_id),
        "snapshots": sorted(str(held.snapshot_id) for held in table.snapshots()),
        "refs": sorted(
            [name, str(ref.snapshot_ref_type.value), str(ref.snapshot_id)]
            for name, ref in table.refs().items()
        ),
        **(_plan(table, snapshot, io) if snapshot is not None else {"files": [], "deletes": []}),
    }


def _plan(table: StaticTable, snapshot: Any, io: Any) -> Dict[str, Any]:
    tasks = list(table.scan().plan_files())
    entries = [entry for held in snapshot.manifests(io) for entry in held.fetch_manifest_entry(io)]
    applied = {file.file_path for task in tasks for file in task.delete_files}
    files = [_entry(entry) for entry in entries if entry.data_file.content == 0]
    assert sorted(file[0] for file in files) == sorted(task.file.file_path for task in tasks)
    deletes = [_entry(entry) for entry in entries if entry.data_file.file_path in applied]
    return {"files": sorted(files, key=json.dumps), "deletes": sorted(deletes, key=json.dumps)}


def _entry(entry: Any) -> Any:
    file = entry.data_file
    numbers = (file.record_count, file.file_size_in_bytes, entry.sequence_number, file.spec_id)
    partition = [_value(file.partition[i]) for i in range(len(file.partition))]
    return [file.file_path, *map(str, numbers), partition]


def _value(value: Any) -> Any:
    """A partition value as Avro has it."""
    if isinstance(value, Decimal):
        value = int(value.scaleb(-value.as_tuple().exponent))
    if isinstance(value, UUID):
        value = value.bytes
    return "x" + value.hex() if isinstance(value, bytes) else None if value is None else str(value)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        task = json.loads(line)
        try:
            answer: Dict[str, Any] = {"read": read(task["metadata"], task["changed"], task["mutant"])}
        except Exception as error:  # Of PyIceberg only what it reads is asked.
            answer = {"error": f"{type(error).__name__}: {str(error)[:300]}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
