"""Employers and their staff: found, hired and let go, one by one and by the list."""

from __future__ import annotations

from datetime import date

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.registers.enrolment import operations, queries
from mingzhang.registers.enrolment.records import Coverage, Departure, Hire, NewCoverage, NewEmployer

REGION = cast.GUANGZHOU
CLERK = {"by": "王经办", "now": cast.at(date(2025, 6, 10))}
NOW = {"now": CLERK["now"]}
JUNE, MARCH = date(2025, 6, 1), date(2025, 3, 1)


def code_of(outcome: object) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def employer(connection: Connection, code: str = "E901", region: str = REGION) -> int:
    return cast.made(operations.register_employer(connection, region, code, f"东园{code}有限公司")).id


def people(connection: Connection, count: int, *coverages: NewCoverage, first: int = 900) -> tuple[int, ...]:
    new = [cast.person(first + number, f"员工{number}", None) for number in range(count)]
    ids = cast.made(operations.enrol_many(connection, REGION, new, on=cast.START))
    for who, coverage in zip(ids, coverages, strict=False):
        cast.made(operations.open_coverage(connection, REGION, who, coverage))
    return ids


def codes(faults: object) -> dict[int, str]:
    return {row: refusal.code for row, refusal in faults}  # type: ignore[attr-defined]


class TestEmployers:
    def test_many_are_entered_at_once_and_found_by_code_or_name(self, connection: Connection) -> None:
        first = [NewEmployer("E101", "东园纺织有限公司", "020-1"), NewEmployer("E102", "东园机械有限公司")]
        assert operations.register_employers(connection, REGION, first) == 2
        again = [*first, NewEmployer("F103", "明德物业有限公司")]
        assert operations.register_employers(connection, REGION, again) == 1
        assert [one.code for one in queries.employers(connection, REGION, "E1")] == ["E101", "E102"]
        assert [one.code for one in queries.employers(connection, REGION, "物业")] == ["F103"]
        assert len(queries.employers(connection, REGION, limit=2)) == 2
        assert queries.employers(connection, cast.BEIJING, "E1") == ()

    def test_a_code_of_another_name_refuses_the_list(self, connection: Connection) -> None:
        employer(connection, "E101")
        for wrong in (
            [NewEmployer("E102", "甲"), NewEmployer("E101", "别的公司")],
            [NewEmployer("E103", "甲"), NewEmployer("E103", "乙")],
        ):
            assert code_of(operations.register_employers(connection, REGION, wrong)) == "EMPLOYER_CODE_TAKEN"
        assert len(queries.employers(connection, REGION)) == 1


class TestOneByOne:
    def test_hired_from_a_day_and_gone_after_a_month(self, connection: Connection) -> None:
        unit, (who,) = employer(connection), people(connection, 1)
        hired = cast.made(operations.hire(connection, REGION, unit, who, on=MARCH, **CLERK))
        assert (hired.category, hired.employer_id, hired.entitled_from) == ("in_service", unit, date(2025, 4, 1))
        assert [member.key.person_id for member in queries.staff(connection, REGION, unit, MARCH)] == [who]
        assert code_of(operations.hire(connection, REGION, unit, who, on=JUNE, **CLERK)) == "ON_STAFF"
        other = employer(connection, "E902")
        assert code_of(operations.hire(connection, REGION, other, who, on=JUNE, **CLERK)) == "STILL_EMPLOYED"
        assert code_of(operations.leave(connection, REGION, other, who, last_month=JUNE, **CLERK)) == "NOT_ON_STAFF"
        left = cast.made(
            operations.leave(
                connection, REGION, unit, who, last_month=date(2025, 5, 20), reason="removed_by_employer", **CLERK
            )
        )
        assert (left.status, left.cause, left.holds.start) == ("stopped", "removed_by_employer", JUNE)
        assert queries.staff_count(connection, REGION, unit, date(2025, 5, 31)) == 1
        assert queries.staff(connection, REGION, unit, JUNE) == ()
        moved = cast.made(operations.hire(connection, REGION, other, who, on=JUNE, **CLERK))
        assert moved.entitled_from == JUNE  # no month is missing between the two
        assert [one.verb for one in queries.events(connection, REGION, who)] == ["hired", "left", "hired"]

    def test_a_flexible_worker_is_hired_without_a_gap(self, connection: Connection) -> None:
        unit, (who,) = employer(connection), people(connection, 1, cast.employee(None, "flexible"))
        hired = cast.made(operations.hire(connection, REGION, unit, who, on=JUNE, **CLERK))
        assert (hired.entitled_from, hired.confirmed_on) == (JUNE, JUNE)
        assert queries.coverage_on(connection, REGION, who, date(2025, 5, 31)).category == "flexible"  # type: ignore[union-attr]

    def test_the_retired_and_unknown_employers_are_refused(self, connection: Connection) -> None:
        unit, (who,) = employer(connection), people(connection, 1, cast.employee(None, "retired"))
        assert code_of(operations.hire(connection, REGION, unit, who, on=JUNE, **CLERK)) == "ALREADY_RETIRED"
        assert code_of(operations.hire(connection, REGION, 10**9, who, on=JUNE, **CLERK)) == "EMPLOYER_UNKNOWN"


