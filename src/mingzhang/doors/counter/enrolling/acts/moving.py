"""Asking another region for the relation, finishing or refusing a transfer, ending a double cover."""

from __future__ import annotations

from mingzhang.basics.identifiers import read_record_number
from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import Choice, FieldRule, Words
from mingzhang.books.database import Connection
from mingzhang.doors.counter.enrolling.act import Act, Doing, Situation, day_field
from mingzhang.doors.frame import clock
from mingzhang.doors.frame.presenting.places import region_name
from mingzhang.money.applications.places import other_regions
from mingzhang.registers.enrolment import operations, queries
from mingzhang.registers.enrolment.records import PersonKey, Transfer


def _open_transfers(connection: Connection, region: str, person_id: int) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.number, _in_words(one))
        for one in queries.transfers(connection, region, person_id)
        if one.state in ("asked", "confirmed")
    )


def _in_words(one: Transfer) -> Words:
    """A transfer by its other region and the day it was asked for."""
    zh, en = region_name(one.other_region, "zh"), region_name(one.other_region, "en")
    if one.direction == "out":
        return Words(f"转出到{zh}，{one.asked_on}", f"Out to {en}, {one.asked_on}")
    return Words(f"转入自{zh}，{one.asked_on}", f"In from {en}, {one.asked_on}")


def _doubles(connection: Connection, region: str, person_id: int) -> tuple[Choice, ...]:
    """Both sides of each double cover, by whose person number it stands under."""
    found = queries.duplicates(connection, region, person_id, clock.now().date())
    sides = () if isinstance(found, Refusal) else [(one, side) for one in found for side in (one.mine, one.other)]
    return tuple(
        Choice(
            side.key.number,
            Words(
                f"停{region_name(side.key.region, 'zh')}的参保，{side.coverage.holds.start} 起",
                f"End the cover in {region_name(side.key.region, 'en')}, since {side.coverage.holds.start}",
            ),
        )
        for double, side in sides
        if double.mine.key != double.other.key and (double.end is None or double.end.key == side.key)
    )


WHICH = FieldRule("transfer", Words("哪一笔转移", "Which transfer"), offers=_open_transfers)
ENDED = FieldRule("end", Words("停哪一处", "Which one ends"), offers=_doubles)


def _ask(doing: Doing) -> object:
    known = other_regions(doing.connection, doing.desk.region, doing.person.id)
    if doing.text("region") not in {one.value for one in known}:
        return Refusal("SAME_REGION", {}, "after_fix")
    return operations.ask_transfer_in(
        doing.connection,
        doing.desk.region,
        doing.person.id,
        from_region=doing.text("region"),
        by=doing.desk.code,
        now=doing.desk.now,
    )


def _own_transfer(doing: Doing) -> int | Refusal:
    """The transfer that was chosen, if it is this person's."""
    offered = _open_transfers(doing.connection, doing.desk.region, doing.person.id)
    key = read_record_number(doing.text("transfer"))
    if key is None or doing.text("transfer") not in {one.value for one in offered}:
        return Refusal("TRANSFER_NOT_OPEN", {}, "never")
    return key[1]


def _finish(doing: Doing) -> object:
    found = _own_transfer(doing)
    if isinstance(found, Refusal):
        return found
    return operations.finish_transfer(doing.connection, doing.desk.region, found, on=doing.stated("on"))


def _refuse(doing: Doing) -> object:
    found = _own_transfer(doing)
    if isinstance(found, Refusal):
        return found
    return operations.refuse_transfer(
        doing.connection,
        doing.desk.region,
        found,
        reason=doing.text("reason"),
        by=doing.desk.code,
        now=doing.desk.now,
    )


def _end(doing: Doing) -> object:
    key = read_record_number(doing.text("end"))
    if key is None:
        return Refusal("NO_DUPLICATE", {"day": doing.text("on")}, "never")
    if key[0] not in doing.desk.staff.regions:
        return Refusal("OTHER_REGION_ENDS", {"region": key[0]}, "after_fix")
    return operations.end_duplicate(
        doing.connection,
        doing.desk.region,
        doing.person.id,
        end=PersonKey(*key),
        on=doing.stated("on"),
        by=doing.desk.code,
        now=doing.desk.now,
    )


def _has_double(found: Situation) -> bool:
    if isinstance(found.duplicates, Refusal):
        return False
    return any(one.mine.key != one.other.key for one in found.duplicates)


def _has_open(found: Situation, state: str, direction: str | None = None) -> bool:
    return any(one.state == state and direction in (None, one.direction) for one in found.transfers)


FOUND = (
    Act(
        "end-duplicate",
        Words("处理重复参保", "End a double cover"),
        (ENDED, day_field("on", Words("从哪天起停", "Ends from"))),
        _has_double,
        _end,
        {"NO_DUPLICATE": "end", "OTHER_IS_KEPT": "end", "OTHER_REGION_ENDS": "end", "DATE_TOO_FAR": "on"},
        Words(
            "重复的一处已停保。重复缴的费可以申请退。", "One of the two has ended. What was paid twice can be refunded."
        ),
        lambda found: {"on": found.today.isoformat()},
    ),
    Act(
        "ask-transfer",
        Words("向原参保地要转移凭证", "Ask the old place for the certificate"),
        (FieldRule("region", Words("原参保地", "Old place"), offers=other_regions),),
        lambda found: found.alive and not _has_open(found, "asked", "in"),
        _ask,
        {"SAME_REGION": "region", "TRANSFER_UNDER_WAY": "region"},
        Words("已发出转移申请。", "The old place has been asked."),
    ),
    Act(
        "finish-transfer",
        Words("对方已接收转出", "The new place has taken it in"),
        (WHICH, day_field("on", Words("接收日期", "Taken in on"))),
        lambda found: _has_open(found, "confirmed", "out"),
        _finish,
        {"TRANSFER_NOT_OPEN": "transfer"},
        Words("转移已办结。", "The transfer is done."),
        lambda found: {"on": found.today.isoformat()},
    ),
    Act(
        "refuse-transfer",
        Words("终止转移", "Refuse a transfer"),
        (WHICH, FieldRule("reason", Words("理由（会告诉参保人）", "Reason (the person is told)"), "long_text")),
        lambda found: _has_open(found, "asked") or _has_open(found, "confirmed"),
        _refuse,
        {"TRANSFER_NOT_OPEN": "transfer", "BASIS_MISSING": "reason"},
        Words("转移已终止。", "The transfer is refused."),
    ),
)
