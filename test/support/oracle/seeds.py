"""How much is tried, and from which seed: another one each day in CI, everything under ``test:deep``."""

import datetime
import os
from typing import List

DEEP = os.environ.get("LAKEHOUSE_DEEP") == "1"

#: Given to replay a run, else of the day. pytest's header shows it.
SEED = int(os.environ.get("LAKEHOUSE_SEED") or datetime.date.today().toordinal())


def of_the_day(choices: list, turn: int) -> List:
    """All of the choices in deep, else one of them, in turn by the day."""
    return choices if DEEP else [choices[(SEED + turn) % len(choices)]]
