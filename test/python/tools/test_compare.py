"""Two results side by side are what Arrow's own joins make of the same files."""

import datetime
import json
import os
import random
from collections import Counter
from decimal import Decimal
from typing import Any, Dict, Iterator, List, Tuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from damage.worker import Worker
from oracle.export import NODE

SEED = os.environ.get("LAKEHOUSE_FUZZ_SEED") or datetime.date.today().isoformat()
PAIRS = 60 if os.environ.get("LAKEHOUSE_DEEP") else 8

NARROW = {"id": pa.int32(), "price": pa.decimal128(10, 2), "x": pa.float32(), "at": pa.timestamp("ms")}
WIDE = {"id": pa.int64(), "price": pa.decimal128(38, 6), "x": pa.float64(), "at": pa.timestamp("ns")}
NAMES = ["id", "name", "price", "x", "at", "day", "flag"]
OTHERS: Dict[str, List[Any]] = {
    "name": ["Sencha", "sencha", "", "日本", "a'b", None],
    "price": [Decimal("1.50"), Decimal("0.00"), Decimal("-99999999.99"), None],
    "x": [0.0, -0.0, 0.5, float("nan"), float("inf"), float("-inf"), None],
    "at": [datetime.datetime(2024, 2, 29, 23, 59, 59, 1000), datetime.datetime(1970, 1, 1), None],
    "day": [datetime.date(2024, 2, 29), datetime.date(1900, 1, 1), None],
    "flag": [True, False, None],
}


@pytest.fixture(scope="module")
def ours() -> Iterator[Worker]:
    worker = Worker([NODE, "--import", "tsx", "test/python/compareTables.ts"], 60, TZ="UTC")
    yield worker
    worker.close()


def test_keyed_differences_are_those_of_an_outer_join(ours, tmp_path):
    print(f"LAKEHOUSE_FUZZ_SEED={SEED}")
    random_ = random.Random(SEED)
    kinds: Counter = Counter()
    for number in range(PAIRS):
        left, right = random_pair(random_)
        answer = ask(ours, tmp_path, left, right, ["id"])
        expected, same = outer_join(left, right)
        assert answer["counts"]["same"] == same, (SEED, number)
        found = {int(row[2]): (row[0], row[1] and sorted(json.loads(row[1]))) for row in answer["rows"]}
        assert found == expected, (SEED, number)
        kinds.update(kind for kind, _ in expected.values())
    assert all(kinds[kind] > PAIRS for kind in ("left", "right", "changed")), kinds


# By the second seed DuckDB took a file for the one that lay there before, of the same size and time.
@pytest.mark.parametrize("seed", sorted({SEED, "2026-11-22"}))
def test_whole_rows_are_counted_as_by_grouping(ours, tmp_path, seed):
    random_ = random.Random(seed)
    for number in range(PAIRS):
        left, right = (table.drop_columns(["id", "at"]) for table in random_pair(random_))
        counts = ask(ours, tmp_path, left, right, [])["counts"]
        before, after = (
            Counter(plain(row) for row in table.select(left.column_names).to_pylist())
            for table in (left, right)
        )
        expected = {
            "left": (before - after).total(),
            "right": (after - before).total(),
            "changed": 0,
            "same": (before & after).total(),
        }
        assert counts == expected, (seed, number)


def outer_join(left: pa.Table, right: pa.Table) -> Tuple[Dict[int, Tuple[str, Any]], int]:
    """The kind of each key that differs, with the names of what changed; and how many are the same."""
    as_long = pa.int64()
    sides = []
    for side, table in (("l", left), ("r", right)):
        renamed = table.rename_columns(
            [name if name == "id" else f"{side}_{name}" for name in table.column_names]
        )
        at = renamed.column_names.index("id")
        renamed = renamed.set_column(at, "id", renamed["id"].cast(as_long))
        sides.append(renamed.append_column(f"{side}_here", pa.array([True] * len(table))))
    found: Dict[int, Tuple[str, Any]] = {}
    same = 0
    for row in sides[0].join(sides[1], keys="id", join_type="full outer").to_pylist():
        if not row["r_here"] or not row["l_here"]:
            found[row["id"]] = ("left" if row["l_here"] else "right", None)
            continue
        changed = [
            name for name in NAMES if name != "id" and plain(row[f"l_{name}"]) != plain(row[f"r_{name}"])
        ]
        if changed:
            found[row["id"]] = ("changed", sorted(changed))
        else:
            same += 1
    return found, same


def plain(value: Any) -> Any:
    """Equal where the values are: one NaN, one zero, moments without their library's type."""
    if isinstance(value, dict):
        return tuple(plain(item) for item in value.values())
    if isinstance(value, float):
        return "NaN" if value != value else value + 0.0
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return value


def random_pair(random_: random.Random) -> Tuple[pa.Table, pa.Table]:
    """A table, and what became of it: rows gone, new and changed, in another order and other types."""
    rows = [random_row(key, random_) for key in range(random_.choice([0, 1, 40, 300]) + 20)]
    after = [dict(row) for row in rows if random_.random() > 0.1]
    for row in after:
        if random_.random() < 0.2:
            name = random_.choice(list(OTHERS))
            row[name] = random_.choice(OTHERS[name])
    after += [random_row(10_000 + number, random_) for number in range(random_.randrange(2, 10))]
    random_.shuffle(after)
    names = random_.sample(NAMES, len(NAMES))
    return to_table(rows, NAMES, NARROW), to_table(after, names, random_.choice([NARROW, WIDE]))


def random_row(key: int, random_: random.Random) -> Dict[str, Any]:
    return {"id": key, **{name: random_.choice(values) for name, values in OTHERS.items()}}


def to_table(rows: List[Dict[str, Any]], names: List[str], types: Dict[str, pa.DataType]) -> pa.Table:
    fixed = {"name": pa.string(), "day": pa.date32(), "flag": pa.bool_()}
    schema = pa.schema([(name, {**types, **fixed}[name]) for name in names])
    return pa.Table.from_pylist(rows, schema=schema)


def ask(ours: Worker, folder, left: pa.Table, right: pa.Table, key: List[str]) -> Dict[str, Any]:
    files = [str(folder / name) for name in ("left.parquet", "right.parquet")]
    for table, file in zip((left, right), files):
        pq.write_table(table, file)
    answer = ours.ask({"left": files[0], "right": files[1], "key": key})
    assert "counts" in answer, answer
    return answer
