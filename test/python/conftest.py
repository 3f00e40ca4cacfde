import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(_ROOT / "python"), str(_ROOT / "test" / "support")]


def pytest_report_header() -> str:
    from oracle.seeds import SEED

    return f"seed: {SEED} (LAKEHOUSE_SEED={SEED} replays this run)"
