"""Reading the facts: one statement for what everybody needs, further ones for what few people have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from mingzhang.basics.identifiers import institution_region
from mingzhang.basics.periods import Period
from mingzhang.books.database import Connection, HotStatement, load_statements
from mingzhang.books.vault import blind_index
from mingzhang.care.filings.queries import choices, filed_on
from mingzhang.care.filings.records import Choice
from mingzhang.care.visits.facts import (
    AccountFact,
    BatchFact,
    CredentialFact,
    DueFact,
    Facts,
    GrantFact,
    InstitutionFact,
    MoneyFact,
    Question,
    Stored,
    VisitFact,
)
from mingzhang.money.accounts.queries import freezes
from mingzhang.money.accounts.records import FreezeKind
from mingzhang.money.contributions.queries import months
from mingzhang.money.contributions.rules import continuous_months
from mingzhang.money.family.queries import grants_for
from mingzhang.registers.enrolment.queries import coverages
from mingzhang.registers.enrolment.records import Coverage, Person
from mingzhang.registers.enrolment.rules import coverage_holding, months_covered
from mingzhang.rules.policy import view_for
from mingzhang.rules.settlement.planning import asks_for

Record = TypeVar("Record")
_SQL = load_statements(__package__ or "", "facts.sql")
_LOCKS = re.compile(r"\n\s*for (no key )?update of \w+")


def _unlocked(statement: str) -> str:
    return _LOCKS.sub("", statement)


_FACTS = {True: HotStatement.read(_SQL["facts"]), False: HotStatement.read(_unlocked(_SQL["facts"]))}
_FAMILY = {True: _SQL["family"], False: _unlocked(_SQL["family"])}


def gather(connection: Connection, question: Question) -> Facts:
    """The facts without locking anything: for trials and for what moves no money."""
    return _read(connection, question, booking=False)[0]


def gather_and_lock(connection: Connection, question: Question) -> tuple[Facts, Stored | None]:
    """The facts, with every row locked that a settlement may change, and the answer this message has had before.

    Draws the numbers of what is going to be booked. To be called inside a transaction.
    """
    return _read(connection, question, booking=True)


def _read(connection: Connection, question: Question, *, booking: bool) -> tuple[Facts, Stored | None]:
    row = _Row(_FACTS[booking].first(connection, _values(question, booking)))
    region, person_id, today = question.region, question.person.person_id, question.now.date()
    service_on, medical_year = row.take(2)
    visit = row.record(VisitFact, 11)
    person = row.record(Person, 8)
    (document_holds,) = row.take(1)
    coverage = row.record(_coverage, 14)
    dues = row.take(5)
    institution = row.record(InstitutionFact, 7)
    dates = row.take(3)
    has_freezes, has_grants, has_choices = row.take(3)
    money = row.record(MoneyFact, 2)
    (totals,) = row.take(1)
    batch = _batch(row.take(8))
    settlement_id, group_id, new_visit_id = row.take(3)
    stored = row.record(Stored, 3)
    kinds = _freezes(connection, region, person_id, today) if has_freezes else ()
    grants: tuple[GrantFact, ...] = ()
    # Accounts are locked after the year: two first bills of a year must not hold them while one waits for its row.
    if has_grants and stored is None and (totals is not None or not booking):
        money, grants = _family(connection, question, booking=booking)
    away = institution is not None and institution.region != region
    filing = filed_on(connection, region, person_id, institution.region, service_on) if away else None
    facts = Facts(
        service_on=service_on,
        medical_year=medical_year,
        visit=visit,
        person=person,
        document_holds=document_holds,
        credential=_credential(connection, question),
        coverages=coverages(connection, region, person_id) if coverage is None else (coverage,),
        dues=tuple(DueFact(*each) for each in zip(*dues, strict=True)) if dues[0] is not None else (),
        institution=institution,
        filing=filing.kind if filing is not None else None,
        choices=_choices(connection, question, service_on) if has_choices else (),
        account=AccountFact(*dates, kinds) if dates[0] is not None else None,
        money=money,
        grants=grants,
        totals=totals,
        batch=batch,
        settlement_id=settlement_id,
        group_id=group_id,
        new_visit_id=new_visit_id,
    )
    return _with_months(connection, question, facts), stored


def _with_months(connection: Connection, question: Question, facts: Facts) -> Facts:
    """The facts with the person's months of contributions and of cover, where a rule of the region asks for them."""
    coverage = coverage_holding(facts.coverages, facts.service_on)
    view = view_for(question.region, facts.service_on)
    if coverage is None or not (asks_for(view, "continuous_months") or asks_for(view, "covered_months")):
        return facts
    region, person_id, day = question.region, question.person.person_id, facts.service_on
    paid = months(connection, region, person_id, date.min, day, as_of=day)
    first = date(facts.medical_year, question.year_starts_in_month, 1)
    return replace(
        facts,
        continuous_months=continuous_months(paid, coverage.scheme, day) if coverage.category != "retired" else None,
        covered_months=months_covered(coverages(connection, region, person_id), coverage.scheme, first),
    )


