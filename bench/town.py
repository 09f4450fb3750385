"""A town to settle in: insured people with money in their accounts, and visits of five fee lines each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mingzhang.basics.identifiers import id_card_check_digit
from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment.records import NewCoverage, NewEnrolment, NewPerson
from mingzhang.registers.institutions import operations as institutions

_SQL = load_statements("bench", "town.sql")
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()
SERVICE_ON = min(TODAY, date(2025, 12, 30))  # a day whose rules are in the packs
TOTAL_FEN = 5 * 1_234
MONEY_FEN = 100_000_000
LINES = 5


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit whose batch B1 waits to be settled."""

    region: str
    scheme: str
    institution: str
    institution_id: int
    visit_id: int
    person_id: int
    name: str
    document: str


def document_of(serial: int) -> str:
    """A well-formed identity number that belongs to nobody: 999999 is no place."""
    born = date(1950, 1, 1) + timedelta(days=serial // 900)
    body = f"999999{born:%Y%m%d}{serial % 900 + 1:03d}"
    return body + id_card_check_digit(body)


def build(connection: Connection, region: str, scheme: str, *, people: int, visits: int, number: int) -> list[Visit]:
    """People of one scheme in one region, and their visits to one hospital, in an order that mixes the people."""
    hospital = institutions.designate(
        connection,
        region,
        f"H{region}{number:05d}",
        "测试医院",
        kind="hospital",
        level="level1",
        community=True,
        starts=date(2024, 1, 1),
    )
    assert not isinstance(hospital, Refusal), hospital
    documents = [document_of(number * 100_000 + serial) for serial in range(people)]
    ids = _enrol(connection, region, scheme, documents)
    _give_money(connection, region, ids)
    values = {
        "region": region,
        "people": ids,
        "institution_id": hospital.id,
        "scheme": scheme,
        "day": SERVICE_ON,
        "visits": visits,
    }
    of = dict(zip(ids, documents, strict=True))
    return [
        Visit(region, scheme, hospital.code, hospital.id, visit_id, person_id, "测试人", of[person_id])
        for visit_id, person_id in connection.execute(_SQL["visits"], values).fetchall()
    ]


def _enrol(connection: Connection, region: str, scheme: str, documents: list[str]) -> list[int]:
    """Retired employees and resident adults: neither needs monthly contributions to be entitled, or a year's."""
    starts = date(2024, 1, 1)
    category = "retired" if scheme == "employee" else "adult"
    coverage = NewCoverage(scheme, category, starts, None, starts)  # type: ignore[arg-type]
    new = [
        NewEnrolment(NewPerson("测试人", number, 1, date.fromisoformat(_birth(number))), (coverage,))
        for number in documents
    ]
    ids = enrolment.enrol_many(connection, region, new, on=starts)
    assert not isinstance(ids, Refusal), ids
    return list(ids)


def _birth(number: str) -> str:
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


def _give_money(connection: Connection, region: str, ids: list[int]) -> None:
    """An account for everybody, with more in it than the benchmark can spend."""
    connection.execute(_SQL["open_accounts"], {"region": region, "people": ids})
    posted = ledger.post_many(connection, region, _SQL["money"], {"people": ids, "amount_fen": MONEY_FEN})
    assert not isinstance(posted, Refusal), posted
    connection.execute(_SQL["years"], {"region": region, "people": ids, "year": SERVICE_ON.year})
