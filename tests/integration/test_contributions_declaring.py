"""Employers' files against the register: shown first, taken whole or not at all, and once."""

from __future__ import annotations

from datetime import date

import pytest

import cast
from declarations import checked, declared, person, read, silent
from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection
from mingzhang.money.contributions import operations, queries
from mingzhang.money.contributions.declaring import (
    check_declaration,
    declare,
    file_by_id,
    files_of,
    keep_file,
    kept_rows,
)
from mingzhang.money.contributions.declaring.records import DeclarationFile
from mingzhang.money.contributions.records import MonthStatus
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment import queries as register

REGION = cast.GUANGZHOU
MARCH, APRIL, MAY = date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1)
DAY = date(2025, 3, 5)


@pytest.fixture
def employer(connection: Connection) -> int:
    return cast.made(enrolment.register_employer(connection, REGION, "E100", "明德纺织有限公司")).id


def who(connection: Connection, serial: int) -> int:
    (key,) = register.find_people(connection, person(serial)["证件号码"])
    return key.person_id


def due(connection: Connection, serial: int, month: date = MARCH) -> MonthStatus:
    (found,) = queries.months(connection, REGION, who(connection, serial), month, month, as_of=date(2025, 8, 1))
    return found


def test_new_people_are_enrolled_hired_and_assessed(connection: Connection, employer: int) -> None:
    # Guangzhou 2025: person 2 %, employer 4.5 % and 0.85 %; floor 6,236 yuan (sui-yibao-gui-2022-1, gz-gha).
    rows = [person(101, "10,000.00"), person(102, "5000")]
    preview = checked(connection, employer, rows, month=MARCH, on=DAY)
    assert (preview.count("join"), preview.stopped, [fault.code for fault in preview.warnings]) == (
        2,
        False,
        ["WAGE_BELOW_FLOOR"],
    )
    assert (preview.person_due_fen, preview.employer_due_fen) == (20_000 + 12_472, 53_500 + 28_062 + 5_301)
    file = cast.made(declared(connection, employer, rows, month=MARCH, on=DAY))
    assert (file.state, file.joins, file.declared_by) == ("declared", 2, "clerk")
    assert (due(connection, 101).person_due_fen, due(connection, 101).employer_due_fen) == (20_000, 53_500)
    assert (due(connection, 102).base_fen, due(connection, 102).employer_due_fen) == (623_600, 33_363)
    coverage = register.coverage_on(connection, REGION, who(connection, 101), MARCH)
    assert coverage is not None and (coverage.employer_id, coverage.category) == (employer, "in_service")
    known = register.person(connection, REGION, who(connection, 101))
    assert known is not None and (known.gender, known.birth_date) == (1, date(1990, 5, 6))


def test_what_was_declared_can_be_paid_at_once(connection: Connection, employer: int) -> None:
    cast.made(declared(connection, employer, [person(101)], month=MARCH, on=DAY))
    paid = operations.receive_employers_month(connection, REGION, MARCH, received_at=cast.at(date(2025, 3, 20)))
    assert (paid, due(connection, 101).state) == (1, "paid")
    assert ledger.prove_region(connection, REGION) == ()


def test_the_same_file_twice_changes_nothing(connection: Connection, employer: int) -> None:
    first = declared(connection, employer, [person(101)], month=MARCH, on=DAY)
    again = declared(connection, employer, [person(101)], month=MARCH, on=date(2025, 3, 9))
    assert again == first
    assert len(files_of(connection, REGION, employer)) == 1


def test_one_fault_keeps_the_whole_file_out(connection: Connection, employer: int) -> None:
    rows = [person(101), person(102) | {"姓名": ""}, person(103, "abc")]
    preview = checked(connection, employer, rows, month=MARCH, on=DAY)
    assert [(fault.row, fault.code) for fault in preview.errors] == [(3, "NAME_EMPTY"), (4, "WAGE_UNREADABLE")]
    refused = declare(connection, REGION, preview, by="clerk", now=cast.at(DAY), report=silent)
    assert isinstance(refused, Refusal) and refused.code == "DECLARATION_FAULTY"
    assert register.find_people(connection, person(101)["证件号码"]) == ()


