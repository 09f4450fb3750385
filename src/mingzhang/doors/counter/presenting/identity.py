"""A person as the head of the page shows them: covered, with what other holders know otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.books.vault import mask_id_number, mask_name, mask_phone
from mingzhang.doors.counter.presenting.found import GENDERS
from mingzhang.doors.frame.presenting.words import named
from mingzhang.registers.enrolment.records import Credential, FieldDifference, Identity, Person

FIELDS: dict[str, str | Promise] = {
    "name": _("姓名"),
    "number": _("证件号码"),
    "document_kind": _("证件种类"),
    "phone": _("手机号"),
    "birth_date": _("出生日期"),
    "gender": _("性别"),
}
ACTIVE, WAITS_FOR_ACTIVATION = _("已激活"), _("未激活")
FROZEN_BY_BANK, NO_LONGER_VALID = _("银行冻结"), _("已失效")


@dataclass(frozen=True, slots=True)
class IdentityView:
    """Who the person is; name, identity number and phone covered, or open when the desk has opened them."""

    number: str
    name: str
    identity: str
    phone: str
    gender: str | Promise
    born: str
    died: str
    retired: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card or e-voucher and how it stands on the day."""

    kind: str
    number: str
    issued: str
    state: str | Promise
    tone: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One field in which somebody knows the person otherwise than the register; both sides covered."""

    holder: str
    field: str | Promise
    ours: str
    theirs: str
    since: str


def covered(person: Person, known: Iterable[Identity]) -> IdentityView:
    """The person with name and numbers covered."""
    return _identity(person, known, is_open=False)


def opened(person: Person, known: Iterable[Identity]) -> IdentityView:
    """The person with everything readable: only behind a reason that is recorded."""
    return _identity(person, known, is_open=True)


def card_rows(cards: Sequence[Credential], on: date, language: Language) -> tuple[CardRow, ...]:
    """The cards, the newest first; of a number only the last four digits are shown."""
    return tuple(_card(card, on, language) for card in reversed(cards))


def difference_rows(differences: Iterable[FieldDifference], language: Language) -> tuple[DifferenceRow, ...]:
    """What card, bank and channels know otherwise."""
    return tuple(
        DifferenceRow(named(one.holder, language), FIELDS[one.field], one.ours_masked, one.theirs_masked,
                      one.since.isoformat())
        for one in differences
    )  # fmt: skip


def _identity(person: Person, known: Iterable[Identity], *, is_open: bool) -> IdentityView:
    own = next((one for one in known if one.holder == "register" and one.holds.end is None), None)
    number, phone = (own.number, own.phone or "") if own is not None else ("", "")
    return IdentityView(
        number=person.number,
        name=person.name if is_open else mask_name(person.name),
        identity=number if is_open else mask_id_number(number),
        phone=phone if is_open else mask_phone(phone),
        gender=GENDERS[person.gender],
        born=person.birth_date.isoformat(),
        died=person.died_on.isoformat() if person.died_on else "",
        retired=person.retired_on.isoformat() if person.retired_on else "",
        is_open=is_open,
    )


def _card(card: Credential, on: date, language: Language) -> CardRow:
    if not card.holds.holds(on):
        state, tone = NO_LONGER_VALID, ""
    elif card.bank_frozen_since is not None and card.bank_frozen_since <= on:
        state, tone = FROZEN_BY_BANK, "stop"
    elif card.activated_on is None or card.activated_on > on:
        state, tone = WAITS_FOR_ACTIVATION, "care"
    else:
        state, tone = ACTIVE, "good"
    return CardRow(named(card.kind, language), f"···{card.number[-4:]}", card.issued_on.isoformat(), state, tone)
