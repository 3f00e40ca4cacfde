"""`peers.py PEER FOLDER SORT FILTER TEXT`: seconds of each thing that is measured, as JSON.

`pandas` holds all rows in memory, in types of Arrow where they are exact; `duckdb` is DuckDB's own client
for Python with the rows in a database file, as ours has them.
"""

import json
import sys
import time
from pathlib import Path

peer, folder, sort, filtered, text = sys.argv[1:]
data = {kind: str(Path(folder) / f"data.{kind}") for kind in ("parquet", "csv")}
written = {kind: str(Path(folder) / f"{peer}.{kind}") for kind in ("parquet", "csv")}
seconds = {}


def measure(name, work):
    start = time.perf_counter()
    value = work()
    seconds[name] = time.perf_counter() - start
    return value


def statistics(column):
    # `describe` refuses integers that a double does not hold.
    counts = column.value_counts(dropna=False)
    return column.count(), column.min(), column.max(), len(counts), counts.head(20)


def of_pandas():
    import pandas

    frame = measure("read", lambda: pandas.read_parquet(data["parquet"], dtype_backend="pyarrow"))
    measure("sort", lambda: frame.sort_values(sort, ascending=False).head(200).values)
    found = measure("filter", lambda: frame[frame[filtered].str.contains(text, regex=False)])
    measure("statistics", lambda: [statistics(frame[name]) for name in frame])
    measure("csv", lambda: frame.to_csv(written["csv"], index=False))
    measure("parquet", lambda: frame.to_parquet(written["parquet"], compression="zstd"))
    rows = len(found)
    measure("ingest", lambda: pandas.read_csv(data["csv"], dtype="string[pyarrow]"))
    return rows


def of_duckdb():
    import duckdb

    connection = duckdb.connect(str(Path(folder) / "peer.duckdb"))
    run = connection.execute
    measure("read", lambda: run(f"CREATE TABLE t AS FROM '{data['parquet']}'"))
    order = f'FROM t ORDER BY "{sort}" DESC'
    measure("first", lambda: run(f"{order} LIMIT 200").fetchall())
    measure("sort", lambda: run(f"CREATE TABLE sorted AS {order}"))
    where = f"FROM t WHERE contains(\"{filtered}\", '{text}')"
    measure("filterFirst", lambda: run(f"{where} LIMIT 200").fetchall())
    measure("filter", lambda: run(f"CREATE TABLE filtered AS {where}"))
    rows = run("SELECT count(*) FROM filtered").fetchone()[0]
    measure("statistics", lambda: run("SUMMARIZE t").fetchall())
    measure("csv", lambda: run(f"COPY t TO '{written['csv']}' (FORMAT csv, HEADER)"))
    measure("parquet", lambda: run(f"COPY t TO '{written['parquet']}' (FORMAT parquet, COMPRESSION zstd)"))
    measure(
        "ingest",
        lambda: run(f"CREATE TABLE texts AS FROM read_csv('{data['csv']}', all_varchar = true)"),
    )
    return rows


found = {"pandas": of_pandas, "duckdb": of_duckdb}[peer]()
print(json.dumps({"found": found, "seconds": seconds}))
