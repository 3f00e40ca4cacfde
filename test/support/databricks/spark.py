"""A Spark session that sees one local folder as ``dbfs:/``, with Delta as the default format."""

import sys
from pathlib import Path
from typing import Any

from localspark import local_session, mounts

#: The folders of the root that every workspace has.
_FOLDERS = ("FileStore", "mnt", "tmp", "user")


def delta_session(dbfs: Path, jars: Path) -> Any:
    """``dbfs`` is the folder behind ``dbfs:/`` and behind every path without a scheme."""
    # The jar holds the Python module `delta` too.
    sys.path.extend(str(jar) for jar in jars.glob("delta-spark_*.jar"))
    folders = [dbfs / name for name in _FOLDERS]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "spark.jars": ",".join(str(jar) for jar in sorted(jars.glob("delta-*.jar"))),
        "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
        "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        "spark.sql.sources.default": "delta",
        "spark.sql.warehouse.dir": "dbfs:/user/hive/warehouse",
        "spark.hadoop.fs.defaultFS": "dbfs://workspace/",
        **mounts("dbfs", "workspace", folders),
        "spark.delta.logStore.dbfs.impl": "io.delta.storage.LocalLogStore",
        "spark.databricks.delta.snapshotPartitions": "1",
    }
    return local_session("databricks", dbfs.parent / "delta-scratch", settings)
