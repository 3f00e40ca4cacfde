"""Pieces of Spark SQL text."""

from __future__ import annotations

import re
from typing import Any, List

_PART = re.compile(r"`((?:[^`]|``)+)`|([^.`]+)")


def quoted(name: str) -> str:
    """An identifier of one part."""
    return "`" + name.replace("`", "``") + "`"


def string_literal(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def split_name(name: str) -> List[str]:
    """``a.`b.c` `` → ``["a", "b.c"]``. Raises ``ValueError`` for what is no name."""
    parts = []
    at = 0
    while True:
        found = _PART.match(name, at)
        if found is None:
            raise ValueError(f"not the name of a table: {name!r}")
        parts.append(found[1].replace("``", "`") if found[1] is not None else found[2])
        at = found.end()
        if at == len(name):
            return parts
        if name[at] != ".":
            raise ValueError(f"not the name of a table: {name!r}")
        at += 1


def sql_of(value: Any) -> str:
    """SQL text as it is; a Column as its SQL."""
    if isinstance(value, str):
        return value
    expression = getattr(value, "_jc", None)
    if expression is None:
        raise TypeError(f"neither SQL text nor a Column: {value!r}")
    return str(expression.expr().sql())
