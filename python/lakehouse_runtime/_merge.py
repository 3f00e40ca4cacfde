"""The merge builder of ``delta``: clauses are gathered, ``execute()`` runs one ``MERGE INTO``."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Tuple

from lakehouse_runtime._sqltext import quoted, sql_of

_MATCHED = "WHEN MATCHED"
_NOT_MATCHED = "WHEN NOT MATCHED"
_NOT_MATCHED_BY_SOURCE = "WHEN NOT MATCHED BY SOURCE"


class MergeBuilder:
    """Delta's ``DeltaMergeBuilder``. Every ``when…`` returns a new builder with one more clause."""

    def __init__(
        self,
        spark: Any,
        target: str,
        target_alias: Optional[str],
        source: Any,
        view: str,
        condition: str,
        clauses: Tuple[str, ...] = (),
    ) -> None:
        self._spark = spark
        self._target = target
        self._target_alias = target_alias
        self._source = source
        self._view = view
        self._condition = condition
        self._clauses = clauses

    def whenMatchedUpdate(
        self, condition: Any = None, set: Optional[Mapping[str, Any]] = None
    ) -> MergeBuilder:
        return self._when(_MATCHED, condition, _update(set))

    def whenMatchedUpdateAll(self, condition: Any = None) -> MergeBuilder:
        return self._when(_MATCHED, condition, "UPDATE SET *")

    def whenMatchedDelete(self, condition: Any = None) -> MergeBuilder:
        return self._when(_MATCHED, condition, "DELETE")

    def whenNotMatchedInsert(
        self, condition: Any = None, values: Optional[Mapping[str, Any]] = None
    ) -> MergeBuilder:
        return self._when(_NOT_MATCHED, condition, _insert(values))

    def whenNotMatchedInsertAll(self, condition: Any = None) -> MergeBuilder:
        return self._when(_NOT_MATCHED, condition, "INSERT *")

    def whenNotMatchedBySourceUpdate(
        self, condition: Any = None, set: Optional[Mapping[str, Any]] = None
    ) -> MergeBuilder:
        return self._when(_NOT_MATCHED_BY_SOURCE, condition, _update(set))

    def whenNotMatchedBySourceDelete(self, condition: Any = None) -> MergeBuilder:
        return self._when(_NOT_MATCHED_BY_SOURCE, condition, "DELETE")

    def execute(self) -> None:
        # A source from foreachBatch belongs to the session of its stream, and only that one sees its view.
        session = getattr(self._source, "sparkSession", self._spark)
        self._source.createOrReplaceTempView(self._view)
        try:
            session.sql(self._statement())
        finally:
            session.catalog.dropTempView(self._view)

    def _when(self, head: str, condition: Any, action: str) -> MergeBuilder:
        guard = "" if condition is None else f" AND {sql_of(condition)}"
        clauses = (*self._clauses, f"{head}{guard} THEN {action}")
        return MergeBuilder(
            self._spark,
            self._target,
            self._target_alias,
            self._source,
            self._view,
            self._condition,
            clauses,
        )

    def _statement(self) -> str:
        target = f" AS {quoted(self._target_alias)}" if self._target_alias else ""
        alias = _alias_of(self._source)
        source = f" AS {quoted(alias)}" if alias else ""
        return "\n".join(
            [
                f"MERGE INTO {self._target}{target}",
                f"USING {quoted(self._view)}{source}",
                f"ON {self._condition}",
                *self._clauses,
            ]
        )


def _alias_of(frame: Any) -> Optional[str]:
    """The name that ``frame.alias(…)`` gave; it is known to the frame's plan only."""
    plan = frame._jdf.queryExecution().logical()
    return str(plan.alias()) if plan.nodeName() == "SubqueryAlias" else None


def _update(set: Optional[Mapping[str, Any]]) -> str:
    if not set:
        raise ValueError("an update needs set: the columns and their new values")
    return "UPDATE SET " + ", ".join(f"{name} = {sql_of(value)}" for name, value in set.items())


def _insert(values: Optional[Mapping[str, Any]]) -> str:
    if not values:
        raise ValueError("an insert needs values: the columns and their values")
    return f"INSERT ({', '.join(values)}) VALUES ({', '.join(sql_of(value) for value in values.values())})"
