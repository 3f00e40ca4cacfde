"""Converts notebooks with the command line and runs the outcome as EMR does."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, Optional

from lakehouse_runtime import NotebookExit

ROOT = Path(__file__).resolve().parents[3]

#: Magics of a Jupyter kernel that change nothing here: packages and settings of the cluster.
_KERNEL_MAGICS = ("%%configure", "%pip")


def convert(inputs: list, out: Path, output_format: str, migration: Path) -> Dict[str, Any]:
    """Runs ``cli.js convert``; returns its report."""
    out.parent.mkdir(parents=True, exist_ok=True)
    report = out.parent / f"{out.name}.report.json"
    words = [*map(str, inputs), "--out", str(out), "--report", str(report), "--format", output_format]
    node = os.environ.get("LAKEHOUSE_NODE", "node")
    command = [
        node,
        str(ROOT / "dist" / "cli.js"),
        "convert",
        *words,
        "--migration",
        str(migration),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return json.loads(report.read_text(encoding="utf-8"))


def run_converted(file: Path, spark: Any, arguments: Optional[Dict[str, str]] = None) -> Optional[str]:
    """Runs a converted script or notebook to its end; returns what it exited with."""
    before = (sys.argv, os.getcwd())
    sys.argv = [
        str(file),
        *(word for pair in (arguments or {}).items() for word in (f"--{pair[0]}", pair[1])),
    ]
    os.chdir(file.parent)
    try:
        if file.suffix == ".ipynb":
            _run_cells(file, {"__name__": "__main__", "spark": spark})
        else:
            # `spark-submit` gives a script no session.
            _run_text(
                file.read_text(encoding="utf-8"), str(file), {"__name__": "__main__", "__file__": str(file)}
            )
    except NotebookExit as ended:
        return ended.value
    finally:
        sys.argv = before[0]
        os.chdir(before[1])
    return None


def code_of(file: Path) -> str:
    """The code of a converted script or notebook, without comments of whole lines and Markdown."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def _run_cells(file: Path, namespace: Dict[str, Any]) -> None:
    for number, cell in enumerate(json.loads(file.read_text(encoding="utf-8"))["cells"]):
        text = "".join(cell["source"])
        if cell["cell_type"] == "code" and not text.startswith(_KERNEL_MAGICS):
            _run_text(text, f"{file.name}[{number}]", namespace)


def _run_text(text: str, name: str, namespace: Dict[str, Any]) -> None:
    exec(compile(text, name, "exec"), namespace)
