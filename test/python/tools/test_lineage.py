"""Lineage of the queries of TPC-DS and TPC-H beside sqlglot's, on the same texts and with the same schema."""

import importlib
import json
import subprocess
from pathlib import Path

import duckdb
import pytest

from oracle.export import NODE, ROOT
from oracle.sqlglotlineage import output_sources

SUITES = {"tpcds": ("dsdgen", 99), "tpch": ("dbgen", 22)}

# Where we differ on purpose: what we have beyond sqlglot, by query, and why.
BEYOND = {
    # CASE WHEN (SELECT count(*) FROM store_sales WHERE ss_quantity BETWEEN …) > n: what it counts decides.
    "tpcds/9": {"store_sales.ss_quantity"},
}


def queries(suite: str) -> tuple[dict[str, list[str]], list[tuple[str, str, list[str]]]]:
    """The tables of a suite, and of each query its id, its text and the names of its columns in DuckDB."""
    package = Path(importlib.import_module(f"duckdb_extension_{suite}").__file__).parent
    (extension,) = package.rglob(f"{suite}.duckdb_extension")
    generate, _ = SUITES[suite]
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{extension}'; CALL {generate}(sf = 0)")
        schema: dict[str, list[str]] = {}
        columns = "SELECT table_name, column_name FROM information_schema.columns ORDER BY ordinal_position"
        for table, column in connection.execute(columns).fetchall():
            schema.setdefault(table, []).append(column)
        texts = connection.execute(f"SELECT query_nr, query FROM {suite}_queries()").fetchall()
        outputs = [[name for name, *_ in connection.execute(sql).description] for _, sql in texts]
    return schema, [(f"{suite}/{nth}", sql, names) for (nth, sql), names in zip(texts, outputs, strict=True)]


@pytest.mark.parametrize("suite", SUITES)
def test_every_column_comes_from_where_sqlglot_says(suite):
    schema, texts = queries(suite)
    assert len(texts) == SUITES[suite][1]
    lines = [
        json.dumps({"id": key, "sql": sql, "dialect": "duckdb", "schema": schema}) for key, sql, _ in texts
    ]
    command = [NODE, "dist/cli.js", "lineage", "--jsonl"]
    done = subprocess.run(
        command, cwd=ROOT, check=True, input="\n".join(lines), stdout=subprocess.PIPE, text=True
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [key for key, *_ in texts]
    for (key, sql, names), answer in zip(texts, answers, strict=True):
        assert answer["problems"] == [], key
        found = answer["columns"]
        expected = output_sources(sql, schema)
        assert len(found) == len(names) == len(expected), key
        for column, name, (_, sources) in zip(found, names, expected, strict=True):
            # Columns without a name have one that engines differ in.
            assert column["out"] in (name.lower(), f"_{found.index(column)}"), key
            difference = set(column["in"]) ^ sources
            assert difference <= BEYOND.get(key, set()) & set(column["in"]), (key, name, difference)
