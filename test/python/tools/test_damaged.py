"""Damaged files of tables are read as PyIceberg reads them, or refused by name, and do no other harm."""

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List, Tuple

import pytest
from pyiceberg.table import StaticTable, Table

from damage.avrofile import decode
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
WRITTEN = [
    "evolved_spec",
    "evolved_columns",
    "branches_and_tags",
    "copy_on_write",
    "bucket_string",
    "day_date",
]
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
        Target(
            f"{name} {kind}",
            kind,
            table.location(),
            table.metadata_location,
            Path(file.replace("file://", "")),
        )
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
        self.ours = self._ask(Worker(ours, SECONDS), self.mutants)
        # PyIceberg, too, hangs over some files; what is refused is not compared with what it reads.
        read = [mutant for mutant, ours in zip(self.mutants, self.ours) if "read" in ours]
        answers = self._ask(Worker(theirs, SECONDS, PYTHONPATH=path), read)
        by_number = {mutant.number: answer for mutant, answer in zip(read, answers)}
        self.theirs = [by_number.get(mutant.number, {}) for mutant in self.mutants]

    def _ask(self, worker: Worker, mutants_: List[Mutant]) -> List[Dict[str, Any]]:
        try:
            return [worker.ask(mutant.target.task(self._folder / str(mutant.number))) for mutant in mutants_]
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
    compared = sum("read" in theirs for theirs in run.theirs)
    print(f"{read} of {COUNT} are still read, {compared} of them by PyIceberg")
    assert read >= COUNT / 5


def test_what_both_read_is_equal(run):
    failures = [
        (mutant, different)
        for mutant, ours, theirs in run.both()
        if "read" in ours
        and "read" in theirs
        and (different := difference(ours["read"], theirs["read"]))
        and not any(excuse(mutant, different) for excuse in LOOSER)
    ]
    assert not failures, report(failures)


def difference(ours: Dict[str, Any], theirs: Dict[str, Any]) -> Dict[str, Any]:
    """What is not equal, as (ours, theirs). Lists have no order."""
    pairs = {key: (ordered(ours[key]), ordered(theirs[key])) for key in theirs}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def ordered(value: Any) -> Any:
    return sorted(value, key=json.dumps) if isinstance(value, list) else value


def by_place(mutant: Mutant, different: Dict[str, Any]) -> bool:
    """PyIceberg has partition values by their place in the file; by the specification it is their ids.

    Ids are damaged in the manifest or in the spec that the metadata has.
    """
    if mutant.target.kind == "list" or not different.keys() <= {"files", "deletes"}:
        return False
    return all(
        len(ours) == len(theirs)
        and all(a[:-1] == b[:-1] and has_all(b[-1], a[-1]) for a, b in zip(ours, theirs))
        for ours, theirs in different.values()
    )


def has_all(theirs: List[Any], ours: List[Any]) -> bool:
    return all(value is None or value in theirs for value in ours)


def ended_early(mutant: Mutant, different: Dict[str, Any]) -> bool:
    """A block without records, which Avro allows, is the end of a file for PyIceberg."""
    if mutant.target.kind == "metadata" or not different.keys() <= {"files", "deletes"}:
        return False
    has_less = all(all(file in ours for file in theirs) for ours, theirs in different.values())
    return has_less and any(not block for block in decode(mutant.content).blocks)


def deletes_by_path(mutant: Mutant, different: Dict[str, Any]) -> bool:
    """PyIceberg applies position deletes by the paths in their bounds, whatever their partition is."""
    if mutant.target.kind != "manifest" or different.keys() != {"deletes"}:
        return False
    ours, theirs = different["deletes"]
    return all(file in theirs for file in ours)


#: Where PyIceberg reads something else than the specification says.
LOOSER = [by_place, ended_early, deletes_by_path]
