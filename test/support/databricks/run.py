"""``python -m databricks.run SPEC``: runs original notebooks and writes the rows of the tables they leave.

SPEC is a JSON file: ``dbfs`` (the folder that is ``dbfs:/``), ``jars`` (a folder), ``notebooks`` (in
order: ``file``, ``widgets``, and ``arrives``: a folder ``from`` whose files are copied ``to`` another
before the notebook runs), ``secrets`` (scope → key → value), ``tables`` (label → name) and ``output``
(the file to write).
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Optional

from databricks.spark import delta_session
from databricks.workspace import Workspace
from tablerows import table_rows


def main(spec_file: str) -> None:
    spec = json.loads(Path(spec_file).read_text(encoding="utf-8"))
    dbfs = Path(spec["dbfs"])
    spark = delta_session(dbfs, Path(spec["jars"]))
    try:
        workspace = Workspace(spark, dbfs, spec["secrets"])
        exits = [_run(workspace, one) for one in spec["notebooks"]]
        result = {
            "exits": exits,
            "displayed": len(workspace.displayed),
            "tables": {label: table_rows(spark.table(name)) for label, name in spec["tables"].items()},
            "history": {label: _operations(spark, name) for label, name in spec["tables"].items()},
        }
    finally:
        spark.stop()
    Path(spec["output"]).write_text(json.dumps(result), encoding="utf-8")


def _run(workspace: Workspace, one: dict) -> Optional[str]:
    if "arrives" in one:
        shutil.copytree(one["arrives"]["from"], one["arrives"]["to"], dirs_exist_ok=True)
    return workspace.run(Path(one["file"]), one.get("widgets"))


def _operations(spark, name: str) -> list:
    history = spark.sql(f"DESCRIBE HISTORY {name}").orderBy("version").collect()
    return [row["operation"] for row in history]


if __name__ == "__main__":
    main(sys.argv[1])
