"""From the load generator's rows to one table."""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any

Row = dict[str, Any]
Figures = dict[str, float | None]

PEERS = ("tutorial", "peerchat")
COUNTED = ("lost", "twice", "out of order")
"""Added up over the turns; of everything else the median is taken."""
FULL_CORE = 0.9


def saturation(rows: Iterable[Row]) -> Row | None:
    """The step with the highest rate that held, also when the ladder was not climbed to its end."""
    held = [row for row in rows if row.get("kind") == "step" and row["ok"]]
    return max(held, key=lambda row: float(row["rate"]), default=None)


def figures(rows: Sequence[Row]) -> Figures:
    """What one run of one system came to; None is what was not measured."""
    found = {(row["stage"], row["kind"]): row for row in rows}
    connect, idle = found.get(("main", "connect"), {}), found.get(("main", "idle"), {})
    low, half = found.get(("main", "rate"), {}), found.get(("half", "rate"), {})
    top = saturation(rows) or {}
    judged = [row for row in (low, half, top) if row]
    return {
        "deliveries/s at saturation": top.get("dps"),
        "CPU ms per 1,000 at saturation": top.get("cpu_ms_per_1k"),
        "CPU ms per 1,000 at half of it": half.get("cpu_ms_per_1k"),
        "CPU ms per 1,000 at 100 lines/s": low.get("cpu_ms_per_1k"),
        "p50 ms at 100 lines/s": low.get("p50"),
        "p99 ms at 100 lines/s": low.get("p99"),
        "p50 ms at half of saturation": half.get("p50"),
        "p99 ms at half of saturation": half.get("p99"),
        "KiB a socket": idle.get("pss_kib_per_conn"),
        "s until all are connected": connect.get("connect_wall_s"),
        "lost": total(judged, "lost"),
        "twice": total(judged, "dup"),
        "out of order": total(judged, "fifo_viol", "order_diverge"),
    }


def total(rows: Sequence[Row], *names: str) -> float | None:
    return sum(row[name] for row in rows for name in names) if rows else None


def middle(turns: Sequence[Figures]) -> Figures:
    """One column: the median of every figure over the turns that have it, or the sum where things are counted."""
    return {name: _of(name, [turn[name] for turn in turns]) for name in turns[0]} if turns else {}


def _of(name: str, values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    return sum(known) if name in COUNTED else median(known)


def table(columns: dict[str, Figures]) -> str:
    """The columns side by side; the ratio is tutorial : peerchat, the smaller one being 1."""
    names = list(next(iter(columns.values())))
    lines = [_line("", [*columns, "tutorial : peerchat"])]
    for name in names:
        values = [column[name] for column in columns.values()]
        both = [columns.get(peer, {}).get(name) for peer in PEERS]
        lines.append(_line(name, [*map(_number, values), "" if name in COUNTED else ratio(*both)]))
    return "\n".join(lines)


def ratio(left: float | None, right: float | None) -> str:
    """Two figures of one run as `1 : 25.3` or `78.0 : 1`."""
    if not left or not right or left < 0 or right < 0:
        return "-"
    return f"1 : {right / left:,.1f}" if right >= left else f"{left / right:,.1f} : 1"


def notes(rows: Sequence[Row]) -> list[str]:
    """What must be known to read the figures."""
    top = saturation(rows)
    if top is None:
        return []
    full = [f"the load generator's core was {top['client_core']:.0%} busy: saturation is a lower bound"]
    tried = [row for row in rows if row["kind"] == "step" and row["rate"] > top["rate"]]
    return [
        *(full if top["client_core"] > FULL_CORE else []),
        *([] if tried else ["no higher rate was tried than the one that held: saturation is a lower bound"]),
    ]


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:,.2f}"


def _line(name: str, cells: Sequence[str]) -> str:
    return f"{name:<34}" + "".join(f"{cell:>22}" for cell in cells)
