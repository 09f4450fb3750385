"""The relation moves between pooling regions; identities are compared, changed by a case, and compared again."""

from __future__ import annotations

from datetime import date

import pytest

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.registers.enrolment import operations, queries
from mingzhang.registers.enrolment.records import Carried, NewCoverage, NewPerson

HERE, THERE, OUTSIDE = cast.GUANGZHOU, cast.BEIJING, "999900"
BORN = date(1985, 4, 12)
NUMBER = cast.id_number(701, BORN)
CLERK = {"by": "王经办", "now": cast.at(date(2025, 6, 10))}
JUNE = date(2025, 6, 1)


def person(connection: Connection, region: str = HERE, number: str = NUMBER) -> int:
    new = NewPerson("陈健", number, 1, BORN, phone="19900000001")
    return cast.made(operations.enrol_person(connection, region, new, on=date(2020, 1, 1))).person_id


def worked(connection: Connection, region: str = HERE, starts: date = date(2024, 1, 1)) -> int:
    who = person(connection, region)
    cast.made(operations.open_coverage(connection, region, who, cast.employee(None, "flexible", starts=starts)))
    return who


def code_of(outcome: object) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


class TestBetweenTheseBooks:
    def test_asked_by_the_new_place_and_answered_by_the_old_one(self, connection: Connection) -> None:
        old, new = worked(connection), person(connection, THERE)
        asked = cast.made(operations.ask_transfer_in(connection, THERE, new, from_region=HERE, **CLERK))
        (waiting,) = queries.open_transfers(connection, HERE)
        assert (asked.state, waiting.state, waiting.other_id, asked.other_id) == (
            "asked",
            "asked",
            asked.id,
            waiting.id,
        )
        early = NewCoverage("employee", "flexible", JUNE)
        assert code_of(operations.register(connection, THERE, new, early, **CLERK)) == "COVERED_ELSEWHERE"
        sent = {"to_region": THERE, "on": JUNE, "carried": Carried(17, 0, 123_456), **CLERK}
        out = cast.made(operations.transfer_out(connection, HERE, old, **sent))
        assert (out.state, out.carried.account_fen, out.closed_on) == ("done", 123_456, JUNE)
        (taken,) = queries.transfers(connection, THERE, new)
        assert (taken.state, taken.carried, taken.certificate) == ("done", Carried(17, 0, 123_456), out.number)
        assert queries.entitlement_on(connection, HERE, old, JUNE).code == "COVERAGE_STOPPED"
        assert queries.transferred_months(connection, THERE, new, "employee") == 17
        opened = cast.made(operations.register(connection, THERE, new, early, **CLERK))
        assert (opened.entitled_from, opened.confirmed_on) == (JUNE, None)  # no month missing; the tax side asks anew
        assert queries.open_transfers(connection, HERE) == queries.open_transfers(connection, THERE) == ()

    def test_certified_first_and_taken_in_by_the_certificate(self, connection: Connection) -> None:
        old, new = worked(connection), person(connection, THERE)
        out = cast.made(operations.transfer_out(connection, HERE, old, to_region=THERE, on=JUNE, **CLERK))
        assert (out.state, out.carried.employee_months) == ("confirmed", 17)  # January 2024 to May 2025
        stated = {"from_region": HERE, "certificate": out.number, "closed_on": JUNE, **CLERK}
        wrong = operations.transfer_in(connection, THERE, new, carried=Carried(18), **stated)
        assert code_of(wrong) == "MONTHS_DIFFER"
        taken = cast.made(operations.transfer_in(connection, THERE, new, carried=Carried(17), **stated))
        finished = queries.transfer(connection, HERE, out.id)
        assert finished is not None and (taken.state, finished.state, finished.other_id) == ("done", "done", taken.id)
        again = operations.transfer_in(connection, THERE, new, carried=Carried(17), **stated)
        assert code_of(again) == "CERTIFICATE_TAKEN"
        assert queries.transferred_months(connection, THERE, new, "employee") == 17

    def test_a_certificate_counts_only_after_the_old_place_has_closed(self, connection: Connection) -> None:
        worked(connection)
        new = person(connection, THERE)
        refused = operations.transfer_in(
            connection, THERE, new, from_region=HERE, certificate="Z-9", carried=Carried(17), closed_on=JUNE, **CLERK
        )
        assert code_of(refused) == "OLD_PLACE_NOT_CLOSED"

    def test_months_that_were_carried_in_go_out_again_and_no_longer_count(self, connection: Connection) -> None:
        who = worked(connection)
        came = {"from_region": OUTSIDE, "certificate": "Z-1", "closed_on": date(2024, 1, 1), **CLERK}
        cast.made(operations.transfer_in(connection, HERE, who, carried=Carried(40, 12), **came))
        out = cast.made(operations.transfer_out(connection, HERE, who, to_region=THERE, on=JUNE, **CLERK))
        assert out.carried == Carried(57, 12)
        assert queries.transferred_months(connection, HERE, who, "employee") == 0
        assert queries.transferred_months(connection, HERE, who, "resident") == 0

    def test_a_refusal_is_told_on_both_sides(self, connection: Connection) -> None:
        old, new = worked(connection), person(connection, THERE)
        asked = cast.made(operations.ask_transfer_in(connection, THERE, new, from_region=HERE, **CLERK))
        assert code_of(operations.refuse_transfer(connection, THERE, asked.id, reason=" ", **CLERK)) == "BASIS_MISSING"
        (theirs,) = queries.transfers(connection, HERE, old)
        cast.made(operations.refuse_transfer(connection, HERE, theirs.id, reason="仍有欠费", **CLERK))
        refused = queries.transfer(connection, THERE, asked.id)
        assert refused is not None and (refused.state, refused.reason) == ("refused", "仍有欠费")
        again = operations.refuse_transfer(connection, THERE, asked.id, reason="再拒", **CLERK)
        assert code_of(again) == "TRANSFER_NOT_OPEN"
        cast.made(operations.ask_transfer_in(connection, THERE, new, from_region=HERE, **CLERK))  # may be asked anew


