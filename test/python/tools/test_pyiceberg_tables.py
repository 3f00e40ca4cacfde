"""What PyIceberg writes we read as it does: rows and schemas, at every snapshot, branch and tag."""

import pytest

from oracle.export import export, pruned_reads
from oracle.foldercatalog import FolderCatalog
from oracle.pyicebergread import check
from oracle.pyicebergtables import TABLES, nanoseconds_with_zone, v3_written_as_v2
from oracle.seeds import of_the_day

NAMES = [f"v{version}.{name}" for turn, name in enumerate(TABLES) for version in of_the_day([1, 2, 3], turn)]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory) -> FolderCatalog:
    catalog = FolderCatalog(tmp_path_factory.mktemp("pyiceberg"))
    with v3_written_as_v2():
        for name in NAMES:
            namespace, build = name.split(".")
            TABLES[build](catalog, name, {"format-version": namespace[1:]})
        nanoseconds_with_zone(catalog, "refused.nanoseconds", {})
    return catalog


@pytest.fixture(scope="module")
def ours(catalog) -> dict:
    return export(catalog.folder)


@pytest.mark.parametrize("name", NAMES)
def test_rows_and_schemas_are_equal(catalog, ours, name):
    check(catalog.load_table(name), name, ours)


@pytest.fixture(scope="module")
def pruned(catalog) -> dict:
    return pruned_reads(catalog.folder)


@pytest.mark.parametrize("name", NAMES)
def test_filters_leave_out_no_row(pruned, name):
    found = pruned[name]
    assert found.get("error") is None
    assert found["wrong"] == []


def test_filters_leave_out_files(pruned):
    whole = sum(pruned[name]["files"] for name in NAMES)
    assert sum(pruned[name]["leftOut"] for name in NAMES) > whole / 3


def test_a_type_that_duckdb_can_not_hold_is_refused_by_name(ours):
    assert (
        'column "at": the type timestamptz_ns can not be read' in ours["refused.nanoseconds", "current"].error
    )
