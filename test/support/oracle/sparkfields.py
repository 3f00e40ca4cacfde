"""The fields of a schema of Spark, those within columns too, by their paths."""

from typing import Iterator, Tuple

from pyspark.sql import types as sql

from .sparktable import PRIMITIVES

#: Names from the outermost in; ``element`` is what a list holds, ``value`` what a map does.
Path = Tuple[str, ...]


def changeable(schema: sql.StructType) -> Iterator[Tuple[Path, sql.DataType]]:
    """All that a random history may change: not the column ``id``, nor the key of a map."""
    for field in schema.fields:
        if field.name != "id":
            yield from _within((field.name,), field.dataType)


def _within(path: Path, kind: sql.DataType) -> Iterator[Tuple[Path, sql.DataType]]:
    yield path, kind
    if isinstance(kind, sql.StructType):
        for field in kind.fields:
            yield from _within((*path, field.name), field.dataType)
    if isinstance(kind, sql.ArrayType):
        yield from _within((*path, "element"), kind.elementType)
    if isinstance(kind, sql.MapType):
        yield from _within((*path, "value"), kind.valueType)


def may_be_key(kind: sql.DataType) -> bool:
    """Whether deletes compare it alike everywhere: zero has two signs in a float."""
    return type(kind) in PRIMITIVES.keys() - {sql.FloatType, sql.DoubleType} or isinstance(
        kind, sql.DecimalType
    )


def quoted(path: Path) -> str:
    return ".".join(f"`{name}`" for name in path)
