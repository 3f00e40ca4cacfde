"""Parameters of a job: what widgets are on Databricks.

A value is looked for in this order:

1. what ``run_notebook`` or ``include`` handed to the notebook that is running;
2. the arguments of the job: ``--day 2024-01-31`` or ``--day=2024-01-31``, the last one wins;
3. the environment variable of exactly that name;
4. the default given to ``get``, else the one given to ``define``.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any, Dict, Iterator, Mapping, Optional, Sequence

__all__ = ["ParameterNotFound", "define", "get", "get_all", "remove", "remove_all"]


class ParameterNotFound(LookupError):
    """A parameter has neither a value nor a default."""


class _NoDefault:
    def __repr__(self) -> str:
        return "<no default>"


_NO_DEFAULT = _NoDefault()
_defaults: Dict[str, Any] = {}
# One per thread: notebooks are often run side by side from a pool of threads.
_handed: ContextVar[Mapping[str, str]] = ContextVar("handed", default=MappingProxyType({}))


def get(name: str, default: Any = _NO_DEFAULT) -> Any:
    """Returns the value of a parameter; a value from outside is always text, as a widget's is.

    Raises ``ParameterNotFound`` where there is neither a value nor a default.
    """
    for values in (_handed.get(), _arguments(sys.argv[1:]), os.environ):
        if name in values:
            return values[name]
    if default is not _NO_DEFAULT:
        return default
    if name in _defaults:
        return _defaults[name]
    raise ParameterNotFound(
        f"no parameter {name!r}: pass --{name} VALUE to the job, or set the environment variable {name}"
    )


def define(name: str, default: Any = "") -> None:
    """Gives a parameter a default for every ``get`` that follows, in other notebooks too."""
    _defaults[name] = default


def get_all() -> Dict[str, Any]:
    """Returns all that was defined or handed in, by name; not the whole environment."""
    names = [*_defaults, *_arguments(sys.argv[1:]), *_handed.get()]
    return {name: get(name) for name in dict.fromkeys(names)}


def remove(name: str) -> None:
    """Forgets the default of a parameter; one that is not there is no error."""
    _defaults.pop(name, None)


def remove_all() -> None:
    """Forgets all defaults."""
    _defaults.clear()


@contextmanager
def handed(arguments: Optional[Mapping[str, Any]], inherit: bool) -> Iterator[None]:
    """Hands parameters to the notebook that runs inside; ``inherit`` keeps those of the caller."""
    values = dict(_handed.get()) if inherit else {}
    values.update({name: str(value) for name, value in (arguments or {}).items()})
    token = _handed.set(values)
    try:
        yield
    finally:
        _handed.reset(token)


def _arguments(words: Sequence[str]) -> Dict[str, str]:
    """Reads ``--name value`` and ``--name=value``; a name with no value is empty, other words are left."""
    values: Dict[str, str] = {}
    name = None
    for word in words:
        if word == "--":
            break
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            values[name] = value
            if equals:
                name = None
        elif name is not None:
            values[name] = word
            name = None
    return values
