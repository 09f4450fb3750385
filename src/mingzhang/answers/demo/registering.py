"""Filling the registers of a demo region: employers, institutions, the catalogue, the cast and the crowd."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from mingzhang.answers.demo.cast import Cover, Member, members_of
from mingzhang.answers.demo.names import employer_name
from mingzhang.answers.demo.numbers import card_number, phone_number
from mingzhang.answers.demo.population import HISTORY_MONTHS, Newcomer
from mingzhang.answers.demo.regions import DemoRegion
from mingzhang.answers.demo.shelf import Shelf
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.books.database import Connection
from mingzhang.money.contributions.operations import declare_bases
from mingzhang.registers.catalogs import operations as goods
from mingzhang.registers.catalogs import queries as catalogue
from mingzhang.registers.enrolment import operations as people
from mingzhang.registers.enrolment.records import NewCoverage, NewCredential, NewEnrolment, NewPerson, PersonKey
from mingzhang.registers.institutions import operations as places
from mingzhang.registers.institutions.records import Institution


def register_employers(
    connection: Connection, region: DemoRegion, generator: Random, steady: int
) -> dict[str, list[int]]:
    """The employers of a region by kind: many that pay in time, and one of each that does not."""
    names = {
        "silent": [f"{region.city}未缴商贸有限公司（演示）"],
        "stopped": [f"{region.city}停缴工程有限公司（演示）"],
        "tardy": [f"{region.city}迟缴服务有限公司（演示）"],
        "steady": [employer_name(generator, region.city) for _ in range(steady)],
    }
    found: dict[str, list[int]] = {kind: [] for kind in names}
    turn = 0
    for kind, called in names.items():
        for name in called:
            turn += 1
            code = f"91{region.code}MZ{turn:08d}"
            found[kind].append(done(people.register_employer(connection, region.code, code, name)).id)
    return found


def designate_institutions(
    connection: Connection, region: DemoRegion, since: date, as_of: date
) -> dict[str, Institution]:
    """Designate the region's institutions; found afterwards by code and by role."""
    found: dict[str, Institution] = {}
    for place in region.institutions:
        designated = done(
            places.designate(
                connection,
                region.code,
                place.code(region.code),
                place.name,
                kind=place.kind,
                starts=since,
                level=place.level,
                community=place.community,
                phone="12393",
            )
        )
        if place.role == "suspended":
            on = as_of - timedelta(days=40)
            done(places.suspend(connection, region.code, designated.id, on=on, reason="违反协议，暂停服务"))
        found[designated.code] = designated
        if place.role:
            found[place.role] = designated
    return found


def stock_catalogue(connection: Connection, region: DemoRegion, since: date, as_of: date) -> Shelf:
    """Put the demo catalogue and diagnoses into the region, and read back what holds at the story's end."""
    items = goods.demo_items()
    goods.put_items(connection, region.code, items, starts=since, source="演示目录 demo catalogue")
    diagnoses = goods.demo_diagnoses()
    goods.put_diagnoses(connection, diagnoses, version=catalogue.DIAGNOSIS_VERSION)
    there = catalogue.items_on(connection, region.code, [item.code for item in items], as_of)
    return Shelf(tuple(there.values()))


def enrol_cast(stage: Stage) -> list[tuple[Member, PersonKey]]:
    """Enrol the region's cast, each with the coverage and card that their story needs."""
    cast = members_of(stage.region)
    on = stage.month(HISTORY_MONTHS)
    news = [_enrolment_of(stage, member, turn) for turn, member in enumerate(cast, start=1)]
    ids = done(people.enrol_many(stage.connection, stage.region, news, on=on))
    wages = [
        (person_id, member.cover.wage_yuan * 100)
        for member, person_id in zip(cast, ids, strict=True)
        if member.cover is not None and member.cover.scheme == "employee" and member.cover.category != "retired"
    ]
    declare_bases(stage.connection, stage.region, wages, from_month=on)
    return [(member, PersonKey(stage.region, person_id)) for member, person_id in zip(cast, ids, strict=True)]


def _enrolment_of(stage: Stage, member: Member, turn: int) -> NewEnrolment:
    person = NewPerson(
        name=member.name,
        number=member.number,
        gender=member.gender,
        birth_date=member.born,
        phone=phone_number(turn),
        retired_on=_retired_on(stage, member),
    )
    coverages = () if member.cover is None else (_coverage_of(stage, member.cover),)
    issued = stage.month(member.cover.months if member.cover is not None else HISTORY_MONTHS)
    cards = () if member.card == "none" else (_card_of(stage, member, turn, issued),)
    return NewEnrolment(person, coverages, cards)


def _coverage_of(stage: Stage, cover: Cover) -> NewCoverage:
    starts = stage.month(cover.months)
    return NewCoverage(
        scheme=cover.scheme,
        category=cover.category,
        starts=starts,
        employer_id=stage.employers[cover.employer] if cover.employer is not None else None,
        confirmed_on=starts if cover.confirmed else None,
        entitled_from=starts + timedelta(days=cover.waiting_days),
        tier=cover.tier,
    )


def _card_of(stage: Stage, member: Member, turn: int, issued: date) -> NewCredential:
    activated = issued if member.card != "inactive" else None
    ends = stage.as_of - timedelta(days=20) if member.card == "expired" else None
    return NewCredential("card", card_number(stage.region, turn), issued, activated, ends)


def _retired_on(stage: Stage, member: Member) -> date | None:
    retired = member.cover is not None and member.cover.category == "retired"
    return stage.month(HISTORY_MONTHS) if retired else None


def enrol_crowd(stage: Stage, newcomers: list[Newcomer], since: date) -> tuple[int, ...]:
    """Enrol the crowd and declare its wages; the record numbers in order."""
    news = [newcomer.enrolment for newcomer in newcomers]
    ids = done(people.enrol_many(stage.connection, stage.region, news, on=since))
    wages = [
        (person_id, newcomer.wage_fen)
        for person_id, newcomer in zip(ids, newcomers, strict=True)
        if newcomer.wage_fen is not None
    ]
    declare_bases(stage.connection, stage.region, wages, from_month=since)
    return ids
