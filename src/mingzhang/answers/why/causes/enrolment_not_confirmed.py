"""C67: the enrolment has not been confirmed at the tax side, so the payment is not taken. 参保信息未确认"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import PAY, tax_acts
from mingzhang.answers.why.tries import cited, refused_tries

NOTHING_TO_CONFIRM = Text("没有有效的参保登记，谈不上确认", "There is no active registration to confirm")


def check(facts: Facts) -> Verdict:
    """Proved by an active coverage that carries no confirmation on the day."""
    cover = facts.coverage
    if cover is None or cover.status != "active":
        return Refuted(says=NOTHING_TO_CONFIRM)
    if cover.confirmed_on is not None and cover.confirmed_on <= facts.today:
        return Refuted({"on": cover.confirmed_on})
    shown = (citing.coverage(cover), *cited(refused_tries(facts, "ENROLMENT_NOT_CONFIRMED")))
    return Proved(shown, {"since": cover.holds.start, "scheme": cover.scheme}, since=cover.holds.start)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The person confirms at the tax side, and pays."""
    return tax_acts(
        Text(
            "在税务缴费 App 核对姓名、证件号和参保地，点“确认”", "Check name, number and place in the tax app; confirm"
        ),
        Text("确认后重新缴费", "Then pay again"),
        then=Text("确认当天即可缴费", "Payment is possible on the same day"),
        page=PAY,
    )


CAUSE = Cause(
    id="C67",
    name="enrolment_not_confirmed",
    symptoms=("PREM",),
    rank=12,
    reads=("enrolment.coverage", "evidence.event"),
    title=Text("参保信息没有在税务端确认", "Enrolment not confirmed at the tax side"),
    check=check,
    proved=Text(
        "{scheme}参保自 {since} 起登记，税务端还没有确认，确认前不能缴费",
        "{scheme} was registered on {since} and not yet confirmed at the tax side; it cannot be paid before",
    ),
    refuted=Text("已于 {on} 在税务端确认", "Confirmed at the tax side on {on}"),
    remedy=remedy,
)
