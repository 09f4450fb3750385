"""A small fixed cast for everybody's tests, made through the real operations.

`build(connection)` enrols it and lets five months of 2025 happen in one region: contributions are assessed and paid,
accounts are allocated. Nobody here is a real person: identity numbers begin with 999999, which is no place.
Each person differs from `healthy` in one thing only; the comment beside each name says in which.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from mingzhang.basics.identifiers import id_card_check_digit
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.care.filings import operations as filings
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.contributions import operations as contributions
from mingzhang.money.family import operations as family
from mingzhang.registers.catalogs import operations as catalogs
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment.records import NewCoverage, NewCredential, NewEnrolment, NewPerson
from mingzhang.registers.institutions import operations as institutions
from mingzhang.registers.institutions.records import Institution

GUANGZHOU = "440100"
BEIJING = "110000"
START = date(2025, 1, 1)
MONTHS = tuple(date(2025, month, 1) for month in range(1, 6))
TODAY = date(2025, 6, 10)
WAGE_FEN = 1_000_000  # 10,000 yuan a month: in Guangzhou 2 % of it, 200 yuan, goes to the account each month
CHINA = ZoneInfo("Asia/Shanghai")
Result = TypeVar("Result")


def at(day: date, hour: int = 9) -> datetime:
    """A moment of a day in China's time."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)


NOW = at(TODAY, 10)


def id_number(serial: int, birth_date: date) -> str:
    """A well-formed identity number that belongs to nobody; an even serial is a woman's, as in real ones."""
    body = f"999999{birth_date:%Y%m%d}{serial:03d}"
    return body + id_card_check_digit(body)


def made(outcome: Result | Refusal) -> Result:
    """What an operation made; a refusal fails the test that builds the cast."""
    assert not isinstance(outcome, Refusal), outcome
    return outcome


@dataclass(frozen=True)
class Institutions:
    """The region's institutions; all designated from 2024-01-01."""

    community: Institution  # primary care, level 1
    level2: Institution
    level3: Institution
    pharmacy: Institution
    suspended: Institution  # a level 2 hospital whose agreement is suspended from 2025-05-01


@dataclass(frozen=True)
class Cast:
    """Everybody, by person id."""

    region: str
    institutions: Institutions
    employer: int  # pays every month in time
    late_employer: int  # has not paid anything
    healthy: int  # in service, account open with five months of 200 yuan
    neighbour: int  # the same, for tests that need two
    zero: int  # in service since January, but the employer has not paid
    resident: int  # adult resident, year paid
    unpaid_resident: int  # adult resident, year not paid
    child: int  # minor resident, year paid; the healthy one's account may pay for the child
    flexible: int  # pays for himself, all months paid
    retired: int  # 68 years old, fixed monthly amount
    frozen: int  # account frozen by a court since 2025-05-20
    not_activated: int  # no activated card or e-voucher: money allocated but held
    lapsed: int  # left the employer: coverage stopped from 2025-04-01
    offsite: int  # filed for long-term treatment in Beijing (or Guangzhou, when the region is Beijing)
    unconfirmed: int  # enrolment of 2025-06-01 not confirmed at the tax side
    waiting: int  # resident who enrolled late: benefit from 2025-08-01 only
    chosen: int  # has chosen the community institution and the level 3 hospital for outpatient care


def build_institutions(connection: Connection, region: str = GUANGZHOU) -> Institutions:
    """Designate the region's five institutions."""
    since = date(2024, 1, 1)

    def hospital(number: int, name: str, level: str, *, community: bool = False) -> Institution:
        return made(
            institutions.designate(
                connection,
                region,
                f"H{region}{number:05d}",
                name,
                kind="hospital",
                level=level,  # type: ignore[arg-type]
                community=community,
                starts=since,
            )
        )

    built = Institutions(
        community=hospital(1, "东园社区卫生服务中心", "level1", community=True),
        level2=hospital(2, "明德区人民医院", "level2"),
        level3=hospital(3, "明德大学附属第一医院", "level3"),
        pharmacy=made(
            institutions.designate(
                connection, region, f"P{region}00001", "仁和堂大药房东园店", kind="pharmacy", starts=since
            )
        ),
        suspended=hospital(4, "西关医院", "level2"),
    )
    made(institutions.suspend(connection, region, built.suspended.id, on=date(2025, 5, 1), reason="超标准收费被查处"))
    return built


def build_catalogue(connection: Connection, region: str = GUANGZHOU) -> int:
    """Put the demo catalogue into force from 2024-01-01; how many items."""
    catalogs.put_diagnoses(connection, catalogs.demo_diagnoses())
    return catalogs.put_items(connection, region, catalogs.demo_items(), starts=date(2024, 1, 1), source="demo")


def build(connection: Connection, region: str = GUANGZHOU) -> Cast:
    """Build the whole cast in a region, up to the morning of 2025-06-10."""
    hospitals = build_institutions(connection, region)
    build_catalogue(connection, region)
    employer = made(enrolment.register_employer(connection, region, "E001", "东园纺织有限公司", phone="020-00000001"))
    late = made(enrolment.register_employer(connection, region, "E002", "迟缴贸易有限公司", phone="020-00000002"))
    people = _enrol(connection, region, employer.id, late.id)
    _declare(connection, region, people)
    _live_through(connection, region, people, late.id)
    _happenings(connection, region, people, hospitals)
    return Cast(region, hospitals, employer.id, late.id, **people)


