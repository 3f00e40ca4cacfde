"""The lineage of DataFrame programs as Spark's analyzer has it: what the unit tests compare ours with.

``LAKEHOUSE_RECORD=1`` writes the answers anew.
"""

import json
import os
from pathlib import Path

from oracle.sparkframes import answers

FRAMES = Path(__file__).parents[2] / "fixtures" / "lineage" / "frames"


def test_recorded(spark):
    said = answers(spark, json.loads((FRAMES / "programs.json").read_text()))
    recorded = FRAMES / "recorded.json"
    if os.environ.get("LAKEHOUSE_RECORD"):
        recorded.write_text(json.dumps(said, indent=2) + "\n")
    assert said == json.loads(recorded.read_text())
