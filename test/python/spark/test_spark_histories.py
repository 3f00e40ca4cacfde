"""Random histories of tables that Spark writes: we read every version of each as it does."""

import pytest

from oracle.export import export
from oracle.seeds import DEEP, SEED
from oracle.sparkhistory import SparkHistory

NAMES = [f"histories.h{number}" for number in range(100 if DEEP else 10)]


@pytest.fixture(scope="module")
def histories(spark, lake) -> dict:
    catalog, _ = lake
    found = {}
    for name in NAMES:
        found[name] = SparkHistory(f"{SEED} {name}", spark, f"{catalog}.{name}")
        found[name].run(12)
    return found


@pytest.fixture(scope="module")
def ours(histories, lake) -> dict:
    return export(lake[1])


@pytest.mark.parametrize("name", NAMES)
def test_rows_and_schemas_are_equal(histories, ours, name):
    history = histories[name]
    try:
        history.table.check(name, ours)
    except AssertionError as error:
        raise AssertionError(f"{error}\n{history}") from None
