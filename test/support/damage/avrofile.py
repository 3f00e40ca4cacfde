"""Avro files as parts that can be changed one by one, and written again whether they make sense or not."""

import io
import json
import struct
import zlib
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, NamedTuple, Optional

MAGIC = b"Obj\x01"


class Branch(NamedTuple):
    """The value of a union, and which of its types it has."""

    index: int
    value: Any


@dataclass
class AvroFile:
    """``metadata`` is without schema and codec; records are lists in the order of their fields."""

    schema: Any
    metadata: Dict[str, bytes]
    codec: str
    sync: bytes
    blocks: List[List[Any]]


def decode(content: bytes) -> AvroFile:
    source = io.BytesIO(content)
    assert source.read(4) == MAGIC
    metadata = dict(_read_blocks(source, _read_pair))
    schema = json.loads(metadata.pop("avro.schema"))
    codec = metadata.pop("avro.codec", b"null").decode()
    sync = source.read(16)
    blocks = []
    while source.tell() < len(content):
        count = read_long(source)
        packed = source.read(read_long(source))
        block = io.BytesIO(zlib.decompress(packed, -15) if codec == "deflate" else packed)
        blocks.append([_read(schema, block) for _ in range(count)])
        assert source.read(16) == sync
    return AvroFile(schema, metadata, codec, sync, blocks)


def encode(file: AvroFile, write_array: "Optional[Callable[..., bytes]]" = None) -> bytes:
    """``write_array(items)`` makes an array of its items' bytes; there is more than one right way."""
    metadata = {**file.metadata, "avro.schema": json.dumps(file.schema).encode()}
    if file.codec:
        metadata["avro.codec"] = file.codec.encode()
    pairs = [write_bytes(key.encode()) + write_bytes(value) for key, value in metadata.items()]
    parts = [MAGIC, one_block(pairs), file.sync]
    for records in file.blocks:
        block = b"".join(_write(file.schema, record, write_array or one_block) for record in records)
        packed = deflate(block) if file.codec == "deflate" else block
        parts += [write_long(len(records)), write_bytes(packed), file.sync]
    return b"".join(parts)


def read_long(source: io.BytesIO) -> int:
    value = shift = 0
    while True:
        byte = source.read(1)[0]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return (value >> 1) ^ -(value & 1)
        shift += 7


def write_long(value: int) -> bytes:
    zigzag = value * 2 if value >= 0 else -value * 2 - 1
    parts = bytearray()
    while zigzag > 0x7F:
        parts.append(zigzag & 0x7F | 0x80)
        zigzag >>= 7
    return bytes([*parts, zigzag])


def write_bytes(value: bytes) -> bytes:
    return write_long(len(value)) + value


def deflate(block: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(block) + packer.flush()


def one_block(items: List[bytes]) -> bytes:
    return (write_long(len(items)) if items else b"") + b"".join(items) + b"\x00"


def many_sized_blocks(items: List[bytes]) -> bytes:
    """Each item in a block of its own that says its length, as a negative count announces."""
    return b"".join(write_long(-1) + write_bytes(item) for item in items) + b"\x00"


def _read_pair(source: io.BytesIO) -> Any:
    return source.read(read_long(source)).decode(), source.read(read_long(source))


def _read_blocks(source: io.BytesIO, read: Callable[[io.BytesIO], Any]) -> List[Any]:
    items: List[Any] = []
    while count := read_long(source):
        if count < 0:
            count = -count
            read_long(source)
        items += [read(source) for _ in range(count)]
    return items


def kind_of(schema: Any) -> str:
    if isinstance(schema, list):
        return "union"
    if isinstance(schema, str):
        return schema
    if not isinstance(schema, dict):
        return "null"
    return kind_of(schema["type"]) if isinstance(schema["type"], (dict, list)) else schema["type"]


def _read(schema: Any, source: io.BytesIO) -> Any:
    kind = kind_of(schema)
    if kind == "record":
        return [_read(field["type"], source) for field in schema["fields"]]
    if kind == "union":
        index = read_long(source)
        return Branch(index, _read(schema[index], source))
    if kind == "array":
        return _read_blocks(source, lambda inside: _read(schema["items"], inside))
    if kind == "fixed":
        return source.read(schema["size"])
    if kind == "null":
        return None
    if kind == "boolean":
        return source.read(1) == b"\x01"
    if kind in ("int", "long"):
        return read_long(source)
    if kind in ("bytes", "string"):
        content = source.read(read_long(source))
        return content if kind == "bytes" else content.decode()
    code = {"float": "<f", "double": "<d"}[kind]
    return struct.unpack(code, source.read(struct.calcsize(code)))[0]


def _write(schema: Any, value: Any, array: Callable[[List[bytes]], bytes]) -> bytes:
    """By the value where it does not fit the schema: damage is what this is for."""
    if isinstance(value, Branch):
        in_range = isinstance(schema, list) and 0 <= value.index < len(schema)
        inner = schema[value.index] if in_range else "null"
        return write_long(value.index) + _write(inner, value.value, array)
    kind = kind_of(schema)
    if isinstance(value, list):
        if kind == "record":
            return b"".join(
                _write(field["type"], part, array) for field, part in zip(schema.get("fields", []), value)
            )
        return array([_write(schema["items"] if kind == "array" else "bytes", item, array) for item in value])
    if value is None:
        return b""
    if isinstance(value, bool):
        return b"\x01" if value else b"\x00"
    if isinstance(value, int):
        return write_long(value)
    if isinstance(value, float):
        return struct.pack("<f" if kind == "float" else "<d", value)
    content = value.encode() if isinstance(value, str) else value
    return content if kind == "fixed" else write_bytes(content)
