# Databricks notebook source
# MAGIC %md
# MAGIC # Orders: from raw Parquet to Delta
# MAGIC
# MAGIC 1. reads the raw orders as the shop drops them,
# MAGIC 2. writes them to the Delta table in `/mnt/lake/silver/orders`,
# MAGIC 3. merges the changes of the day into it,
# MAGIC 4. sorts its files for the dashboards, which ask by customer.

# COMMAND ----------

# MAGIC %run ./setup

# COMMAND ----------

dbutils.widgets.text("min_amount", "0", "Smallest amount to keep")
min_amount = dbutils.widgets.get("min_amount")

# COMMAND ----------

# DBTITLE 1,Raw orders
raw = spark.read.parquet("/mnt/raw/orders")

orders = (
    raw.filter(F.col("amount") >= F.lit(min_amount).cast("decimal(12,2)"))
    .withColumn("status", clean_status("status"))
    .withColumn("order_date", F.to_date("ordered_at"))
)

display(orders.limit(20))

# COMMAND ----------

# DBTITLE 1,Write the Delta table
(
    orders.write.format("delta")
    .mode("overwrite")
    .option("overwriteSchema", "true")
    .partitionBy("order_date")
    .save("/mnt/lake/silver/orders")
)

# COMMAND ----------

# MAGIC %md
# MAGIC ## Changes of the day
# MAGIC A change corrects an order, removes it, or is a new one.

# COMMAND ----------

changes = spark.read.parquet("dbfs:/mnt/raw/order_changes")
changes = changes.withColumn("order_date", F.to_date("ordered_at"))
changes.createOrReplaceTempView("order_changes")

# COMMAND ----------

# MAGIC %sql
# MAGIC -- Orders that the shop removed come with the status 'deleted'.
# MAGIC MERGE INTO delta.`/mnt/lake/silver/orders` AS o
# MAGIC USING order_changes AS c
# MAGIC ON o.order_id = c.order_id
# MAGIC WHEN MATCHED AND c.status = 'deleted' THEN DELETE
# MAGIC WHEN MATCHED THEN UPDATE SET *
# MAGIC WHEN NOT MATCHED AND c.status <> 'deleted' THEN INSERT *

# COMMAND ----------

# MAGIC %sql
# MAGIC OPTIMIZE delta.`/mnt/lake/silver/orders` ZORDER BY (customer_id)

# COMMAND ----------

# DBTITLE 1,How many orders there are now
result = spark.read.format("delta").load("/mnt/lake/silver/orders")
display(result.groupBy("status").count().orderBy("status"))

dbutils.notebook.exit(str(result.count()))
