"""Random values of every type of PyIceberg, edges first among them, as Arrow takes them."""

import random
import struct
from decimal import Context, Decimal
from itertools import accumulate
from typing import Any, Dict, List

import pyarrow as pa
from pyiceberg import types as ice
from pyiceberg.io.pyarrow import schema_to_pyarrow
from pyiceberg.schema import Schema

#: What each type has beside random values. Times are whole numbers: days, and micro- or nanoseconds.
EDGES: Dict[Any, List[Any]] = {
    ice.BooleanType: [True, False],
    ice.IntegerType: [0, -1, 2**31 - 1, -(2**31)],
    ice.LongType: [0, -1, 2**53 + 1, 2**63 - 1, -(2**63)],
    ice.FloatType: [0.0, -0.0, float("nan"), float("inf"), float("-inf"), 2**-149, 0.1],
    ice.DoubleType: [0.0, -0.0, float("nan"), float("inf"), float("-inf"), 5e-324, 0.1, 1e22, 1e-7],
    ice.StringType: ["", "null", "a/b=c d%20", "Ünï\u00a0çode 🦆", "quote ' \" \\ \n\t", "x" * 40],
    ice.BinaryType: [b"", b"\x00", b"\xff\xfe", bytes(range(40))],
    ice.UUIDType: [b"\x00" * 16, b"\xff" * 16, bytes(range(16))],
    ice.DateType: [0, -1, -719_162, 2_932_896, 19_000],
    ice.TimeType: [0, 86_399_999_999, 1],
    ice.TimestampType: [0, -1, -62_135_596_800_000_000, 253_402_300_799_999_999, 1_700_000_000_123_456],
    ice.TimestamptzType: [0, -1, -62_135_596_800_000_000, 253_402_300_799_999_999, 1_700_000_000_123_456],
    ice.TimestampNanoType: [0, -1, 1_700_000_000_123_456_789, -9_000_000_000_000_000_001],
    ice.TimestamptzNanoType: [0, -1, 1_700_000_000_123_456_789],
}

#: Arithmetic that keeps all 38 digits of a decimal.
_WIDE = Context(prec=60)


def random_rows(schema: Schema, count: int, random_: random.Random) -> pa.Table:
    """Rows for a schema: first the edges of each primitive type in turn, then random ones with NULLs."""
    columns = [[random_value(field, i, random_) for i in range(count)] for field in schema.fields]
    target = schema_to_pyarrow(schema, include_field_ids=False)
    arrays = [to_array(values, field.type) for values, field in zip(columns, target)]
    return pa.Table.from_arrays(arrays, schema=target)


def to_array(values: List[Any], kind: pa.DataType) -> pa.Array:
    """``pa.array``, for UUIDs within lists, maps and structs as well, which that one has not."""
    if not pa.types.is_nested(kind):
        return pa.array(values, kind)
    missing = pa.array([value is None for value in values], pa.bool_())
    if pa.types.is_struct(kind):
        fields = [
            to_array([None if value is None else value[field.name] for value in values], field.type)
            for field in kind
        ]
        return pa.StructArray.from_arrays(fields, fields=list(kind), mask=missing)
    offsets = pa.array(accumulate([len(value or ()) for value in values], initial=0), pa.int32())
    held = [item for value in values for item in value or ()]
    if pa.types.is_map(kind):
        keys = to_array([key for key, _ in held], kind.key_type)
        items = to_array([item for _, item in held], kind.item_type)
        validity = pa.py_buffer(pa.array([value is not None for value in values], pa.bool_()).buffers()[1])
        entries = pa.StructArray.from_arrays([keys, items], fields=[kind.key_field, kind.item_field])
        return pa.Array.from_buffers(kind, len(values), [validity, offsets.buffers()[1]], children=[entries])
    items = to_array(held, kind.value_type)
    from_arrays = pa.LargeListArray.from_arrays if pa.types.is_large_list(kind) else pa.ListArray.from_arrays
    offsets = offsets.cast(pa.int64()) if pa.types.is_large_list(kind) else offsets
    return from_arrays(offsets, items, type=kind, mask=missing)


