"""Tables of PyIceberg whose files can be told apart by their columns, and filters for them."""

import datetime
import random
import uuid
from decimal import Decimal
from typing import Any, Callable, Dict, List, NamedTuple, Set, Tuple

import pyarrow as pa
from pyiceberg import expressions as ex
from pyiceberg import types as ice
from pyiceberg.io.pyarrow import schema_to_pyarrow
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.table import Table
from pyiceberg.transforms import parse_transform

from .foldercatalog import FolderCatalog

_DAY = datetime.date(1970, 1, 1)
_MOMENT = datetime.datetime(1970, 1, 1)
_TEXTS = ["a", "aaaa", "long " * 8, "long " * 8 + "b", "ü", "\uffee", "\U0001f986", "\U0001f986" * 20]


class Column(NamedTuple):
    kind: ice.IcebergType
    transforms: List[str]
    #: A value near a number, which is that of a file: values of files overlap but little.
    value: Callable[[int, random.Random], Any]
    #: As `src/util/predicate.ts` has it: the type of the literal, and its text.
    literal: Callable[[Any], Tuple[str, str]]


def _days(at: int, random_: random.Random) -> datetime.date:
    return _DAY + datetime.timedelta(days=at * 40 + random_.randrange(-20, 20))


def _moment(at: int, random_: random.Random) -> datetime.datetime:
    return _MOMENT + datetime.timedelta(hours=at * 30, microseconds=random_.randrange(-(10**10), 10**10))


def _zoned(at: int, random_: random.Random) -> datetime.datetime:
    return _moment(at, random_).replace(tzinfo=datetime.timezone.utc)


def _whole(at: int, random_: random.Random) -> int:
    return at * 10 + random_.randrange(-6, 6)


def _floating(at: int, random_: random.Random) -> float:
    return random_.choice([float("nan"), at * 10.0, at * 10 + 0.5, -0.0, float("inf") if at > 1 else 0.25])


def _text(at: int, random_: random.Random) -> str:
    return random_.choice([chr(ord("m") + at) + random_.choice(_TEXTS), _TEXTS[at % len(_TEXTS)]])


def _uuid(at: int, random_: random.Random) -> uuid.UUID:
    return uuid.UUID(int=(at + 8) * 2**124 + random_.randrange(2**100))


_TIMES = ["identity", "bucket[3]", "year", "month", "day"]
COLUMNS: Dict[str, Column] = {
    "i": Column(
        ice.IntegerType(), ["identity", "bucket[3]", "truncate[10]"], _whole, lambda v: ("number", str(v))
    ),
    "l": Column(
        ice.LongType(), ["identity", "bucket[3]", "truncate[10]"], _whole, lambda v: ("number", str(v))
    ),
    "d": Column(
        ice.DecimalType(9, 2),
        ["identity", "bucket[3]", "truncate[50]"],
        lambda at, random_: Decimal(_whole(at, random_)).scaleb(-1).quantize(Decimal("0.01")),
        lambda v: ("number", str(v)),
    ),
    "x": Column(ice.DoubleType(), [], _floating, lambda v: ("number", repr(v))),
    "s": Column(ice.StringType(), ["identity", "bucket[3]", "truncate[2]"], _text, lambda v: ("string", v)),
    "day": Column(ice.DateType(), _TIMES, _days, lambda v: ("date", v.isoformat())),
    "ts": Column(ice.TimestampType(), [*_TIMES, "hour"], _moment, lambda v: ("timestamp", v.isoformat(" "))),
    "tz": Column(
        ice.TimestamptzType(), [*_TIMES, "hour"], _zoned, lambda v: ("timestamptz", v.isoformat(" "))
    ),
    "u": Column(ice.UUIDType(), ["bucket[3]"], _uuid, lambda v: ("string", str(v))),
    "b": Column(
        ice.BinaryType(),
        ["identity", "bucket[3]"],
        lambda at, random_: bytes([110 + at, 97 + random_.randrange(9)]) * random_.choice([1, 12]),
        lambda v: ("string", v.decode()),
    ),
    "n": Column(ice.StringType(), [], lambda at, random_: None, lambda v: ("string", "x")),
}
FILES = range(-3, 4)


