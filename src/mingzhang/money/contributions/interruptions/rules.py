"""From dues, coverages and tries to pay: the map of months, the gaps in it and the cause of each. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from mingzhang.basics.periods import add_months, each_month, month_of
from mingzhang.money.contributions.interruptions.records import (
    Cause,
    Evidence,
    Gap,
    GapEnd,
    MapState,
    MonthMark,
    PaymentTry,
)
from mingzhang.money.contributions.records import MonthStatus
from mingzhang.registers.enrolment.records import Coverage

# What a bank says when it did not pay, and what shows that our side never asked it to.
BANK_CODES = frozenset(
    {"INSUFFICIENT", "INVALID_ACCOUNT", "ACCOUNT_FROZEN", "LIMIT_EXCEEDED", "AGREEMENT_ENDED", "BANK_ERROR"}
)
SYSTEM_CODES = frozenset({"PAYMENT_MODULE_DOWN", "NOT_SENT", "NOT_IN_BILL"})
_PROVED_BY_TRIES: tuple[tuple[Cause, frozenset[str]], ...] = (
    ("BANK_FAILED", BANK_CODES),
    ("DEBIT_NOT_SENT", SYSTEM_CODES),
)
_MISSED: tuple[MapState, ...] = ("late", "part", "unpaid", "uncovered", "suspended")


def month_map(months: Sequence[MonthStatus], coverages: Sequence[Coverage], on: date) -> tuple[MonthMark, ...]:
    """Every month from the first cover or due to the day's month, once each, the employee scheme before the other."""
    begins = [coverage.holds.start for coverage in coverages] + [month.month for month in months]
    if not begins:
        return ()
    return tuple(_mark(month, months, coverages, on) for month in each_month(min(begins), on))


def _mark(month: date, dues: Sequence[MonthStatus], coverages: Sequence[Coverage], on: date) -> MonthMark:
    cover = _cover_of(month, coverages)
    for scheme in ("employee", "resident"):
        due = next((one for one in dues if one.scheme == scheme and _within(month, one)), None)
        if due is not None:
            return MonthMark(month, scheme, _state(month, due), due)
    if cover is None or cover.status == "stopped":
        return MonthMark(month, None, "uncovered", None)
    if cover.status == "suspended":
        return MonthMark(month, cover.scheme, "suspended", None)
    if cover.category == "retired":
        return MonthMark(month, cover.scheme, "exempt", None)
    return MonthMark(month, cover.scheme, "not_due" if month == month_of(on) else "not_assessed", None)


def _state(month: date, due: MonthStatus) -> MapState:
    """How the month stands; of a resident's year that was paid late, the months from the payment on are paid."""
    paid_since = due.state == "late" and due.paid_at is not None and month >= month_of(due.paid_at.date())
    return "paid" if due.months > 1 and paid_since else due.state


def _within(month: date, due: MonthStatus) -> bool:
    return due.month <= month < add_months(due.month, due.months)


def _cover_of(month: date, coverages: Sequence[Coverage]) -> Coverage | None:
    """The coverage that counts for a month: an active one of the employee scheme, then any active, then any."""
    after = add_months(month, 1)
    held = [one for one in coverages if one.holds.start < after and (one.holds.end is None or month < one.holds.end)]
    order = sorted(
        held, key=lambda one: (one.status != "active", one.scheme != "employee", -one.holds.start.toordinal())
    )
    return order[0] if order else None


def gaps_of(
    marks: Sequence[MonthMark], coverages: Sequence[Coverage], tries: Sequence[PaymentTry], on: date
) -> tuple[Gap, ...]:
    """The gaps in a map, oldest first.

    Months belong to one gap while the earlier one was still missing on the later one's payment day: who pays each month
    a few days late has many gaps of one month, who pays five together has one of five. A resident's year that lies in
    two gaps is owed once, in the first of them.
    """
    found: list[list[MonthMark]] = []
    for mark in marks:
        if mark.state not in _MISSED:
            continue
        if found and _goes_on(found[-1][-1], mark):
            found[-1].append(mark)
        else:
            found.append([mark])
    owed: set[tuple[str, date]] = set()
    return tuple(_gap(missed, _not_told(missed, owed), marks, coverages, tries, on) for missed in found)


def _not_told(missed: Sequence[MonthMark], told: set[tuple[str, date]]) -> tuple[MonthStatus, ...]:
    """The dues of a gap that no earlier gap has told, each once."""
    found = []
    for due in (mark.due for mark in missed):
        if due is not None and (due.scheme, due.month) not in told:
            told.add((due.scheme, due.month))
            found.append(due)
    return tuple(found)


