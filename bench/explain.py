"""One explanation, books and all: for each symptom of the demo's cast, in one process."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

from bench.books import own_server
from bench.table import print_table
from mingzhang.answers import demo
from mingzhang.answers.why import explain
from mingzhang.books.database import connect
from mingzhang.registers.enrolment.queries import find_people

PEOPLE = 300
SEED = 20_261
TIMES = 5
CHINA = ZoneInfo("Asia/Shanghai")


def main() -> None:
    """Load a small demo, ask about everybody, print the medians and the slowest."""
    now = datetime.now(CHINA)
    taken: dict[str, list[float]] = defaultdict(list)
    with own_server(), connect() as connection:
        demo.load_demo(connection, people=PEOPLE, seed=SEED, as_of=now.date(), report=lambda *progress, **details: None)
        asked = [(member, key) for member in demo.members() for key in find_people(connection, member.number)]
        for _ in range(TIMES):
            for member, key in asked:
                for symptom in member.symptoms:
                    starts = time.perf_counter()
                    explain(connection, key.region, key.person_id, symptom, now)
                    taken[symptom].append((time.perf_counter() - starts) * 1000)
    rows = [
        (symptom, str(len(times)), f"{statistics.median(times):.1f}", f"{max(times):.1f}")
        for symptom, times in sorted(taken.items())
    ]
    print_table(("explanations", "asked", "median ms", "slowest ms"), rows)


if __name__ == "__main__":
    main()
