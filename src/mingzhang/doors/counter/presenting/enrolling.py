"""A person at the enrolment desk: as whom each holder knows them, double cover, transfers, years, and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzhang.answers.why.words import Language
from mingzhang.basics.periods import Period
from mingzhang.books.vault import mask_id_number, mask_name, mask_phone
from mingzhang.doors.counter.presenting.found import GENDERS
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.places import short_name
from mingzhang.doors.frame.presenting.signs import Sign
from mingzhang.doors.frame.presenting.words import named
from mingzhang.registers.enrolment.comparing import born_and_gender
from mingzhang.registers.enrolment.records import (
    Cover,
    Duplicate,
    Event,
    FieldDifference,
    Identity,
    Person,
    Transfer,
)

FIELDS: dict[str, str | Promise] = {
    "name": gettext_lazy("姓名"),
    "number": gettext_lazy("证件号码"),
    "phone": gettext_lazy("手机号"),
    "birth_date": gettext_lazy("出生日期"),
    "gender": gettext_lazy("性别"),
}
HOLDERS = ("register", "card", "bank", "channel")
VERBS: dict[str, str | Promise] = {
    "registered": gettext_lazy("参保登记"),
    "renewed": gettext_lazy("续保"),
    "suspended": gettext_lazy("暂停"),
    "resumed": gettext_lazy("恢复"),
    "stopped": gettext_lazy("停保"),
    "confirmed": gettext_lazy("税务端核定"),
    "hired": gettext_lazy("单位增员"),
    "left": gettext_lazy("单位减员"),
    "category_changed": gettext_lazy("变更身份"),
    "retired": gettext_lazy("办理退休"),
    "died": gettext_lazy("登记死亡"),
    "transfer_asked": gettext_lazy("申请转入"),
    "transferred_out": gettext_lazy("转出"),
    "transferred_in": gettext_lazy("转入"),
    "transfer_refused": gettext_lazy("终止转移"),
    "duplicate_ended": gettext_lazy("处理重复参保"),
    "identity_changed": gettext_lazy("更正信息"),
    "months_deemed": gettext_lazy("认定视同缴费"),
    "months_undeemed": gettext_lazy("撤销视同缴费"),
    "entitlement_restored": gettext_lazy("待遇起算日变更"),
}
CAUSES: dict[str, str | Promise] = {
    "left_job": gettext_lazy("离职"),
    "retired": gettext_lazy("退休"),
    "moved_away": gettext_lazy("转出参保地"),
    "removed_by_employer": gettext_lazy("原单位减员"),
    "died": gettext_lazy("死亡"),
    "joined_other_scheme": gettext_lazy("参加其他险种"),
    "own_wish": gettext_lazy("本人申请"),
    "cancelled": gettext_lazy("参保登记注销"),
    "duplicate": gettext_lazy("重复参保"),
    "arrears": gettext_lazy("欠费"),
    "verification": gettext_lazy("待核实"),
    "court_order": gettext_lazy("依法暂停"),
}
MOVES = ("transfer_asked", "transferred_out", "transferred_in")
TRANSFERS = {
    "asked": Sign(gettext_lazy("已申请"), "clock", "care"),
    "confirmed": Sign(gettext_lazy("原地已停保"), "clock", "care"),
    "done": Sign(gettext_lazy("已办结"), "check", "good"),
    "refused": Sign(gettext_lazy("已终止"), "none", "rest"),
}
DOUBLES: dict[str, str | Promise] = {
    "same_scheme_elsewhere": gettext_lazy("同一险种在两地参保"),
    "cross_scheme": gettext_lazy("职工和居民重复参保"),
    "two_records": gettext_lazy("同一人在本地登记了两次"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one holder has in a field, covered, and what is the matter with it; `fault` is empty where it matches."""

    text: str
    fault: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field, and what each holder has in it."""

    field: str | Promise
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparison: holders across with the day of their record, fields down."""

    holders: tuple[tuple[str, str], ...]
    rows: tuple[FieldRow, ...]
    faults: int