def _goes_on(before: MonthMark, after: MonthMark) -> bool:
    if add_months(before.month, 1) != after.month:
        return False
    if before.due is None or before.due.paid_at is None:
        return True
    if after.due is not None and after.due.month == before.due.month and after.scheme == before.scheme:
        return True
    ends = after.due.due_on if after.due is not None else add_months(after.month, 1) - timedelta(days=1)
    return before.due.paid_at.date() > ends


def _gap(
    missed: Sequence[MonthMark],
    dues: Sequence[MonthStatus],
    marks: Sequence[MonthMark],
    coverages: Sequence[Coverage],
    tries: Sequence[PaymentTry],
    on: date,
) -> Gap:
    cover = _behind(missed[0], coverages)
    causes = [_cause(mark, marks, cover, tries) for mark in missed]
    ended, ended_on = _end(missed, marks)
    return Gap(
        first=missed[0].month,
        last=missed[-1].month,
        months=len(missed),
        scheme=missed[0].scheme or (cover.scheme if cover is not None else "employee"),
        category=cover.category if cover is not None else "",
        cause=causes[0][0],
        evidence=tuple(dict.fromkeys(each for _, proofs in causes for each in proofs)),
        ended=ended,
        ended_on=ended_on,
        missing_fen=sum(due.missing_fen for due in dues if due.due_on < on),
    )


def _behind(mark: MonthMark, coverages: Sequence[Coverage]) -> Coverage | None:
    """The coverage that the month belongs to, or the last active one before an uncovered month."""
    cover = _cover_of(mark.month, coverages)
    if mark.state == "uncovered":
        before = [one for one in coverages if one.holds.start <= mark.month and one.status == "active"]
        return max(before, key=lambda one: one.holds.start, default=cover)
    return cover


def _cause(
    mark: MonthMark, marks: Sequence[MonthMark], cover: Coverage | None, tries: Sequence[PaymentTry]
) -> tuple[Cause, tuple[Evidence, ...]]:
    """The cause of one missed month and the records that prove it."""
    proof = (Evidence("enrolment.coverage", str(cover.id)),) if cover is not None else ()
    if mark.state == "suspended":
        return "SUSPENDED", proof
    if mark.due is None:
        if cover is None:
            return "UNKNOWN", ()
        return ("LEFT_JOB" if cover.employer_id is not None else "SELF_UNPAID"), proof
    return _unpaid_cause(mark, mark.due, marks, tries)


def _unpaid_cause(
    mark: MonthMark, due: MonthStatus, marks: Sequence[MonthMark], tries: Sequence[PaymentTry]
) -> tuple[Cause, tuple[Evidence, ...]]:
    meant = [one for one in tries if due.month in one.months]
    for cause, codes in _PROVED_BY_TRIES:
        proofs = tuple(Evidence("evidence.event", str(one.event_id)) for one in meant if one.code in codes)
        if proofs:
            return cause, proofs
    if _paid_by_the_old_rule(mark, due, marks):
        return "RATE_CHANGED", tuple(Evidence("contributions.receipt", str(number)) for number in due.receipts)
    if due.employer_id is not None:
        return "EMPLOYER_UNPAID", (Evidence("contributions.employer_month", f"{due.employer_id}/{due.month:%Y-%m}"),)
    return "SELF_UNPAID", (Evidence("contributions.due", f"{due.scheme}/{due.month:%Y-%m}"),)


def _paid_by_the_old_rule(mark: MonthMark, due: MonthStatus, marks: Sequence[MonthMark]) -> bool:
    """Whether exactly what an earlier month had cost was paid, while the rule had changed since."""
    if mark.state != "part":
        return False
    paid = due.person_paid_fen + due.employer_paid_fen
    earlier = [one.due for one in marks if one.month < mark.month and one.scheme == mark.scheme and one.due is not None]
    return bool(earlier) and earlier[-1].due_fen == paid and earlier[-1].rule != due.rule


def _end(missed: Sequence[MonthMark], marks: Sequence[MonthMark]) -> tuple[GapEnd, date | None]:
    """How a gap ended: something is still missing, it was paid late, or later cover followed months without any."""
    if any(mark.state in ("unpaid", "part") for mark in missed):
        return "open", None
    following = next((mark for mark in marks if mark.month > missed[-1].month), None)
    paid = [mark.due.paid_at.date() for mark in missed if mark.due is not None and mark.due.paid_at is not None]
    if missed[-1].due is not None:
        return "paid_late", max(paid)
    if following is None:
        return "open", None
    before = next(_schemes_before(missed[0], marks), following.scheme)
    return ("covered_again" if before == following.scheme else "other_scheme"), following.month


def _schemes_before(first: MonthMark, marks: Sequence[MonthMark]) -> Iterator[str | None]:
    return (mark.scheme for mark in reversed(marks) if mark.month < first.month and mark.scheme is not None)
