"""Damage to what a metadata file says, and other spellings of what it says."""

import copy
import gzip
import json
import random
import zlib
from functools import cache
from typing import Any, Callable, List, Tuple

#: A place in JSON: what holds it, and its key or index there.
Place = Tuple[Any, Any]

EXTREMES = [
    *(0, 1, -1, 2**31 - 1, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 2**64, 10**40),
    *(1.0, 0.5, 1e300, float("inf"), float("nan")),
]
STRANGERS = [None, True, "", "0", "null", "é🦆\u0000", "s3://elsewhere/x", "../../x", [], {}, [[]], {"": 0}]


class Raw:
    """A part of JSON that is written as it is: an object that has a key twice."""

    def __init__(self, text: str) -> None:
        self.text = text


def damage_json(content: bytes, random_: random.Random) -> bytes:
    root = json.loads(content)
    if random_.random() < 0.15:
        return random_.choice(_SPELLINGS)(root, random_)
    for _ in range(random_.choice([1, 1, 1, 2, 4])):
        places = list(_places(root, None))
        random_.choice(_WAYS)(random_, random_.choice(places), places)
    return _text(root).encode("utf-8", "surrogatepass")


def _places(value: Any, holder: Any) -> "Any":
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield (value, key)
        yield from _places(value[key], value)


def _delete(random_: random.Random, place: Place, places: List[Place]) -> None:
    holder, key = place
    del holder[key]


def _replace(random_: random.Random, place: Place, places: List[Place]) -> None:
    holder, key = place
    holder[key] = random_.choice([*EXTREMES, *STRANGERS])


def _extreme(random_: random.Random, place: Place, places: List[Place]) -> None:
    numbers = [(held, at) for held, at in places if type(held[at]) is int]
    holder, key = random_.choice(numbers or [place])
    value = holder[key]
    near = [value + 1, value - 1, -value, str(value), float(value)] if type(value) is int else []
    holder[key] = random_.choice([*near, *EXTREMES])


def _swap(random_: random.Random, place: Place, places: List[Place]) -> None:
    (one, key), (other, at) = place, random_.choice(places)
    one[key], other[at] = copy.deepcopy(other[at]), copy.deepcopy(one[key])


def _double(random_: random.Random, place: Place, places: List[Place]) -> None:
    """An item of a list twice, or many times; or a key with another value than it has already."""
    holder, key = place
    if isinstance(holder, list):
        holder[key:key] = [holder[key]] * random_.choice([1, 1, 300])
    else:
        other, at = random_.choice(places)
        holder[key] = Raw(f"{{{json.dumps(key)}:{_text(other[at])},{_text(holder)[1:]}")


def _nest(random_: random.Random, place: Place, places: List[Place]) -> None:
    holder, key = place
    for _ in range(random_.choice([1, 1, 10, 60])):
        holder[key] = random_.choice([[holder[key]], {"type": "list", "element": holder[key]}])


def _stranger(random_: random.Random, place: Place, places: List[Place]) -> None:
    """A field that nobody knows, which changes nothing."""
    objects = [held for held, _ in places if isinstance(held, dict)]
    random_.choice(objects)[random_.choice(["", "x-new", "__proto__", "constructor"])] = random_.choice(
        STRANGERS
    )


def _shuffle(random_: random.Random, place: Place, places: List[Place]) -> None:
    """Lists and objects in another order. Of most lists of Iceberg it says nothing."""
    holder, _ = place
    if isinstance(holder, list):
        random_.shuffle(holder)
    else:
        entries = list(holder.items())
        random_.shuffle(entries)
        holder.clear()
        holder.update(entries)


_WAYS: List[Callable[[random.Random, Place, List[Place]], None]] = [
    *([_delete] * 2),
    *([_replace] * 2),
    *([_extreme] * 2),
    *(_swap, _swap, _double, _nest, _stranger, _shuffle),
]


def _reordered(root: Any, random_: random.Random) -> bytes:
    entries = list(root.items())
    random_.shuffle(entries)
    return _text(dict(entries)).encode()


def _indented(root: Any, random_: random.Random) -> bytes:
    return json.dumps(root, indent=random_.choice([1, 2, "\t"])).encode()


def _packed(root: Any, random_: random.Random) -> bytes:
    return gzip.compress(_text(root).encode())


def _cut_packed(root: Any, random_: random.Random) -> bytes:
    packed = _packed(root, random_)
    return packed[: random_.randrange(len(packed))]


def _bomb(root: Any, random_: random.Random) -> bytes:
    """A few hundred kilobytes that unpack to hundreds of megabytes."""
    return _packed_megabytes(random_.choice([b" ", b"["]))


@cache
def _packed_megabytes(byte: bytes) -> bytes:
    packer = zlib.compressobj(level=1, wbits=31)
    return b"".join(packer.compress(byte * (1 << 20)) for _ in range(700)) + packer.flush()


def _deep(root: Any, random_: random.Random) -> bytes:
    depth = random_.choice([1000, 100_000, 3_000_000])
    return random_.choice([b"[", b'{"a":']) * depth


def _long_number(root: Any, random_: random.Random) -> bytes:
    text = _text({**root, "last-updated-ms": "@"}).encode()
    return text.replace(b'"@"', random_.choice([b"9" * 200_000, b"1e999999999", b"-0", b"1.5e0", b"00"]))


def _other_encoding(root: Any, random_: random.Random) -> bytes:
    encoding = random_.choice(["utf-16", "utf-8-sig", "utf-32", "latin-1"])
    return json.dumps({**root, "x": "é"}, ensure_ascii=False).encode(encoding)


_SPELLINGS: List[Callable[[Any, random.Random], bytes]] = [
    *([_reordered, _indented] * 6),
    *([_packed] * 3),
    *([_cut_packed, _deep, _long_number, _other_encoding] * 2),
    _bomb,
]


def _text(value: Any) -> str:
    """JSON, an object's key as often as it is there."""
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{_text(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_text, value)) + "]"
    return json.dumps(value)
