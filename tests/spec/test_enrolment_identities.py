"""As whom a card, a bank or a channel knows somebody, beside the register: what matches and what differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import cast
from mingzhang.basics.identifiers import current_id_number, id_card_check_digit
from mingzhang.basics.periods import Period
from mingzhang.registers.enrolment.comparing import born_and_gender, compare_identities, same_name
from mingzhang.registers.enrolment.records import Identity, Person

BORN = date(1985, 4, 12)
NUMBER = cast.id_number(1, BORN)  # a man's: an odd serial
SINCE = date(2024, 1, 1)
REGISTER = Identity(1, 7, "register", "01", NUMBER, "19900000001", "陈健", Period(SINCE), "参保登记")
BANK = replace(REGISTER, id=2, holder="bank", holds=Period(date(2025, 3, 5)), reason="发卡")
PERSON = Person(cast.GUANGZHOU, 7, "陈健", 1, BORN, "01", None, None)


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("陈健", "陈健", True),
        ("陈健", "陈建", False),
        ("陈健", "陈 健", True),  # a blank between the characters
        ("陈健", "　陈健　", True),  # full-width blanks around
        ("陈健", "陈健\u200b", True),  # a blank that nobody sees
        ("买买提·吐尔逊", "买买提•吐尔逊", True),  # another middle dot
        ("买买提·吐尔逊", "买买提．吐尔逊", True),  # a full-width stop in its place
        ("买买提·吐尔逊", "买买提吐尔逊", False),  # no dot: another name
        ("ＬＩ ＭＩＮＧ", "Li Ming", True),  # full-width capitals
        ("陈﨑", "陈﨑\ufe00", True),  # a variation selector after a compatibility form
        ("王㐂", "王喜", False),  # a rare character is not the common one
        ("张𠀀", "张?", False),  # a bank that cannot write it
        ("凉", "凉", True),  # U+F979 is U+51C9
    ],
)
def test_names_are_the_same_but_for_how_they_are_written(ours: str, theirs: str, same: bool) -> None:
    assert same_name(ours, theirs) is same


OLD_BODY = "999999850412001"  # the fifteen digits of NUMBER's holder: two digits of the year, no check digit


def test_an_old_number_of_fifteen_digits_is_the_new_one() -> None:
    body = "99999919850412001"
    assert current_id_number(OLD_BODY) == body + id_card_check_digit(body) == NUMBER


@pytest.mark.parametrize("written", [NUMBER, f" {NUMBER[:6]} {NUMBER[6:]}", OLD_BODY, NUMBER.lower()])
def test_a_number_may_be_written_in_these_ways(written: str) -> None:
    assert compare_identities(REGISTER, [replace(BANK, number=written)], PERSON) == ()


def test_a_small_x_is_a_capital_one() -> None:
    number = next(found for serial in range(1, 400, 2) if (found := cast.id_number(serial, BORN)).endswith("X"))
    register = replace(REGISTER, number=number)
    assert compare_identities(register, [replace(BANK, number=number.lower())]) == ()


def test_each_difference_names_holder_field_both_sides_masked_and_since_when() -> None:
    other = cast.id_number(21, BORN)  # 999999198504120213 or so: differs in the serial and the check digit
    (name, number, phone) = compare_identities(
        REGISTER, [replace(BANK, name="陈建", number=other, phone="19900000009")], PERSON
    )
    assert (name.holder, name.field, name.ours_masked, name.theirs_masked) == ("bank", "name", "陈*", "陈*")
    assert (name.since, name.places) == (date(2025, 3, 5), (2,))
    assert (number.field, number.ours_masked) == ("number", f"999{'*' * 13}{NUMBER[-2:]}")
    assert number.theirs_masked == f"999{'*' * 13}{other[-2:]}"
    assert number.places == tuple(at + 1 for at in range(18) if NUMBER[at] != other[at])
    assert (phone.field, phone.ours_masked, phone.theirs_masked) == ("phone", "199******01", "199******09")
    assert phone.places == (11,)


def test_birth_date_and_gender_are_read_from_the_number() -> None:
    woman = cast.id_number(2, date(1990, 12, 31))
    assert born_and_gender("01", woman) == (date(1990, 12, 31), 2)
    assert born_and_gender("01", NUMBER) == (BORN, 1)
    assert born_and_gender("03", NUMBER) is None  # no citizen's card
    assert born_and_gender("01", NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1")) is None
    told = compare_identities(REGISTER, [replace(BANK, number=woman)])
    assert [(one.field, one.ours_masked, one.theirs_masked) for one in told[1:]] == [
        ("birth_date", "1985-**-**", "1990-**-**"),
        ("gender", "男", "女"),
    ]


def test_the_register_is_held_against_its_own_number() -> None:
    wrong = replace(PERSON, gender=2, birth_date=date(1985, 4, 21))
    assert [(one.holder, one.field) for one in compare_identities(REGISTER, [], wrong)] == [
        ("register", "birth_date"),
        ("register", "gender"),
    ]
    assert compare_identities(REGISTER, [], replace(PERSON, gender=9)) == ()
    passport = replace(REGISTER, document_kind="03", number="E12345678")
    assert compare_identities(passport, [], wrong) == ()


@pytest.mark.parametrize("phone", [None, "", "199 0000 0001", "+86 19900000001", "１９９００００0001"])
def test_a_phone_that_is_not_known_or_written_otherwise_is_no_difference(phone: str | None) -> None:
    assert compare_identities(REGISTER, [replace(BANK, phone=phone)]) == ()
