"""Damage to a file's bytes, whatever they mean."""

import random
from typing import Callable, List


def damage_bytes(content: bytes, random_: random.Random) -> bytes:
    for _ in range(random_.choice([1, 1, 1, 2, 3, 8])):
        content = random_.choice(_WAYS)(content or b"\x00", random_)
    return content


def _flip(content: bytes, random_: random.Random) -> bytes:
    at = _place(content, random_)
    return content[:at] + bytes([content[at] ^ 1 << random_.randrange(8)]) + content[at + 1 :]


def _set(content: bytes, random_: random.Random) -> bytes:
    at = _place(content, random_)
    return content[:at] + bytes([random_.choice([0, 1, 0x7F, 0x80, 0xFF, 0x22])]) + content[at + 1 :]


def _insert(content: bytes, random_: random.Random) -> bytes:
    at = _place(content, random_)
    return content[:at] + random_.randbytes(random_.choice([1, 1, 4, 16])) + content[at:]


def _insert_long(content: bytes, random_: random.Random) -> bytes:
    """Bytes that make a number of Avro endless, or the largest that there is."""
    at = _place(content, random_)
    return content[:at] + random_.choice([b"\xff" * 9 + b"\x01", b"\x80" * 12]) + content[at:]


def _delete(content: bytes, random_: random.Random) -> bytes:
    at = _place(content, random_)
    return content[:at] + content[at + random_.choice([1, 1, 2, 16, 300]) :]


def _cut(content: bytes, random_: random.Random) -> bytes:
    return content[: _place(content, random_)]


def _repeat(content: bytes, random_: random.Random) -> bytes:
    at = _place(content, random_)
    block = content[at : at + random_.choice([1, 8, 64, 1024])]
    return content[:at] + block * random_.choice([2, 2, 3, 500]) + content[at + len(block) :]


def _swap(content: bytes, random_: random.Random) -> bytes:
    at, length = _place(content, random_), random_.choice([1, 4, 32])
    a, b = content[at : at + length], content[at + length : at + 2 * length]
    return content[:at] + b + a + content[at + len(a) + len(b) :]


_WAYS: List[Callable[[bytes, random.Random], bytes]] = [
    *([_flip] * 4),
    *([_set] * 2),
    *(_insert, _insert_long, _delete, _cut, _repeat, _swap),
]


def _place(content: bytes, random_: random.Random) -> int:
    return random_.randrange(len(content))
