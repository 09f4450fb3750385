"""From 10^5 to 10^7 claims: drawing a city and replaying it under a reform, end to end, each as its own process.

`BENCH_PEOPLE` names other sizes, such as `BENCH_PEOPLE=10000,10000000` (a person has nine to ten claims a year).
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from bench.table import print_table

SIZES = "10500,105000,1050000"
RULES = "440100@2025-06-01"
REFORM = """name: 社区门诊提高五个百分点
changes:
  - {key: outpatient.rate, when: {category: in_service, place: community}, value: "85"}
"""


@dataclass(frozen=True, slots=True)
class Run:
    """How long a command took, and the most memory it held."""

    seconds: float
    megabytes: float


def command(*words: str) -> Run:
    """Run one of our commands to its end."""
    program = "from mingzhang.site.cli import main; main()"
    starts = time.perf_counter()
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", program, *words],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{' '.join(words)} failed")
    return Run(time.perf_counter() - starts, used.ru_maxrss / 1024)


def measured(folder: Path, people: int) -> tuple[str, ...]:
    """One size: draw, replay, and what lies on the disk."""
    claims, reform, out = folder / f"{people}.parquet", folder / "reform.yaml", folder / f"out-{people}"
    reform.write_text(REFORM, encoding="utf-8")
    drawn = command("claims", "--region", RULES[:6], "--people", str(people), "--out", str(claims))
    replayed = command("replay", str(claims), "--rules", RULES, "--reform", str(reform), "--out", str(out))
    rows = pq.read_metadata(claims).num_rows
    return (
        f"{rows:,}",
        f"{claims.stat().st_size / 1e6:,.0f} MB",
        f"{drawn.seconds:,.1f} s",
        f"{replayed.seconds:,.1f} s",
        f"{rows / replayed.seconds:,.0f}",
        f"{replayed.megabytes:,.0f} MB",
    )


def main() -> None:
    """One line a size; the first replay in a new checkout also compiles, so a small one goes before."""
    with TemporaryDirectory(prefix="mingzhang-growth-") as place:
        folder = Path(place)
        measured(folder, 100)
        rows = [measured(folder, int(size)) for size in os.environ.get("BENCH_PEOPLE", SIZES).split(",")]
    heads = ("claims", "file", "drawn in", "replayed in", "claims a second, both sides and report", "peak memory")
    print_table(heads, rows)


if __name__ == "__main__":
    main()
