"""Results of queries and the code that is copied for them, by ``test/python/copyCode.ts``."""

import json
import subprocess
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional

from .export import NODE, ROOT


def copied_code(folder: Path, name: str, queries: Optional[List[dict]] = None) -> List[dict]:
    """``sql``, ``columns``, ``rows`` and ``codes`` of each query, or its ``error``.

    Without queries: all rows of every table, now and at each version.
    """
    return list(_lines(folder, name, queries))


def _lines(folder: Path, name: str, queries: Optional[List[dict]]) -> Iterator[dict]:
    command = [NODE, "--import", "tsx", "test/python/copyCode.ts", str(folder), name]
    if queries is not None:
        file = folder.parent / "queries.json"
        file.write_text(json.dumps(queries))
        command.append(str(file))
    ended = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    for line in ended.stdout.split("\n"):
        if line:
            yield json.loads(line)


def run_code(code: str) -> Dict[str, Any]:
    """The variables that the code leaves behind; ``rows`` is what it read."""
    variables: Dict[str, Any] = {"__name__": "__main__", "print": lambda *_: None}
    exec(compile(code, "copied.py", "exec"), variables)
    return variables
