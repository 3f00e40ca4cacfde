"""What every Spark session of the tests has in common: one small machine, no network, nothing left behind."""

import os
import sys
from pathlib import Path
from typing import Any, Dict, Iterable


def local_session(name: str, scratch: Path, settings: Dict[str, str]) -> Any:
    """A session that keeps its own files in ``scratch``; ``settings`` are what it is for."""
    # Else workers run the python3 of the path, which may lack pandas.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    java = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", f"-Dderby.system.home={scratch}"]
    common = {
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": " ".join(java),
        "spark.local.dir": str(scratch / "local"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": "1",
        "spark.default.parallelism": "1",
        "spark.sql.sources.parallelPartitionDiscovery.parallelism": "1",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
    }
    builder = SparkSession.builder.master("local[1]").appName(name)
    for key, value in {**common, **settings}.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def mounts(scheme: str, table: str, folders: Iterable[Path]) -> Dict[str, str]:
    """Settings of a file system of Hadoop's own that shows local folders as roots of another scheme."""
    overload = "org.apache.hadoop.fs.viewfs.ViewFileSystemOverloadScheme"
    links = f"spark.hadoop.fs.viewfs.mounttable.{table}.link"
    return {
        f"spark.hadoop.fs.{scheme}.impl": overload,
        "spark.hadoop.fs.viewfs.overload.scheme.target.file.impl": "org.apache.hadoop.fs.LocalFileSystem",
        **{f"{links}./{folder.name}": folder.as_uri() for folder in folders},
    }