def _values(question: Question, booking: bool) -> dict[str, Any]:
    number, key = question.document_number, question.request.key if question.request else None
    return {
        "region": question.region,
        "person_id": question.person.person_id,
        "visit_id": question.visit_id,
        "batch": question.batch,
        "service_on": question.service_on or question.now.date(),
        "today": question.now.date(),
        "year_starts_in_month": question.year_starts_in_month,
        "document_index": blind_index(number) if number else None,
        "institution_region": institution_region(question.institution_code),
        "institution_code": question.institution_code,
        "transaction_no": key.transaction_no if key else None,
        "message_id": key.message_id if key else None,
        "booking": booking,
    }


class _Row:
    """A row that is taken apart from left to right."""

    __slots__ = ("_at", "_values")

    def __init__(self, values: tuple[Any, ...]) -> None:
        self._values = values
        self._at = 0

    def take(self, count: int) -> tuple[Any, ...]:
        """The next values."""
        starts, self._at = self._at, self._at + count
        return self._values[starts : self._at]

    def record(self, kind: Callable[..., Record], count: int) -> Record | None:
        """The next values as a record; None when the register has none, which its first value tells."""
        values = self.take(count)
        return kind(*values) if values[0] is not None else None


def _coverage(*values: Any) -> Coverage:
    return Coverage(*values[:-4], Period(*values[-4:-2]), *values[-2:])


def _batch(values: tuple[Any, ...]) -> BatchFact:
    *sums, item_groups, in_scope = values
    groups: dict[str, int] = {}
    for group, amount in zip(item_groups, in_scope, strict=True):
        groups[group] = groups.get(group, 0) + amount
    return BatchFact(*sums, tuple(sorted(groups.items())))


def _choices(connection: Connection, question: Question, day: date) -> tuple[Choice, ...]:
    found = choices(connection, question.region, question.person.person_id)
    return tuple(choice for choice in found if choice.holds.holds(day))


def _credential(connection: Connection, question: Question) -> CredentialFact | None:
    """The card or e-voucher that was shown; the person's newest one when only the identity number was given."""
    shown = question.credential
    if shown is None or shown.kind == "document":
        return None
    values = {
        "region": question.region,
        "kind": shown.kind,
        "number": question.credential_number,
        "person_id": question.person.person_id,
        "today": question.now.date(),
    }
    name = "newest_credential" if question.credential_number is None else "credential"
    row = connection.execute(_SQL[name], values).fetchone()
    return CredentialFact(*row) if row is not None else None


def _family(
    connection: Connection, question: Question, *, booking: bool
) -> tuple[MoneyFact | None, tuple[GrantFact, ...]]:
    """The own money and the relatives', read (and locked) together in one order, and what may be used of them."""
    region, person_id, today = question.region, question.person.person_id, question.now.date()
    grants = grants_for(connection, region, person_id, today)
    values = {"region": region, "owners": [person_id, *(grant.owner_id for grant in grants)]}
    money = {owner: MoneyFact(*fen) for owner, *fen in connection.execute(_FAMILY[booking], values).fetchall()}
    dates = {owner: found for owner, *found in connection.execute(_SQL["family_accounts"], values).fetchall()}

    def account(owner: int) -> AccountFact | None:
        if owner not in dates:
            return None
        return AccountFact(*dates[owner], _freezes(connection, region, owner, today))

    return money.get(person_id), tuple(
        GrantFact(
            grant.id,
            grant.owner_id,
            money[grant.owner_id].available_fen if grant.owner_id in money else 0,
            account(grant.owner_id),
        )
        for grant in grants
    )


def _freezes(connection: Connection, region: str, person_id: int, today: date) -> tuple[FreezeKind, ...]:
    return tuple(freeze.kind for freeze in freezes(connection, region, person_id) if freeze.span.holds(today))
