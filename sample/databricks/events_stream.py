# Databricks notebook source
# MAGIC %md
# MAGIC # Web events: a stream of JSON files into Delta
# MAGIC
# MAGIC Takes what has arrived since the last run and ends. The checkpoint knows where it stopped.

# COMMAND ----------

from pyspark.sql.functions import col, from_json, to_timestamp
from pyspark.sql.types import DoubleType, LongType, StringType, StructField, StructType

event_schema = StructType(
    [
        StructField("event_id", LongType()),
        StructField("happened_at", StringType()),
        StructField("kind", StringType()),
        StructField("payload", StringType()),
    ]
)

payload_schema = StructType(
    [
        StructField("page", StringType()),
        StructField("seconds", DoubleType()),
        StructField("customer", StructType([StructField("id", LongType())])),
    ]
)

# COMMAND ----------

# DBTITLE 1,Read and parse
raw_events = (
    spark.readStream.format("json")
    .schema(event_schema)
    .option("maxFilesPerTrigger", 1)
    .load("/mnt/raw/events")
)

events = (
    raw_events.filter(col("event_id").isNotNull())
    .withColumn("happened_at", to_timestamp("happened_at"))
    .withColumn("parsed", from_json("payload", payload_schema))
    .select(
        "event_id",
        "happened_at",
        "kind",
        col("parsed.page").alias("page"),
        col("parsed.seconds").alias("seconds"),
        col("parsed.customer.id").alias("customer_id"),
    )
)

# COMMAND ----------

# DBTITLE 1,Write to Delta
query = (
    events.writeStream.format("delta")
    .outputMode("append")
    .option("checkpointLocation", "/mnt/lake/_checkpoints/events")
    .trigger(availableNow=True)
    .start("/mnt/lake/bronze/events")
)
query.awaitTermination()

# COMMAND ----------

display(spark.read.format("delta").load("/mnt/lake/bronze/events").orderBy("event_id"))