def test_each_thing_in_the_way_is_told_at_once_without_anybody_elses_data(
    connection: Connection, employer: int
) -> None:
    other = cast.made(enrolment.register_employer(connection, REGION, "E101", "西关机械有限公司")).id
    cast.made(declared(connection, other, [person(201), person(202)], month=MARCH, on=DAY))
    cast.made(declared(connection, employer, [person(101)], month=MARCH, on=DAY))
    rows = [
        person(101),
        person(201),
        person(102, change="续"),
        person(103, change="减少", 变动原因="离职"),
        person(202, change="续") | {"姓名": "别的名字"},
        person(104, 起始年月="2025-05"),
        person(105, 起始年月="2020-01"),
        person(106, 单位编号="E101"),
    ]
    preview = checked(connection, employer, rows, month=APRIL, on=date(2025, 4, 2))
    assert [(fault.row, fault.code) for fault in preview.errors] == [
        (2, "ALREADY_STAFF"),
        (3, "WORKS_ELSEWHERE"),
        (4, "NOT_STAFF"),
        (5, "NOT_STAFF"),
        (6, "NAME_DIFFERS"),
        (6, "NOT_STAFF"),
        (7, "MONTH_IN_FUTURE"),
        (8, "MONTH_TOO_OLD"),
        (9, "EMPLOYER_DIFFERS"),
    ]
    told = " ".join(f"{fault.expected} {fault.got}" for fault in preview.faults)
    assert "员工202" not in told and "西关" not in told


def test_somebody_insured_in_another_region_is_not_taken_on(connection: Connection, employer: int) -> None:
    away = cast.made(enrolment.register_employer(connection, cast.BEIJING, "E001", "明德机械有限公司")).id
    cast.made(declared(connection, away, [person(101)], month=MARCH, on=DAY, region=cast.BEIJING))
    preview = checked(connection, employer, [person(101)], month=MARCH, on=DAY)
    assert [fault.code for fault in preview.errors] == ["INSURED_ELSEWHERE"]


def test_a_leaver_owes_no_month_from_the_one_given(connection: Connection, employer: int) -> None:
    cast.made(declared(connection, employer, [person(101), person(102)], month=MARCH, on=DAY))
    operations.assess_month(connection, REGION, APRIL, now=cast.at(date(2025, 4, 2)))
    leaving = person(101, "", "减少", 变动原因="离职", 起始年月="2025-04")
    file = cast.made(declared(connection, employer, [leaving], month=APRIL, on=date(2025, 4, 8)))
    assert (file.leaves, file.employer_due_fen) == (1, 0)
    found = queries.months(connection, REGION, who(connection, 101), MARCH, APRIL, as_of=DAY)
    assert [month.month for month in found] == [MARCH]
    (change,) = queries.due_changes(connection, REGION, who(connection, 101))
    assert (change.reason, change.person_before_fen, change.person_after_fen) == ("LEFT", 20_000, 0)
    stopped = register.coverage_on(connection, REGION, who(connection, 101), APRIL)
    assert stopped is not None and (stopped.status, stopped.cause) == ("stopped", "left_job")


def test_an_unpaid_month_declared_otherwise_is_assessed_anew_and_the_change_is_kept(
    connection: Connection, employer: int
) -> None:
    cast.made(declared(connection, employer, [person(101)], month=MARCH, on=DAY))
    cast.made(declared(connection, employer, [person(101, "12000", "续")], month=MARCH, on=date(2025, 3, 9)))
    month = due(connection, 101)
    assert (month.base_fen, month.person_due_fen, month.employer_due_fen) == (1_200_000, 24_000, 64_200)
    (change,) = queries.due_changes(connection, REGION, who(connection, 101))
    assert (change.base_before_fen, change.base_after_fen, change.changed_by) == (1_000_000, 1_200_000, "clerk")
    assert queries.differences(connection, REGION, who(connection, 101)) == ()


def test_a_paid_month_declared_otherwise_leaves_a_difference_for_the_next_month(
    connection: Connection, employer: int
) -> None:
    cast.made(declared(connection, employer, [person(101)], month=MARCH, on=DAY))
    operations.receive_employers_month(connection, REGION, MARCH, received_at=cast.at(date(2025, 3, 20)))
    cast.made(declared(connection, employer, [person(101, "12000", "续", 起始年月="2025-03")], month=APRIL, on=APRIL))
    assert (due(connection, 101).state, due(connection, 101).person_due_fen) == ("paid", 20_000)
    (difference,) = queries.differences(connection, REGION, who(connection, 101))
    # 2 % and 5.35 % of 2,000 yuan more: 40 yuan and 107 yuan; April itself costs 240 and 642.
    assert (difference.person_part_fen, difference.employer_part_fen, difference.account_part_fen) == (
        4_000,
        10_700,
        4_000,
    )
    assert difference.collected_month == APRIL
    april = due(connection, 101, APRIL)
    assert (april.person_due_fen, april.employer_due_fen, april.account_part_fen) == (28_000, 74_900, 28_000)
    operations.receive_employers_month(connection, REGION, APRIL, received_at=cast.at(date(2025, 4, 20)))
    assert due(connection, 101, APRIL).state == "paid"
    assert ledger.prove_region(connection, REGION) == ()
    assert ledger.balance(connection, REGION, "collection").balance_fen == 20_000 + 28_000


