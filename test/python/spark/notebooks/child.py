# Databricks notebook source
dbutils.widgets.text("n", "0")

# COMMAND ----------

# MAGIC %run ./shared $step="1"

# COMMAND ----------

dbutils.notebook.exit(str(next_number(int(dbutils.widgets.get("n")))))
