# Databricks notebook source
# MAGIC %md
# MAGIC # Setup
# MAGIC What the other notebooks share. They run it with `%run ./setup`.

# COMMAND ----------

from pyspark.sql import functions as F

spark.conf.set("spark.sql.session.timeZone", "UTC")

# COMMAND ----------

STATUSES = ["open", "shipped", "returned"]


def clean_status(column):
    """Lower case without blanks around; anything unknown is 'open'."""
    status = F.lower(F.trim(F.col(column)))
    return F.when(status.isin(STATUSES), status).otherwise(F.lit("open"))
