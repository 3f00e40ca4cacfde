"""`peers.py texts` prints the queries of TPC-DS as JSON lines, `peers.py PEER FILE` what a peer needs
for them.

A peer reads the lines of FILE, each with `sql` and `schema`, and prints the milliseconds of every statement
in the second of two rounds, as JSON: the first one loads what is loaded lazily.
"""

import contextlib
import importlib
import json
import sys
import time
from pathlib import Path


def texts():
    import duckdb

    package = Path(importlib.import_module("duckdb_extension_tpcds").__file__).parent
    (extension,) = package.rglob("tpcds.duckdb_extension")
    connection = duckdb.connect()
    connection.execute(f"LOAD '{extension}'; CALL dsdgen(sf = 0)")
    schema = {}
    columns = "SELECT table_name, column_name FROM information_schema.columns ORDER BY ordinal_position"
    for table, column in connection.execute(columns).fetchall():
        schema.setdefault(table, []).append(column)
    for nth, sql in connection.execute("SELECT query_nr, query FROM tpcds_queries()").fetchall():
        print(json.dumps({"id": nth, "sql": sql, "dialect": "duckdb", "schema": schema}))


def of_sqlglot():
    from sqlglot import parse_one
    from sqlglot.lineage import lineage
    from sqlglot.optimizer import build_scope, qualify

    def run(sql, schema):
        types = {table: dict.fromkeys(columns, "int") for table, columns in schema.items()}
        query = qualify.qualify(parse_one(sql, dialect="duckdb"), schema=types, dialect="duckdb")
        scope = build_scope(query)
        for output in query.selects:
            lineage(output.alias_or_name, query, scope=scope, schema=types, dialect="duckdb")

    return run


def of_sqllineage():
    from sqllineage.core.metadata.dummy import DummyMetaDataProvider
    from sqllineage.runner import LineageRunner

    def run(sql, schema):
        # It follows columns of what is written only.
        provider = DummyMetaDataProvider({f"main.{name}": columns for name, columns in schema.items()})
        runner = LineageRunner(f"INSERT INTO t {sql}", dialect="duckdb", metadata_provider=provider)
        runner.get_column_lineage()

    return run


def of_openlineage():
    from openlineage_sql import parse

    def run(sql, schema):
        return parse([sql], dialect="generic").column_lineage

    return run


def main(peer, file):
    run = {"sqlglot": of_sqlglot, "sqllineage": of_sqllineage, "openlineage-sql": of_openlineage}[peer]()
    lines = [json.loads(line) for line in Path(file).read_text().splitlines()]
    for _ in range(2):
        milliseconds = []
        for line in lines:
            start = time.perf_counter()
            # What a peer can not read costs it what it cost until then.
            with contextlib.suppress(Exception):
                run(line["sql"], line["schema"])
            milliseconds.append((time.perf_counter() - start) * 1000)
    print(json.dumps(milliseconds))


if __name__ == "__main__":
    texts() if sys.argv[1] == "texts" else main(*sys.argv[1:])
