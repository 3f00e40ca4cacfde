"""A reader in a process of its own, which may hang or die over a file without harm to the others."""

import json
import os
import select
import subprocess
import time
from pathlib import Path
from typing import Any, Dict, List, Optional

ROOT = Path(__file__).resolve().parents[3]


class Worker:
    """Answers one task after the other: a line of JSON to its input, a line of its output back."""

    def __init__(self, command: List[str], patience: float, **env: str) -> None:
        self._command = command
        self._env = {**os.environ, **env}
        #: Seconds that one task may take.
        self._patience = patience
        self._process: Optional[subprocess.Popen] = None

    def ask(self, task: Dict[str, Any]) -> Dict[str, Any]:
        """The answer; or ``{"lost": why}`` where there is none, and the next task starts anew."""
        if self._process is None:
            self._start()
            # What comes before the first task is no part of its time.
            assert self._answer(60) == {"ready": True}, "the reader does not start"
        self._process.stdin.write(json.dumps(task).encode() + b"\n")
        self._process.stdin.flush()
        answer = self._answer(self._patience)
        if "lost" in answer:
            self.close()
            return answer
        return {**answer, "megabytes": self._peak()}

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _peak(self) -> float:
        """The most memory that the process had so far, in MB; 0 where the system does not tell."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text()
        except OSError:
            return 0
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def _start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=self._env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _answer(self, patience: float) -> Dict[str, Any]:
        output = self._process.stdout.fileno()
        end = time.monotonic() + patience
        line = b""
        while not line.endswith(b"\n"):
            left = end - time.monotonic()
            if left <= 0 or not select.select([output], [], [], left)[0]:
                return {"lost": f"no answer within {patience:g} s"}
            part = os.read(output, 1 << 20)
            if not part:
                return {"lost": f"ended with {self._process.wait()}"}
            line += part
        return json.loads(line)
