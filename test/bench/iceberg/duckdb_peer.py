"""`duckdb_peer.py METADATA RUNS PART`: seconds of each filtered read by DuckDB's own Iceberg extension."""

import importlib.util
import json
import sys
import time
from pathlib import Path

import duckdb

metadata, runs, part = sys.argv[1:]

connection = duckdb.connect()
for name in ("avro", "iceberg"):
    package = importlib.util.find_spec(f"duckdb_extension_{name}").submodule_search_locations[0]
    (extension,) = Path(package).glob(f"extensions/*/{name}.duckdb_extension")
    connection.load_extension(str(extension))

seconds = []
for _ in range(int(runs)):
    start = time.perf_counter()
    rows = connection.execute(f"SELECT * FROM iceberg_scan('{metadata}') WHERE part = {part}").fetchall()
    seconds.append(time.perf_counter() - start)
print(json.dumps({"found": len(rows), "seconds": seconds}))
