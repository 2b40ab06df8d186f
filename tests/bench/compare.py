"""PeerChat beside a chat in the usual style of Channels: in one run, on equal PostgreSQL, Redis and cores.

In every turn each of the two is served once, with a fresh PostgreSQL and Redis, all of it on the first core; the load
generator has the second. A line must reach everybody in its room. Saturation is the highest rate at which p99 stays
under 250 ms and nothing is lost or comes twice. The rows go to var/bench/, one JSON object a line.

The load generator does not come with PeerChat. PATH is a Python program that knows these options: --adapter ws,
--port, --path, --send, --header, --ready, --tokens, --rooms-file, --rooms, --members, --cpu, --pids, --mode (idle,
rate:N, ladder, with commas between), --start, --factor, --bisect, --max-steps, --secs, --drain, --label and --out.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from tests.bench.figures import COUNTED, Row, figures, middle, notes, table
from tests.bench.load import Run, measure
from tests.bench.systems import SYSTEMS
from tests.services import MissingPartError, Services
from tests.stack import ROOT

MODES = ("idle", "rate:100", "ladder", "half")
BUSY = 0.5
"""The load average above which the figures are not to be trusted."""
NO_CHATLOAD = (
    "bin/bench needs a load generator, and PeerChat comes without one: give its path with --chatload PATH. "
    "bin/bench --help says what it must understand."
)


def main(words: list[str]) -> int:
    """Measures, prints the table, and returns 1 when something went wrong on the way."""
    signal.signal(signal.SIGTERM, _interrupt)
    options = read_options(words)
    core = take_cores()
    record = ROOT / "var" / "bench" / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.jsonl"
    print(headline(options), flush=True)
    write(record, [{"kind": "run", "load_average": os.getloadavg()[0], **vars(options), "chatload": None}])
    runs: dict[str, list[Run]] = {}
    for turn, run in _runs(core, options):
        runs.setdefault(run.system.name, []).append(run)
        write(record, ({"system": run.system.name, "turn": turn, **row} for row in run.rows))
        for note in [*run.faults, *notes(run.rows)]:
            print(f"  {note}", flush=True)
    columns = {name: middle([figures(run.rows) for run in done]) for name, done in runs.items()}
    write(record, [{"kind": "medians", "turns": options.turns, **columns}])
    print(f"\n{table(columns)}\n\nMedians; {', '.join(COUNTED)} are added up. Rows: {record.relative_to(ROOT)}")
    return 1 if any(run.faults for done in runs.values() for run in done) else 0


def _runs(core: int, options: argparse.Namespace) -> Iterator[tuple[int, Run]]:
    for turn in range(1, options.turns + 1):
        for name in [options.only] if options.only else SYSTEMS:
            print(f"turn {turn}: {name} ...", flush=True)
            yield turn, serve_and_measure(name, core, options)


def serve_and_measure(name: str, core: int, options: argparse.Namespace) -> Run:
    """One run on a fresh PostgreSQL, Redis and server."""
    with tempfile.TemporaryDirectory(prefix="peerchat-bench-") as place, Services() as services:
        folder = Path(place)
        with SYSTEMS[name](services, folder, options.rooms, options.members) as system:
            run = Run(system, options, core, folder, time.monotonic() + options.limit)
            measure(run)
            return run


def take_cores() -> int:
    """Puts this process, and so all that it starts, on the first core; the second is the generator's."""
    if not hasattr(os, "sched_setaffinity") or len(os.sched_getaffinity(0)) < 2:
        raise SystemExit("bin/bench needs Linux and two cores: one for the servers and one for the load.")
    first, second = sorted(os.sched_getaffinity(0))[:2]
    os.sched_setaffinity(0, {first})
    return second


def read_options(words: list[str]) -> argparse.Namespace:
    """Without a load generator it says so and ends."""
    parser = argparse.ArgumentParser(
        prog="bin/bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--chatload", type=Path, metavar="PATH", help="the load generator")
    add("--rooms", type=int, default=30)
    add("--members", type=int, default=10, help="in each room")
    add("--turns", type=int, default=1)
    add("--only", choices=SYSTEMS)
    add("--modes", type=_modes, default=list(MODES), help=f"of {','.join(MODES)}; half needs ladder")
    add("--secs", type=float, default=3, help="of one step")
    add("--limit", type=float, default=120, help="seconds for one of the two in one turn")
    add("--factor", type=float, default=1.3, help="from one step of the ladder to the next")
    add("--bisect", type=int, default=3, help="steps between the last that held and the first that did not")
    add("--max-steps", type=int, default=16, help="of the ladder")
    options = parser.parse_args(words)
    if options.chatload is None or not options.chatload.is_file():
        raise SystemExit(NO_CHATLOAD)
    return options


def _modes(text: str) -> list[str]:
    wanted = set(text.split(","))
    if not wanted <= set(MODES) or ("half" in wanted and "ladder" not in wanted):
        raise argparse.ArgumentTypeError(f"any of {','.join(MODES)}, and half only with ladder")
    return [mode for mode in MODES if mode in wanted]


def headline(options: argparse.Namespace) -> str:
    """What is measured, and how busy the machine was before it."""
    load = os.getloadavg()[0]
    busy = " Something else is running: wait for a quiet moment." if load > BUSY else ""
    return (
        f"{options.rooms} rooms x {options.members} members, {options.turns} turn(s), {options.secs:g} s a step; "
        "server, PostgreSQL and Redis on one core, the load on another.\n"
        "PeerChat runs with PEERCHAT_POST_RATE=0 (no limit on lines a minute) and every other check on.\n"
        f"Load average before the start: {load:.2f}.{busy}"
    )


def write(record: Path, rows: Iterable[Row]) -> None:
    record.parent.mkdir(parents=True, exist_ok=True)
    with record.open("a") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def _interrupt(number: int, frame: FrameType | None) -> None:
    # Ending as Ctrl-C does lets the servers be ended too.
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except MissingPartError as error:
        sys.exit(str(error))
