"""A Spark session that sees one local folder as ``dbfs:/``, with Delta as the default format."""

import os
import sys
from pathlib import Path
from typing import Any

#: The folders of the root that every workspace has.
_FOLDERS = ("FileStore", "mnt", "tmp", "user")


def delta_session(dbfs: Path, jars: Path) -> Any:
    """``dbfs`` is the folder behind ``dbfs:/`` and behind every path without a scheme."""
    # Else workers run the python3 of the path, which may lack pandas.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    # The jar holds the Python module `delta` too.
    sys.path.extend(str(jar) for jar in jars.glob("delta-spark_*.jar"))
    from pyspark.sql import SparkSession

    for name in _FOLDERS:
        (dbfs / name).mkdir(parents=True, exist_ok=True)
    scratch = dbfs.parent / "delta-scratch"
    mounts = "spark.hadoop.fs.viewfs.mounttable.workspace"
    settings = {
        "spark.jars": ",".join(str(jar) for jar in sorted(jars.glob("delta-*.jar"))),
        "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
        "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        "spark.sql.sources.default": "delta",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.warehouse.dir": "dbfs:/user/hive/warehouse",
        # A file system of Hadoop's own that shows a folder under another scheme and name.
        "spark.hadoop.fs.defaultFS": "dbfs://workspace/",
        "spark.hadoop.fs.dbfs.impl": "org.apache.hadoop.fs.viewfs.ViewFileSystemOverloadScheme",
        "spark.hadoop.fs.viewfs.overload.scheme.target.file.impl": "org.apache.hadoop.fs.LocalFileSystem",
        **{f"{mounts}.link./{name}": (dbfs / name).as_uri() for name in _FOLDERS},
        "spark.delta.logStore.dbfs.impl": "io.delta.storage.LocalLogStore",
        "spark.databricks.delta.snapshotPartitions": "1",
        # One small machine, no network.
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": " ".join(
            ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", f"-Dderby.system.home={scratch}"]
        ),
        "spark.local.dir": str(scratch),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": "1",
        "spark.default.parallelism": "1",
        "spark.sql.sources.parallelPartitionDiscovery.parallelism": "1",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
    }
    builder = SparkSession.builder.master("local[1]").appName("databricks")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
