"""Random histories of tables that PyIceberg writes: we read every version of each as it does."""

import pytest

from oracle.export import export
from oracle.foldercatalog import FolderCatalog
from oracle.pyiceberghistory import PyIcebergHistory
from oracle.pyicebergread import check
from oracle.seeds import DEEP, SEED

NAMES = [f"histories.h{number}" for number in range(100 if DEEP else 10)]


@pytest.fixture(scope="module")
def histories(tmp_path_factory) -> dict:
    catalog = FolderCatalog(tmp_path_factory.mktemp("histories"))
    found = {name: PyIcebergHistory(f"{SEED} {name}", catalog, name) for name in NAMES}
    for history in found.values():
        history.run(12)
    return found


@pytest.fixture(scope="module")
def ours(histories) -> dict:
    return export(histories[NAMES[0]].table.catalog.folder)


@pytest.mark.parametrize("name", NAMES)
def test_rows_and_schemas_are_equal(histories, ours, name):
    history = histories[name]
    try:
        check(history.table.refresh(), name, ours)
    except AssertionError as error:
        raise AssertionError(f"{error}\n{history}") from None
