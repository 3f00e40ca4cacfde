"""The converter's proof: the original on Spark with Delta and the converted one on Spark with Iceberg
leave the same rows.

The original runs in a process of its own behind a Databricks stand-in. The converted one runs where
Delta's jar, ``dbutils`` and ``/mnt`` do not exist.
"""

import json
import os
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest

from converted import ROOT, code_of, convert, run_converted
from inputs import SAMPLE, write_late_event, write_raw_files
from tablerows import table_rows

EVERYDAY = Path(__file__).parent / "notebooks"
FORMATS = ["py", "ipynb"]

#: In the order of their dependence.
SAMPLE_NOTEBOOKS = ["orders_to_delta.py", "events_stream.py", "daily_revenue.ipynb"]
NOTEBOOKS = [*(SAMPLE / name for name in SAMPLE_NOTEBOOKS), EVERYDAY / "everyday.py"]
#: Run once more, after another file has arrived: one replaces what it wrote, the other adds to it.
AGAIN = [SAMPLE / "orders_to_delta.py", SAMPLE / "events_stream.py"]
SECRETS = {"shop": {"token": "t0ken"}}

#: label → the table of the original, the table of the converted one, and how many rows there are.
TABLES = {
    "orders": ("delta.`/mnt/lake/silver/orders`", "glue_catalog.silver.orders", 201),
    "events": ("delta.`/mnt/lake/bronze/events`", "glue_catalog.bronze.events", 8),
    "revenue": ("gold.daily_revenue", "glue_catalog.gold.daily_revenue", 3),
    "facts": ("silver.facts", "glue_catalog.silver.facts", 4),
    "everyday": ("silver.everyday", "glue_catalog.silver.everyday", 6),
    "by_zone": ("gold.by_zone", "glue_catalog.gold.by_zone", 3),
}


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Starts the originals; they run while the converted ones do."""
    dbfs = tmp_path_factory.mktemp("original") / "dbfs"
    late = tmp_path_factory.mktemp("late")
    (late / "events").mkdir()
    write_raw_files(dbfs / "mnt" / "raw")
    write_late_event(late)
    output = dbfs.parent / "result.json"
    spec = {
        "dbfs": str(dbfs),
        "jars": os.environ["LAKEHOUSE_SPARK_JARS"],
        "notebooks": [
            *({"file": str(file)} for file in NOTEBOOKS),
            *(
                {"file": str(file), "arrives": {"from": str(late), "to": str(dbfs / "mnt" / "raw")}}
                for file in AGAIN
            ),
        ],
        "secrets": SECRETS,
        "tables": {label: name for label, (name, _, _) in TABLES.items()},
        "output": str(output),
    }
    spec_file = dbfs.parent / "spec.json"
    spec_file.write_text(json.dumps(spec), encoding="utf-8")
    command = [sys.executable, "-m", "databricks.run", str(spec_file)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "test" / "support")}
    with (dbfs.parent / "log.txt").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT)

        def result():
            code = process.wait()
            log.seek(0)
            assert code == 0, log.read()
            return json.loads(output.read_text(encoding="utf-8"))

        try:
            yield result
        finally:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """format → original folder → the folder of the outputs, and the report."""
    folder = tmp_path_factory.mktemp("converted")
    return {
        name: {each: convert_folder(each, folder, name) for each in (SAMPLE, EVERYDAY)} for name in FORMATS
    }


def convert_folder(inputs: Path, folder: Path, output_format: str):
    out = folder / output_format / inputs.name
    return out, convert([inputs], out, output_format, inputs / "lakehouse.migration.yaml")


@pytest.fixture(scope="module", params=FORMATS)
def converted(request, original, reports, spark, bucket):
    """Runs the converted notebooks of one format from nothing; returns what they leave."""
    outputs = {}
    for folder, (out, report) in reports[request.param].items():
        outputs.update(
            {folder / Path(one["source"]).name: out / one["output"] for one in report["notebooks"]}
        )
    write_raw_files(bucket / "raw")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "boto3", types.SimpleNamespace(client=lambda _: SecretsManager()))
        exits = [run_converted(outputs[file], spark) for file in NOTEBOOKS]
        write_late_event(bucket / "raw")
        exits += [run_converted(outputs[file], spark) for file in AGAIN]
    names = {label: name for label, (_, name, _) in TABLES.items()}
    yield {
        "exits": exits,
        "tables": {label: table_rows(spark.table(name)) for label, name in names.items()},
        "history": {label: _operations(spark, name) for label, name in names.items()},
        "provider": {label: _provider(spark, name) for label, name in names.items()},
    }
    for name in names.values():
        spark.sql(f"DROP TABLE {name} PURGE")
    _empty(bucket / "raw")
    _empty(bucket / "lake")


class SecretsManager:
    """The one secret of the migration file, as the service's client answers."""

    def get_secret_value(self, SecretId):
        return {"SecretString": {"shop-token": SECRETS["shop"]["token"]}[SecretId]}


@pytest.mark.parametrize("label", TABLES)
def test_leaves_the_same_rows(original, converted, label):
    before, after = original()["tables"][label], converted["tables"][label]
    assert len(before["rows"]) == TABLES[label][2]
    assert after["columns"] == before["columns"]
    assert after["rows"] == before["rows"]


def test_exits_with_the_same_values(original, converted):
    assert converted["exits"] == original()["exits"]
    assert converted["exits"][0] == "201"


def test_the_original_ran_on_delta_and_the_converted_one_on_iceberg(original, converted):
    assert original()["history"]["orders"] == 2 * ["WRITE", "MERGE", "OPTIMIZE"]
    assert original()["displayed"] > 0
    assert set(converted["provider"].values()) == {"iceberg"}
    assert converted["history"]["orders"][-2:] == ["overwrite", "replace"]
    assert converted["history"]["events"].count("append") >= 2
    assert len(converted["history"]["revenue"]) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_left_to_do_by_hand(reports, name):
    out, report = reports[name][SAMPLE]
    assert [Path(one["source"]).name for one in report["notebooks"]] == sorted(
        ["setup.py", *SAMPLE_NOTEBOOKS]
    )
    findings = [finding for one in report["notebooks"] for finding in one["findings"]]
    assert [one for one in findings if one["status"] in ("manual", "unparsed")] == []
    assert {"rewritten", "helper"} <= {one["status"] for one in findings}
    code = "\n".join(code_of(out / one["output"]) for one in report["notebooks"])
    for word in ("dbutils", "/mnt/", "dbfs:", '"delta"', "OPTIMIZE", "%sql", "%run"):
        assert word not in code


@pytest.mark.parametrize("name", FORMATS)
def test_the_runtime_package_goes_with_the_output(reports, name):
    out, _ = reports[name][SAMPLE]
    package = ROOT / "python" / "lakehouse_runtime"
    files = {file.name: file.read_bytes() for file in package.glob("*.py")}
    assert {file.name: file.read_bytes() for file in (out / "lakehouse_runtime").glob("*.py")} == files


def _operations(spark, name):
    snapshots = spark.table(f"{name}.snapshots").orderBy("committed_at").collect()
    return [row["operation"] for row in snapshots]


def _provider(spark, name):
    described = spark.sql(f"DESCRIBE TABLE EXTENDED {name}").collect()
    return next(row["data_type"] for row in described if row["col_name"] == "Provider")


def _empty(folder):
    for entry in folder.iterdir():
        shutil.rmtree(entry)
