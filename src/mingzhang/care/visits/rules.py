"""Whether a person may be served, and what may be billed: pure decisions, each a Refusal or None."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date
from decimal import Decimal

from mingzhang.basics.fen import half_up
from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits.facts import BatchFact, Facts, InstitutionFact, Question, VisitFact
from mingzhang.care.visits.records import FeeLine
from mingzhang.money.contributions.rules import paid_up
from mingzhang.registers.enrolment.records import Coverage
from mingzhang.registers.enrolment.rules import coverage_holding, entitlement

HIGHEST_AMOUNT_FEN = 1_000_000_000
"""Ten million yuan: no single fee line or bill of one visit is larger; what is, is a slip of the keyboard."""

HIGHEST_QUANTITY = Decimal(100_000)
FEN_A_ROUNDING_MAY_DIFFER = 1


def refuse_service(facts: Facts, question: Question) -> Refusal | None:
    """Whether this person may be served by this institution on the service day; the first obstacle, if any."""
    return (
        refuse_institution(facts.institution, facts.service_on)
        or refuse_person(facts, question)
        or refuse_credential(facts, question)
        or refuse_entitlement(facts, question.person.scheme)
        or refuse_unpaid(facts)
        or refuse_suspended(facts)
    )


def refuse_institution(institution: InstitutionFact | None, service_on: date) -> Refusal | None:
    """The institution must be designated, with an agreement that is active on the service day."""
    day = service_on.isoformat()
    if institution is None:
        return Refusal("INSTITUTION_UNKNOWN", retry="never")
    match institution.agreement:
        case "active":
            return None
        case "suspended":
            return Refusal("AGREEMENT_SUSPENDED", {"day": day}, "later")
        case "terminated":
            return Refusal("AGREEMENT_TERMINATED", {"day": day}, "never")
        case _:
            return Refusal("NOT_DESIGNATED", {"day": day}, "never")


def refuse_person(facts: Facts, question: Question) -> Refusal | None:
    """The person must exist and be the one that the claim describes."""
    if facts.person is None:
        return Refusal("PERSON_UNKNOWN", retry="never")
    if question.person.name and question.person.name != facts.person.name:
        return Refusal("PERSON_MISMATCH", {"field": "name"})
    if question.document_number is not None and not facts.document_holds:
        return Refusal("DOCUMENT_OUTDATED" if facts.document_holds is False else "PERSON_MISMATCH", {"field": "number"})
    return None


def refuse_credential(facts: Facts, question: Question) -> Refusal | None:
    """A card or e-voucher that was shown must be the person's, activated and still valid today.

    The identity number in the card's place stands for the person's newest card; who was issued none is known by it.
    """
    shown = question.credential
    if shown is None or shown.kind == "document":
        return None
    found = facts.credential
    if found is None:
        return None if question.credential_number is None else Refusal("CREDENTIAL_UNKNOWN", {"kind": shown.kind})
    if found.person_id != question.person.person_id:
        return Refusal("CREDENTIAL_OF_ANOTHER", {"kind": shown.kind}, "never")
    if not found.holds:
        return Refusal("CREDENTIAL_EXPIRED", {"kind": shown.kind})
    if found.activated_on is None:
        return Refusal("CREDENTIAL_NOT_ACTIVATED", {"kind": shown.kind})
    return None


def refuse_entitlement(facts: Facts, scheme: str | None) -> Refusal | None:
    """The register must grant benefit on the service day, under the scheme that was claimed."""
    assert facts.person is not None
    granted = entitlement(facts.person, facts.coverages, facts.service_on)
    if not granted.entitled:
        since = granted.since.isoformat() if granted.since else None
        return Refusal(granted.code, {"day": facts.service_on.isoformat(), "since": since})
    assert granted.coverage is not None
    return refuse_scheme(granted.coverage, scheme)


def refuse_scheme(coverage: Coverage, scheme: str | None) -> Refusal | None:
    """A scheme that was claimed must be the one of the coverage."""
    if scheme is not None and scheme != coverage.scheme:
        return Refusal("SCHEME_MISMATCH", {"claimed": scheme, "registered": coverage.scheme})
    return None


def refuse_unpaid(facts: Facts) -> Refusal | None:
    """Contributions that were due must have been paid, as far as benefit on the service day depends on them."""
    coverage = coverage_of(facts)
    standing = paid_up(facts.dues, coverage.scheme, coverage.category, facts.service_on)
    if standing.paid:
        return None
    month = standing.blocking.month.strftime("%Y-%m") if standing.blocking else None
    return Refusal("CONTRIBUTION_UNPAID", {"day": facts.service_on.isoformat(), "month": month})


def refuse_suspended(facts: Facts) -> Refusal | None:
    """A supervision decision on misuse suspends the person's networked settlement: bills are paid first and claimed."""
    if facts.account is None or "SUPERVISION" not in facts.account.freezes:
        return None
    return Refusal("USE_SUSPENDED", {"day": facts.service_on.isoformat()}, "never")