class TestWithOtherBooks:
    def test_out_is_finished_when_the_new_place_says_so(self, connection: Connection) -> None:
        who = worked(connection)
        out = cast.made(operations.transfer_out(connection, HERE, who, to_region=OUTSIDE, on=JUNE, **CLERK))
        assert out.state == "confirmed"
        twice = operations.transfer_out(connection, HERE, who, to_region=THERE, on=JUNE, **CLERK)
        assert code_of(twice) == "TRANSFER_UNDER_WAY"
        done = cast.made(operations.finish_transfer(connection, HERE, out.id, on=date(2025, 6, 20)))
        assert (done.state, done.done_on) == ("done", date(2025, 6, 20))
        assert code_of(operations.finish_transfer(connection, HERE, out.id, on=JUNE)) == "TRANSFER_NOT_OPEN"

    def test_what_cannot_be_transferred(self, connection: Connection) -> None:
        who = person(connection)
        nothing = operations.transfer_out(connection, HERE, who, to_region=OUTSIDE, on=JUNE, **CLERK)
        assert code_of(nothing) == "NOTHING_TO_TRANSFER"
        assert queries.transfers(connection, HERE, who) == ()
        same = operations.transfer_out(connection, HERE, who, to_region=HERE, on=JUNE, **CLERK)
        assert code_of(same) == "SAME_REGION"
        assert code_of(operations.ask_transfer_in(connection, HERE, 10**9, from_region=OUTSIDE, **CLERK)) == (
            "PERSON_UNKNOWN"
        )
        stated = {"from_region": OUTSIDE, "carried": Carried(5), "closed_on": JUNE, **CLERK}
        missing = operations.transfer_in(connection, HERE, who, certificate=" ", **stated)
        assert code_of(missing) == "CERTIFICATE_MISSING"

    def test_one_certificate_is_not_taken_in_for_two_people(self, connection: Connection) -> None:
        first, second = person(connection), person(connection, number=cast.id_number(703, BORN))
        stated = {"from_region": OUTSIDE, "certificate": "Z-1", "carried": Carried(5), "closed_on": JUNE, **CLERK}
        cast.made(operations.transfer_in(connection, HERE, first, **stated))
        assert code_of(operations.transfer_in(connection, HERE, second, **stated)) == "CERTIFICATE_TAKEN"


