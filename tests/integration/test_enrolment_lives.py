"""At the counter: registering, renewing, suspending, stopping, dying, retiring; each dated, with who did it."""

from __future__ import annotations

from datetime import date

import pytest

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.registers.enrolment import operations, queries
from mingzhang.registers.enrolment.records import Carried, Coverage, NewCoverage, NewPerson, PersonKey

REGION = cast.GUANGZHOU
BORN = date(1985, 4, 12)
CLERK = {"by": "王经办", "now": cast.at(date(2025, 6, 10))}
JUNE = date(2025, 6, 1)


def person(connection: Connection, serial: int = 801, region: str = REGION, born: date = BORN) -> int:
    new = NewPerson("陈健", cast.id_number(serial, born), 1 if serial % 2 else 2, born)
    return cast.made(operations.enrol_person(connection, region, new, on=date(2020, 1, 1))).person_id


def code_of(outcome: object) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def told(connection: Connection, who: int, region: str = REGION) -> list[tuple[str, str, date]]:
    return [(one.verb, one.cause, one.takes_effect) for one in queries.events(connection, region, who)]


class TestRegistering:
    def test_a_first_enrolment_waits_for_the_tax_side_and_a_month(self, connection: Connection) -> None:
        who = person(connection)
        opened = cast.made(
            operations.register(connection, REGION, who, NewCoverage("employee", "flexible", JUNE), **CLERK)
        )
        assert (opened.status, opened.confirmed_on, opened.entitled_from) == ("active", None, date(2025, 7, 1))
        assert opened.entitled_rule.startswith("entitlement.starts_after_months ")
        assert queries.entitlement_on(connection, REGION, who, date(2025, 7, 1)).code == "NOT_CONFIRMED"
        assert operations.confirm_many(connection, REGION, [who, 10**9], on=date(2025, 6, 12), **CLERK) == 1
        assert queries.entitlement_on(connection, REGION, who, date(2025, 6, 30)).code == "WAITING_PERIOD"
        assert queries.entitlement_on(connection, REGION, who, date(2025, 7, 1)).entitled
        assert told(connection, who) == [("registered", "", JUNE), ("confirmed", "", date(2025, 6, 12))]
        (first, _) = queries.events(connection, REGION, who)
        assert (first.done_by, first.done_at, first.coverage_id) == ("王经办", CLERK["now"], opened.id)

    def test_a_wait_that_no_pack_knows_is_refused_unless_the_clerk_names_the_day(self, connection: Connection) -> None:
        who = person(connection)
        asked = NewCoverage("resident", "adult", JUNE)
        refused = operations.register(connection, REGION, who, asked, **CLERK)
        assert code_of(refused) == "UNKNOWN_RULE"
        assert isinstance(refused, Refusal) and refused.facts["key"] == "calendar.resident_window_last_month"
        assert queries.coverages(connection, REGION, who) == () and told(connection, who) == []
        named = NewCoverage("resident", "adult", JUNE, entitled_from=date(2025, 9, 1))
        opened = cast.made(operations.register(connection, REGION, who, named, **CLERK))
        assert (opened.entitled_from, opened.entitled_rule) == (date(2025, 9, 1), "")

    def test_contradictions_are_refused_and_nothing_is_written(self, connection: Connection) -> None:
        who = person(connection)
        for asked, code in (
            (NewCoverage("employee", "unemployed", JUNE), "CATEGORY_UNKNOWN"),
            (NewCoverage("resident", "minor", JUNE), "AGE_CONTRADICTS"),
            (NewCoverage("employee", "flexible", date(2027, 1, 1)), "DATE_TOO_FAR"),
        ):
            assert code_of(operations.register(connection, REGION, who, asked, **CLERK)) == code
        unknown = operations.register(connection, REGION, 10**9, NewCoverage("employee", "flexible", JUNE), **CLERK)
        assert code_of(unknown) == "PERSON_UNKNOWN"
        assert told(connection, who) == []

    def test_employment_ends_a_residents_cover_but_not_the_other_way_round(self, connection: Connection) -> None:
        who = person(connection)
        cast.made(operations.open_coverage(connection, REGION, who, cast.resident()))
        opened = cast.made(
            operations.register(connection, REGION, who, NewCoverage("employee", "flexible", JUNE), **CLERK)
        )
        (year, job) = queries.coverages(connection, REGION, who)
        assert (year.holds.end, year.cause, job) == (JUNE, "joined_other_scheme", opened)
        assert job.confirmed_on == JUNE  # the tax side knew the person already
        assert told(connection, who) == [("stopped", "joined_other_scheme", JUNE), ("registered", "", JUNE)]
        back = NewCoverage("resident", "adult", date(2025, 7, 1), entitled_from=date(2025, 7, 1))
        assert code_of(operations.register(connection, REGION, who, back, **CLERK)) == "DUPLICATE_COVERAGE"

    def test_an_employee_may_still_be_a_resident_elsewhere_and_is_told_so(self, connection: Connection) -> None:
        here, there = person(connection), person(connection, region=cast.BEIJING)
        cast.made(operations.open_coverage(connection, cast.BEIJING, there, cast.resident()))
        cast.made(operations.register(connection, REGION, here, NewCoverage("employee", "flexible", JUNE), **CLERK))
        (double,) = cast.made(queries.duplicates(connection, REGION, here, date(2025, 6, 10)))
        assert (double.kind, double.end and double.end.key) == ("cross_scheme", PersonKey(cast.BEIJING, there))
        ours = {"end": PersonKey(REGION, here), "on": date(2025, 6, 15), **CLERK}
        assert code_of(operations.end_duplicate(connection, REGION, here, **ours)) == "OTHER_IS_KEPT"
        theirs = {"end": PersonKey(cast.BEIJING, there), "on": date(2025, 6, 15), **CLERK}
        stopped = cast.made(operations.end_duplicate(connection, REGION, here, **theirs))
        assert (stopped.status, stopped.cause) == ("stopped", "duplicate")
        assert cast.made(queries.duplicates(connection, REGION, here, date(2025, 6, 15))) == ()
        assert code_of(operations.end_duplicate(connection, REGION, here, **theirs)) == "NO_DUPLICATE"

    def test_the_same_scheme_elsewhere_refuses_a_new_coverage_and_ends_nothing_here(
        self, connection: Connection
    ) -> None:
        here, there = person(connection), person(connection, region=cast.BEIJING)
        cast.made(operations.open_coverage(connection, REGION, here, cast.resident()))
        before = queries.coverages(connection, REGION, here)
        flexible = NewCoverage("employee", "flexible", JUNE)
        cast.made(operations.register(connection, cast.BEIJING, there, flexible, **CLERK))
        refused = operations.register(connection, REGION, here, flexible, **CLERK)
        assert code_of(refused) == "COVERED_ELSEWHERE"
        assert queries.coverages(connection, REGION, here) == before and told(connection, here) == []


