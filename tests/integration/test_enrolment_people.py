"""The register of people: one person a number, sealed; coverage by the day; many at once or none."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.registers.enrolment import operations, queries
from mingzhang.registers.enrolment.records import NewCoverage, NewCredential, NewPerson, PersonKey

REGION = cast.GUANGZHOU
BIRTH = date(1985, 4, 12)
NUMBER = cast.id_number(1, BIRTH)
OTHER_NUMBER = cast.id_number(3, BIRTH)


def new_person(number: str = NUMBER, name: str = "陈健") -> NewPerson:
    return NewPerson(name=name, number=number, gender=1, birth_date=BIRTH, phone="19900000001")


def enrol(connection: Connection, region: str = REGION, number: str = NUMBER) -> int:
    return cast.made(operations.enrol_person(connection, region, new_person(number), on=cast.START)).person_id


def cover(connection: Connection, person: int, new: NewCoverage | None = None, region: str = REGION) -> None:
    cast.made(operations.open_coverage(connection, region, person, new or cast.employee(None)))


def code_of(outcome: object) -> str:
    assert isinstance(outcome, Refusal)
    return outcome.code


class TestIdentities:
    def test_a_person_is_found_by_every_number_and_the_name(self, connection: Connection) -> None:
        person = enrol(connection)
        card = NewCredential("card", "A12345678", cast.START)
        cast.made(operations.issue_credential(connection, REGION, person, card))
        key = PersonKey(REGION, person)
        typed = f" {NUMBER[:6]}-{NUMBER[6:14]} {NUMBER[14:].lower()} "
        for text in (NUMBER, typed, key.number, "A12345678", "陈健"):
            assert queries.find_people(connection, text) == (key,)
        assert queries.find_people(connection, NUMBER, name="陈健") == (key,)
        assert queries.find_people(connection, NUMBER, name="陈建") == ()
        assert queries.find_people(connection, f"{REGION}{10**13:014d}") == ()

    def test_numbers_and_phones_lie_sealed(self, connection: Connection) -> None:
        person = enrol(connection)
        sealed = connection.execute(
            "select number_sealed, phone_sealed, number_index from enrolment_identity"
        ).fetchone()
        assert sealed is not None
        assert all(NUMBER.encode() not in bytes(cell) and b"19900000001" not in bytes(cell) for cell in sealed)
        (identity,) = queries.identities(connection, REGION, person)
        assert (identity.number, identity.phone, identity.holder) == (NUMBER, "19900000001", "register")

    def test_one_number_is_one_person_in_a_region(self, connection: Connection) -> None:
        person = enrol(connection)
        refused = operations.enrol_person(connection, REGION, new_person(name="别名"), on=cast.START)
        assert code_of(refused) == "ALREADY_ENROLLED"
        assert isinstance(refused, Refusal)
        assert refused.facts["person"] == PersonKey(REGION, person).number
        assert enrol(connection, cast.BEIJING) > 0

    @pytest.mark.parametrize(
        ("number", "fault"),
        [(NUMBER[:-1], "length"), ("99999919850431001X", "date"), (NUMBER[:-1] + "Y", "length"), ("", "length")],
    )
    def test_a_number_that_cannot_be_one_is_refused(self, connection: Connection, number: str, fault: str) -> None:
        refused = operations.enrol_person(connection, REGION, new_person(number), on=cast.START)
        assert isinstance(refused, Refusal)
        assert (refused.code, refused.facts) == ("ID_NUMBER_INVALID", {"fault": fault})

    def test_a_wrong_check_digit_is_refused(self, connection: Connection) -> None:
        wrong = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")
        refused = operations.enrol_person(connection, REGION, new_person(wrong), on=cast.START)
        assert isinstance(refused, Refusal) and refused.facts == {"fault": "check_digit"}

    def test_a_changed_number_keeps_the_old_one_with_its_period(self, connection: Connection) -> None:
        person = enrol(connection)
        changed = operations.change_identity(
            connection, REGION, person, on=date(2025, 3, 1), reason="更正", number=OTHER_NUMBER, name="陈建"
        )
        assert changed is None
        old, new = queries.identities(connection, REGION, person)
        assert (old.number, old.holds.end, new.number, new.holds.start) == (
            NUMBER,
            date(2025, 3, 1),
            OTHER_NUMBER,
            date(2025, 3, 1),
        )
        assert queries.find_people(connection, OTHER_NUMBER) == (PersonKey(REGION, person),)
        assert queries.find_people(connection, NUMBER) == ()
        found = queries.person(connection, REGION, person)
        assert found is not None and found.name == "陈建"

    def test_what_the_card_knows_is_kept_apart_from_the_register(self, connection: Connection) -> None:
        person = enrol(connection)
        operations.change_identity(
            connection, REGION, person, on=date(2025, 3, 1), reason="制卡时录入", holder="card", number=OTHER_NUMBER
        )
        known = {identity.holder: identity.number for identity in queries.identities(connection, REGION, person)}
        assert known == {"register": NUMBER, "card": OTHER_NUMBER}
        assert queries.find_people(connection, OTHER_NUMBER) == ()

    def test_a_number_cannot_be_changed_to_somebody_elses(self, connection: Connection) -> None:
        person, _ = enrol(connection), enrol(connection, number=OTHER_NUMBER)
        refused = operations.change_identity(
            connection, REGION, person, on=date(2025, 3, 1), reason="更正", number=OTHER_NUMBER
        )
        assert code_of(refused) == "ALREADY_ENROLLED"


class TestCoverage:
    def test_the_status_is_that_of_the_day(self, connection: Connection) -> None:
        person = enrol(connection)
        cover(connection, person)
        cast.made(operations.suspend_coverage(connection, REGION, person, on=date(2025, 3, 1), reason="欠费"))
        cast.made(operations.resume_coverage(connection, REGION, person, on=date(2025, 4, 1), reason="补缴"))
        cast.made(operations.stop_coverage(connection, REGION, person, on=date(2025, 5, 1), reason="离职"))
        codes = {
            date(2024, 12, 31): "COVERAGE_NOT_STARTED",
            date(2025, 1, 1): "ENTITLED",
            date(2025, 3, 1): "COVERAGE_SUSPENDED",
            date(2025, 3, 31): "COVERAGE_SUSPENDED",
            date(2025, 4, 1): "ENTITLED",
            date(2025, 5, 1): "COVERAGE_STOPPED",
        }
        assert {day: queries.entitlement_on(connection, REGION, person, day).code for day in codes} == codes
        assert queries.entitlement_on(connection, REGION, person, date(2025, 3, 15)).since == date(2025, 3, 1)

    def test_other_reasons_why_there_is_no_benefit(self, connection: Connection) -> None:
        person = enrol(connection)
        assert queries.entitlement_on(connection, REGION, person, cast.TODAY).code == "NOT_ENROLLED"
        limited = NewCoverage("resident", "adult", cast.START, ends=date(2025, 5, 1), entitled_from=date(2025, 4, 1))
        cover(connection, person, limited)
        assert queries.entitlement_on(connection, REGION, person, date(2025, 2, 1)).code == "NOT_CONFIRMED"
        assert operations.confirm_coverage(connection, REGION, person, on=date(2025, 2, 1)) == 1
        waiting = queries.entitlement_on(connection, REGION, person, date(2025, 3, 31))
        assert (waiting.code, waiting.since, waiting.entitled) == ("WAITING_PERIOD", date(2025, 4, 1), False)
        assert queries.entitlement_on(connection, REGION, person, date(2025, 4, 1)).entitled
        assert queries.entitlement_on(connection, REGION, person, date(2025, 5, 1)).code == "COVERAGE_LAPSED"
        operations.record_death(connection, REGION, person, on=date(2025, 4, 10))
        assert queries.entitlement_on(connection, REGION, person, date(2025, 4, 10)).entitled
        assert queries.entitlement_on(connection, REGION, person, date(2025, 4, 11)).code == "PERSON_DIED"

    def test_two_coverages_at_once_are_refused(self, connection: Connection) -> None:
        person = enrol(connection)
        cover(connection, person)
        refused = operations.open_coverage(connection, REGION, person, cast.resident(starts=date(2025, 3, 1)))
        assert code_of(refused) == "DUPLICATE_COVERAGE"

    def test_a_new_coverage_follows_a_stopped_one(self, connection: Connection) -> None:
        person = enrol(connection)
        cover(connection, person)
        cast.made(operations.stop_coverage(connection, REGION, person, on=date(2025, 3, 1), reason="离职"))
        cover(connection, person, cast.resident(starts=date(2025, 4, 1)))
        found = [
            (c.scheme, c.status, c.holds.start, c.holds.end) for c in queries.coverages(connection, REGION, person)
        ]
        assert found == [
            ("employee", "active", date(2025, 1, 1), date(2025, 3, 1)),
            ("employee", "stopped", date(2025, 3, 1), date(2025, 4, 1)),
            ("resident", "active", date(2025, 4, 1), None),
        ]

    def test_coverage_in_another_region_is_found(self, connection: Connection) -> None:
        here, there = enrol(connection), enrol(connection, cast.BEIJING)
        cover(connection, here)
        refused = operations.open_coverage(connection, cast.BEIJING, there, cast.resident())
        assert isinstance(refused, Refusal)
        assert (refused.code, refused.facts) == ("COVERED_ELSEWHERE", {"region": REGION, "scheme": "employee"})
        cast.made(operations.stop_coverage(connection, REGION, here, on=date(2025, 2, 1), reason="转出"))
        cover(connection, there, cast.resident(starts=date(2025, 2, 1)), cast.BEIJING)

    def test_retirement_changes_the_category_and_keeps_the_benefit(self, connection: Connection) -> None:
        person = enrol(connection)
        cover(connection, person)
        cast.made(operations.change_category(connection, REGION, person, "retired", on=date(2025, 4, 12)))
        coverage = queries.coverage_on(connection, REGION, person, date(2025, 4, 12))
        assert coverage is not None
        assert (coverage.category, coverage.entitled_from, coverage.employer_id) == ("retired", cast.START, None)
        found = queries.person(connection, REGION, person)
        assert found is not None and found.retired_on == date(2025, 4, 12)

    def test_a_change_on_the_first_day_replaces_the_coverage(self, connection: Connection) -> None:
        person = enrol(connection)
        cover(connection, person)
        cast.made(operations.stop_coverage(connection, REGION, person, on=cast.START, reason="误登记"))
        assert [c.status for c in queries.coverages(connection, REGION, person)] == ["stopped"]

    def test_what_is_not_there_cannot_be_changed(self, connection: Connection) -> None:
        person = enrol(connection)
        on = date(2025, 3, 1)
        refused = (
            operations.suspend_coverage(connection, REGION, person, on=on, reason=""),
            operations.stop_coverage(connection, REGION, person, on=on, reason=""),
            operations.resume_coverage(connection, REGION, person, on=on, reason=""),
            operations.change_category(connection, REGION, person, "retired", on=on),
            operations.confirm_coverage(connection, REGION, person, on=on),
            operations.open_coverage(connection, REGION, 10**9, cast.employee(None)),
        )
        assert [code_of(outcome) for outcome in refused] == [
            "NO_ACTIVE_COVERAGE",
            "NO_ACTIVE_COVERAGE",
            "NO_SUSPENDED_COVERAGE",
            "NO_ACTIVE_COVERAGE",
            "NOTHING_TO_CONFIRM",
            "PERSON_UNKNOWN",
        ]

    def test_the_table_itself_forbids_overlap(self, connection: Connection) -> None:
        person = enrol(connection)
        cover(connection, person)
        with pytest.raises(psycopg.errors.ExclusionViolation), connection.transaction():
            connection.execute(
                "insert into enrolment_coverage (region, person_id, scheme, category, entitled_from, holds)"
                " values (%s, %s, 'resident', 'adult', '2025-02-01', '[2025-02-01,)')",
                (REGION, person),
            )


def test_cards_are_issued_activated_frozen_by_the_bank_and_ended(connection: Connection) -> None:
    person = enrol(connection)
    card = cast.made(
        operations.issue_credential(connection, REGION, person, NewCredential("card", "A1", date(2025, 1, 5)))
    )
    repeated = operations.issue_credential(connection, REGION, person, NewCredential("card", "A1", cast.TODAY))
    assert code_of(repeated) == "CREDENTIAL_NUMBER_TAKEN"
    assert operations.activate_credential(connection, REGION, card, on=date(2025, 1, 9)) is None
    assert code_of(operations.activate_credential(connection, REGION, card, on=date(2025, 1, 10))) == "NOT_ACTIVATABLE"
    operations.report_bank_freeze(connection, REGION, card, since=date(2025, 2, 1))
    (found,) = queries.credentials(connection, REGION, person)
    assert (found.activated_on, found.bank_frozen_since) == (date(2025, 1, 9), date(2025, 2, 1))
    assert operations.end_credential(connection, REGION, card, on=date(2025, 3, 1)) is None
    assert queries.credentials(connection, REGION, person)[0].holds.end == date(2025, 3, 1)
    assert code_of(operations.end_credential(connection, REGION, card, on=date(2025, 3, 1))) == "CREDENTIAL_ENDED"


def test_an_employer_is_entered_once(connection: Connection) -> None:
    first = cast.made(operations.register_employer(connection, REGION, "E1", "甲公司"))
    assert operations.register_employer(connection, REGION, "E1", "甲公司") == first
    assert code_of(operations.register_employer(connection, REGION, "E1", "乙公司")) == "EMPLOYER_CODE_TAKEN"
    assert queries.employer(connection, REGION, first.id) == first


class TestMany:
    def test_many_are_enrolled_as_one_by_one(self, connection: Connection) -> None:
        many = [cast.person(serial, f"人{serial}", cast.employee(None)) for serial in range(1, 51)]
        ids = cast.made(operations.enrol_many(connection, REGION, many, on=cast.START))
        assert len(set(ids)) == 50
        assert queries.find_people(connection, many[6].person.number) == (PersonKey(REGION, ids[6]),)
        assert queries.entitlement_on(connection, REGION, ids[6], cast.TODAY).entitled
        assert [c.kind for c in queries.credentials(connection, REGION, ids[6])] == ["card", "e_voucher"]
        found = queries.person(connection, REGION, ids[6])
        assert found is not None and (found.name, found.gender) == ("人7", 1)

    def test_one_bad_row_and_nothing_is_written(self, connection: Connection) -> None:
        good = [cast.person(serial, f"人{serial}", None) for serial in range(1, 4)]
        twice = operations.enrol_many(connection, REGION, [*good, good[1]], on=cast.START)
        assert isinstance(twice, Refusal) and (twice.code, twice.facts["row"]) == ("ALREADY_ENROLLED", 4)
        cast.made(operations.enrol_many(connection, REGION, good[1:2], on=cast.START))
        taken = operations.enrol_many(connection, REGION, good, on=cast.START)
        assert isinstance(taken, Refusal) and (taken.code, taken.facts["row"]) == ("ALREADY_ENROLLED", 2)
        assert connection.execute("select count(*) from enrolment_person").fetchone() == (1,)
