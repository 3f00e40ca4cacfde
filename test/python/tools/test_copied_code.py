"""Code that is copied for a result gives its rows with PyIceberg and DuckDB's own Python client."""

import ast
import importlib.util
import json
import subprocess
from collections import Counter
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from oracle.copiedcode import copied_code, run_code
from oracle.export import NODE, ROOT, difference

RAN = ("pyiceberg", "duckdb")


@pytest.fixture(scope="module", autouse=True)
def iceberg_extension(tmp_path_factory):
    """DuckDB finds its Iceberg extension as if it had downloaded it before."""
    home = tmp_path_factory.mktemp("home")
    platform = duckdb.sql("PRAGMA platform").fetchone()[0]
    place = home / ".duckdb" / "extensions" / f"v{duckdb.__version__}" / platform
    place.mkdir(parents=True)
    for name in ("avro", "iceberg"):
        package = Path(importlib.util.find_spec(f"duckdb_extension_{name}").submodule_search_locations[0])
        (file,) = package.glob(f"extensions/*/{name}.duckdb_extension")
        (place / file.name).symlink_to(file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        yield


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    subprocess.run([NODE, "dist/cli.js", "sample", folder], cwd=ROOT, check=True)
    return folder / "lakehouse"


def check(result: dict, target: str) -> int:
    """Runs the code of a target and compares; 0 where it has none."""
    made = result["codes"][target]
    if "refused" in made:
        return 0
    variables = run_code(made["code"])
    rows = variables["rows"]
    relation = duckdb.from_arrow(rows) if isinstance(rows, pa.Table) else rows
    assert [name.lower() for name in relation.columns] == [name.lower() for name in result["columns"]]
    # By place: columns may have one name.
    names = [f"c{i}" for i in range(len(relation.columns))]
    text = ", ".join(f"CAST({name} AS VARCHAR)" for name in names)
    found = Counter(relation.query("rows", f"SELECT {text} FROM rows AS rows({', '.join(names)})").fetchall())
    expected = Counter(map(tuple, result["rows"]))
    assert not difference(found, expected), (result["sql"], target, difference(found, expected))
    return max(1, sum(found.values()))


def test_every_table_at_every_version(sample):
    results = copied_code(sample, "sample")
    assert [result["sql"] for result in results if "error" in result] == [
        'SELECT * FROM "bronze"."payments_broken"'
    ]
    read = [result for result in results if "error" not in result]
    assert len(read) > 30
    compared = {target: [check(result, target) for result in read] for target in RAN}
    assert 0 not in compared["duckdb"]
    assert sum(compared["pyiceberg"]) > 150_000


def test_whatever_is_in_a_text_stays_in_its_literal():
    command = [NODE, "--import", "tsx", "test/python/pythonTexts.ts"]
    written = json.loads(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)
    assert len(written) == 2000
    for one in written:
        assert ast.literal_eval(one["literal"]) == one["text"]
        assert ast.literal_eval(one["block"]) == "\n" + one["text"] + "\n"
        assert ast.parse(one["comment"]).body == []
        assert "\n" not in one["literal"] + one["comment"]
