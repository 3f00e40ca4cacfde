"""Values of Arrow without loss, in the form that ``test/support/exactValue.ts`` gives those of DuckDB."""

import decimal
import json
import math
import uuid
from collections import Counter
from typing import Any, Callable, List

import pyarrow as pa


def exact_rows(table: pa.Table) -> Counter:
    """The rows of a table and how often each is there; each is one text of JSON."""
    columns = [exact_column(column) for column in table.columns]
    return Counter(map(to_json, zip(*columns)) if columns else [])


def exact_column(column: pa.ChunkedArray) -> List[Any]:
    return [value for chunk in column.chunks for value in exact_values(chunk)]


def exact_values(array: pa.Array) -> List[Any]:
    """The values of an array as Python's ``json`` takes them; what each type becomes is listed there."""
    if isinstance(array, pa.ExtensionArray):
        array = array.storage if array.type != _UUID else array
    kind = array.type
    if kind == _UUID:
        return _each(array.storage.to_pylist(), lambda value: str(uuid.UUID(bytes=value)))
    if pa.types.is_dictionary(kind):
        return exact_values(array.dictionary_decode())
    if pa.types.is_null(kind) or pa.types.is_boolean(kind) or _is_text(kind):
        return array.to_pylist()
    if pa.types.is_integer(kind):
        return _each(array.to_pylist(), str)
    if pa.types.is_floating(kind):
        return _each(array.to_pylist(), exact_float)
    if pa.types.is_decimal(kind):
        return _each(array.to_pylist(), lambda value: f"{value:f}")
    if pa.types.is_date(kind):
        return _counted(array.cast(pa.date32()), pa.int32(), "d")
    if pa.types.is_time64(kind) or pa.types.is_timestamp(kind):
        zone = " UTC" if getattr(kind, "tz", None) else ""
        return _counted(array, pa.int64(), kind.unit + zone)
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        return _each(array.to_pylist(), lambda value: "x" + value.hex())
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        items = exact_values(array.values)
        return [None if bounds is None else items[slice(*bounds)] for bounds in _bounds(array)]
    if pa.types.is_map(kind):
        entries = list(zip(exact_values(array.keys), exact_values(array.items)))
        return [None if bounds is None else exact_map(entries[slice(*bounds)]) for bounds in _bounds(array)]
    if pa.types.is_struct(kind):
        names = [field.name for field in kind]
        fields = [exact_values(array.field(i)) for i in range(len(names))]
        held = zip(*fields) if fields else ([] for _ in range(len(array)))
        valid = array.is_valid().to_pylist()
        return [dict(zip(names, values)) if there else None for values, there in zip(held, valid)]
    raise TypeError(f"no exact form of {kind}")


def exact_map(entries: list) -> Any:
    return {"map": sorted(entries, key=lambda entry: to_json(entry[0]).encode())}


def exact_float(value: float) -> str:
    """The shortest digits that give the number back, as JavaScript's ``toExponential`` writes them."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    sign, digits, exponent = decimal.Decimal(repr(value)).as_tuple()
    text = "".join(map(str, digits))
    exponent += len(text) - 1
    text = text.rstrip("0") or "0"
    fraction = f".{text[1:]}" if len(text) > 1 else ""
    return f"{'-' * sign}{text[0]}{fraction}e{'+' if exponent >= 0 or text == '0' else '-'}" + str(
        0 if text == "0" else abs(exponent)
    )


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_UUID = pa.uuid()


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)


def _each(values: list, exact: Callable[[Any], Any]) -> List[Any]:
    return [None if value is None else exact(value) for value in values]


def _counted(array: pa.Array, integers: pa.DataType, unit: str) -> List[Any]:
    return _each(array.view(integers).to_pylist(), lambda value: f"{value} {unit}")


def _bounds(array: pa.Array) -> list:
    offsets = array.offsets.to_pylist()
    valid = array.is_valid().to_pylist()
    return [bounds if there else None for *bounds, there in zip(offsets, offsets[1:], valid)]