def test_a_paid_month_declared_lower_is_never_made_lower_silently(connection: Connection, employer: int) -> None:
    cast.made(declared(connection, employer, [person(101, "12000")], month=MARCH, on=DAY))
    operations.receive_employers_month(connection, REGION, MARCH, received_at=cast.at(date(2025, 3, 20)))
    cast.made(declared(connection, employer, [person(101, "10000", "续", 起始年月="2025-03")], month=APRIL, on=APRIL))
    (difference,) = queries.differences(connection, REGION, who(connection, 101))
    assert (difference.person_part_fen, difference.employer_part_fen) == (-4_000, -10_700)
    assert difference.collected_month is None
    assert (due(connection, 101).person_due_fen, due(connection, 101, APRIL).person_due_fen) == (24_000, 20_000)


def test_a_late_start_makes_every_month_since_due(connection: Connection, employer: int) -> None:
    late = person(101, 起始年月="2025-03")
    preview = checked(connection, employer, [late], month=MAY, on=date(2025, 5, 6))
    assert [(fault.code, fault.expected, fault.got) for fault in preview.warnings] == [
        ("LATE_MONTH", "2025-05", "2025-03")
    ]
    cast.made(declared(connection, employer, [late], month=MAY, on=date(2025, 5, 6)))
    found = queries.months(connection, REGION, who(connection, 101), MARCH, MAY, as_of=date(2025, 5, 6))
    assert [(month.month, month.state) for month in found] == [(MARCH, "unpaid"), (APRIL, "unpaid"), (MAY, "not_due")]


def test_one_file_may_speak_for_many_employers(connection: Connection, employer: int) -> None:
    other = cast.made(enrolment.register_employer(connection, REGION, "E101", "西关机械有限公司")).id
    rows = [person(101, 单位编号="E100"), person(102, 单位编号="E101"), person(103, 单位编号="E999")]
    preview = checked(connection, None, rows, month=MARCH, on=DAY)
    assert [(fault.row, fault.code) for fault in preview.errors] == [(4, "EMPLOYER_CODE_UNKNOWN")]
    cast.made(declared(connection, None, rows[:2], month=MARCH, on=DAY))
    assert (due(connection, 101).employer_id, due(connection, 102).employer_id) == (employer, other)


def test_a_kept_file_is_sealed_and_can_be_taken_up_again(connection: Connection, employer: int) -> None:
    preview = checked(connection, employer, [person(101)], month=MARCH, on=DAY)
    kept = keep_file(connection, REGION, preview, by="clerk", now=cast.at(DAY))
    assert keep_file(connection, REGION, preview, by="other", now=cast.at(DAY)) == kept
    row = connection.execute("select content_sealed from contributions_declaration_file").fetchone()
    assert row is not None and person(101)["证件号码"].encode() not in bytes(row[0])
    rows = cast.made(kept_rows(connection, REGION, kept.id))
    assert rows == read([person(101)])
    again = cast.made(check_declaration(connection, REGION, employer, MARCH, rows, on=DAY))
    done = cast.made(declare(connection, REGION, again, by="checker", now=cast.at(DAY), report=silent))
    assert isinstance(done, DeclarationFile) and (done.id, done.uploaded_by, done.declared_by) == (
        kept.id,
        "clerk",
        "checker",
    )
    assert file_by_id(connection, REGION, kept.id) == done


def test_people_whom_a_file_forgets_are_counted(connection: Connection, employer: int) -> None:
    cast.made(declared(connection, employer, [person(101), person(102)], month=MARCH, on=DAY))
    preview = checked(connection, employer, [person(101, change="续")], month=APRIL, on=APRIL)
    assert [(fault.code, fault.got, fault.stops) for fault in preview.faults] == [("STAFF_NOT_LISTED", "1", False)]
    assert preview.count("unchanged") == 1


def test_a_month_that_has_not_begun_cannot_be_declared(connection: Connection, employer: int) -> None:
    refused = check_declaration(connection, REGION, employer, APRIL, read([person(101)]), on=DAY)
    assert isinstance(refused, Refusal) and refused.code == "MONTH_NOT_OPEN"