class TestStatusOverTime:
    def opened(self, connection: Connection, starts: date = date(2024, 1, 1)) -> int:
        who = person(connection)
        cast.made(operations.open_coverage(connection, REGION, who, cast.employee(None, "flexible", starts=starts)))
        return who

    def test_suspended_and_resumed_with_reasons_and_the_same_benefit(self, connection: Connection) -> None:
        who = self.opened(connection)
        suspended = cast.made(
            operations.suspend(connection, REGION, who, on=date(2025, 3, 1), reason="arrears", **CLERK)
        )
        assert (suspended.status, suspended.cause, suspended.reason) == ("suspended", "arrears", "欠费暂停")
        assert (
            code_of(operations.suspend(connection, REGION, who, on=JUNE, reason="arrears", **CLERK))
            == "NO_ACTIVE_COVERAGE"
        )
        again = operations.renew_coverage(connection, REGION, who, on=JUNE, **CLERK)
        assert code_of(again) == "RESUME_INSTEAD"
        resumed = cast.made(operations.resume(connection, REGION, who, on=date(2025, 5, 1), **CLERK))
        assert (resumed.status, resumed.cause, resumed.entitled_from) == ("active", None, date(2024, 1, 1))
        assert queries.entitlement_on(connection, REGION, who, date(2025, 4, 30)).code == "COVERAGE_SUSPENDED"
        assert code_of(operations.resume(connection, REGION, who, on=JUNE, **CLERK)) == "NO_SUSPENDED_COVERAGE"

    def test_stopping_cuts_what_was_to_come_and_renewing_computes_the_wait(self, connection: Connection) -> None:
        who = person(connection)
        limited = NewCoverage(
            "employee", "flexible", date(2024, 1, 1), ends=date(2025, 7, 1), confirmed_on=date(2024, 1, 1)
        )
        cast.made(operations.open_coverage(connection, REGION, who, limited))
        later = NewCoverage("resident", "adult", date(2025, 7, 1), confirmed_on=date(2025, 7, 1))
        cast.made(operations.open_coverage(connection, REGION, who, later))
        stopped = cast.made(
            operations.stop(connection, REGION, who, on=date(2025, 3, 1), reason="left_job", note="合同期满", **CLERK)
        )
        assert (stopped.cause, stopped.reason, stopped.holds.end) == ("left_job", "合同期满", None)
        assert [one.status for one in queries.coverages(connection, REGION, who)] == ["active", "stopped"]
        assert queries.entitlement_on(connection, REGION, who, date(2025, 8, 1)).code == "COVERAGE_STOPPED"
        renewed = cast.made(operations.renew_coverage(connection, REGION, who, on=JUNE, **CLERK))
        assert (renewed.category, renewed.entitled_from) == ("flexible", date(2025, 7, 1))  # March to May: three months
        assert renewed.confirmed_on == JUNE
        assert code_of(operations.renew_coverage(connection, REGION, who, on=JUNE, **CLERK)) == "STILL_COVERED"
        assert [verb for verb, _, _ in told(connection, who)] == ["stopped", "renewed"]

    def test_a_gap_of_more_than_three_months_costs_six(self, connection: Connection) -> None:
        who = self.opened(connection)
        cast.made(operations.stop(connection, REGION, who, on=date(2025, 2, 1), reason="own_wish", **CLERK))
        renewed = cast.made(operations.renew_coverage(connection, REGION, who, on=JUNE, **CLERK))
        assert renewed.entitled_from == date(2025, 12, 1)
        restored = operations.restore_entitlement(
            connection, REGION, renewed.id, date(2025, 2, 1), rule="补缴 2025-02 至 2025-05", **CLERK
        )
        assert restored is None
        assert queries.entitlement_on(connection, REGION, who, JUNE).entitled
        unknown = operations.restore_entitlement(connection, REGION, 10**9, JUNE, rule="", **CLERK)
        assert code_of(unknown) == "COVERAGE_UNKNOWN"

    def test_reasons_outside_the_lists_and_days_too_far_are_refused(self, connection: Connection) -> None:
        who = self.opened(connection)
        for verb in (operations.suspend, operations.stop):
            assert code_of(verb(connection, REGION, who, on=JUNE, reason="离职", **CLERK)) == "REASON_UNKNOWN"
            far = verb(connection, REGION, who, on=date(2025, 7, 2), reason="own_wish", **CLERK)
            assert code_of(far) == "DATE_TOO_FAR"
        died = operations.stop(connection, REGION, who, on=JUNE, reason="died", **CLERK)
        assert code_of(died) == "DEATH_NOT_RECORDED"
        assert code_of(operations.renew_coverage(connection, REGION, person(connection, 803), on=JUNE, **CLERK)) == (
            "NOTHING_TO_RENEW"
        )

    def test_a_death_stops_the_coverage_and_everything_after_it(self, connection: Connection) -> None:
        who = self.opened(connection)
        died = {"died_on": date(2025, 5, 2), **CLERK}
        stopped = cast.made(operations.report_death(connection, REGION, who, **died))
        assert isinstance(stopped, Coverage)
        assert (stopped.cause, stopped.holds.start) == ("died", date(2025, 5, 3))
        assert queries.entitlement_on(connection, REGION, who, date(2025, 5, 2)).entitled
        assert queries.entitlement_on(connection, REGION, who, date(2025, 5, 3)).code == "PERSON_DIED"
        assert operations.report_death(connection, REGION, who, **died) is None  # said twice: nothing more to stop
        refused = operations.report_death(connection, REGION, who, died_on=date(2025, 5, 3), **CLERK)
        assert code_of(refused) == "DEATH_RECORDED"
        for outcome in (
            operations.register(connection, REGION, who, NewCoverage("employee", "flexible", JUNE), **CLERK),
            operations.renew_coverage(connection, REGION, who, on=JUNE, **CLERK),
            operations.resume(connection, REGION, who, on=JUNE, **CLERK),
            operations.retire(connection, REGION, who, on=JUNE, **CLERK),
        ):
            assert code_of(outcome) == "PERSON_DIED"


