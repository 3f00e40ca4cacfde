"""Equality deletes, which Spark reads but does not write, through Iceberg's Java library."""

import itertools
from typing import Any, List, Optional, Sequence, Tuple

from .sparktable import SparkTable


class RowDelta:
    """One commit of deletes by equality, and perhaps rows, to a table; ``commit`` ends it.

    Keys and rows are queries of Spark. They go through a table of their own, since Java has the
    values of its records from there in just the types it wants.
    """

    _numbers = itertools.count()

    def __init__(self, held: SparkTable, spec_id: Optional[int] = None):
        self._held = held
        self._jvm = held.spark._jvm
        self._iceberg = self._jvm.org.apache.iceberg
        self._table = held.java
        self._spec = self._table.spec() if spec_id is None else self._table.specs()[spec_id]
        self._delta = self._table.newRowDelta()

    def delete(self, keys: str) -> "RowDelta":
        """Deletes every row with one of the keys. Their columns are named as in the table.

        Where the spec is partitioned, what it is made from must be among them: such deletes hold in
        their own partition only.
        """
        self._held.statements.append(f"-- delete by equality: {keys}")
        names = self._jvm.java.util.ArrayList()
        for name in self._held.spark.sql(keys).columns:
            names.add(name)
        schema = self._table.schema().select(names)
        for partition, records in self._partitioned(schema, keys):
            writer = self._factory(schema).newEqDeleteWriter(self._file(), self._parquet, partition)
            self._delta.addDeletes(_written(writer, records).toDeleteFile())
        return self

    def insert(self, rows: str, without: Sequence[int] = ()) -> "RowDelta":
        """Adds rows, and deletes those at the positions ``without`` in the same commit (v2)."""
        self._held.statements.append(f"-- insert: {rows}")
        schema = self._table.schema()
        for partition, records in self._partitioned(schema, rows):
            writer = self._factory(schema).newDataWriter(self._file(), self._parquet, partition)
            data = _written(writer, records).toDataFile()
            self._delta.addRows(data)
            if without:
                deleted = [
                    self._iceberg.deletes.PositionDelete.create().set(data.location(), at, None)
                    for at in without
                ]
                writer = self._factory(schema).newPosDeleteWriter(self._file(), self._parquet, partition)
                self._delta.addDeletes(_written(writer, deleted).toDeleteFile())
        return self

    def commit(self) -> None:
        self._delta.commit()

    @property
    def _parquet(self) -> Any:
        return self._iceberg.FileFormat.PARQUET

    def _factory(self, schema: Any) -> Any:
        ids = [field.fieldId() for field in schema.columns()]
        array = self._held.spark._sc._gateway.new_array(self._jvm.int, len(ids))
        for i, number in enumerate(ids):
            array[i] = number
        whole = self._table.schema()
        return self._iceberg.data.GenericAppenderFactory(whole, self._spec, array, schema, None)

    def _file(self) -> Any:
        path = f"{self._table.location()}/data/java-{next(self._numbers)}.parquet"
        output = self._table.io().newOutputFile(path)
        return self._iceberg.encryption.EncryptedFiles.plainAsEncryptedOutput(output)

    def _partitioned(self, schema: Any, query: str) -> List[Tuple[Any, List[Any]]]:
        """The rows of a query as records of Java, by partition; that is ``None`` where there is none."""
        name = f"{self._held.name.split('.')[0]}.staged.rows_{next(self._numbers)}"
        struct = schema.asStruct()
        order = ", ".join(f"`{field.name()}`" for field in schema.columns())
        self._held.spark.sql(f"CREATE TABLE {name} USING iceberg AS SELECT {order} FROM ({query})")
        staged = SparkTable(self._held.spark, name).java
        found = self._iceberg.data.IcebergGenerics.read(staged).build().iterator()
        records = []
        while found.hasNext():
            records.append(found.next())
        self._held.spark.sql(f"DROP TABLE {name} PURGE")
        if self._spec.isUnpartitioned():
            return [(None, records)] if records else []
        parts = {}
        for record in records:
            key = self._iceberg.PartitionKey(self._spec, schema)
            key.partition(self._iceberg.data.InternalRecordWrapper(struct).wrap(record))
            parts.setdefault(key.toPath(), (key, []))[1].append(record)
        return list(parts.values())


def _written(writer: Any, records: List[Any]) -> Any:
    for record in records:
        writer.write(record)
    writer.close()
    return writer
