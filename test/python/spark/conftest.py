import os
from pathlib import Path
from typing import Iterator, Tuple

import pytest

from localspark import local_session, mounts

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
    jars = Path(os.environ["LAKEHOUSE_SPARK_JARS"]).glob("iceberg-*.jar")
    settings = {
        "spark.jars": ",".join(str(jar) for jar in jars),
        "spark.sql.extensions": "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
        "spark.sql.catalog.glue_catalog": "org.apache.iceberg.spark.SparkCatalog",
        "spark.sql.catalog.glue_catalog.type": "hadoop",
        "spark.sql.catalog.glue_catalog.warehouse": (bucket / "lake").as_uri(),
        "spark.sql.catalog.glue_catalog.cache-enabled": "false",
        **mounts("s3", BUCKET, bucket.iterdir()),
    }
    session = local_session("lakehouse", tmp_path_factory.mktemp("spark"), settings)
    yield session
    session.stop()


@pytest.fixture(scope="module")
def lake(spark, tmp_path_factory) -> Iterator[Tuple[str, Path]]:
    """An Iceberg catalog by its name, and its folder: for tables that are compared as they lie."""
    folder = tmp_path_factory.mktemp("lake")
    settings = {
        f"spark.sql.catalog.{folder.name}": "org.apache.iceberg.spark.SparkCatalog",
        f"spark.sql.catalog.{folder.name}.type": "hadoop",
        f"spark.sql.catalog.{folder.name}.warehouse": folder.as_uri(),
        f"spark.sql.catalog.{folder.name}.cache-enabled": "false",
        # Compiling a plan takes longer than running it on a few rows.
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    }
    for name, value in settings.items():
        spark.conf.set(name, value)
    yield folder.name, folder
    for name in settings:
        spark.conf.unset(name)
