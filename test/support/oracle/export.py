"""What this project reads of a lakehouse, by ``test/python/exportLakehouse.ts``."""

import json
import os
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from .exact import to_json

ROOT = Path(__file__).resolve().parents[3]
NODE = os.environ.get("LAKEHOUSE_NODE", "node")


@dataclass(frozen=True)
class Read:
    """A table at a version: ``current``, ``snapshot <id>``, ``branch <name>`` or ``tag <name>``."""

    table: str
    version: str
    metadata: str = ""
    #: Each field is [id, name, required, type]; see ``shapes``.
    schema: Optional[List[Any]] = None
    columns: Optional[List[str]] = None
    rows: Optional[Counter] = None
    #: Why it was refused; then there is nothing else.
    error: Optional[str] = None


def export(folder: Path) -> Dict[Tuple[str, str], Read]:
    """Every table and version of the lakehouse in ``folder``, keyed by both."""
    reads = [_read(line) for line in _run("exportLakehouse.ts", folder)]
    return {(read.table, read.version): read for read in reads}


def pruned_reads(folder: Path) -> Dict[str, dict]:
    """What filters leave out of each table in ``folder``, see ``prunedReads.ts``."""
    return {line["table"]: line for line in _run("prunedReads.ts", folder)}


def _run(script: str, folder: Path) -> List[dict]:
    command = [NODE, "--import", "tsx", f"test/python/{script}", str(folder)]
    ended = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    lines = [json.loads(line) for line in ended.stdout.split("\n") if line]
    assert lines, f"no table in {folder}"
    return lines


def _read(line: dict) -> Read:
    rows = line.pop("rows", None)
    return Read(**line, rows=None if rows is None else Counter(map(to_json, rows)))


def difference(theirs: Counter, ours: Counter) -> str:
    """A few rows of each that the other has not, for the message of a test; empty when they are equal."""
    parts = [("only theirs", theirs - ours), ("only ours", ours - theirs)]
    return "; ".join(f"{name} ({sum(rows.values())}): {list(rows)[:3]}" for name, rows in parts if rows)
