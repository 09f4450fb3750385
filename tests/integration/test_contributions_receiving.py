"""Assessing and receiving: what is due, what was paid once, and where the money is in the books."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect
from mingzhang.money.contributions import operations, queries
from mingzhang.money.contributions.records import MonthStatus, Receipt, ReceiptLine
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment.records import NewCoverage

REGION = cast.GUANGZHOU
MARCH = date(2025, 3, 1)
MID_MARCH = cast.at(date(2025, 3, 15))


def enrol(connection: Connection, coverage: NewCoverage, *, region: str = REGION, serial: int = 1) -> int:
    new = cast.person(serial, "缴费人", coverage)
    return cast.made(enrolment.enrol_many(connection, region, [new], on=cast.START))[0]


def worker(connection: Connection, *, confirmed: bool = True) -> tuple[int, int]:
    """An employer and one of its people at 10,000 yuan, assessed for March 2025: 200 from him, 535 from it."""
    employer = cast.made(enrolment.register_employer(connection, REGION, "E009", "东园机械有限公司")).id
    person = enrol(connection, cast.employee(employer, confirmed=confirmed))
    operations.declare_base(connection, REGION, person, from_month=cast.START, declared_fen=1_000_000)
    operations.assess_month(connection, REGION, MARCH, now=cast.at(date(2025, 3, 3)))
    return employer, person


def pay(
    connection: Connection, payer: int, *lines: ReceiptLine, serial: str = "T1", day: int = 15
) -> Receipt | Refusal:
    return operations.receive(
        connection,
        REGION,
        payer_kind="employer",
        payer_id=payer,
        channel="tax",
        serial=serial,
        lines=lines,
        received_at=cast.at(date(2025, 3, day)),
    )


def march(connection: Connection, person: int, as_of: date = date(2025, 4, 1)) -> MonthStatus:
    (month,) = queries.months(connection, REGION, person, MARCH, MARCH, as_of=as_of)
    return month


def balances(connection: Connection, region: str = REGION) -> dict[str, int]:
    kinds = ("bank", "collection", "fund.employee_pooled", "fund.resident_pooled", "fund.large_amount")
    return {kind: ledger.balance(connection, region, kind).balance_fen for kind in kinds}


def test_a_month_is_assessed_once_with_its_rule(connection: Connection) -> None:
    employer, person = worker(connection)
    again = operations.assess_month(connection, REGION, MARCH, now=cast.at(date(2025, 3, 4)))
    assert again.people == 0
    month = march(connection, person)
    assert (month.base_fen, month.person_due_fen, month.employer_due_fen) == (1_000_000, 20_000, 53_500)
    assert (month.state, month.due_on, month.employer_id) == ("unpaid", date(2025, 3, 31), employer)
    assert "contribution.rate_employer@2024-03-01" in month.rule


def test_the_latest_declaration_up_to_the_month_counts(connection: Connection) -> None:
    _, person = worker(connection)
    operations.declare_base(connection, REGION, person, from_month=date(2025, 5, 1), declared_fen=2_000_000)
    for month in (4, 5):
        operations.assess_month(connection, REGION, date(2025, month, 1), now=cast.at(date(2025, month, 3)))
    found = queries.months(connection, REGION, person, MARCH, date(2025, 5, 1), as_of=cast.TODAY)
    assert [month.base_fen for month in found] == [1_000_000, 1_000_000, 2_000_000]


def test_who_leaves_in_the_middle_of_a_month_owes_that_month_and_not_the_next(connection: Connection) -> None:
    _, person = worker(connection)
    cast.made(enrolment.stop_coverage(connection, REGION, person, on=date(2025, 4, 10), reason="离职"))
    for month in (4, 5):
        operations.assess_month(connection, REGION, date(2025, month, 1), now=cast.at(date(2025, month, 28)))
    found = queries.months(connection, REGION, person, MARCH, date(2025, 5, 1), as_of=cast.TODAY)
    assert [month.month.month for month in found] == [3, 4]


def test_a_payment_goes_through_collection_and_only_everybodys_part_is_pooled(connection: Connection) -> None:
    employer, person = worker(connection)
    receipt = cast.made(pay(connection, employer, ReceiptLine(person, "employee", MARCH, 20_000, 53_500)))
    assert (receipt.amount_fen, receipt.posted_at) == (73_500, MID_MARCH)
    month = march(connection, person)
    assert (month.state, month.missing_fen, month.receipts) == ("paid", 0, (receipt.id,))
    found = balances(connection)
    assert (found["bank"], found["collection"], found["fund.employee_pooled"]) == (-73_500, 20_000, 53_500)


def test_part_of_a_month_stays_in_collection_until_it_is_whole(connection: Connection) -> None:
    employer, person = worker(connection)
    cast.made(pay(connection, employer, ReceiptLine(person, "employee", MARCH, 0, 53_500)))
    assert (march(connection, person).state, march(connection, person).missing_fen) == ("part", 20_000)
    assert balances(connection)["fund.employee_pooled"] == 0
    cast.made(pay(connection, employer, ReceiptLine(person, "employee", MARCH, 20_000, 0), serial="T2"))
    assert march(connection, person).state == "paid"
    assert balances(connection)["fund.employee_pooled"] == 53_500


def test_the_same_serial_again_has_no_second_effect(connection: Connection) -> None:
    employer, person = worker(connection)
    line = ReceiptLine(person, "employee", MARCH, 20_000, 53_500)
    first = pay(connection, employer, line)
    assert pay(connection, employer, line, day=20) == first
    assert balances(connection)["bank"] == -73_500


def test_a_serial_is_not_taken_for_another_payment(connection: Connection) -> None:
    employer, person = worker(connection)
    cast.made(pay(connection, employer, ReceiptLine(person, "employee", MARCH, 1, 0)))
    refused = pay(connection, employer, ReceiptLine(person, "employee", MARCH, 2, 0))
    assert isinstance(refused, Refusal) and refused.code == "SERIAL_REUSED"


@pytest.mark.parametrize(
    ("parts", "month", "code"),
    [
        (((20_001, 53_500),), MARCH, "OVERPAID"),
        (((20_000, 53_501),), MARCH, "OVERPAID"),
        (((20_000, 53_500),), date(2025, 4, 1), "NOTHING_DUE"),
        (((0, 0),), MARCH, "EMPTY_PAYMENT"),
        (((-1, 2),), MARCH, "EMPTY_PAYMENT"),
        (((1, 0), (1, 0)), MARCH, "REPEATED_LINE"),
        ((), MARCH, "EMPTY_PAYMENT"),
    ],
)
def test_what_cannot_be_a_payment_is_refused_and_writes_nothing(
    connection: Connection, parts: tuple[tuple[int, int], ...], month: date, code: str
) -> None:
    employer, person = worker(connection)
    refused = pay(connection, employer, *(ReceiptLine(person, "employee", month, *part) for part in parts))
    assert isinstance(refused, Refusal) and refused.code == code
    assert queries.receipts_for(connection, REGION, person) == ()
    assert set(balances(connection).values()) == {0}


def test_an_enrolment_that_the_tax_side_has_not_confirmed_cannot_be_paid(connection: Connection) -> None:
    employer, person = worker(connection, confirmed=False)
    refused = pay(connection, employer, ReceiptLine(person, "employee", MARCH, 20_000, 53_500))
    assert isinstance(refused, Refusal) and refused.code == "ENROLMENT_NOT_CONFIRMED"
    assert operations.receive_employers_month(connection, REGION, MARCH, received_at=MID_MARCH) == 0
    cast.made(enrolment.confirm_coverage(connection, REGION, person, on=date(2025, 3, 10)))
    cast.made(pay(connection, employer, ReceiptLine(person, "employee", MARCH, 20_000, 53_500)))


def test_a_payment_in_transit_is_seen_but_counts_only_when_posted(connection: Connection) -> None:
    employer, person = worker(connection)
    recorded = cast.made(
        operations.record_receipt(
            connection,
            REGION,
            payer_kind="employer",
            payer_id=employer,
            channel="bank",
            serial="B1",
            lines=(ReceiptLine(person, "employee", MARCH, 20_000, 53_500),),
            received_at=MID_MARCH,
        )
    )
    assert recorded.posted_at is None
    assert [receipt.id for receipt in queries.receipts_for(connection, REGION, person)] == [recorded.id]
    assert (march(connection, person).state, balances(connection)["bank"]) == ("unpaid", 0)
    at = cast.at(date(2025, 4, 2))
    posted = cast.made(operations.post_receipt(connection, REGION, recorded.id, at=at))
    assert (posted.posted_at, march(connection, person).state) == (at, "late")
    assert operations.post_receipt(connection, REGION, recorded.id, at=cast.at(cast.TODAY)) == posted
    assert balances(connection)["bank"] == -73_500


def test_two_payments_in_transit_cannot_fill_one_month_twice(connection: Connection) -> None:
    employer, person = worker(connection)
    both = [
        cast.made(
            operations.record_receipt(
                connection,
                REGION,
                payer_kind="employer",
                payer_id=employer,
                channel="bank",
                serial=serial,
                lines=(ReceiptLine(person, "employee", MARCH, 20_000, 53_500),),
                received_at=MID_MARCH,
            )
        )
        for serial in ("B1", "B2")
    ]
    cast.made(operations.post_receipt(connection, REGION, both[0].id, at=MID_MARCH))
    refused = operations.post_receipt(connection, REGION, both[1].id, at=MID_MARCH)
    assert isinstance(refused, Refusal) and refused.code == "OVERPAID"


def test_all_employers_pay_a_month_at_once_and_only_once(connection: Connection) -> None:
    employer, person = worker(connection)
    late = cast.made(enrolment.register_employer(connection, REGION, "E010", "迟缴有限公司")).id
    other = enrol(connection, cast.employee(late), serial=2)
    operations.assess_month(connection, REGION, MARCH, now=cast.at(date(2025, 3, 4)))
    assert operations.receive_employers_month(connection, REGION, MARCH, received_at=MID_MARCH, but=(late,)) == 1
    assert operations.receive_employers_month(connection, REGION, MARCH, received_at=MID_MARCH, but=(late,)) == 0
    assert (march(connection, person).state, march(connection, other).state) == ("paid", "unpaid")
    (month,) = queries.employer_months(connection, REGION, employer, MARCH, MARCH)
    assert (month.people, month.due_fen, month.paid_fen) == (1, 73_500, 73_500)
    assert ledger.prove_region(connection, REGION) == ()


def test_a_newcomer_of_the_same_day_is_paid_for_as_well(connection: Connection) -> None:
    employer, _ = worker(connection)
    assert operations.receive_employers_month(connection, REGION, MARCH, received_at=MID_MARCH) == 1
    newcomer = enrol(connection, cast.employee(employer), serial=2)
    operations.assess_month(connection, REGION, MARCH, now=MID_MARCH)
    assert operations.receive_employers_month(connection, REGION, MARCH, received_at=MID_MARCH) == 1
    assert march(connection, newcomer).state == "paid"
    assert len(queries.receipts_by(connection, REGION, "employer", employer)) == 2


@pytest.mark.usefixtures("fresh_database")
def test_one_payment_sent_many_times_at_once_is_one_payment() -> None:
    with connect() as connection:
        employer, person = worker(connection)
        line = ReceiptLine(person, "employee", MARCH, 20_000, 53_500)
        start = threading.Barrier(6)

        def send() -> Receipt | Refusal:
            with connect() as own:
                start.wait()
                return pay(own, employer, line)

        with ThreadPoolExecutor(6) as pool:
            sent = [future.result() for future in [pool.submit(send) for _ in range(6)]]
        assert len({cast.made(receipt).id for receipt in sent}) == 1
        assert balances(connection)["bank"] == -73_500


def test_a_resident_owes_the_rest_of_the_year_and_the_treasury_adds_its_part(connection: Connection) -> None:
    person = enrol(connection, cast.resident(starts=date(2025, 3, 1)))
    operations.assess_month(connection, REGION, MARCH, now=cast.at(date(2025, 3, 3)))
    operations.assess_month(connection, REGION, date(2025, 4, 1), now=cast.at(date(2025, 4, 3)))
    operations.receive_people_month(connection, REGION, MARCH, received_at=MID_MARCH)
    (year,) = queries.months(connection, REGION, person, MARCH, date(2025, 12, 1), as_of=cast.TODAY)
    assert (year.month, year.months, year.person_due_fen, year.state) == (MARCH, 10, 40_000, "paid")
    found = balances(connection)
    assert (found["fund.resident_pooled"], found["collection"], found["bank"]) == (110_000, 0, -110_000)


def test_the_large_amount_part_goes_to_its_own_fund(connection: Connection) -> None:
    employer = cast.made(enrolment.register_employer(connection, cast.BEIJING, "E009", "明德机械有限公司")).id
    person = enrol(connection, cast.employee(employer), region=cast.BEIJING)
    operations.declare_base(connection, cast.BEIJING, person, from_month=cast.START, declared_fen=1_000_000)
    operations.assess_month(connection, cast.BEIJING, MARCH, now=cast.at(date(2025, 3, 3)))
    operations.receive_employers_month(connection, cast.BEIJING, MARCH, received_at=MID_MARCH)
    found = balances(connection, cast.BEIJING)
    assert found["bank"] == -118_300  # 203 from the person and 980 from the employer
    assert (found["fund.large_amount"], found["fund.employee_pooled"], found["collection"]) == (300, 98_000, 20_000)


def test_a_category_without_a_known_rule_is_left_out_by_name(connection: Connection) -> None:
    person = enrol(connection, cast.employee(None, "retired_paying_on"))
    assessed = operations.assess_month(connection, REGION, MARCH, now=cast.at(date(2025, 3, 3)))
    assert assessed.people == 0
    assert [(refusal.code, refusal.facts["category"]) for refusal in assessed.left_out] == [
        ("UNKNOWN_RULE", "retired_paying_on")
    ]
    assert queries.months(connection, REGION, person, MARCH, MARCH, as_of=cast.TODAY) == ()


def test_months_are_assessed_in_sql_as_the_rules_say(connection: Connection) -> None:
    """The set-based statement and the pure rule agree on awkward wages: limits and halves of a fen."""
    from mingzhang.money.contributions.rates import monthly_rates
    from mingzhang.money.contributions.rules import month_due
    from mingzhang.rules.policy import view_for

    employer = cast.made(enrolment.register_employer(connection, REGION, "E009", "东园机械有限公司")).id
    wages = [0, 623_599, 623_600, 623_601, 623_625, 700_011, 999_975, 3_117_899, 3_117_900, 3_117_901, 9_999_999]
    new = [cast.person(serial, f"工{serial}", cast.employee(employer)) for serial in range(1, len(wages) + 1)]
    people = cast.made(enrolment.enrol_many(connection, REGION, new, on=cast.START))
    operations.declare_bases(connection, REGION, zip(people, wages, strict=True), from_month=cast.START)
    operations.assess_month(connection, REGION, MARCH, now=cast.at(date(2025, 3, 3)))
    rates = monthly_rates(view_for(REGION, MARCH), "in_service").rates
    for person, wage in zip(people, wages, strict=True):
        month, due = march(connection, person), month_due(wage, rates)
        assert (month.base_fen, month.person_due_fen, month.employer_due_fen, month.account_part_fen) == (
            due.base_fen,
            due.person_fen,
            due.employer_fen,
            due.account_fen,
        )


def test_benefit_is_blocked_by_the_employers_unpaid_month_only(connection: Connection) -> None:
    people = cast.build(connection)
    from mingzhang.registers.enrolment import queries as register

    def paid_up(person: int) -> bool:
        coverage = register.coverage_on(connection, REGION, person, cast.TODAY)
        assert coverage is not None
        return queries.paid_up_on(connection, REGION, coverage, cast.TODAY).paid

    found = {
        name: paid_up(getattr(people, name)) for name in ("healthy", "zero", "resident", "unpaid_resident", "retired")
    }
    assert found == {"healthy": True, "zero": False, "resident": True, "unpaid_resident": False, "retired": True}