class TestRetiring:
    REGION = cast.BEIJING  # 25 years for men, 20 for women, none of them the region's own

    def worker(self, connection: Connection, starts: date, serial: int = 801) -> int:
        who = person(connection, serial, self.REGION, date(1965, 6, 1))
        cast.made(
            operations.open_coverage(connection, self.REGION, who, cast.employee(None, "flexible", starts=starts))
        )
        return who

    def test_with_all_years_a_person_retires(self, connection: Connection) -> None:
        who = self.worker(connection, date(2000, 7, 1))  # July 2000 to June 2025: 300 months
        years = cast.made(queries.years_towards_retirement(connection, self.REGION, who, JUNE))
        assert (years.own, years.required, years.missing) == (300, 300, 0)
        refused = operations.retire(connection, self.REGION, who, on=JUNE, paying_on=True, **CLERK)
        assert code_of(refused) == "YEARS_COMPLETE"
        retired = cast.made(operations.retire(connection, self.REGION, who, on=JUNE, **CLERK))
        assert (retired.category, retired.entitled_from) == ("retired", date(2000, 7, 1))
        who_now = queries.person(connection, self.REGION, who)
        assert who_now is not None and who_now.retired_on == JUNE
        assert code_of(operations.retire(connection, self.REGION, who, on=JUNE, **CLERK)) == "ALREADY_RETIRED"

    def test_with_missing_years_the_person_pays_on(self, connection: Connection) -> None:
        who = self.worker(connection, date(2000, 8, 1))
        refused = operations.retire(connection, self.REGION, who, on=JUNE, **CLERK)
        assert isinstance(refused, Refusal) and (refused.code, refused.facts) == ("YEARS_MISSING", {"months": 1})
        paying = cast.made(operations.retire(connection, self.REGION, who, on=JUNE, paying_on=True, **CLERK))
        assert paying.category == "retired_paying_on"

    def test_carried_and_deemed_months_count_until_revoked(self, connection: Connection) -> None:
        who = self.worker(connection, date(2015, 7, 1))  # ten years: 120 months
        deemed = cast.made(
            operations.record_deemed(connection, self.REGION, who, months=100, basis="1985 年招工表", **CLERK)
        )
        cast.made(
            operations.transfer_in(
                connection,
                self.REGION,
                who,
                from_region="999900",
                certificate="Z-1",
                carried=Carried(81),
                closed_on=date(2015, 7, 1),
                **CLERK,
            )
        )
        years = cast.made(queries.years_towards_retirement(connection, self.REGION, who, JUNE))
        assert (years.own, years.carried, years.deemed, years.missing) == (120, 81, 100, 0)
        assert cast.made(queries.years_towards_retirement(connection, self.REGION, who, JUNE, own=100)).missing == 19
        assert operations.revoke_deemed(connection, self.REGION, deemed.id, reason="材料有误", **CLERK) is None
        assert cast.made(queries.years_towards_retirement(connection, self.REGION, who, JUNE)).missing == 99
        again = operations.revoke_deemed(connection, self.REGION, deemed.id, reason="再撤", **CLERK)
        assert code_of(again) == "DEEMED_UNKNOWN"
        (kept,) = queries.deemed_months(connection, self.REGION, who)
        assert (kept.months, kept.revoked_at) == (100, CLERK["now"])

    @pytest.mark.parametrize(
        ("months", "basis", "code"), [(0, "招工表", "MONTHS_NOT_POSITIVE"), (1, " ", "BASIS_MISSING")]
    )
    def test_deemed_months_need_papers(self, connection: Connection, months: int, basis: str, code: str) -> None:
        who = person(connection)
        assert code_of(operations.record_deemed(connection, REGION, who, months=months, basis=basis, **CLERK)) == code

    def test_where_the_years_are_not_known_the_approvals_own_figure_counts(self, connection: Connection) -> None:
        who = person(connection, born=date(1965, 6, 1))
        cast.made(
            operations.open_coverage(connection, REGION, who, cast.employee(None, "flexible", starts=date(2020, 7, 1)))
        )
        assert code_of(operations.retire(connection, REGION, who, on=JUNE, **CLERK)) == "UNKNOWN_RULE"
        approved = {"on": JUNE, "required_months": 60, **CLERK}
        assert cast.made(operations.retire(connection, REGION, who, **approved)).category == "retired"

    def test_a_resident_does_not_retire_in_the_scheme(self, connection: Connection) -> None:
        who = person(connection)
        assert code_of(operations.retire(connection, REGION, who, on=JUNE, **CLERK)) == "NO_ACTIVE_COVERAGE"
        cast.made(operations.open_coverage(connection, REGION, who, cast.resident()))
        assert code_of(operations.retire(connection, REGION, who, on=JUNE, **CLERK)) == "NOT_AN_EMPLOYEE"