def random_value(field: ice.NestedField, index: int, random_: random.Random) -> Any:
    """``index`` counts the rows: the first get the edges of the type one by one."""
    kind = field.field_type
    edges = _edges(kind)
    if index < len(edges):
        return edges[index]
    # PyIceberg makes an empty list of a missing one of structs, as it reads and as it writes.
    if not field.required and not _holds_structs(kind) and random_.random() < 0.2:
        return None
    if isinstance(kind, ice.StructType):
        return {part.name: random_value(part, index + 99, random_) for part in kind.fields}
    if isinstance(kind, ice.ListType):
        return [random_value(kind.element_field, 99, random_) for _ in range(random_.randrange(4))]
    if isinstance(kind, ice.MapType):
        keys = [random_value(kind.key_field, 99, random_) for _ in range(random_.randrange(4))]
        unique = {repr(key): key for key in keys}.values()
        return [(key, random_value(kind.value_field, 99, random_)) for key in unique]
    return random_.choice(edges) if random_.random() < 0.1 else _random_primitive(kind, random_)


def _holds_structs(kind: Any) -> bool:
    held = getattr(kind, "element_type", None) or getattr(kind, "value_type", None)
    return isinstance(held, ice.StructType)


def _edges(kind: Any) -> List[Any]:
    if isinstance(kind, ice.DecimalType):
        largest = Decimal(10**kind.precision - 1).scaleb(-kind.scale, _WIDE)
        return [
            Decimal(0).scaleb(-kind.scale),
            largest,
            largest.copy_negate(),
            Decimal(1).scaleb(-kind.scale),
        ]
    if isinstance(kind, ice.FixedType):
        return [b"\x00" * len(kind), b"\xff" * len(kind)]
    return EDGES.get(type(kind), [])


def _random_primitive(kind: Any, random_: random.Random) -> Any:
    if isinstance(kind, ice.BooleanType):
        return random_.random() < 0.5
    if isinstance(kind, ice.IntegerType):
        return random_.choice([random_.randrange(-20, 100), random_.randrange(-(2**31), 2**31)])
    if isinstance(kind, ice.LongType):
        return random_.choice([random_.randrange(-20, 100), random_.randrange(-(2**63), 2**63)])
    if isinstance(kind, ice.FloatType):
        return struct.unpack("<f", struct.pack("<f", random_.uniform(-1e6, 1e6)))[0]
    if isinstance(kind, ice.DoubleType):
        return random_.choice(
            [random_.uniform(-1e6, 1e6), random_.uniform(-1, 1) * 10.0 ** random_.randrange(-300, 300)]
        )
    if isinstance(kind, ice.DecimalType):
        digits = random_.randrange(10 ** random_.randrange(kind.precision + 1))
        return Decimal(random_.choice([digits, -digits])).scaleb(-kind.scale, _WIDE)
    if isinstance(kind, ice.StringType):
        return "".join(random_.choice("abcdeäö漢🦆 _-") for _ in range(random_.randrange(9)))
    if isinstance(kind, ice.BinaryType):
        return random_.randbytes(random_.randrange(9))
    if isinstance(kind, (ice.UUIDType, ice.FixedType)):
        return random_.randbytes(16 if isinstance(kind, ice.UUIDType) else len(kind))
    if isinstance(kind, ice.DateType):
        return random_.randrange(-40_000, 40_000)
    if isinstance(kind, ice.TimeType):
        return random_.randrange(86_400_000_000)
    if isinstance(kind, (ice.TimestampType, ice.TimestamptzType)):
        return random_.randrange(-3 * 10**15, 3 * 10**15)
    if isinstance(kind, (ice.TimestampNanoType, ice.TimestamptzNanoType)):
        return random_.randrange(-(10**18), 2 * 10**18)
    raise TypeError(f"no values of {kind}")
