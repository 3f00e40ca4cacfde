import os
import sys
from pathlib import Path

import pytest

BUCKET = "example-lakehouse"


@pytest.fixture(scope="session")
def bucket(tmp_path_factory) -> Path:
    """The local folder that Spark sees as ``s3://example-lakehouse/``."""
    folder = tmp_path_factory.mktemp("bucket")
    for name in ("lake", "raw", "scratch"):
        (folder / name).mkdir()
    return folder


@pytest.fixture(scope="session")
def spark(bucket, tmp_path_factory):
    """Spark as on EMR: Iceberg as ``glue_catalog``, no Delta anywhere, ``s3://`` over a local folder."""
    # Else workers run the python3 of the path, which may lack pandas.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    scratch = tmp_path_factory.mktemp("spark")
    jars = Path(os.environ["LAKEHOUSE_SPARK_JARS"]).glob("iceberg-*.jar")
    mounts = f"spark.hadoop.fs.viewfs.mounttable.{BUCKET}"
    settings = {
        "spark.jars": ",".join(str(jar) for jar in jars),
        "spark.sql.extensions": "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
        "spark.sql.catalog.glue_catalog": "org.apache.iceberg.spark.SparkCatalog",
        "spark.sql.catalog.glue_catalog.type": "hadoop",
        "spark.sql.catalog.glue_catalog.warehouse": (bucket / "lake").as_uri(),
        "spark.sql.catalog.glue_catalog.cache-enabled": "false",
        "spark.hadoop.fs.s3.impl": "org.apache.hadoop.fs.viewfs.ViewFileSystemOverloadScheme",
        "spark.hadoop.fs.viewfs.overload.scheme.target.file.impl": "org.apache.hadoop.fs.LocalFileSystem",
        **{f"{mounts}.link./{folder.name}": folder.as_uri() for folder in bucket.iterdir()},
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": " ".join(
            ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", f"-Dderby.system.home={scratch}"]
        ),
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
    builder = SparkSession.builder.master("local[1]").appName("lakehouse")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()
