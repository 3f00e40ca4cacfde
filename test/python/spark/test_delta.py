"""The Delta-shaped helpers over real Iceberg tables."""

import pytest
from pyspark.errors import AnalysisException
from pyspark.sql import functions as F

from lakehouse_runtime.delta import DeltaTable


@pytest.fixture
def table(spark):
    """A table with the rows (1, a, 10), (2, b, 20), (3, c, NULL)."""
    name = "glue_catalog.runtime.`the table`"
    spark.sql("CREATE NAMESPACE IF NOT EXISTS glue_catalog.runtime")
    spark.sql(f"CREATE TABLE {name} (id BIGINT, k STRING, v INT) USING iceberg")
    spark.sql(f"INSERT INTO {name} VALUES (1, 'a', 10), (2, 'b', 20), (3, 'c', NULL)")
    yield name
    spark.sql(f"DROP TABLE {name}")


def rows(spark, name):
    return [tuple(row) for row in spark.table(name).orderBy("id").collect()]


def changes(spark):
    return spark.createDataFrame([(2, "B", 21), (4, "d", 40)], "id BIGINT, k STRING, v INT")


def test_merge_updates_and_inserts_all_columns(spark, table):
    target = DeltaTable.forName(spark, table).alias("t")
    source = changes(spark).alias("s")
    target.merge(source, "t.id = s.id").whenMatchedUpdateAll().whenNotMatchedInsertAll().execute()
    assert rows(spark, table) == [(1, "a", 10), (2, "B", 21), (3, "c", None), (4, "d", 40)]


def test_merge_takes_columns_and_conditions(spark, table):
    source = changes(spark).alias("s")
    (
        DeltaTable.forName(spark, table)
        .alias("t")
        .merge(source, F.col("t.id") == F.col("s.id"))
        .whenMatchedUpdate(condition="s.v > 100", set={"v": "0"})
        .whenMatchedUpdate(set={"v": F.col("t.v") + F.col("s.v")})
        .whenNotMatchedInsert(condition=F.col("s.v") == 40, values={"id": "s.id", "k": F.lit("it's")})
        .execute()
    )
    assert rows(spark, table) == [(1, "a", 10), (2, "b", 41), (3, "c", None), (4, "it's", None)]


def test_merge_acts_on_what_the_source_does_not_have(spark, table):
    (
        DeltaTable.forName(spark, table)
        .alias("t")
        .merge(changes(spark).alias("s"), "t.id = s.id")
        .whenMatchedDelete("s.k = 'B'")
        .whenNotMatchedBySourceUpdate("t.id = 1", {"k": "'kept'"})
        .whenNotMatchedBySourceDelete()
        .execute()
    )
    assert rows(spark, table) == [(1, "kept", 10)]


def test_a_merge_that_is_not_executed_changes_nothing(spark, table):
    DeltaTable.forName(spark, table).merge(changes(spark), "true").whenMatchedDelete()
    assert len(rows(spark, table)) == 3


def test_a_merge_leaves_no_view_behind_also_when_it_fails(spark, table):
    before = [view.name for view in spark.catalog.listTables()]
    builder = DeltaTable.forName(spark, table).merge(changes(spark), "nope = 1").whenMatchedDelete()
    with pytest.raises(AnalysisException):
        builder.execute()
    assert [view.name for view in spark.catalog.listTables()] == before


def test_update_and_delete(spark, table):
    target = DeltaTable.forName(spark, table)
    target.update("v IS NULL", {"v": "0"})
    target.update(set={"k": F.upper("k")})
    target.delete(F.col("id") == 1)
    assert rows(spark, table) == [(2, "B", 20), (3, "C", 0)]
    target.delete()
    assert rows(spark, table) == []


def test_compaction_and_z_order_keep_the_rows(spark, table):
    spark.sql(f"INSERT INTO {table} VALUES (4, 'd', 40)")
    before = rows(spark, table)
    target = DeltaTable.forName(spark, table)
    target.optimize().executeZOrderBy("id", ["k"])
    target.optimize().where("id > 1").executeCompaction()
    assert rows(spark, table) == before
    assert "replace" in [row["operation"] for row in target.history().collect()]


def test_vacuum_leaves_young_snapshots_and_expires_old_ones(spark, table):
    spark.sql(f"INSERT INTO {table} VALUES (4, 'd', 40)")
    target = DeltaTable.forName(spark, table)
    target.vacuum()
    assert target.history().count() == 2
    target.vacuum(0)
    assert target.history().count() == 1
    assert len(rows(spark, table)) == 4


def test_history_is_newest_first_and_detail_counts_files(spark, table):
    spark.sql(f"DELETE FROM {table} WHERE id = 1")
    target = DeltaTable.forName(spark, table)
    assert [row["operation"] for row in target.history().collect()] == ["overwrite", "append"]
    assert [row["operation"] for row in target.history(1).collect()] == ["overwrite"]
    (detail,) = target.detail().collect()
    assert (detail["format"], detail["numFiles"]) == ("iceberg", 1)


def test_names_of_two_parts_are_those_of_the_current_catalog(spark, table):
    spark.catalog.setCurrentCatalog("glue_catalog")
    try:
        target = DeltaTable.forName(spark, "runtime.`the table`")
        target.optimize().executeCompaction()
        assert DeltaTable.isDeltaTable(spark, "runtime.`the table`")
    finally:
        spark.catalog.setCurrentCatalog("spark_catalog")
    assert not DeltaTable.isDeltaTable(spark, "/mnt/lake/silver/orders")


def test_to_df_knows_its_alias(spark, table):
    frame = DeltaTable.forName(spark, table).alias("t").toDF()
    assert frame.select(F.col("t.id")).count() == 3


def test_what_can_not_be_done_is_said(spark, table):
    with pytest.raises(ValueError, match="migration file"):
        DeltaTable.forPath(spark, "/mnt/lake/silver/orders")
    with pytest.raises(AnalysisException):
        DeltaTable.forName(spark, "glue_catalog.runtime.nope")
    target = DeltaTable.forName(spark, table)
    with pytest.raises(ValueError, match="set"):
        target.update("id = 1")
    with pytest.raises(TypeError, match="5"):
        target.update(set={"v": 5})
    with pytest.raises(ValueError, match="values"):
        target.merge(changes(spark), "true").whenNotMatchedInsert()
