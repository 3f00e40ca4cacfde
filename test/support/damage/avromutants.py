"""Damage to what a manifest or a manifest list says, and other right ways to write it."""

import json
import random
import zlib
from functools import cache
from typing import Any, Callable, List, Tuple

from .avrofile import AvroFile, Branch, decode, encode, kind_of, many_sized_blocks, write_long

LONGS = [0, 1, 2, 3, -1, 2**31 - 1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63), 2**64 + 1, 2**77]
TEXTS = ["", "x", "s3://elsewhere/x.avro", "/etc/passwd", "../../x", "PARQUET", "orc", "é🦆\u0000"]


def damage_avro(content: bytes, random_: random.Random) -> bytes:
    way = random_.choice(_WHOLE if random_.random() < 0.2 else [_by_parts])
    file = decode(content)
    # A manifest that is shorter than its list says is refused before it is looked at.
    file.metadata["padding"] = b" " * 600
    return way(file, random_)


def _by_parts(file: AvroFile, random_: random.Random) -> bytes:
    for _ in range(random_.choice([1, 1, 1, 2, 4])):
        try:
            random_.choice(_WAYS)(file, random_)
        except (AttributeError, IndexError, KeyError, TypeError):
            break  # Its records fit their schema no more, by what was done before.
    return encode(file)


# Records: a value and its type, wherever in them it lies.


def _values(schema: Any, value: Any, put: Callable[[Any], None], path: str = "") -> Any:
    """Every value within one, as (schema, value, what puts another in its place)."""
    yield schema, value, put
    if isinstance(value, Branch):
        inner = schema[value.index]
        yield from _values(inner, value.value, lambda new: put(Branch(value.index, new)), path)
    elif isinstance(value, list):
        for i, item in enumerate(value):
            inner = schema["fields"][i]["type"] if kind_of(schema) == "record" else schema["items"]
            yield from _values(inner, item, lambda new, i=i: value.__setitem__(i, new), path)


def _pick(file: AvroFile, random_: random.Random, *kinds: str) -> Tuple[Any, Any, Callable]:
    """A random value of one of the kinds; what is put in the place of none goes nowhere."""
    records = [(block, i) for block in file.blocks for i in range(len(block))]
    if not records:
        return None, None, lambda new: None
    block, i = random_.choice(records)
    found = [
        held
        for held in _values(file.schema, block[i], lambda new: block.__setitem__(i, new))
        if kind_of(held[0]) in kinds
    ]
    return random_.choice(found or [(None, None, lambda new: None)])


def _long(file: AvroFile, random_: random.Random) -> None:
    _, value, put = _pick(file, random_, "int", "long")
    put(random_.choice([*LONGS, (value or 0) + 1, (value or 0) - 1]))


def _text(file: AvroFile, random_: random.Random) -> None:
    _, value, put = _pick(file, random_, "string")
    value = value or ""
    put(random_.choice([*TEXTS, value + "x", value[:-1], value.upper(), b"\xff\xfe\x00"]))


def _bytes(file: AvroFile, random_: random.Random) -> None:
    _, value, put = _pick(file, random_, "bytes", "fixed")
    put(random_.choice([b"", b"\x00", b"\xff" * 40, (value or b"") + b"\x01", (value or b"")[:-1]]))


def _branch(file: AvroFile, random_: random.Random) -> None:
    """Another type of a union, or null, or one that there is not."""
    _, value, put = _pick(file, random_, "union")
    if value is not None:
        put(random_.choice([Branch(0, None), Branch(1 - value.index, value.value), Branch(7, None)]))


def _items(file: AvroFile, random_: random.Random) -> None:
    _, value, put = _pick(file, random_, "array")
    if value is not None:
        put(random_.choice([[], value[:-1], value + value, value[::-1]]))


def _records(file: AvroFile, random_: random.Random) -> None:
    if file.blocks:
        block = random_.choice(file.blocks)
        ways: List[Callable[[], Any]] = [
            *(lambda: block.clear(), lambda: block.extend(block), lambda: block.reverse()),
            *(lambda: random_.shuffle(file.blocks), lambda: file.blocks.append([])),
        ]
        random_.choice(ways)()


# Schemas, most of them with the records changed as well.


def _record_types(schema: Any, values: List[Any]) -> Any:
    """Every record type of a schema with all the values that it has in a file."""
    kind = kind_of(schema)
    if kind == "record":
        yield schema, values
        for i, field in enumerate(schema["fields"]):
            yield from _record_types(field["type"], [value[i] for value in values])
    elif kind == "union":
        for i, inner in enumerate(schema):
            yield from _record_types(inner, [held.value for held in values if held.index == i])
    elif kind == "array":
        yield from _record_types(schema["items"], [item for value in values for item in value])


def _pick_record(file: AvroFile, random_: random.Random) -> Tuple[Any, List[Any]]:
    return random_.choice(
        list(_record_types(file.schema, [record for block in file.blocks for record in block]))
    )


def _drop_field(file: AvroFile, random_: random.Random) -> None:
    schema, values = _pick_record(file, random_)
    if schema["fields"]:
        at = random_.randrange(len(schema["fields"]))
        for fields in (schema["fields"], *values):
            del fields[at]


def _other_order(file: AvroFile, random_: random.Random) -> None:
    schema, values = _pick_record(file, random_)
    order = random_.sample(range(len(schema["fields"])), len(schema["fields"]))
    for fields in (schema["fields"], *values):
        fields[:] = [fields[i] for i in order]


