"""A stand-in for Databricks: runs an original notebook on real Spark with Delta.

It is the other half of the converter's proof, so it shares no line with ``lakehouse_runtime``: the same
mistake in both would prove itself right. ``dbfs:/`` and ``/mnt`` are a real file system to Spark (a
view of one local folder), not text that is replaced.
"""