def person(
    serial: int,
    name: str,
    coverage: NewCoverage | None,
    *,
    birth_date: date = date(1985, 4, 12),
    activated: bool = True,
    retired_on: date | None = None,
) -> NewEnrolment:
    """A person to be enrolled, with a card and, when `activated`, an e-voucher in use since 2024."""
    number = id_number(serial, birth_date)
    who = NewPerson(
        name=name,
        number=number,
        gender=2 if serial % 2 == 0 else 1,
        birth_date=birth_date,
        phone=f"1990000{serial:04d}",
        retired_on=retired_on,
    )
    since = date(2024, 3, 1)
    card = NewCredential("card", f"9{serial:08d}", since, since if activated else None)
    voucher = NewCredential("e_voucher", number, since, since)
    credentials = (card, voucher) if activated else (card,)
    return NewEnrolment(who, (coverage,) if coverage is not None else (), credentials)


def employee(
    employer_id: int | None, category: str = "in_service", *, starts: date = START, confirmed: bool = True
) -> NewCoverage:
    """An employee coverage from January 2025."""
    return NewCoverage("employee", category, starts, employer_id, starts if confirmed else None)


def resident(category: str = "adult", *, starts: date = START, entitled_from: date | None = None) -> NewCoverage:
    """A resident coverage from January 2025."""
    return NewCoverage("resident", category, starts, None, starts, entitled_from)


def _enrol(connection: Connection, region: str, employer_id: int, late_id: int) -> dict[str, int]:
    working = employee(employer_id)
    new = {
        "healthy": person(1, "陈健", working),
        "neighbour": person(2, "林芳", working),
        "zero": person(3, "何守信", employee(late_id)),
        "resident": person(4, "黄桂兰", resident()),
        "unpaid_resident": person(5, "梁未缴", resident()),
        "child": person(6, "陈小满", resident("minor"), birth_date=date(2017, 9, 1)),
        "flexible": person(7, "周自在", employee(None, "flexible")),
        "retired": person(
            8, "吴秀英", employee(None, "retired"), birth_date=date(1957, 2, 3), retired_on=date(2012, 2, 3)
        ),
        "frozen": person(9, "郑冻结", working),
        "not_activated": person(10, "孙新卡", working, activated=False),
        "lapsed": person(11, "马离职", working),
        "offsite": person(12, "朱远行", working),
        "unconfirmed": person(13, "胡未认", employee(employer_id, starts=date(2025, 6, 1), confirmed=False)),
        "waiting": person(14, "郭迟保", resident(starts=date(2025, 5, 1), entitled_from=date(2025, 8, 1))),
        "chosen": person(15, "高选点", working),
    }
    ids = made(enrolment.enrol_many(connection, region, tuple(new.values()), on=START))
    return dict(zip(new, ids, strict=True))


def _declare(connection: Connection, region: str, people: dict[str, int]) -> None:
    paid_monthly = (
        "healthy",
        "neighbour",
        "zero",
        "flexible",
        "frozen",
        "not_activated",
        "lapsed",
        "offsite",
        "chosen",
    )
    contributions.declare_bases(
        connection, region, [(people[name], WAGE_FEN) for name in paid_monthly], from_month=START
    )


def _live_through(connection: Connection, region: str, people: dict[str, int], late_id: int) -> None:
    """Each month: assessed on the 3rd, paid on the 15th, allocated on the last day; one employee leaves in April."""
    for month in MONTHS:
        if month == date(2025, 4, 1):
            made(enrolment.stop_coverage(connection, region, people["lapsed"], on=month, reason="离职停保"))
        contributions.assess_month(connection, region, month, now=at(month + timedelta(days=2)))
        paid_at = at(month + timedelta(days=14))
        contributions.receive_employers_month(connection, region, month, received_at=paid_at, but=(late_id,))
        contributions.receive_people_month(
            connection, region, month, received_at=paid_at, but=(people["unpaid_resident"],)
        )
        made(accounts.run_allocation(connection, region, month, now=at(month + timedelta(days=27), 20)))


def _happenings(connection: Connection, region: str, people: dict[str, int], hospitals: Institutions) -> None:
    elsewhere = BEIJING if region == GUANGZHOU else GUANGZHOU
    made(
        accounts.freeze_account(
            connection,
            region,
            people["frozen"],
            "COURT",
            authority="明德区人民法院",
            basis="（2025）明执字第 17 号",
            now=at(date(2025, 5, 20)),
        )
    )
    made(
        filings.file_offsite(
            connection,
            region,
            people["offsite"],
            elsewhere,
            kind="long_term",
            starts=date(2025, 2, 1),
            ends=None,
            now=at(date(2025, 1, 20)),
        )
    )
    made(family.bind(connection, region, people["healthy"], people["child"], "child", starts=date(2025, 3, 1)))
    for kind, institution in (("primary", hospitals.community), ("other", hospitals.level3)):
        made(
            filings.choose(
                connection,
                region,
                people["chosen"],
                region,
                institution.id,
                kind=kind,  # type: ignore[arg-type]
                starts=date(2025, 1, 1),
            )
        )
