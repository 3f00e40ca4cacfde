"""What ``display`` shows outside Databricks: a table in a notebook, text in a job's log."""

from __future__ import annotations

import sys
from typing import Any

_ROWS_IN_NOTEBOOK = 1000
_ROWS_IN_LOG = 20


def display(value: Any = None, *_: Any, **__: Any) -> None:
    """Shows a DataFrame, a pandas frame, a figure or any other value.

    A Spark DataFrame shows its first rows: 1,000 in a notebook, 20 in a job's log. A streaming one is
    only named, because showing it would start a query that nobody stops. Further arguments of
    Databricks' function (``streamName``, ``trigger``…) are accepted and have no effect.
    """
    if value is None:
        return
    if _is_spark_frame(value):
        _display_frame(value)
    else:
        _show(value)


def display_html(html: str) -> None:
    """Shows HTML in a notebook; a job's log only says that it was left out."""
    if _in_notebook():
        from IPython.display import HTML

        _show(HTML(html))
    else:
        print(f"[HTML of {len(html)} characters]")


def _display_frame(frame: Any) -> None:
    if frame.isStreaming:
        print(f"[streaming DataFrame: {frame.schema.simpleString()}]")
    elif _in_notebook():
        _show(frame.limit(_ROWS_IN_NOTEBOOK).toPandas())
    else:
        frame.show(_ROWS_IN_LOG, truncate=False)


def _show(value: Any) -> None:
    if _in_notebook():
        from IPython.display import display as show

        show(value)
    else:
        print(value)


def _is_spark_frame(value: Any) -> bool:
    """By its parts and not its class: Spark Connect has a class of its own."""
    return all(hasattr(value, name) for name in ("isStreaming", "schema", "toPandas", "limit"))


def _in_notebook() -> bool:
    # IPython is never imported for this: it runs already where there is a notebook.
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None
