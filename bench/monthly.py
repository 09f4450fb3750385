"""A monthly rule for a million people over a year: ours beside OpenFisca, plain Python and a copy of the same bytes.

The rule: 2 % of the month's wage, between floor and cap, reaches the personal account, half up to the fen. OpenFisca
is installed by this benchmark alone, into an environment of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.table import print_table
from bench.town import SERVICE_ON
from mingzhang.money.contributions.rules import MonthlyRates, month_due
from mingzhang.rules.policy import view_for

REGION = "440100"
PEOPLE, MONTHS = 1_000_000, 12
SAMPLE = 20_000
ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements-openfisca.lock"
HOME = ROOT / ".venv-openfisca"
PEERS = Path(__file__).parent / "peers"


def main() -> None:
    """One line a way of computing it: seconds, peak memory, people whose year is wrong by a fen or more."""
    view = view_for(REGION, SERVICE_ON)
    facts = {"scheme": "employee", "category": "in_service"}
    keys = ("contribution.base_floor", "contribution.base_cap", "account.rate")
    figures = [view.find(key, **facts).number for key in keys]
    wages = np.random.default_rng(1).lognormal(13.6, 0.6, (PEOPLE, MONTHS)).astype(np.int64)  # whole fen
    with tempfile.TemporaryDirectory() as folder:
        wages_file, ours, theirs = (Path(folder) / name for name in ("wages.npy", "ours.npy", "theirs.npy"))
        np.save(wages_file, wages)
        our = _run(sys.executable, "compiled.py", wages_file, ours, figures)
        their = _run(_openfisca(), "openfisca.py", wages_file, theirs, figures)
        exact = np.load(ours)
        plain = _plain(wages, exact, figures)
        wrong = int(np.any(np.rint(np.load(theirs).astype(np.float64) * 100).astype(np.int64) != exact, axis=1).sum())
    copied = _copy(wages)
    rows = [
        ("copy of the same bytes", f"{copied:.3f}", "", ""),
        ("ours, compiled, one core", f"{our[0]:.3f}", f"{our[1] / 2**20:,.0f}", "0"),
        ("OpenFisca-core, one core", f"{their[0]:.3f}", f"{their[1] / 2**20:,.0f}", f"{wrong:,}"),
        (f"ours, plain Python (from {SAMPLE:,} people)", f"{plain:.1f}", "", "0"),
    ]
    print_table((f"{PEOPLE:,} people x {MONTHS} months", "seconds", "peak MiB", "people wrong"), rows)


def _run(python: str | Path, peer: str, wages: Path, credits: Path, figures: list[int]) -> tuple[float, float]:
    command = [str(python), str(PEERS / peer), str(wages), str(credits), *map(str, figures)]
    spent, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(spent), float(memory)


def _openfisca() -> Path:
    """The interpreter that has OpenFisca; made on first use."""
    python = HOME / "bin" / "python"
    if not python.exists():
        print(f"installing OpenFisca into {HOME.name} ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(LOCK)], check=True)
    return python


def _plain(wages: np.ndarray, exact: np.ndarray, figures: list[int]) -> float:
    """Seconds that plain Python needs for everybody; its whole numbers are what the compiled ones must equal."""
    floor_fen, cap_fen, rate_bp = figures
    rates = MonthlyRates(floor_fen, cap_fen, 0, 0, 0, 0, rate_bp)
    sample = wages[:SAMPLE].tolist()
    started = time.perf_counter()
    credits = [[month_due(wage, rates).account_fen for wage in year] for year in sample]
    spent = time.perf_counter() - started
    if credits != exact[:SAMPLE].tolist():
        raise SystemExit("the compiled rule differs from the plain one")
    return spent * PEOPLE / SAMPLE


def _copy(wages: np.ndarray) -> float:
    """Seconds to read as many bytes and write as many: the limit of memory."""
    target = np.zeros_like(wages)
    started = time.perf_counter()
    np.copyto(target, wages)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
