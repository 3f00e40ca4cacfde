"""Writes into moto's own objects of Glue and S3: no request, no limit of the service is checked."""

from typing import Any, Dict, List, Optional

from moto.glue.models import glue_backends
from moto.s3.models import s3_backends

Columns = List[Dict[str, str]]

_HADOOP = "org.apache.hadoop"
_TEXT = {
    "InputFormat": f"{_HADOOP}.mapred.TextInputFormat",
    "OutputFormat": f"{_HADOOP}.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
}
_PARQUET = {
    "InputFormat": f"{_HADOOP}.hive.ql.io.parquet.MapredParquetInputFormat",
    "OutputFormat": f"{_HADOOP}.hive.ql.io.parquet.MapredParquetOutputFormat",
}


class Glue:
    """The Glue catalog of one account and region, with files in one bucket."""

    def __init__(self, account: str, region: str, bucket: str) -> None:
        self.account = account
        self.bucket = bucket
        self._region = region
        self._glue = glue_backends[account][region]
        self._s3 = s3_backends[account]["aws"]

    def create_bucket(self) -> None:
        self._s3.create_bucket(self.bucket, self._region)

    def put(self, key: str, content: bytes) -> None:
        """Writes an object of the bucket, which the account has to own."""
        self._s3.put_object(self.bucket, key, content)

    def create_database(self, name: str, description: Optional[str] = None) -> None:
        given = {} if description is None else {"Description": description}
        self._glue.create_database(name, {"Name": name, "Parameters": {}, **given})

    def create_table(self, database: str, name: str, **given: Any) -> None:
        """Keeps a table as the service would answer it; what is not ``given`` is absent."""
        self._glue.create_table(database, name, {"Name": name, **given})

    def create_iceberg(self, database: str, name: str, metadata_location: Optional[str]) -> None:
        parameters = {"table_type": "ICEBERG"}
        if metadata_location is not None:
            parameters["metadata_location"] = metadata_location
        self.create_table(
            database,
            name,
            TableType="EXTERNAL_TABLE",
            Parameters=parameters,
            StorageDescriptor={"Columns": [{"Name": "id", "Type": "bigint"}]},
            PartitionKeys=[],
        )

    def create_csv(self, database: str, name: str, folder: str, columns: Columns, **given: Any) -> None:
        """A Hive table over CSV files with one header line, as a crawler writes it."""
        self._create_hive(
            database,
            name,
            {
                **self.storage(folder, columns),
                **_TEXT,
                "SerdeInfo": {
                    "SerializationLibrary": f"{_HADOOP}.hive.serde2.lazy.LazySimpleSerDe",
                    "Parameters": {"field.delim": ","},
                },
            },
            {"classification": "csv", "skip.header.line.count": "1"},
            given,
        )

    def create_parquet(self, database: str, name: str, folder: str, columns: Columns, **given: Any) -> None:
        descriptor = self.parquet_storage(folder, columns)
        self._create_hive(database, name, descriptor, {"classification": "parquet"}, given)

    def create_partition(self, database: str, table: str, values: List[str], descriptor: dict) -> None:
        partition = {"Values": values, "StorageDescriptor": descriptor, "Parameters": {}}
        self._glue.create_partition(database, table, partition)

    def storage(self, folder: str, columns: Columns) -> Dict[str, Any]:
        return {"Columns": columns, "Location": f"s3://{self.bucket}/{folder}/"}

    def parquet_storage(self, folder: str, columns: Columns) -> Dict[str, Any]:
        serde = f"{_HADOOP}.hive.ql.io.parquet.serde.ParquetHiveSerDe"
        return {
            **self.storage(folder, columns),
            **_PARQUET,
            "SerdeInfo": {
                "SerializationLibrary": serde,
                "Parameters": {"serialization.format": "1"},
            },
        }

    def _create_hive(
        self, database: str, name: str, descriptor: dict, parameters: Dict[str, str], given: Dict[str, Any]
    ) -> None:
        self.create_table(
            database,
            name,
            **{
                "TableType": "EXTERNAL_TABLE",
                "PartitionKeys": [],
                **given,
                "Parameters": {"EXTERNAL": "TRUE", **parameters, **given.get("Parameters", {})},
                "StorageDescriptor": descriptor,
            },
        )
