"""What Spark says of the lineage of statements: OpenLineage's listener in a real session over Iceberg,
statement by statement, reduced to names and kinds. In a process of its own, for its settings.

    python test/support/oracle/sparklineage.py SCRATCH OUT [TITLE…]

writes it to OUT, for all statements of the fixture or for those with these titles; what OUT already says of
others is kept, so that ``recorded.json`` of the fixture is written anew by giving it as OUT.
LAKEHOUSE_SPARK_JARS is a folder with Iceberg's and OpenLineage's jars.
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Dict, List, Set, Tuple

sys.path.insert(0, str(Path(__file__).parents[1]))
from localspark import local_session

FIXTURES = Path(__file__).parents[2] / "fixtures" / "lineage" / "spark"

#: A query says nothing until its rows go somewhere: it is run as what makes this table.
MADE = "db.made"

#: Rules that add filters of their own to the plan, which the statement does not have.
INVENTING = ("InferFiltersFromConstraints", "InferFiltersFromGenerate")

Record = Dict[str, Any]


def statements() -> List[Tuple[str, List[str]]]:
    """The titles of the fixture, each with its statements."""
    text = (FIXTURES / "statements.sql").read_text()
    blocks = [block.strip().split("\n", 1) for block in re.split(r"^-- # ", text, flags=re.M)[1:]]
    return [(title, sql.split("; ")) for title, sql in blocks]


def runnable(sql: str) -> str:
    """A statement that writes."""
    is_query = re.match(r"(SELECT|WITH|TABLE|FROM)\b", sql) and not re.search(r"\b(INSERT|MERGE) INTO\b", sql)
    return f"CREATE TABLE {MADE} AS {sql}" if is_query else sql


class Listener:
    """A session whose statements are told in a file, and the names that its tables have in SQL."""

    def __init__(self, scratch: Path) -> None:
        jars = Path(os.environ["LAKEHOUSE_SPARK_JARS"])
        needed = [*jars.glob("iceberg-*.jar"), *jars.glob("openlineage-*.jar")]
        self._events = scratch / "events.jsonl"
        self._events.touch()
        self._folder = scratch / "files"
        lake = scratch / "lake"
        self._names = {
            f"{lake}/db/": "db.",
            f"{scratch}/warehouse/": "spark_catalog.default.",
            f"{self._folder}/": "/files/",
        }
        optimizer = "org.apache.spark.sql.catalyst.optimizer."
        catalog = "org.apache.iceberg.spark.SparkCatalog"
        extensions = "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions"
        settings = {
            "spark.jars": ",".join(str(jar) for jar in needed),
            "spark.sql.extensions": extensions,
            "spark.sql.defaultCatalog": "lake",
            "spark.sql.catalog.lake": catalog,
            "spark.sql.catalog.lake.type": "hadoop",
            "spark.sql.catalog.lake.warehouse": lake.as_uri(),
            "spark.sql.catalog.lake.cache-enabled": "false",
            "spark.sql.sources.partitionOverwriteMode": "dynamic",
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
            "spark.sql.optimizer.excludedRules": ",".join(optimizer + rule for rule in INVENTING),
            "spark.extraListeners": "io.openlineage.spark.agent.OpenLineageSparkListener",
            "spark.openlineage.transport.type": "file",
            "spark.openlineage.transport.location": str(self._events),
            "spark.openlineage.columnLineage.datasetLineageEnabled": "true",
            "spark.log.level": "OFF",
        }
        self._spark = local_session("lineage", scratch, settings)
        for sql in (FIXTURES / "tables.sql").read_text().split(";\n"):
            self._run(sql.strip())
        self.take()

    def _run(self, sql: str) -> None:
        if sql:
            self._spark.sql(sql.replace("/files/", f"{self._folder}/")).collect()

    def take(self) -> List[Record]:
        """The events since the last time that are complete."""
        self._spark._jsc.sc().listenerBus().waitUntilEmpty()
        lines = self._events.read_text().splitlines()
        self._events.write_text("")
        return [event for event in map(json.loads, lines) if event["eventType"] == "COMPLETE"]

    def schema(self) -> Dict[str, List[str]]:
        """The columns of the tables that are there from the start."""
        tables = [f"db.{row.tableName}" for row in self._spark.sql("SHOW TABLES IN db").collect()]
        return {
            table: self._spark.table(table).columns for table in [*tables, "spark_catalog.default.plain"]
        } | {"/files/in": ["id", "name"]}

    def record(self, parts: List[str]) -> Record:
        """What the statements read and wrote."""
        try:
            for sql in parts:
                self._run(runnable(sql))
            return self._reduce(self.take())
        finally:
            for left in (MADE, "spark_catalog.default.made"):
                self._run(f"DROP TABLE IF EXISTS {left}")
            self.take()

    def _reduce(self, events: List[Record]) -> Record:
        inputs, outputs, dataset = set(), set(), set()
        columns: Dict[str, Set[str]] = {}
        for event in events:
            inputs |= {self._name(each) for each in event["inputs"]}
            for output in event["outputs"]:
                name = self._name(output)
                outputs.add(name)
                facet = output["facets"].get("columnLineage", {"fields": {}})
                for column, field in facet["fields"].items():
                    columns.setdefault(f"{name}.{column}", set()).update(self._sources(field["inputFields"]))
                dataset |= self._sources(facet.get("dataset", []))
        return {
            "inputs": sorted(inputs),
            "outputs": sorted(outputs),
            "columns": {column: sorted(columns[column]) for column in sorted(columns)},
            "dataset": sorted(dataset),
        }

    def _sources(self, fields: List[Record]) -> Set[str]:
        return {
            f"{self._name(each)}.{each['field']} {how['subtype']}"
            for each in fields
            for how in each["transformations"]
        }

    def _name(self, dataset: Record) -> str:
        name = dataset["name"]
        for folder, prefix in self._names.items():
            if name.startswith(folder):
                return prefix + name[len(folder) :]
        return name


def main(scratch: Path, out: Path, titles: List[str]) -> None:
    before = json.loads(out.read_text())["statements"] if titles and out.exists() else {}
    listener = Listener(scratch)
    kept = {}
    for title, parts in statements():
        if not titles or title in titles:
            kept[title] = listener.record(parts)
        elif title in before:
            kept[title] = before[title]
    out.write_text(json.dumps({"schema": listener.schema(), "statements": kept}, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3:])
