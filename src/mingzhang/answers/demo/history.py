"""Two years of a region, month by month: what is due is assessed, paid and allocated, and people see doctors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import psycopg

from mingzhang.answers.demo.population import HISTORY_MONTHS
from mingzhang.answers.demo.stage import CHINA, Stage, done
from mingzhang.answers.demo.visiting import INPATIENT, Bought, buy, see_doctor
from mingzhang.basics.periods import add_months, each_month
from mingzhang.books.database import owner_conninfo
from mingzhang.money.accounts.operations import run_allocation
from mingzhang.money.contributions.operations import assess_month, receive_employers_month, receive_people_month
from mingzhang.registers.catalogs.records import ItemClass
from mingzhang.rules.policy import view_for

Report = Callable[[str, int, int], None]  # what is being done, how far, of how much
STOPPED_MONTHS = 4  # since when the `stopped` employer owes
_PAYING_DAY = 3
_PRESCRIBED: tuple[ItemClass, ...] = ("A", "A", "B", "B", "B", "C")
_GROWTH = (0, 1, 6)  # months after which the tables have grown so much that plans must be made anew


@dataclass(frozen=True, slots=True)
class Habits:
    """Who does not simply pay in time, by record number."""

    silent: Sequence[int]  # employers that never pay
    stopped: Sequence[int]  # employers that owe the last months
    tardy: Sequence[int]  # employers that pay a month late
    unpaying: Sequence[int]  # people who pay for themselves, or do not
    patients: Sequence[tuple[int, date]]  # of the crowd, who may fall ill, and since when each is insured


def live_through(stage: Stage, habits: Habits, visits: int, report: Report) -> None:
    """Write the months from the beginning of the history to the story's end."""
    months = each_month(stage.month(HISTORY_MONTHS), stage.month(0))
    for turn, month in enumerate(months):
        report(f"{stage.region} {month:%Y-%m}", turn, len(months))
        if turn in _GROWTH:
            _look_at_growth()
        with _in_bulk(stage):
            _contribute(stage, habits, month)
            _allocate(stage, month)
        insured = [person_id for person_id, since in habits.patients if since <= month]
        _fall_ill(stage, insured, month, visits // len(months))
    report(f"{stage.region}", len(months), len(months))


@contextmanager
def _in_bulk(stage: Stage) -> Iterator[None]:
    """One transaction whose statements go through whole tables: what was just written has not been counted yet."""
    with stage.connection.transaction():
        stage.connection.execute("set local enable_nestloop = off")
        yield


def _look_at_growth() -> None:
    """Have the database count its tables, as their owner: plans made for empty tables are slow on full ones."""
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        owner.execute("analyze")


def _contribute(stage: Stage, habits: Habits, month: date) -> None:
    """Assess the month on its first day; those who pay in time pay on the third, the tardy for the month before."""
    connection, region = stage.connection, stage.region
    done(assess_month(connection, region, month, now=_at(month, 1, 2)))
    paying = _at(month, _PAYING_DAY, 10)
    if paying.date() > stage.as_of:
        return
    owing = [*habits.silent, *habits.tardy]
    if month > stage.month(STOPPED_MONTHS):
        owing += habits.stopped
    receive_employers_month(connection, region, month, received_at=paying, but=owing)
    receive_people_month(connection, region, month, received_at=paying, but=habits.unpaying)
    late = add_months(month, -1)
    receive_employers_month(connection, region, late, received_at=paying, employers=habits.tardy)


def _allocate(stage: Stage, month: date) -> None:
    """Run the allocation on the day the region's rules name, when that day has come."""
    day = view_for(stage.region, month).find("calendar.allocation_day", scheme="employee").number
    last = add_months(month, 1) - timedelta(days=1)
    running = _at(month, min(day, last.day), 22)
    if running.date() < stage.as_of:
        done(run_allocation(stage.connection, stage.region, month, now=running))


def _fall_ill(stage: Stage, patients: Sequence[int], month: date, visits: int) -> None:
    """So many visits and purchases on days of the month that lie before the story's end."""
    last = min(add_months(month, 1), stage.as_of) - timedelta(days=1)
    if last < month or not patients:
        return
    chance = stage.generator
    days = sorted(chance.randint(0, (last - month).days) for _ in range(visits))
    for day in days:
        _one_visit(stage, chance.choice(patients), _at(month, 1 + day, chance.randint(8, 17), chance.randint(0, 59)))


def _one_visit(stage: Stage, person_id: int, at: datetime) -> None:
    """What happens to one patient: half buy medicine, most others see a doctor, a few are admitted."""
    chance, shelf = stage.generator, stage.shelf
    lot = chance.random()
    drug = shelf.some(chance, "drug", chance.choice(_PRESCRIBED))
    if lot < 0.5:
        where = chance.choice([code for code in stage.institutions if code.startswith("P")])
        buy(stage, person_id, [Bought(drug, chance.randint(1, 3))], at=at, where=where)
        return
    where = chance.choice([code for code in stage.institutions if code.startswith("H")])
    service = shelf.some(chance, "service", "A")
    basket = [Bought(service), Bought(drug, chance.randint(1, 4))]
    if lot < 0.96:
        see_doctor(stage, person_id, basket, at=at, where=where)
        return
    costly = shelf.some(chance, "service", "B")
    basket.append(Bought(costly, shelf.quantity_for(costly, chance.randrange(300_000, 4_000_000))))
    see_doctor(stage, person_id, basket, at=at, where=where, benefit=INPATIENT)


def _at(month: date, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(month.replace(day=day), time(hour, minute), CHINA)