def refuse_visit(
    visit: VisitFact | None, person_id: int, institution: InstitutionFact | None, visit_id: int | None
) -> Refusal | None:
    """The visit must exist, be this person's, be this institution's, and not be withdrawn."""
    if visit is None:
        return Refusal("VISIT_UNKNOWN", {"visit": visit_id}, "never")
    if visit.person_id != person_id:
        return Refusal("VISIT_OF_ANOTHER", {"visit": visit.id}, "never")
    if institution is None or (visit.institution_region, visit.institution_id) != (institution.region, institution.id):
        return Refusal("VISIT_ELSEWHERE", {"visit": visit.id}, "never")
    if visit.withdrawn:
        return Refusal("VISIT_WITHDRAWN", {"visit": visit.id}, "never")
    return None


def refuse_batch(batch: BatchFact, name: str, total_fen: int) -> Refusal | None:
    """The batch must have lines, none of them settled, that sum to what the institution thinks it costs."""
    if not batch.lines:
        return Refusal("BATCH_UNKNOWN", {"batch": name})
    if batch.settled:
        return Refusal("BATCH_SETTLED", {"batch": name}, "never")
    return refuse_total(total_fen, batch.total_fen)


def refuse_total(sent_fen: int, lines_fen: int) -> Refusal | None:
    """A bill's total as sent must be the sum of its lines."""
    if sent_fen < 0 or sent_fen > HIGHEST_AMOUNT_FEN:
        return Refusal("AMOUNT_ABSURD", {"field": "total", "amount_fen": sent_fen})
    if sent_fen != lines_fen:
        return Refusal("TOTAL_MISMATCH", {"sent_fen": sent_fen, "lines_fen": lines_fen})
    return None


def refuse_lines(lines: Sequence[FeeLine], today: date) -> Refusal | None:
    """Each fee line must be sound in itself and not lie in the future, and no two may share a serial number."""
    if not lines:
        return Refusal("NO_LINES")
    seen: dict[str, FeeLine] = {}
    for row, line in enumerate(lines, start=1):
        if (refused := _refuse_line(row, line, today)) is not None:
            return refused
        if (same := seen.get(line.serial)) is not None:
            code = "LINE_REPEATED" if same == line else "LINE_SERIAL_TAKEN"
            return Refusal(code, {"row": row, "serial": line.serial})
        seen[line.serial] = line
    return None


def _refuse_line(row: int, line: FeeLine, today: date) -> Refusal | None:
    facts = {"row": row, "serial": line.serial}
    if line.amount_fen < 0 or line.quantity < 0 or line.unit_price < 0:
        return Refusal("AMOUNT_NEGATIVE", facts)
    if line.amount_fen > HIGHEST_AMOUNT_FEN or line.quantity > HIGHEST_QUANTITY:
        return Refusal("AMOUNT_ABSURD", {**facts, "field": "line", "amount_fen": line.amount_fen})
    if line.occurred_at.date() > today:
        return Refusal("DAY_TO_COME", {**facts, "day": line.occurred_at.date().isoformat()})
    numerator, denominator = (line.quantity * line.unit_price * 100).as_integer_ratio()
    expected = half_up(numerator, denominator)
    if abs(expected - line.amount_fen) > FEN_A_ROUNDING_MAY_DIFFER:
        return Refusal("LINE_MISMATCH", {**facts, "sent_fen": line.amount_fen, "expected_fen": expected})
    return None


def coverage_of(facts: Facts) -> Coverage:
    """The coverage on the service day, once service was not refused for want of one."""
    coverage = coverage_holding(facts.coverages, facts.service_on)
    assert coverage is not None
    return coverage


def unknown_item(lines: Iterable[FeeLine], known: Container[tuple[str, date]]) -> Refusal | None:
    """Every item must be in the catalogue on the line's day; names the first that is not."""
    for row, line in enumerate(lines, start=1):
        day = line.occurred_at.date()
        if (line.item_code, day) not in known:
            facts = {"row": row, "serial": line.serial, "item": line.item_code, "day": day.isoformat()}
            return Refusal("ITEM_UNKNOWN", facts)
    return None
