"""One system in one turn: the load generator is called, kept within its time, and its rows are gathered."""

import json
import subprocess
import sys
import time
from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.figures import Row, saturation
from tests.bench.systems import System

FIRST_DELIVERIES = {"tutorial": 800, "peerchat": 8000}
"""A second, where the ladder starts; it goes down from there when that is too much."""
MOST_LINES = 10
"""A second for one socket where the ladder starts."""
HALF_TAKES = 20.0
"""Seconds kept for the run at half of saturation."""
FEW = 5
"""Sockets of the run that is thrown away."""
DRAIN = 4
"""Seconds that lines may still arrive after a step."""


@dataclass
class Run:
    """What is measured and what came of it; the generator is stopped when `until` (monotonic) has come."""

    system: System
    options: Namespace
    core: int
    folder: Path
    until: float
    rows: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def stage(self, name: str, mode: str, *, keep: float = 0.0, **words: float) -> None:
        """One call of the generator; what it wrote before it ended is taken. `keep` seconds are left for later."""
        out = self.folder / f"{name}.jsonl"
        fault = _call(self._command(name, mode, out, words), max(self.until - keep - time.monotonic(), 1))
        self.faults += [f"{name}: {fault}"] if fault else []
        written = out.read_text().splitlines() if out.exists() else []
        self.rows += [{"stage": name, **json.loads(line)} for line in written]

    def _command(self, stage: str, mode: str, out: Path, words: dict[str, float]) -> list[str]:
        system, options = self.system, self.options
        values = {
            "adapter": "ws",
            "port": system.port,
            "send": system.send.replace("@", stage),
            "rooms": options.rooms,
            "members": options.members,
            "cpu": self.core,
            "pids": ",".join(map(str, system.pids)),
            "mode": mode,
            "factor": options.factor,
            "bisect": options.bisect,
            "max-steps": options.max_steps,
            "secs": options.secs,
            "drain": DRAIN,
            "label": system.name,
            "out": out,
        } | words
        pairs = [word for name, value in values.items() for word in (f"--{name}", str(value))]
        return [sys.executable, str(options.chatload), *pairs, *system.words]


def measure(run: Run) -> None:
    """All modes that were asked for, after a short one that is thrown away, since first uses are dear."""
    options = run.options
    # Few sockets: what many leave behind would make the memory of the next ones look small.
    run.stage("first", "rate:20", rooms=1, members=min(options.members, FEW), secs=1)
    run.rows.clear()
    start = min(FIRST_DELIVERIES[run.system.name] / options.members, MOST_LINES * options.rooms * options.members)
    half = "half" in options.modes
    together = ",".join(mode for mode in options.modes if mode != "half")
    run.stage("main", together, keep=HALF_TAKES if half else 0, start=start)
    top = saturation(run.rows)
    if half and top is not None:
        run.stage("half", f"rate:{top['rate'] / 2:g}")


def _call(command: list[str], seconds: float) -> str:
    try:
        done = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return f"cut off after {seconds:.0f} s, what was measured until then is taken"
    return "" if done.returncode == 0 else done.stderr.strip()[-500:]
