"""Figures: times of many tries in a few numbers, and the machine they were taken on."""

import os
import platform
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import connection

PACKAGES = ("django", "granian", "psycopg")


@dataclass(frozen=True, slots=True)
class Times:
    """How long each of many tries took, in seconds."""

    seconds: tuple[float, ...]

    def at(self, share: float) -> float:
        """The time within which this share of the tries was done."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def shown(self) -> dict[str, float]:
        """Milliseconds, and how many tries."""
        return {
            "tries": len(self.seconds),
            "median_ms": round(self.at(0.5) * 1000, 1),
            "p95_ms": round(self.at(0.95) * 1000, 1),
            "p99_ms": round(self.at(0.99) * 1000, 1),
        }


def timed(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def each(works: Iterable[Callable[[], object]]) -> Times:
    return Times(tuple(timed(work) for work in works))


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    memory = ""
    information = Path("/proc/meminfo")
    if information.exists():
        memory = f"{int(information.read_text().split()[1]) / 1024 / 1024:.0f} GiB"
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return {
        "cores": os.cpu_count(),
        "memory": memory,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "database": _database(),
        "load_before": round(load, 1),
        **{name: version(name) for name in PACKAGES},
    }


def _database() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"


def table(result: dict[str, Any], indent: str = "  ") -> Sequence[str]:
    """A result as lines to read."""
    lines = []
    for name, value in result.items():
        if isinstance(value, dict):
            lines.append(f"{indent}{name}")
            lines += table(value, indent + "  ")
        else:
            shown = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value
            lines.append(f"{indent}{name:24} {shown}")
    return lines
