# Databricks notebook source
dbutils.widgets.text("step", "100")
step = int(dbutils.widgets.get("step"))

# COMMAND ----------


def next_number(number):
    return number + step
