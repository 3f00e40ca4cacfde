"""A peer's listing: `peers.py boto3|pyiceberg tables|namespaces ENDPOINT`. Prints what `ours.ts` does."""

import json
import resource
import sys
import time

peer, what, endpoint = sys.argv[1:]


def by_boto3():
    import boto3

    glue = boto3.client("glue", endpoint_url=endpoint, region_name="us-east-1")
    if what == "tables":
        pages = glue.get_paginator("get_tables").paginate(DatabaseName="big")
        return lambda: [table["Name"] for page in pages for table in page["TableList"]]
    pages = glue.get_paginator("get_databases").paginate()
    return lambda: [database["Name"] for page in pages for database in page["DatabaseList"]]


def by_pyiceberg():
    from pyiceberg.catalog.rest import RestCatalog

    catalog = RestCatalog("bench", uri=endpoint)
    return (lambda: catalog.list_tables("big")) if what == "tables" else catalog.list_namespaces


run = by_boto3() if peer == "boto3" else by_pyiceberg()
start = time.perf_counter()
found = run()
total = (time.perf_counter() - start) * 1000
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
print(json.dumps({"found": len(found), "totalMs": total, "peakMb": peak}))
