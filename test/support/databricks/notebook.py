"""Reading notebooks as Databricks exports them: source files and .ipynb."""

import json
import re
from pathlib import Path
from typing import List, NamedTuple, Optional

_FIRST_LINE = "# Databricks notebook source"
_SEPARATOR = re.compile(r"^# COMMAND ----------[ \t]*$", re.MULTILINE)
_MAGIC_LINE = re.compile(r"^# MAGIC ?", re.MULTILINE)
_LANGUAGE = re.compile(r"%([\w-]+)[ \t]*")


class Cell(NamedTuple):
    """``language`` is what follows the percent sign (``sql``, ``md``, ``run``…), else ``python``."""

    language: str
    text: str


def read_notebook(file: Path) -> List[Cell]:
    """Returns the cells in order. Raises ``ValueError`` for a file that is no notebook."""
    text = file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    if file.suffix == ".ipynb":
        return [_ipynb_cell(cell) for cell in json.loads(text)["cells"]]
    first, _, rest = text.partition("\n")
    if first.strip() != _FIRST_LINE:
        raise ValueError(f"{file} does not begin with '{_FIRST_LINE}'")
    return [_source_cell(part) for part in _SEPARATOR.split(rest) if part.strip()]


def find_notebook(folder: Path, name: str) -> Path:
    """Finds what ``%run ./name`` means: a notebook's name has no suffix on Databricks."""
    for suffix in ("", ".py", ".ipynb"):
        file = (folder / f"{name}{suffix}").resolve()
        if file.is_file():
            return file
    raise FileNotFoundError(f"no notebook {name} in {folder}")


def _ipynb_cell(cell: dict) -> Cell:
    text = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    return Cell("md", text) if cell["cell_type"] == "markdown" else _by_magic(text)


def _source_cell(part: str) -> Cell:
    lines = [line for line in part.strip("\n").split("\n") if not line.startswith("# DBTITLE ")]
    text = "\n".join(lines)
    if text.lstrip().startswith("# MAGIC"):
        return _by_magic(_MAGIC_LINE.sub("", text))
    return Cell("python", text)


def _by_magic(text: str) -> Cell:
    found: Optional[re.Match] = _LANGUAGE.match(text.lstrip())
    if found is None:
        return Cell("python", text)
    return Cell(found[1], text.lstrip()[found.end() :])


def sql_statements(text: str) -> List[str]:
    """Splits at semicolons outside quotes and comments; comments are left out."""
    statements, current, at = [], [], 0
    pattern = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|--[^\n]*|/\*.*?\*/|;|.", re.DOTALL)
    while at < len(text):
        found = pattern.match(text, at)
        token, at = found[0], found.end()
        if token == ";":
            statements.append("".join(current))
            current = []
        else:
            current.append(" " if token.startswith(("--", "/*")) else token)
    statements.append("".join(current))
    return [statement.strip() for statement in statements if statement.strip()]
