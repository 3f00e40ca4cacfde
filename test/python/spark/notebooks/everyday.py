# Databricks notebook source
# MAGIC %md
# MAGIC Everyday calls, whose outcomes end up in tables.

# COMMAND ----------

dbutils.widgets.text("zone", "eu", "Zone")
dbutils.widgets.dropdown("day", "2024-05-01", ["2024-05-01", "2024-05-02"])
zone = dbutils.widgets.get("zone")

# COMMAND ----------

# MAGIC %sql
# MAGIC CREATE DATABASE IF NOT EXISTS silver;
# MAGIC CREATE DATABASE IF NOT EXISTS gold

# COMMAND ----------

# DBTITLE 1,Files
folder = "/mnt/lake/tmp/everyday"
dbutils.fs.mkdirs("/mnt/lake/tmp/everyday/in")
dbutils.fs.put("/mnt/lake/tmp/everyday/in/a.csv", "1,é\n2,b\n", True)
dbutils.fs.put("dbfs:/mnt/lake/tmp/everyday/in/b.csv", "3,c\n", overwrite=True)
dbutils.fs.cp("/mnt/lake/tmp/everyday/in", "/mnt/lake/tmp/everyday/out", recurse=True)
dbutils.fs.mv("/mnt/lake/tmp/everyday/out/b.csv", "/mnt/lake/tmp/everyday/out/moved.csv")
removed = [
    dbutils.fs.rm("/mnt/lake/tmp/everyday/in", recurse=True),
    dbutils.fs.rm("/mnt/lake/tmp/everyday/nothing"),
]
names = [(entry.name, entry.size) for entry in dbutils.fs.ls("/mnt/lake/tmp/everyday/out")]
head = dbutils.fs.head("/mnt/lake/tmp/everyday/out/a.csv", 4)
token = dbutils.secrets.get(scope="shop", key="token")

# COMMAND ----------

facts = [("removed", str(removed)), ("names", str(names)), ("head", head), ("token", token)]
spark.createDataFrame(facts, "name STRING, value STRING").write.format("delta").mode("overwrite").saveAsTable(
    "silver.facts"
)

# COMMAND ----------

# DBTITLE 1,A table and its life
from pyspark.sql.functions import lit

rows = spark.read.schema("id BIGINT, name STRING").csv("/mnt/lake/tmp/everyday/out")
rows.withColumn("zone", lit(zone)).write.format("delta").mode("overwrite").saveAsTable("silver.everyday")
rows.limit(0).withColumn("zone", lit(zone)).write.format("delta").mode("append").saveAsTable(
    "silver.everyday"
)

# COMMAND ----------

from delta.tables import DeltaTable

updates = spark.createDataFrame([(2, "two", "us"), (9, "nine", "us")], "id BIGINT, name STRING, zone STRING")
target = DeltaTable.forName(spark, "silver.everyday")
(
    target.alias("t")
    .merge(updates.alias("s"), "t.id = s.id")
    .whenMatchedUpdate(set={"name": "s.name", "zone": "concat(t.zone, '+', s.zone)"})
    .whenNotMatchedInsertAll()
    .execute()
)
target.update("id = 1", {"name": "'one'"})

# COMMAND ----------

# MAGIC %sql
# MAGIC INSERT INTO silver.everyday VALUES (20, 'it''s; twenty', 'eu'), (21, NULL, NULL);
# MAGIC UPDATE silver.everyday SET name = upper(name) WHERE id = 3;
# MAGIC DELETE FROM silver.everyday WHERE id = 9

# COMMAND ----------

# MAGIC %sql
# MAGIC VACUUM silver.everyday RETAIN 168 HOURS

# COMMAND ----------

answer = dbutils.notebook.run("./child", 60, {"n": "41"})
spark.sql(f"INSERT INTO silver.everyday VALUES ({answer}, 'child', '{zone}')")

# COMMAND ----------

# MAGIC %sql
# MAGIC CREATE OR REPLACE TABLE gold.by_zone USING DELTA AS
# MAGIC SELECT zone, count(*) AS n, max(name) AS last_name FROM silver.everyday GROUP BY zone

# COMMAND ----------

try:
    dbutils.notebook.exit(f"{zone} {dbutils.widgets.get('day')}")
finally:
    ended = True