class TestIdentities:
    def test_a_correction_opens_a_version_and_closes_the_difference(self, connection: Connection) -> None:
        who = person(connection)
        assert queries.identity_differences(connection, HERE, who, JUNE) == ()
        bank = {"on": date(2025, 3, 5), "reason": "发卡", "holder": "bank", "name": "陈建"}
        assert operations.change_identity(connection, HERE, who, **bank) is None
        (found,) = queries.identity_differences(connection, HERE, who, JUNE)
        assert (found.holder, found.field, found.since) == ("bank", "name", date(2025, 3, 5))
        assert queries.identity_differences(connection, HERE, who, date(2025, 3, 4)) == ()
        proved = {"on": date(2025, 6, 2), "reason": "更名，户口簿", "name": "陈建", "case_id": 77, **CLERK}
        assert operations.change_identity(connection, HERE, who, **proved) is None
        assert queries.identity_differences(connection, HERE, who, date(2025, 6, 2)) == ()
        versions = [one for one in queries.identities(connection, HERE, who) if one.holder == "register"]
        assert [(one.name, one.case_id, one.holds.end) for one in versions] == [
            ("陈健", None, date(2025, 6, 2)),
            ("陈建", 77, None),
        ]
        (said,) = queries.events(connection, HERE, who)  # what the bank reported itself is no act of a desk
        assert (said.verb, said.done_by, said.case_id, said.note) == ("identity_changed", "王经办", 77, "更名，户口簿")

    @pytest.mark.parametrize("typed", ["999999850412701", f"{NUMBER[:6]} {NUMBER[6:]}"])
    def test_an_old_number_finds_the_person_and_matches(self, connection: Connection, typed: str) -> None:
        who = person(connection)
        assert [key.person_id for key in queries.find_people(connection, typed)] == [who]
        bank = {"on": date(2025, 3, 5), "reason": "旧卡", "holder": "bank", "number": typed}
        assert operations.change_identity(connection, HERE, who, **bank) is None
        assert queries.identity_differences(connection, HERE, who, JUNE) == ()

    def test_what_a_bank_has_mistyped_is_recorded_as_it_stands(self, connection: Connection) -> None:
        who = person(connection)
        mistyped = NUMBER[:17] + ("1" if NUMBER[17] != "1" else "2")
        bank = {"on": date(2025, 3, 5), "reason": "发卡", "holder": "bank", "number": mistyped}
        assert operations.change_identity(connection, HERE, who, **bank) is None
        (found,) = queries.identity_differences(connection, HERE, who, JUNE)
        assert (found.field, found.places) == ("number", (18,))

    def test_a_number_changed_elsewhere_still_tells_the_double(self, connection: Connection) -> None:
        who = worked(connection)
        corrected = {"on": date(2025, 5, 1), "reason": "更正号码", "number": cast.id_number(705, BORN)}
        assert operations.change_identity(connection, HERE, who, **corrected) is None
        there = worked(connection, THERE, date(2025, 1, 1))  # still by the number of before
        (double,) = cast.made(queries.duplicates(connection, HERE, who, JUNE))
        assert (double.kind, double.other.key.person_id) == ("same_scheme_elsewhere", there)

    def test_the_same_person_entered_twice_in_one_region(self, connection: Connection) -> None:
        first = worked(connection)
        corrected = {"on": date(2025, 5, 1), "reason": "更正号码", "number": cast.id_number(705, BORN)}
        assert operations.change_identity(connection, HERE, first, **corrected) is None
        second = person(connection)  # the same name and the number that the first one had
        cast.made(operations.open_coverage(connection, HERE, second, cast.resident()))
        (double,) = cast.made(queries.duplicates(connection, HERE, first, JUNE))
        assert (double.kind, double.keep, double.other.key.person_id) == ("two_records", None, second)
