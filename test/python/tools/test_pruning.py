"""Files that a filter leaves out never change an answer, and are as many as PyIceberg leaves out."""

import datetime
import os
import random
from decimal import Context, Decimal
from typing import Any, Iterator, List, Optional
from uuid import UUID

import pyarrow as pa
import pytest
from pyiceberg import types as ice
from pyiceberg.table import DataScan
from pyiceberg.transforms import parse_transform

from damage.worker import Worker
from oracle.export import NODE
from oracle.foldercatalog import FolderCatalog
from oracle.prunabletables import random_filter, write_table
from oracle.pyicebergtables import PRIMITIVES, TRANSFORMS
from oracle.values import random_value

SEED = os.environ.get("LAKEHOUSE_FUZZ_SEED") or datetime.date.today().isoformat()
IS_DEEP = bool(os.environ.get("LAKEHOUSE_DEEP"))
TABLES, FILTERS = (40, 100) if IS_DEEP else (5, 50)


@pytest.fixture(scope="module")
def ours() -> Iterator[Worker]:
    worker = Worker([NODE, "--import", "tsx", "test/python/readPruned.ts"], 60, TZ="UTC")
    yield worker
    worker.close()


def test_rows_are_those_of_all_files_and_of_pyiceberg(ours, tmp_path):
    print(f"LAKEHOUSE_FUZZ_SEED={SEED}")
    random_ = random.Random(SEED)
    catalog = FolderCatalog(tmp_path)
    compared = pruned = as_many = 0
    for number in range(TABLES):
        table = write_table(catalog, f"t{number}", random_)
        files = len(list(table.scan().plan_files()))
        for _ in range(FILTERS):
            filter_, expression, columns = random_filter(random_)
            answer = ours.ask({"folder": str(tmp_path), "table": f"t{number}", "filter": filter_})
            where = (SEED, table.spec(), filter_)
            assert "pruned" in answer, (where, answer)
            assert answer["pruned"]["rows"] == answer["whole"]["rows"], where
            assert answer["whole"]["files"] == files
            scan = table.scan(row_filter=expression, selected_fields=("row",))
            try:
                kept = len(list(scan.plan_files()))
            except TypeError:
                continue  # It compares the null of a partition with a value.
            # NaN is the greatest number for DuckDB, and none to compare with for PyIceberg.
            rows = None if "x" in columns else rows_of(scan)
            if rows is not None:
                assert rows == answer["whole"]["rows"], where
                compared += 1
            if kept < files:
                pruned += 1
                as_many += answer["pruned"]["files"] <= kept
                # PyIceberg takes a file without a count of NaN for one without NaN, and the bounds of
                # UUIDs for those of unsigned numbers, which Java's library did not write.
                assert answer["pruned"]["files"] <= kept or columns & {"x", "u"}, where
    print(f"{pruned} of {TABLES * FILTERS} filters leave out files by PyIceberg, {as_many} as many by us")
    assert compared > TABLES * FILTERS / 3
    assert pruned > TABLES * FILTERS / 10


def rows_of(scan: DataScan) -> Optional[List[int]]:
    """``None`` where Arrow can not tell: it has no such comparison of UUIDs, for one."""
    try:
        return sorted(scan.to_arrow()["row"].to_pylist())
    except pa.ArrowNotImplementedError:
        return None


@pytest.mark.parametrize("transform", [name for name in TRANSFORMS if name != "void"])
def test_partition_values_are_equal(ours, transform):
    random_ = random.Random(f"{SEED} {transform}")
    for name in TRANSFORMS[transform]:
        kind = PRIMITIVES[name]
        of = parse_transform(transform).transform(kind)
        for i in range(2_000 if IS_DEEP else 40):
            value = random_value(ice.NestedField(1, "x", kind, True), i, random_)
            if isinstance(kind, ice.UUIDType):
                value = UUID(bytes=value)
            task = {"transform": transform, "type": str(kind), "value": exact(value, kind)}
            expected = exact(within_type(of(value), kind), kind)
            assert ours.ask(task)["value"] == expected, task


def within_type(value: Any, kind: ice.IcebergType) -> Any:
    """What falls below the smallest number of its type comes in at the other end, as Java writes it."""
    bits = {ice.IntegerType: 32, ice.LongType: 64}.get(type(kind))
    return value if bits is None else (value + 2 ** (bits - 1)) % 2**bits - 2 ** (bits - 1)


def exact(value: Any, kind: ice.IcebergType) -> str:
    """As ``readPruned.ts`` has it: text as its bytes, decimals by their unscaled digits."""
    if isinstance(value, Decimal):
        return str(int(value.scaleb(kind.scale, Context(prec=60))))
    if isinstance(value, UUID):
        value = value.bytes
    if isinstance(value, str):
        value = value.encode()
    return "x" + value.hex() if isinstance(value, bytes) else str(int(value))
