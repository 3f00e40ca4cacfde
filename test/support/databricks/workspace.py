"""Runs notebooks the way a cluster does: Python cells in one namespace, SQL cells on the session."""

import builtins
import shlex
from pathlib import Path
from typing import Any, Dict, Mapping, Optional

from databricks.notebook import Cell, find_notebook, read_notebook, sql_statements
from databricks.utilities import NotebookExited, make_dbutils

#: Cells that change nothing that a table could show.
_IGNORED = {"md", "md-sandbox", "pip", "sh", "fs"}


class Workspace:
    def __init__(self, spark: Any, dbfs: Path, secrets: Optional[Mapping] = None) -> None:
        self._spark = spark
        self._dbfs = dbfs
        self._secrets = secrets or {}
        #: What ``display`` was given, so that a test can see that it was reached.
        self.displayed: list = []

    def run(self, file: Path, widgets: Optional[Mapping[str, str]] = None) -> Optional[str]:
        """Runs a notebook to its end; returns what it exited with, else None."""

        def run_other(path: str, timeout: int = 0, arguments: Optional[Mapping] = None) -> str:
            ended = self.run(find_notebook(file.parent, path), arguments or {})
            return "null" if ended is None else ended

        dbutils = make_dbutils(self._dbfs, widgets or {}, self._secrets, run_other)
        namespace: Dict[str, Any] = {
            "__name__": "__main__",
            "spark": self._spark,
            "sc": self._spark.sparkContext,
            "dbutils": dbutils,
            "display": self._display,
            "displayHTML": self._display,
            "open": self._open,
        }
        try:
            self._run_cells(file, namespace)
        except NotebookExited as ended:
            return str(ended)
        return None

    def _run_cells(self, file: Path, namespace: Dict[str, Any]) -> None:
        for number, cell in enumerate(read_notebook(file)):
            self._run_cell(file, number, cell, namespace)

    def _run_cell(self, file: Path, number: int, cell: Cell, namespace: Dict[str, Any]) -> None:
        if cell.language == "python":
            exec(compile(cell.text, f"{file}[{number}]", "exec"), namespace)
        elif cell.language == "sql":
            for statement in sql_statements(_with_widgets(cell.text, namespace["dbutils"])):
                namespace["_sqldf"] = self._spark.sql(statement)
        elif cell.language == "run":
            name, *values = shlex.split(cell.text)
            given = dict(value[1:].split("=", 1) for value in values)
            with namespace["dbutils"].widgets.given(given):
                self._run_cells(find_notebook(file.parent, name), namespace)
        elif cell.language not in _IGNORED:
            raise NotImplementedError(f"%{cell.language} in {file}")

    def _display(self, value: Any = None, **_: Any) -> None:
        if hasattr(value, "toPandas") and not value.isStreaming:
            value = value.limit(1000).collect()
        self.displayed.append(value)

    def _open(self, file: Any, *rest: Any, **options: Any) -> Any:
        if isinstance(file, str) and file.startswith("/dbfs/"):
            file = self._dbfs / file[len("/dbfs/") :]
        return builtins.open(file, *rest, **options)


def _with_widgets(text: str, dbutils: Any) -> str:
    for name, value in dbutils.widgets.getAll().items():
        text = text.replace(f"${{{name}}}", value)
    return text
