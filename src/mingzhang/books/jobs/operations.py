"""Writing background work: asking for it, and running what waits."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

import psycopg
from psycopg.types.json import Jsonb

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.jobs.kinds import Kind, kind_named
from mingzhang.books.jobs.records import Fact

_SQL = load_statements("mingzhang.books.jobs", "jobs.sql")
_LOG = logging.getLogger(__name__)
TRIES = 3  # work that was cut short so often will not go better a fourth time
TURNS = 100  # how often asking looks again when the same work ends at that very moment

Values = dict[str, object]


def ask(
    connection: Connection, region: str, kind: str, facts: Mapping[str, Fact], *, by: str, now: datetime
) -> int | Refusal:
    """Ask for work; its number. The same work that still waits or runs is not asked for twice: its number comes back.

    Refuses JOB_KIND_UNKNOWN.
    """
    if kind_named(kind) is None:
        return Refusal("JOB_KIND_UNKNOWN", {"kind": kind}, "never")
    values: Values = {"region": region, "kind": kind, "facts": Jsonb(dict(facts)), "asked_by": by, "asked_at": now}
    for _ in range(TURNS):
        row = (
            connection.execute(_SQL["ask"], values).fetchone()
            or connection.execute(_SQL["unfinished"], values).fetchone()
        )
        if row is not None:
            return int(row[0])
    raise InvariantBroken("work can neither be asked for nor found")


def run_next(watch: Connection, own: Connection, clock: Callable[[], datetime]) -> bool:
    """Run the oldest work that nobody works on; whether there was any.

    `watch` keeps the lock and the progress, `own` does the work, so that progress is seen while the work's transaction
    is still open. Work of a worker that died is taken up again, up to three times.
    """
    for region, job_id in watch.execute(_SQL["open_jobs"]).fetchall():
        values: Values = {"region": region, "id": job_id}
        if not _first(watch, "lock", values):
            continue
        try:
            if _run(watch, own, region, values, clock):
                return True
        finally:
            watch.execute(_SQL["unlock"], values)
    return False


def _run(watch: Connection, own: Connection, region: str, values: Values, clock: Callable[[], datetime]) -> bool:
    """Run one locked job to its end; False when it had ended before it was locked."""
    begun = watch.execute(_SQL["begin"], values | {"now": clock()}).fetchone()
    if begun is None:
        return False
    name, facts, attempts = begun
    kind = kind_named(name)
    outcome = _refused(name, kind, attempts) or _do(watch, own, region, values, kind, facts, clock)
    ended = values | {"now": clock()}
    if isinstance(outcome, Refusal):
        watch.execute(_SQL["failed"], ended | {"refusal": outcome.code, "facts": Jsonb(dict(outcome.facts))})
    else:
        watch.execute(_SQL["done"], ended | {"outcome": Jsonb(dict(outcome))})
    return True


def _refused(name: str, kind: Kind | None, attempts: int) -> Refusal | None:
    if kind is None:
        return Refusal("JOB_KIND_UNKNOWN", {"kind": name}, "never")
    return Refusal("JOB_CUT_SHORT", {"attempts": TRIES}) if attempts > TRIES else None


def _do(
    watch: Connection,
    own: Connection,
    region: str,
    values: Values,
    kind: Kind | None,
    facts: Mapping[str, Fact],
    clock: Callable[[], datetime],
) -> Mapping[str, Fact] | Refusal:
    """Do the work; our own defect fails the job and is logged, a lost database leaves it to be taken up again."""

    def report(step: str, done: int, of: int) -> None:
        watch.execute(_SQL["progress"], values | {"step": step, "done": done, "of": of})

    if kind is None:
        raise InvariantBroken("work of an unknown kind was begun")
    try:
        return kind.work(own, region, facts, clock(), report)
    except psycopg.OperationalError:
        raise
    except Exception:  # noqa: BLE001  (whatever the defect is, the queue must go on and the asker must see a failure)
        _LOG.exception("work %s of kind %s failed", values["id"], kind.name)
        return Refusal("JOB_FAILED", {"job": int(str(values["id"]))}, "later")


def _first(connection: Connection, statement: str, values: Values) -> bool:
    row = connection.execute(_SQL[statement], values).fetchone()
    return row is not None and bool(row[0])
