"""Delta tables that delta-rs writes have in their preview the rows that it reads itself, and no others."""

import json
import subprocess
from collections import Counter
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any, Dict, Optional, Tuple

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake

from oracle.export import NODE, ROOT


def rows_at(start: int) -> pa.Table:
    at = datetime(2026, 1, 1, 12, 0, 0, 123456, tzinfo=timezone.utc)
    return pa.table(
        {
            "id": pa.array([start, start + 1], pa.int64()),
            "city": pa.array(["Oslo", None]),
            "price": pa.array([Decimal("1.50"), Decimal("123456789012345678.25")], pa.decimal128(20, 2)),
            "day": pa.array([date(2026, 1, 1 + start % 3), None], pa.date32()),
            "at": pa.array([at, None], pa.timestamp("us", tz="UTC")),
            "local": pa.array([at.replace(tzinfo=None)] * 2, pa.timestamp("us")),
            "place": pa.array(["a b/c", "é=%"]),
        }
    )


def appended(table: str, times: int, **options: Any) -> None:
    for i in range(times):
        write_deltalake(table, rows_at(i * 2), mode="append", **options)


def plain(table: str) -> None:
    appended(table, 3)


def partitioned(table: str) -> None:
    appended(table, 2, partition_by=["place", "day"])


def checkpointed(table: str) -> None:
    appended(table, 4)
    DeltaTable(table).create_checkpoint()


def after_a_checkpoint(table: str) -> None:
    checkpointed(table)
    DeltaTable(table).delete("id = 3")
    write_deltalake(table, rows_at(100), mode="append")


def compacted(table: str) -> None:
    appended(table, 12, partition_by=["place"])
    DeltaTable(table).create_checkpoint()
    DeltaTable(table).optimize.compact()


def widened(table: str) -> None:
    appended(table, 2)
    more = rows_at(50).append_column("more", pa.array(["x", "y"]))
    write_deltalake(table, more, mode="append", schema_mode="merge")


def replaced(table: str) -> None:
    appended(table, 3)
    write_deltalake(table, rows_at(7), mode="overwrite")


def many_files(table: str) -> None:
    appended(table, 20)
    DeltaTable(table).create_checkpoint()


#: Of the last not all files are looked at.
TABLES = (plain, partitioned, checkpointed, after_a_checkpoint, compacted, widened, replaced, many_files)


@pytest.fixture(scope="module")
def previews(tmp_path_factory) -> Tuple[Path, Dict[str, dict]]:
    folder = tmp_path_factory.mktemp("delta")
    for write in TABLES:
        write(str(folder / write.__name__))
    command = [NODE, "--import", "tsx", "test/python/previewDelta.ts", str(folder)]
    ended = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    return folder, {line["table"]: line for line in lines}


@pytest.mark.parametrize("name", [write.__name__ for write in TABLES])
def test_has_the_rows_that_delta_rs_reads(previews, name):
    folder, shown = previews
    preview = shown[name]
    table = DeltaTable(str(folder / name)).to_pyarrow_table()
    assert sorted(preview["columns"]) == sorted(table.column_names)
    theirs = Counter(tuple(text(row[column]) for column in preview["columns"]) for row in table.to_pylist())
    ours = Counter(tuple(row) for row in preview["rows"])
    assert ours and not ours - theirs
    assert preview["isWhole"] == (ours == theirs) == (name != "many_files")


def text(value: Any) -> Optional[str]:
    """As DuckDB writes it."""
    return None if value is None else str(value).replace("+00:00", "+00")