class TestByTheList:
    def test_a_list_hires_each_as_one_by_one_would(self, connection: Connection) -> None:
        unit = employer(connection)
        lapsed = NewCoverage("employee", "flexible", cast.START, confirmed_on=cast.START, ends=date(2025, 2, 1))
        joined = (
            None,
            cast.employee(None, "flexible"),
            cast.resident(),
            lapsed,
        )
        first, second = (
            [people(connection, 1, *([cover] if cover else []), first=start + at)[0] for at, cover in enumerate(joined)]
            for start in (910, 920)
        )
        one_by_one = [cast.made(operations.hire(connection, REGION, unit, who, on=JUNE, **CLERK)) for who in first]
        moved = operations.hire_many(connection, REGION, [Hire(who, unit, JUNE) for who in second], **CLERK)
        assert (moved.people, moved.switched) == (4, 2)  # type: ignore[union-attr]
        listed = [queries.coverage_on(connection, REGION, who, JUNE) for who in second]
        assert [facts(one) for one in listed if one] == [facts(one) for one in one_by_one]
        assert [one.entitled_from for one in one_by_one] == [
            date(2025, 7, 1),
            JUNE,
            date(2025, 7, 1),
            date(2025, 12, 1),
        ]
        for left, right in zip(first, second, strict=True):
            verbs = [[one.verb for one in queries.events(connection, REGION, who)] for who in (left, right)]
            assert verbs[0] == verbs[1]

    def test_every_fault_of_a_list_is_found_by_its_row_and_nothing_is_written(self, connection: Connection) -> None:
        unit, other = employer(connection), employer(connection, "E902")
        fine, working, retired, dead, suspended = people(
            connection,
            5,
            cast.resident(),
            cast.employee(other),
            cast.employee(None, "retired"),
            cast.resident(),
            cast.resident(),
        )
        operations.record_death(connection, REGION, dead, on=MARCH)
        cast.made(operations.suspend_coverage(connection, REGION, suspended, on=MARCH, reason="核实"))
        hires = [
            Hire(fine, unit, JUNE),
            Hire(working, unit, JUNE),
            Hire(retired, unit, JUNE),
            Hire(dead, unit, JUNE),
            Hire(10**9, unit, JUNE),
            Hire(fine, unit, JUNE),
            Hire(suspended, unit, JUNE),
            Hire(working, unit, date(2026, 2, 1)),
        ]
        found = operations.hire_faults(connection, REGION, hires, **NOW)
        assert codes(found) == {
            2: "STILL_EMPLOYED",
            3: "ALREADY_RETIRED",
            4: "PERSON_DIED",
            5: "PERSON_UNKNOWN",
            6: "HIRED_TWICE",
            7: "RESUME_INSTEAD",
            8: "DATE_TOO_FAR",
        }
        refused = operations.hire_many(connection, REGION, hires, **CLERK)
        assert isinstance(refused, Refusal)
        assert (refused.code, dict(refused.facts)) == ("ROWS_REFUSED", {"row": 2, "rows": 7, "fault": "STILL_EMPLOYED"})
        assert queries.staff_count(connection, REGION, unit, JUNE) == 0
        on_staff = operations.hire_faults(connection, REGION, [Hire(working, other, JUNE)], **NOW)
        assert codes(on_staff) == {1: "ON_STAFF"}

    def test_an_employee_elsewhere_is_refused_and_a_resident_elsewhere_is_not(self, connection: Connection) -> None:
        unit, (working, resident) = employer(connection), people(connection, 2)
        for serial, coverage in ((900, cast.employee(None, "flexible")), (901, cast.resident())):
            new = [cast.person(serial, "员工", coverage)]
            cast.made(operations.enrol_many(connection, cast.BEIJING, new, on=cast.START))
        found = operations.hire_faults(
            connection, REGION, [Hire(working, unit, JUNE), Hire(resident, unit, JUNE)], **NOW
        )
        assert codes(found) == {1: "COVERED_ELSEWHERE"}
        assert found[0][1].facts["region"] == cast.BEIJING

    def test_a_list_leaves_and_keeps_the_reason_of_each(self, connection: Connection) -> None:
        unit = employer(connection)
        gone, stays, dismissed = people(connection, 3, *[cast.employee(unit)] * 3)
        leaving = [
            Departure(gone, unit, date(2025, 5, 1)),
            Departure(dismissed, unit, date(2025, 4, 30), "removed_by_employer"),
        ]
        moved = operations.leave_many(connection, REGION, leaving, **CLERK)
        assert moved.people == 2  # type: ignore[union-attr]
        assert [one.key.person_id for one in queries.staff(connection, REGION, unit, JUNE)] == [stays]
        stopped = [queries.coverage_on(connection, REGION, who, JUNE) for who in (gone, dismissed)]
        assert [(one.status, one.cause, one.reason, one.holds.start) for one in stopped if one] == [
            ("stopped", "left_job", "离职停保", JUNE),
            ("stopped", "removed_by_employer", "原单位减员停保", date(2025, 5, 1)),
        ]
        assert [one.verb for one in queries.events(connection, REGION, gone)] == ["left"]
        back = operations.hire_many(connection, REGION, [Hire(gone, unit, JUNE)], **CLERK)
        assert back.people == 1  # type: ignore[union-attr]
        assert [one.status for one in queries.coverages(connection, REGION, gone)] == ["active", "active"]

    def test_faults_of_a_leaving_list(self, connection: Connection) -> None:
        unit = employer(connection)
        who, other = people(connection, 2, *[cast.employee(unit)] * 2)
        leaving = [
            Departure(who, unit, date(2025, 5, 1)),
            Departure(who, unit, date(2025, 5, 1)),
            Departure(10**9, unit, date(2025, 5, 1)),
            Departure(10**9 + 1, unit, date(2025, 7, 1)),
            Departure(other, unit, date(2025, 5, 1), "离职"),
        ]
        found = codes(operations.leave_faults(connection, REGION, leaving, **NOW))
        assert found == {2: "LEFT_TWICE", 3: "NOT_ON_STAFF", 4: "DATE_TOO_FAR", 5: "REASON_UNKNOWN"}
        assert code_of(operations.leave_many(connection, REGION, leaving, **CLERK)) == "ROWS_REFUSED"
        assert queries.staff_count(connection, REGION, unit, JUNE) == 2

    def test_numbers_of_a_list_are_found_in_one_go(self, connection: Connection) -> None:
        unit = employer(connection)
        working, idle = people(connection, 2, cast.employee(unit))
        numbers = [cast.id_number(serial, date(1985, 4, 12)) for serial in (900, 901, 950)]
        typed = [numbers[0].lower(), f" {numbers[1]}", numbers[2]]
        found = queries.people_by_numbers(connection, REGION, typed, JUNE)
        assert set(found) == {typed[0], typed[1]}
        assert found[typed[0]][0] == working and found[typed[0]][1].employer_id == unit  # type: ignore[union-attr]
        assert found[typed[1]] == (idle, None)


def facts(coverage: Coverage) -> tuple[object, ...]:
    """What does not depend on whose coverage it is."""
    return (
        coverage.scheme,
        coverage.category,
        coverage.employer_id,
        coverage.status,
        coverage.confirmed_on,
        coverage.entitled_from,
        coverage.entitled_rule,
        coverage.holds,
    )
