"""Field by field: as whom a card, a bank or a channel knows somebody, beside the register. Pure.

What is only written otherwise means nobody else: full-width letters, blanks, the middle dots of a longer name, a
small x, and the 15 digits that an identity number had until 2000 all match.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from mingzhang.basics.identifiers import current_id_number, id_card_fault
from mingzhang.books.vault import mask_id_number, mask_name, mask_phone
from mingzhang.registers.enrolment.records import FieldDifference, Holder, Identity, IdentityField, Person

CITIZEN_CARD = "01"
NOT_TOLD = 9
GENDERS = {1: "男", 2: "女"}
_DOTS = re.compile("[·•‧∙⋅・･．.]")
_UNSEEN = re.compile("[\\s\u200b-\u200d\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def compare_identities(
    register: Identity, others: Sequence[Identity], person: Person | None = None
) -> tuple[FieldDifference, ...]:
    """In which fields the holders know somebody otherwise than the register; () when everything matches.

    A phone that a holder does not know is no difference. With `person` the birth date and gender in the register are
    compared with those in its own number as well.
    """
    own = _against_own_number(register, person) if person is not None else ()
    return (*own, *(found for other in others for found in _differences(register, other)))


def same_name(ours: str, theirs: str) -> bool:
    """Whether two names are the same but for how they are written."""
    return tidy_name(ours) == tidy_name(theirs)


def tidy_name(name: str) -> str:
    """A name made uniform: compatibility forms, width, blanks, unseen selectors, middle dots, capital letters."""
    plain = unicodedata.normalize("NFKC", _DOTS.sub("·", name))
    return _UNSEEN.sub("", _DOTS.sub("·", plain)).upper()


def born_and_gender(document_kind: str, number: str) -> tuple[date, int] | None:
    """The birth date and gender (1 male, 2 female) written in a citizen's number; None where it tells nothing."""
    whole = current_id_number(number)
    if document_kind != CITIZEN_CARD or id_card_fault(whole) is not None:
        return None
    born = date(int(whole[6:10]), int(whole[10:12]), int(whole[12:14]))
    return born, 2 - int(whole[16]) % 2


def _differences(ours: Identity, theirs: Identity) -> Iterator[FieldDifference]:
    since = max(ours.holds.start, theirs.holds.start)
    holder = theirs.holder
    if not same_name(ours.name, theirs.name):
        yield _name(holder, ours.name, theirs.name, since)
    mine, other = current_id_number(ours.number), current_id_number(theirs.number)
    if mine != other:
        yield _number(holder, mine, other, since)
    yield from _told_by_numbers(holder, ours, theirs, since)
    if ours.phone and theirs.phone and _digits(ours.phone) != _digits(theirs.phone):
        mine, other = _digits(ours.phone), _digits(theirs.phone)
        yield FieldDifference(holder, "phone", mask_phone(mine), mask_phone(other), since, _places(mine, other))


def _name(holder: Holder, ours: str, theirs: str, since: date) -> FieldDifference:
    tidied = tidy_name(ours), tidy_name(theirs)
    return FieldDifference(holder, "name", mask_name(ours), mask_name(theirs), since, _places(*tidied))


def _number(holder: Holder, ours: str, theirs: str, since: date) -> FieldDifference:
    return FieldDifference(holder, "number", mask_id_number(ours), mask_id_number(theirs), since, _places(ours, theirs))


def _told_by_numbers(holder: Holder, ours: Identity, theirs: Identity, since: date) -> Iterator[FieldDifference]:
    mine = born_and_gender(ours.document_kind, ours.number)
    other = born_and_gender(theirs.document_kind, theirs.number)
    if mine is None or other is None:
        return
    yield from _born(holder, mine[0], other[0], since)
    yield from _gender(holder, mine[1], other[1], since)


def _against_own_number(register: Identity, person: Person) -> tuple[FieldDifference, ...]:
    written = born_and_gender(register.document_kind, register.number)
    if written is None:
        return ()
    since = register.holds.start
    gender = _gender("register", person.gender, written[1], since) if person.gender != NOT_TOLD else ()
    return (*_born("register", person.birth_date, written[0], since), *gender)


def _born(holder: Holder, ours: date, theirs: date, since: date) -> Iterator[FieldDifference]:
    if ours != theirs:
        yield _told(holder, "birth_date", f"{ours:%Y}-**-**", f"{theirs:%Y}-**-**", since)


def _gender(holder: Holder, ours: int, theirs: int, since: date) -> Iterator[FieldDifference]:
    if ours != theirs:
        yield _told(holder, "gender", GENDERS[ours], GENDERS[theirs], since)


def _told(holder: Holder, field: IdentityField, ours: str, theirs: str, since: date) -> FieldDifference:
    return FieldDifference(holder, field, ours, theirs, since)


def _digits(phone: str) -> str:
    """The digits of a phone number, without blanks, dashes and the country's 86."""
    plain = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))
    return plain.removeprefix("86") if len(plain) > 11 else plain


def _places(ours: str, theirs: str) -> tuple[int, ...]:
    """Which characters differ, counted from 1: so a reader finds them though most are hidden."""
    longest = max(len(ours), len(theirs))
    return tuple(
        place
        for place, (one, other) in enumerate(zip(ours.ljust(longest), theirs.ljust(longest), strict=True), 1)
        if one != other
    )