def _extra_field(file: AvroFile, random_: random.Random) -> None:
    schema, values = _pick_record(file, random_)
    at = random_.randrange(len(schema["fields"]) + 1)
    kind, value = random_.choice([("string", "new"), ("long", 2**60), (["null", "double"], Branch(1, 0.5))])
    schema["fields"].insert(at, {"name": "x_new", "type": kind, "field-id": 99_999})
    for fields in values:
        fields.insert(at, value)


def _rename_field(file: AvroFile, random_: random.Random) -> None:
    """By the specification a field is what its id says."""
    schema, _ = _pick_record(file, random_)
    if schema["fields"]:
        random_.choice(schema["fields"])["name"] = random_.choice(["renamed", "file_path", "content", "1 -"])


def _other_id(file: AvroFile, random_: random.Random) -> None:
    schema, _ = _pick_record(file, random_)
    if schema["fields"]:
        field = random_.choice(schema["fields"])
        ways = [lambda: field.pop("field-id", None), lambda: field.update({"field-id": 77_777})]
        random_.choice(ways)()


def _other_type(file: AvroFile, random_: random.Random) -> None:
    schema, _ = _pick_record(file, random_)
    if schema["fields"]:
        field = random_.choice(schema["fields"])
        field["type"] = random_.choice(
            ["int", "long", "string", "bytes", "null", "nothing", 7, [], ["null"], {"type": "record"}]
        )


def _swap_union(file: AvroFile, random_: random.Random) -> None:
    schema, values = _pick_record(file, random_)
    at = [i for i, field in enumerate(schema["fields"]) if isinstance(field["type"], list)]
    if at:
        i = random_.choice(at)
        schema["fields"][i]["type"].reverse()
        for fields in values:
            if isinstance(fields[i], Branch):
                fields[i] = Branch(1 - fields[i].index, fields[i].value)


_WAYS: List[Callable[[AvroFile, random.Random], None]] = [
    *([_long] * 3),
    *(_text, _text, _bytes, _branch, _items, _records),
    *(_drop_field, _other_order, _extra_field, _rename_field, _other_id, _other_type, _swap_union),
]


# The file around them.


def _codec(file: AvroFile, random_: random.Random) -> bytes:
    file.codec = random_.choice(["", "null", "deflate", "deflate", "null", "snappy", "zstandard", "gzip"])
    return encode(file)


def _other_blocks(file: AvroFile, random_: random.Random) -> bytes:
    records = [record for block in file.blocks for record in block]
    file.blocks = random_.choice([[records], [[record] for record in records]])
    return encode(file, random_.choice([None, many_sized_blocks]))


def _broken_sync(file: AvroFile, random_: random.Random) -> bytes:
    content = encode(file)
    at = content.rindex(file.sync)
    return content[:at] + random_.randbytes(16) + content[at + 16 :]


def _claim(file: AvroFile, random_: random.Random) -> bytes:
    """Arrays, or the whole file, of more items than there are."""
    count = random_.choice([2**20, 2**31, 2**62, -(2**40), -(2**63)])
    if random_.random() < 0.5:
        return encode(file, lambda items: write_long(count) + b"".join(items) + b"\x00")
    content = encode(file)
    at = content.index(file.sync) + 16
    return content[:at] + write_long(count) + content[at + 1 :]


def _bomb(file: AvroFile, random_: random.Random) -> bytes:
    file.codec, file.blocks = "deflate", []
    packed = _packed_zeros()
    count = random_.choice([1, 2**20, 2**40])
    return encode(file) + write_long(count) + write_long(len(packed)) + packed + file.sync


@cache
def _packed_zeros() -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(900)) + packer.flush()


def _nothing(file: AvroFile, random_: random.Random) -> bytes:
    """Records of no bytes, as many as one likes to claim."""
    schema = random_.choice(["null", {"type": "record", "name": "r", "fields": []}])
    file.schema, file.blocks = schema, []
    return encode(file) + write_long(2**40) + write_long(0) + file.sync


def _deep_schema(file: AvroFile, random_: random.Random) -> bytes:
    depth = random_.choice([30, 3000, 200_000])
    inside = json.dumps(file.schema).encode()
    opened = random_.choice([b'{"type":"array","items":', b"["])
    schema = opened * depth + inside + (b"]" if opened == b"[" else b"}") * depth
    content = encode(file)
    at = content.index(write_long(len(inside)) + inside)
    rest = content[at + len(write_long(len(inside))) + len(inside) :]
    return content[:at] + write_long(len(schema)) + schema + rest


def _own_type(file: AvroFile, random_: random.Random) -> bytes:
    """A type within itself, and one that doubles at each step."""
    if random_.random() < 0.5:
        file.schema["fields"].append({"name": "again", "type": file.schema["name"], "field-id": 9})
    else:
        for i in range(40):
            inner = f"t{i - 1}" if i else "int"
            fields = [{"name": name, "type": inner, "field-id": 9} for name in "ab"]
            held = {"type": "record", "name": f"t{i}", "fields": fields}
            file.schema["fields"].append({"name": f"f{i}", "type": held, "field-id": 1000 + i})
    return encode(file)


_WHOLE: List[Callable[[AvroFile, random.Random], bytes]] = [
    *([_codec, _other_blocks] * 4),
    *(_broken_sync, _claim, _nothing, _deep_schema, _own_type, _bomb),
]
