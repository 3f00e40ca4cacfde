"""`pyiceberg_peer.py MEASURE METADATA RUNS [PART]`: seconds of each run, as a list of JSON.

What is measured is asked of PyIceberg as its documentation says; reading the table's metadata file
is part of it where it is part of ours.
"""

import json
import sys
import time

from pyiceberg.table import StaticTable

measure, metadata, runs, *rest = sys.argv[1:]


def plan(table):
    return len(list(table.scan().plan_files()))


def snapshots(_):
    return StaticTable.from_metadata(metadata).inspect.snapshots().num_rows


def filtered(_):
    table = StaticTable.from_metadata(metadata)
    return table.scan(row_filter=f"part = {rest[0]}").to_arrow().num_rows


work = {"plan": plan, "snapshots": snapshots, "filtered": filtered}[measure]
table = StaticTable.from_metadata(metadata)
seconds = []
for _ in range(int(runs)):
    start = time.perf_counter()
    found = work(table)
    seconds.append(time.perf_counter() - start)
print(json.dumps({"found": found, "seconds": seconds}))
