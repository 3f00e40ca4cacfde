"""What unit tests compare our lineage with is what Spark says: a few statements a day, all when deep."""

import json
import subprocess
import sys
from pathlib import Path

from oracle import sparklineage
from oracle.seeds import DEEP, SEED

DAILY = 6


def test_spark_says_what_is_recorded(tmp_path):
    titles = [title for title, _ in sparklineage.statements()]
    chosen = titles if DEEP else [titles[(SEED * DAILY + nth) % len(titles)] for nth in range(DAILY)]
    out = tmp_path / "recorded.json"
    command = [sys.executable, sparklineage.__file__, str(tmp_path), str(out), *chosen]
    subprocess.run(command, check=True)
    said = json.loads(out.read_text())
    recorded = json.loads(Path(sparklineage.FIXTURES / "recorded.json").read_text())
    assert said["schema"] == recorded["schema"]
    assert said["statements"] == {title: recorded["statements"][title] for title in said["statements"]}
    assert sorted(said["statements"]) == sorted(chosen)
