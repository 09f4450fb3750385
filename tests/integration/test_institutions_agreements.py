"""Designated institutions: agreements by the day, settings with a sealed secret, sign-ins."""

from __future__ import annotations

from datetime import date

import pytest

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.registers.institutions import operations, queries
from mingzhang.registers.institutions.records import Institution, Settings, Signature

REGION = cast.GUANGZHOU
SINCE = date(2024, 1, 1)


def designated(connection: Connection, code: str = f"H{REGION}00009") -> Institution:
    return cast.made(
        operations.designate(connection, REGION, code, "某医院", kind="hospital", level="level2", starts=SINCE)
    )


def states(connection: Connection, hospital: Institution) -> list[tuple[str, date, date | None]]:
    found = queries.agreements(connection, REGION, hospital.id)
    return [(agreement.state, agreement.holds.start, agreement.holds.end) for agreement in found]


def test_an_institution_is_found_by_its_code(connection: Connection) -> None:
    hospital = designated(connection)
    assert queries.institution_by_code(connection, hospital.code) == hospital
    assert queries.institution(connection, REGION, hospital.id) == hospital
    assert queries.institutions_of(connection, REGION) == (hospital,)
    for code in ("H44010099999", "X", "", "H440100", hospital.code.lower()):
        assert queries.institution_by_code(connection, code) is None


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        (f"H{REGION}00009", "INSTITUTION_CODE_TAKEN"),
        (f"H{cast.BEIJING}00009", "INSTITUTION_CODE_INVALID"),
        ("H4401", "INSTITUTION_CODE_INVALID"),
    ],
)
def test_a_code_is_the_regions_and_given_once(connection: Connection, code: str, refusal: str) -> None:
    designated(connection)
    refused = operations.designate(connection, REGION, code, "别的医院", kind="hospital", starts=SINCE)
    assert isinstance(refused, Refusal) and refused.code == refusal


def test_an_agreement_is_suspended_resumed_and_terminated_by_the_day(connection: Connection) -> None:
    hospital = designated(connection)
    cast.made(operations.suspend(connection, REGION, hospital.id, on=date(2025, 3, 1), reason="违规"))
    cast.made(operations.resume(connection, REGION, hospital.id, on=date(2025, 4, 1), reason="整改完成"))
    cast.made(operations.terminate(connection, REGION, hospital.id, on=date(2025, 6, 1), reason="骗保"))
    assert states(connection, hospital) == [
        ("active", SINCE, date(2025, 3, 1)),
        ("suspended", date(2025, 3, 1), date(2025, 4, 1)),
        ("active", date(2025, 4, 1), date(2025, 6, 1)),
        ("terminated", date(2025, 6, 1), None),
    ]
    on_day = queries.agreement_on(connection, REGION, hospital.id, date(2025, 3, 31))
    assert on_day is not None and (on_day.state, on_day.reason) == ("suspended", "违规")
    assert queries.agreement_on(connection, REGION, hospital.id, date(2023, 12, 31)) is None


def test_only_what_is_active_can_be_suspended(connection: Connection) -> None:
    hospital = designated(connection)
    on = date(2025, 3, 1)
    resumed = operations.resume(connection, REGION, hospital.id, on=on, reason="")
    cast.made(operations.terminate(connection, REGION, hospital.id, on=on, reason=""))
    suspended = operations.suspend(connection, REGION, hospital.id, on=on, reason="")
    again = operations.terminate(connection, REGION, hospital.id, on=on, reason="")
    assert [isinstance(o, Refusal) and o.code for o in (resumed, suspended, again)] == ["NO_AGREEMENT"] * 3


def test_a_suspension_on_the_first_day_leaves_no_empty_period(connection: Connection) -> None:
    hospital = designated(connection)
    cast.made(operations.suspend(connection, REGION, hospital.id, on=SINCE, reason="未开业"))
    assert states(connection, hospital) == [("suspended", SINCE, None)]


def test_settings_are_kept_and_the_secret_is_sealed(connection: Connection) -> None:
    hospital = designated(connection)
    assert hospital.settings == Settings(infcode_as_text=False, extras=True, signature=None)
    wanted = Settings(infcode_as_text=True, extras=False, signature=Signature("csb", "key-1", "very secret"))
    assert operations.change_settings(connection, REGION, hospital.id, wanted) is None
    found = queries.institution(connection, REGION, hospital.id)
    assert found is not None and found.settings == wanted
    assert "very secret" not in repr(found)
    stored = connection.execute("select settings::text from institutions_institution").fetchone()
    assert stored is not None and "very secret" not in stored[0] and b"very secret".hex() not in stored[0]
    unknown = operations.change_settings(connection, REGION, 10**9, wanted)
    assert isinstance(unknown, Refusal) and unknown.code == "INSTITUTION_UNKNOWN"


def test_operators_sign_in_and_out_once(connection: Connection) -> None:
    hospital, other = designated(connection), designated(connection, f"H{REGION}00010")
    at = cast.at(date(2025, 6, 10))
    one = operations.sign_in(connection, REGION, hospital.id, operator="张三", device="F0-11", at=at)
    two = operations.sign_in(connection, REGION, hospital.id, operator="张三", device="F0-11", at=at)
    assert one.sign_no != two.sign_no
    assert queries.session(connection, REGION, one.sign_no) == one
    later = cast.at(date(2025, 6, 10), 18)
    foreign = operations.sign_out(connection, REGION, other.id, one.sign_no, at=later)
    assert isinstance(foreign, Refusal) and foreign.code == "SESSION_NOT_OPEN"
    assert operations.sign_out(connection, REGION, hospital.id, one.sign_no, at=later) is None
    again = operations.sign_out(connection, REGION, hospital.id, one.sign_no, at=later)
    assert isinstance(again, Refusal) and again.code == "SESSION_NOT_OPEN"
    closed = queries.session(connection, REGION, one.sign_no)
    assert closed is not None and closed.signed_out_at == later
