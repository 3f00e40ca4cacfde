"""Damaged files of tables are read as PyIceberg reads them, or refused by name, and do no other harm."""

import datetime
import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Dict, List, Tuple

import pytest
from pyiceberg.table import StaticTable, Table

from damage.mutants import Mutant, Target, mutants
from damage.worker import Worker
from oracle.export import NODE, ROOT
from oracle.foldercatalog import FolderCatalog
from oracle.pyicebergtables import TABLES

#: Another damage every day; a seed of before shows the same once more.
SEED = os.environ.get("LAKEHOUSE_FUZZ_SEED") or datetime.date.today().isoformat()
COUNT = 10_000 if os.environ.get("LAKEHOUSE_DEEP") else 1_000
SECONDS = 5
MEGABYTES = 512
WRITTEN = ["evolved_spec", "evolved_columns", "branches_and_tags", "copy_on_write", "bucket_string", "day_date"]
#: Of the sample, for its position deletes, which this project wrote.
SAMPLED = ["silver.orders"]
FAILED = ROOT / "out" / "damaged"


@pytest.fixture(scope="module")
def targets(tmp_path_factory) -> List[Target]:
    catalog = FolderCatalog(tmp_path_factory.mktemp("whole"))
    for version in ("v1", "v2"):
        for name in WRITTEN:
            TABLES[name](catalog, f"{version}.{name}", {"format-version": version[1:]})
    names = [f"{version}.{name}" for version in ("v1", "v2") for name in WRITTEN]
    tables = [(name, catalog.load_table(name)) for name in names]
    sample = tmp_path_factory.mktemp("sample")
    subprocess.run([NODE, "dist/cli.js", "sample", sample], cwd=ROOT, check=True)
    for name in SAMPLED:
        folder = sample.joinpath("lakehouse", *name.split("."), "metadata")
        newest = max(folder.glob("*.metadata.json"), key=lambda file: int(file.name.strip("v").split(".")[0]))
        tables.append((f"sample.{name}", StaticTable.from_metadata(str(newest))))
    return [target for name, table in tables for target in _targets(name, table)]


def _targets(name: str, table: Table) -> List[Target]:
    snapshot = table.current_snapshot()
    files = [("metadata", table.metadata_location), ("list", snapshot.manifest_list)]
    files += [("manifest", held.manifest_path) for held in snapshot.manifests(table.io)]
    return [
        Target(f"{name} {kind}", kind, table.location(), table.metadata_location, Path(file.replace("file://", "")))
        for kind, file in files
    ]


class Run:
    """What both readers make of every mutant."""

    def __init__(self, targets: List[Target], folder: Path) -> None:
        print(f"LAKEHOUSE_FUZZ_SEED={SEED}, {COUNT} mutants")
        self.mutants = []
        for mutant in mutants(targets, COUNT, SEED):
            folder.joinpath(str(mutant.number)).write_bytes(mutant.content)
            self.mutants.append(mutant)
        self._folder = folder
        ours = [NODE, "--max-old-space-size=512", "--import", "tsx", "test/python/readDamaged.ts"]
        theirs = [sys.executable, "-m", "damage.pyicebergreader"]
        path = os.pathsep.join([str(ROOT / "test" / "support"), *sys.path])
        with ThreadPoolExecutor(2) as pool:
            run_ours = pool.submit(self._ask_all, Worker(ours, SECONDS))
            run_theirs = pool.submit(self._ask_all, Worker(theirs, SECONDS, PYTHONPATH=path))
            self.ours, self.theirs = run_ours.result(), run_theirs.result()

    def _ask_all(self, worker: Worker) -> List[Dict[str, Any]]:
        try:
            return [
                worker.ask(mutant.target.task(self._folder / str(mutant.number))) for mutant in self.mutants
            ]
        finally:
            worker.close()

    def both(self) -> List[Tuple[Mutant, Dict[str, Any], Dict[str, Any]]]:
        return list(zip(self.mutants, self.ours, self.theirs))


@pytest.fixture(scope="module")
def run(targets, tmp_path_factory) -> Run:
    return Run(targets, tmp_path_factory.mktemp("mutants"))


def report(failures: List[Tuple[Mutant, Any]]) -> str:
    """The first few, all of which are kept for a look at them."""
    FAILED.mkdir(parents=True, exist_ok=True)
    for mutant, why in failures:
        FAILED.joinpath(f"{mutant.number}").write_bytes(mutant.content)
        about = {"seed": SEED, "target": mutant.target.name, "way": mutant.way, "why": why}
        FAILED.joinpath(f"{mutant.number}.json").write_text(json.dumps(about, indent=1, default=str))
    shown = [f"{mutant.number} ({mutant.target.name}, {mutant.way}): {why}" for mutant, why in failures[:10]]
    return f"{len(failures)} of seed {SEED}, kept in {FAILED}:\n" + "\n".join(shown)


def test_none_makes_the_reader_hang_crash_or_take_much_memory(run):
    failures = [(mutant, ours["lost"]) for mutant, ours, _ in run.both() if "lost" in ours]
    failures += [
        (mutant, f"{ours['megabytes']:.0f} MB")
        for mutant, ours, _ in run.both()
        if ours.get("megabytes", 0) > MEGABYTES
    ]
    assert not failures, report(failures)


def test_what_is_refused_is_refused_by_the_name_of_a_file(run):
    failures = [(mutant, ours["error"]) for mutant, ours, _ in run.both() if "error" in ours]
    failures = [(mutant, error) for mutant, error in failures if not names_a_file(error)]
    assert not failures, report(failures)


def names_a_file(error: Dict[str, str]) -> bool:
    return "code" in error and "/" in error["file"] and error["message"].startswith(error["file"])


def test_a_fifth_is_still_read(run):
    read = sum("read" in ours for ours in run.ours)
    print(f"{read} of {COUNT} are still read, {sum('read' in theirs for theirs in run.theirs)} by PyIceberg")
    assert read >= COUNT / 5


def test_what_both_read_is_equal(run):
    failures = [
        (mutant, different)
        for mutant, ours, theirs in run.both()
        if "read" in ours and "read" in theirs and (different := difference(ours["read"], theirs["read"]))
    ]
    assert not failures, report(failures)


def difference(ours: Dict[str, Any], theirs: Dict[str, Any]) -> Dict[str, Any]:
    ours = {key: ordered(value) for key, value in ours.items()}
    theirs = {key: ordered(value) for key, value in theirs.items()}
    return {key: (ours[key], theirs[key]) for key in theirs if ours[key] != theirs[key]}


def ordered(value: Any) -> Any:
    return sorted(value, key=json.dumps) if isinstance(value, list) else value
