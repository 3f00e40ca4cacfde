"""The running Spark session, without importing pyspark where nobody has."""

from __future__ import annotations

import sys
from typing import Any, Optional


def running_session() -> Optional[Any]:
    """Returns the Spark session of this process, or None where there is none."""
    if "pyspark" not in sys.modules:
        return None
    from pyspark.sql import SparkSession

    # A thread of a pool has no active session of its own, but the process has one.
    return SparkSession.getActiveSession() or getattr(SparkSession, "_instantiatedSession", None)


def jvm_session() -> Optional[Any]:
    """Returns the running session where it has a JVM to speak to (Spark Connect has none)."""
    session = running_session()
    return session if hasattr(session, "_jvm") else None
