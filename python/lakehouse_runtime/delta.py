"""The calls of ``delta.tables`` over Iceberg tables, so that merges written for Delta keep their shape.

``from lakehouse_runtime.delta import DeltaTable`` stands where ``from delta.tables import DeltaTable``
stood. A table is known by its name in a catalog: a path has to be mapped to one (migration file).
Each call becomes one statement of Spark SQL; conditions are SQL text or Columns, as in Delta.
"""

from __future__ import annotations

import itertools
from typing import Any, Dict, List, Mapping, NoReturn, Optional, Tuple, Union

from lakehouse_runtime._merge import MergeBuilder
from lakehouse_runtime._sqltext import quoted, split_name, sql_of, string_literal

__all__ = ["DeltaMergeBuilder", "DeltaTable"]

DeltaMergeBuilder = MergeBuilder
_view_numbers = itertools.count(1)


class DeltaTable:
    """An Iceberg table with the methods of Delta's class of this name."""

    def __init__(self, spark: Any, name: str, alias: Optional[str] = None) -> None:
        self._spark = spark
        self._name = name
        self._alias = alias

    @classmethod
    def forName(cls, sparkSession: Any, tableOrViewName: str) -> DeltaTable:
        """Raises Spark's ``AnalysisException`` where there is no such table."""
        sparkSession.table(tableOrViewName).schema  # noqa: B018 - resolving is what checks the name
        return cls(sparkSession, tableOrViewName)

    @classmethod
    def forPath(cls, sparkSession: Any, path: str, hadoopConf: Any = None) -> NoReturn:
        """Always raises: an Iceberg table is changed by its name, not by its path."""
        raise ValueError(f"map the path {path!r} to a table in the migration file, and use its name")

    @classmethod
    def isDeltaTable(cls, sparkSession: Any, identifier: str) -> bool:
        """Says whether there is a table of this name (a path is none here)."""
        return "/" not in identifier and bool(sparkSession.catalog.tableExists(identifier))

    def alias(self, aliasName: str) -> DeltaTable:
        return DeltaTable(self._spark, self._name, aliasName)

    def toDF(self) -> Any:
        frame = self._spark.table(self._name)
        return frame.alias(self._alias) if self._alias else frame

    def delete(self, condition: Any = None) -> None:
        self._run(f"DELETE FROM {self._target()}", condition)

    def update(
        self,
        condition: Union[Any, Mapping[str, Any], None] = None,
        set: Optional[Mapping[str, Any]] = None,
    ) -> None:
        """``update(condition, set)``, or ``update(set=…)`` for all rows."""
        if set is None:
            raise ValueError("update needs set: the columns and their new values")
        changes = ", ".join(f"{name} = {sql_of(value)}" for name, value in set.items())
        self._run(f"UPDATE {self._target()} SET {changes}", condition)

    def updateExpr(self, condition: Any, set: Mapping[str, Any]) -> None:
        self.update(condition, set)

    def merge(self, source: Any, condition: Any) -> MergeBuilder:
        """Starts a merge; nothing runs before ``execute()``."""
        view = f"lakehouse_merge_source_{next(_view_numbers)}"
        return MergeBuilder(self._spark, self._name, self._alias, source, view, sql_of(condition))

    def history(self, limit: Optional[int] = None) -> Any:
        """The table's snapshots, newest first: ``version`` (a snapshot id), ``timestamp``, ``operation``…"""
        frame = self._spark.table(f"{self._name}.snapshots").selectExpr(
            "snapshot_id AS version",
            "committed_at AS timestamp",
            "operation",
            "parent_id AS readVersion",
            "summary AS operationMetrics",
        )
        frame = frame.orderBy(frame["timestamp"].desc())
        return frame if limit is None else frame.limit(limit)

    def detail(self) -> Any:
        """One row: ``format``, ``name``, ``numFiles``, ``sizeInBytes``."""
        return self._spark.table(f"{self._name}.files").selectExpr(
            "'iceberg' AS format",
            f"{string_literal(self._name)} AS name",
            "count(*) AS numFiles",
            "coalesce(sum(file_size_in_bytes), 0L) AS sizeInBytes",
        )

    def vacuum(self, retentionHours: float = 168) -> Any:
        """Expires snapshots older than the hours given (7 days, as in Delta); the newest always stays."""
        older = f"current_timestamp() - make_interval(0, 0, 0, 0, 0, 0, {float(retentionHours) * 3600!r})"
        moment = self._spark.sql(f"SELECT string({older}) AS moment").collect()[0]["moment"]
        return self._call("expire_snapshots", older_than=f"TIMESTAMP {string_literal(moment)}")

    def optimize(self) -> OptimizeBuilder:
        return OptimizeBuilder(self)

    def _target(self) -> str:
        return f"{self._name} AS {quoted(self._alias)}" if self._alias else self._name

    def _run(self, statement: str, condition: Any) -> None:
        where = "" if condition is None else f" WHERE {sql_of(condition)}"
        self._spark.sql(statement + where)

    def _call(self, procedure: str, **arguments: str) -> Any:
        catalog, table = _in_catalog(self._spark, self._name)
        given: Dict[str, str] = {"table": string_literal(table), **arguments}
        text = ", ".join(f"{name} => {value}" for name, value in given.items())
        return self._spark.sql(f"CALL {quoted(catalog)}.system.{procedure}({text})")


class OptimizeBuilder:
    """What ``optimize()`` returns: compaction, plain or in Z-order, of all rows or those of ``where``."""

    def __init__(self, table: DeltaTable, condition: Optional[str] = None) -> None:
        self._table = table
        self._condition = condition

    def where(self, partitionFilter: str) -> OptimizeBuilder:
        return OptimizeBuilder(self._table, partitionFilter)

    def executeCompaction(self) -> Any:
        # Iceberg leaves fewer than five small files alone unless it is told; Delta compacts any two.
        return self._rewrite({"options": "map('min-input-files', '2')"})

    def executeZOrderBy(self, *cols: Any) -> Any:
        names: List[str] = [str(name) for col in cols for name in ([col] if isinstance(col, str) else col)]
        order = f"zorder({', '.join(names)})"
        arguments = {"strategy": "'sort'", "sort_order": string_literal(order)}
        # As Delta does, files of a good size are sorted too.
        return self._rewrite({**arguments, "options": "map('rewrite-all', 'true')"})

    def _rewrite(self, arguments: Dict[str, str]) -> Any:
        where = {} if self._condition is None else {"where": string_literal(self._condition)}
        return self._table._call("rewrite_data_files", **arguments, **where)


def _in_catalog(spark: Any, name: str) -> Tuple[str, str]:
    """Splits a table's name into its catalog and the rest, by the catalogs that the session knows."""
    parts = split_name(name)
    if len(parts) > 1 and spark.conf.get(f"spark.sql.catalog.{parts[0]}", None) is not None:
        catalog, rest = parts[0], parts[1:]
    else:
        catalog = spark.catalog.currentCatalog()
        rest = parts if len(parts) > 1 else [spark.catalog.currentDatabase(), *parts]
    return catalog, ".".join(quoted(part) for part in rest)