@dataclass(frozen=True, slots=True)
class DoubleRow:
    """A double cover: where, from when to when, and what the rule says."""

    kind: str | Promise
    mine: str
    other: str
    span: str
    outcome: str
    rule: str


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A transfer with its months and money."""

    number: str
    way: str
    sign: Sign
    months: str
    account: str
    certificate: str
    asked: str
    closed: str
    reason: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """What was done, from which day, by whom and when."""

    verb: str | Promise
    takes_effect: str
    cause: str | Promise
    note: str
    done_by: str
    done_at: str


def compared(
    person: Person, known: Iterable[Identity], found: Sequence[FieldDifference], on: date, language: Language
) -> Compared:
    """Each field as each holder has it on a day, with the characters that differ."""
    held = sorted((one for one in known if one.holds.holds(on)), key=lambda one: HOLDERS.index(one.holder))
    rows = tuple(
        FieldRow(title, tuple(_cell(one, field, person, found) for one in held)) for field, title in FIELDS.items()
    )
    return Compared(tuple((named(one.holder, language), one.holds.start.isoformat()) for one in held), rows, len(found))


def double_rows(found: Iterable[Duplicate], language: Language) -> tuple[DoubleRow, ...]:
    """Present double cover, with the rule behind the outcome."""
    return tuple(
        DoubleRow(
            kind=DOUBLES[one.kind],
            mine=_cover(one.mine, language),
            other=_cover(one.other, language),
            span=span_of(one.overlap),
            outcome=_outcome(one, language),
            rule=f"{one.rule.document} {one.rule.article}".strip(),
        )
        for one in found
    )


def transfer_rows(found: Iterable[Transfer], language: Language) -> tuple[TransferRow, ...]:
    """Present transfers, the newest first."""
    return tuple(
        TransferRow(
            number=one.number,
            way=_way(one, language),
            sign=TRANSFERS[one.state],
            months=_("职工 %(employee)d 个月，居民 %(resident)d 个月")
            % {"employee": one.carried.employee_months, "resident": one.carried.resident_months}
            if one.certificate
            else "",
            account=yuan(one.carried.account_fen) if one.certificate else "",
            certificate=one.certificate,
            asked=one.asked_on.isoformat(),
            closed=one.closed_on.isoformat() if one.closed_on is not None else "",
            reason=one.reason,
        )
        for one in reversed(tuple(found))
    )


def event_rows(found: Iterable[Event], language: Language) -> tuple[EventRow, ...]:
    """Present what was done, the newest first."""
    return tuple(
        EventRow(
            verb=VERBS[one.verb],
            takes_effect=one.takes_effect.isoformat(),
            cause=CAUSES[one.cause] if one.cause else "",
            note=short_name(one.note, language) if one.verb in MOVES else one.note,
            done_by=one.done_by,
            done_at=f"{one.done_at:%Y-%m-%d %H:%M}",
        )
        for one in reversed(tuple(found))
    )


def span_of(period: Period) -> str:
    """A period by its first and last day."""
    if period.end is None:
        return str(_("%(day)s 起") % {"day": period.start.isoformat()})
    return f"{period.start.isoformat()} – {(period.end - timedelta(days=1)).isoformat()}"


def _cell(one: Identity, field: str, person: Person, found: Sequence[FieldDifference]) -> Cell:
    differs = next((each for each in found if each.holder == one.holder and each.field == field), None)
    return Cell(_held(one, field, person), _fault(differs) if differs is not None else "")


def _held(one: Identity, field: str, person: Person) -> str:
    if field == "name":
        return mask_name(one.name)
    if field == "number":
        return mask_id_number(one.number)
    if field == "phone":
        return mask_phone(one.phone) if one.phone else _("没有")
    written = born_and_gender(one.document_kind, one.number)
    born, gender = (person.birth_date, person.gender) if one.holder == "register" else written or (None, 9)
    if field == "birth_date":
        return f"{born:%Y}-**-**" if born is not None else ""
    return str(GENDERS[gender])


def _fault(differs: FieldDifference) -> str:
    if not differs.places:
        return _("与证件号码不符") if differs.holder == "register" else _("不一致")
    return _("第 %(places)s 位不同") % {"places": "、".join(map(str, differs.places))}


def _cover(one: Cover, language: Language) -> str:
    held = one.coverage
    return f"{short_name(one.key.region, language)} {named(held.scheme, language)} · {named(held.category, language)}"


def _outcome(one: Duplicate, language: Language) -> str:
    refund = _("重复缴的费可以退。") if one.refundable else _("重复缴的费不退。")
    if one.keep is None:
        return _("由参保人选一处保留，停另一处。") + refund
    return _("保留 %(kept)s，停另一处。") % {"kept": _cover(one.keep, language)} + refund


def _way(one: Transfer, language: Language) -> str:
    place = short_name(one.other_region, language)
    return (
        _("转出到 %(place)s") % {"place": place} if one.direction == "out" else _("转入自 %(place)s") % {"place": place}
    )