def write_table(catalog: FolderCatalog, name: str, random_: random.Random) -> Table:
    fields = [ice.NestedField(i, key, column.kind) for i, (key, column) in enumerate(COLUMNS.items(), 2)]
    schema = Schema(ice.NestedField(1, "row", ice.LongType()), *fields)
    # Of one column PyIceberg writes no two fields.
    later, *keys = random_.sample([key for key in COLUMNS if COLUMNS[key].transforms], 3)
    fields_ = [_partition(schema, random_, i, key) for i, key in enumerate(keys)]
    spec = PartitionSpec(*fields_[: random_.randrange(3)])
    table = catalog.create_table(f"db.{name}", schema, partition_spec=spec)
    rows = 0
    for at in FILES:
        if at == 0 and random_.random() < 0.5:
            with table.update_spec() as change:
                transform = random_.choice(COLUMNS[later].transforms)
                change.add_field(later, parse_transform(transform), "later")
        table.append(_rows(schema, at, rows, random_))
        rows += 12
    return table


def _partition(schema: Schema, random_: random.Random, i: int, key: str) -> PartitionField:
    transform = random_.choice(COLUMNS[key].transforms)
    return PartitionField(schema.find_field(key).field_id, 1000 + i, parse_transform(transform), f"p{i}")


def _rows(schema: Schema, at: int, first: int, random_: random.Random) -> pa.Table:
    def cell(column: Column) -> Any:
        value = None if random_.random() < 0.1 else column.value(at, random_)
        return value.bytes if isinstance(value, uuid.UUID) else value

    columns: Dict[str, list] = {"row": list(range(first, first + 12))}
    # Some columns of some files are all null.
    for key, column in COLUMNS.items():
        nulls = random_.random() < 0.1
        columns[key] = [None if nulls else cell(column) for _ in range(12)]
    target = schema_to_pyarrow(schema, include_field_ids=False)
    return pa.Table.from_arrays([pa.array(columns[f.name], f.type) for f in target], schema=target)


def random_filter(random_: random.Random, depth: int = 2) -> Tuple[dict, ex.BooleanExpression, Set[str]]:
    """A predicate as JSON and as PyIceberg has it, and the columns that it asks of."""
    if depth and random_.random() < 0.5:
        parts = [random_filter(random_, depth - 1) for _ in range(2)]
        kind = random_.choice(["and", "or"])
        joined = (ex.And if kind == "and" else ex.Or)(*(part[1] for part in parts))
        return (
            {"kind": kind, "parts": [part[0] for part in parts]},
            joined,
            set().union(*(part[2] for part in parts)),
        )
    key = random_.choice(list(COLUMNS))
    column = COLUMNS[key]
    path = [key]

    def value() -> Any:
        found = column.value(random_.choice(FILES), random_)
        return "x" if found is None else found if found == found and abs_(found) else 0.5

    def literal(held: Any) -> dict:
        kind, text = column.literal(held)
        return {"type": kind, "text": text}

    way = random_.choice(["compare"] * 4 + ["in", "not-in", "is-null", "not-null", "starts-with"])
    if way in ("is-null", "not-null"):
        test = ex.IsNull(key) if way == "is-null" else ex.NotNull(key)
        return {"kind": way, "column": path}, test, {key}
    if way in ("in", "not-in"):
        values = [value() for _ in range(3)]
        # In SQL null is neither in a list nor not in it; for PyIceberg it is not in it.
        test = ex.In(key, values) if way == "in" else ex.And(ex.NotNull(key), ex.NotIn(key, values))
        return {"kind": way, "column": path, "values": [literal(v) for v in values]}, test, {key}
    if way == "starts-with" and key in ("s", "n"):
        prefix = value()[: random_.randrange(1, 4)]
        return {"kind": way, "column": path, "prefix": prefix}, ex.StartsWith(key, prefix), {key}
    operator = random_.choice(list(_OPERATORS))
    held = value()
    test = ex.And(ex.NotNull(key), _OPERATORS[operator](key, held))
    return (
        {"kind": "compare", "column": path, "operator": operator, "value": literal(held)},
        test,
        {key},
    )


def abs_(value: Any) -> bool:
    """Whether it can be written in SQL: infinity can not."""
    return not isinstance(value, float) or abs(value) < 1e300


_OPERATORS = {
    "=": ex.EqualTo,
    "!=": ex.NotEqualTo,
    "<": ex.LessThan,
    "<=": ex.LessThanOrEqual,
    ">": ex.GreaterThan,
    ">=": ex.GreaterThanOrEqual,
}
