"""Online settlement over HTTP, and pgbench writing the same rows step by step, in one run on one server.

The product runs as it is served: granian, two workers of two threads, plain WSGI, PostgreSQL with fsync on. Loads:
`spread` has its people in two regions, so that two funds pay; with `one fund` all bills are paid by one, once in each
region, because the regions' rules are not equally long. The rounds are interleaved and the medians compared, because
other work on the machine slows everything alike. Numbers a second hold for this machine only; the ratio counts.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import psycopg

from bench import town
from bench.books import own_server
from bench.sending import CONNECTIONS, message, over_http, served
from bench.table import print_table
from mingzhang.books.database import connect, owner_conninfo
from mingzhang.site.postgres import EmbeddedServer
from mingzhang.site.postgres.binaries import find_programs

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "6"))
PEOPLE = 10_000
MOST_STEPS_A_SECOND = 2_500
MOST_HTTP_A_SECOND = 1_200
GUANGZHOU, BEIJING = "440100", "110000"
SPREAD = "HTTP, spread over both"
ONE_FUND = ("HTTP, one fund, 440100", "HTTP, one fund, 110000")
SQL = Path(__file__).parent / "sql"
STEPS = {
    "pgbench, step by step": "step_reads.sql",
    "pgbench, reads joined": "step_reads_joined.sql",
}
SAMPLE = """
create table bench_sample as
select s.service_on, s.scheme, s.category, s.benefit, s.total_fen, s.wholly_own_fen, s.over_limit_fen, s.first_self_fen,
       s.in_scope_fen, s.deductible_fen, s.fund_fen, s.account_fen, s.family_fen, s.cash_fen, s.balance_after_fen,
       s.view_digest, s.accumulators, s.outcome::text as outcome, a.body_digest as digest, a.answer
from visits_settlement s
join evidence_answer a on a.region = s.region and a.event_kind = 'settlement' and a.event_id = s.id
where s.region = '440100' limit 1
"""


@dataclass(slots=True)
class Results:
    """Settlements a second in each round, and how long the last round's took (milliseconds)."""

    rates: list[float] = field(default_factory=list)
    p50_ms: float | None = None
    p99_ms: float | None = None

    @property
    def rate(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.rates)


@dataclass(slots=True)
class Supply:
    """Visits that wait to be settled; each is used once."""

    visits: list[town.Visit]

    def take(self, count: int) -> list[town.Visit]:
        """The next ones."""
        taken, self.visits = self.visits[:count], self.visits[count:]
        return taken


def step_by_step(server: EmbeddedServer, reads: str, first_visit: int) -> float:
    """pgbench on the visits from this number on, with these reads before its writes; transactions a second."""
    script = server.directory.root / reads
    parts_of_script = ("step_opening.sql", reads, "step_writes.sql")
    script.write_text("".join((SQL / part).read_text(encoding="utf-8") for part in parts_of_script), encoding="utf-8")
    parts = psycopg.conninfo.conninfo_to_dict(server.url)
    program = find_programs(server.directory.account(), server.directory.root) / "pgbench"
    variables = {"number": -1, "first": first_visit, "clients": CONNECTIONS, "year": town.SERVICE_ON.year}
    command = [str(program), "-n", "-M", "prepared", "-c", str(CONNECTIONS), "-j", "2", "-T", str(int(SECONDS))]
    command += ["-f", str(script), *chain.from_iterable(("-D", f"{name}={value}") for name, value in variables.items())]
    command += ["-h", str(parts["host"]), "-U", str(parts["user"]), str(parts["dbname"])]
    environment = os.environ | {"PGOPTIONS": "-c plan_cache_mode=force_generic_plan"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    if done.returncode != 0 or found is None:
        raise SystemExit(f"pgbench said:\n{done.stdout}\n{done.stderr}")
    return float(found.group(1))


def measure(server: EmbeddedServer, guangzhou: Supply, beijing: Supply) -> dict[str, Results]:
    """Warm up, then let the loads take turns."""
    steps, each = int(MOST_STEPS_A_SECOND * SECONDS), int(MOST_HTTP_A_SECOND * SECONDS)
    place = server.directory.root
    numbers = iter(range(10**9))

    def send(visits: Iterable[town.Visit], into: Results) -> None:
        done = over_http(place, [message(visit, next(numbers)) for visit in visits], SECONDS)
        into.rates.append(done["a_second"])
        into.p50_ms, into.p99_ms = done["p50_ms"], done["p99_ms"]

    def mixed() -> Iterator[town.Visit]:
        return chain.from_iterable(zip(guangzhou.take(each // 2), beijing.take(each // 2), strict=True))

    results = {name: Results() for name in (*STEPS, SPREAD, *ONE_FUND)}
    send(mixed(), Results())
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        owner.execute(SAMPLE)
        owner.execute("vacuum analyze")
    send(mixed(), Results())
    for _ in range(ROUNDS):
        for name, reads in STEPS.items():
            results[name].rates.append(step_by_step(server, reads, guangzhou.take(steps)[0].visit_id))
        send(mixed(), results[SPREAD])
        for name, supply in zip(ONE_FUND, (guangzhou, beijing), strict=True):
            send(supply.take(each), results[name])
    return results


def report(results: dict[str, Results]) -> None:
    """The table: settlements a second, and the ratio to the step-by-step script."""
    limit = next(iter(results.values())).rate
    rows = [
        (
            name,
            f"{each.rate:,.0f}",
            f"{each.rate / limit:.2f}",
            "" if each.p50_ms is None else f"{each.p50_ms:.1f}",
            "" if each.p99_ms is None else f"{each.p99_ms:.1f}",
        )
        for name, each in results.items()
    ]
    print_table(("settlements", "a second", "ratio", "p50 ms", "p99 ms"), rows)
    print(f"  {ROUNDS} rounds of {SECONDS:.0f} s, {CONNECTIONS} connections, fsync on; medians")


def main() -> None:
    """Build two towns, run the rounds, print the table."""
    steps, each = int(MOST_STEPS_A_SECOND * SECONDS), int(MOST_HTTP_A_SECOND * SECONDS)
    sent = each * (ROUNDS + 2) // 2 + each * ROUNDS
    with own_server() as server:
        with connect() as connection, connection.transaction():
            wanted = sent + steps * len(STEPS) * ROUNDS
            guangzhou = town.build(connection, GUANGZHOU, "employee", people=PEOPLE, visits=wanted, number=1)
            beijing = town.build(connection, BEIJING, "employee", people=PEOPLE, visits=sent, number=2)
        with served():
            results = measure(server, Supply(guangzhou), Supply(beijing))
        report(results)


if __name__ == "__main__":
    main()
