"""Writing the demo: registers first, then two years month by month, then what happens to each of the cast."""

from __future__ import annotations

from datetime import date, datetime, time
from random import Random

from mingzhang.answers.demo.applying import hand_in_applications
from mingzhang.answers.demo.cast import Member
from mingzhang.answers.demo.history import Habits, Report, live_through
from mingzhang.answers.demo.numbers import NumberMint
from mingzhang.answers.demo.population import HISTORY_MONTHS, crowd
from mingzhang.answers.demo.regions import GUESTS, REGIONS, DemoRegion
from mingzhang.answers.demo.registering import (
    designate_institutions,
    enrol_cast,
    enrol_crowd,
    register_employers,
    stock_catalogue,
)
from mingzhang.answers.demo.shelf import Shelf
from mingzhang.answers.demo.stage import CHINA, Stage
from mingzhang.basics.periods import add_months, month_of
from mingzhang.books import evidence, ledger
from mingzhang.books.database import Connection
from mingzhang.registers.enrolment.records import PersonKey

PEOPLE_AN_EMPLOYER = 40
MOST_VISITS = 2_500  # in a region
STARTED, LOADED = "DEMO_STARTED", "DEMO_LOADED"


def load_demo(connection: Connection, *, people: int, seed: int, as_of: date, report: Report) -> None:
    """Fill empty books with both regions and a few guests elsewhere; the same seed, size and day give the same books.

    The casts are enrolled before the crowds, so that their record numbers do not depend on the size.
    """
    moment = datetime.combine(as_of, time(), CHINA)
    facts = {"seed": seed, "people": people, "as_of": as_of.isoformat()}
    for region in REGIONS:
        evidence.audit(connection, region.code, "demo", STARTED, region.code, facts, now=moment)
    mint = NumberMint()
    share = max(1, people // len(REGIONS))
    opened = []
    for region in REGIONS:
        report(f"{region.code} 登记 registers", 0, 1)
        stage, employers = _open_stage(connection, region, seed, share, as_of)
        opened.append((stage, employers, enrol_cast(stage)))
    first, second = (stage for stage, _, _ in opened)
    first.institutions["elsewhere"] = second.institutions["grand"]
    second.institutions["elsewhere"] = first.institutions["grand"]
    for stage, employers, cast in opened:
        _live(stage, employers, cast, mint, share, report)
    for guest in GUESTS:
        enrol_cast(Stage(connection, guest, as_of, Random(seed), {}, {}, Shelf(())))  # noqa: S311 - a story
    for region in REGIONS:
        evidence.audit(connection, region.code, "demo", LOADED, region.code, now=moment)


def is_loaded(connection: Connection) -> bool:
    """Whether the demo was written to its end."""
    return all(evidence.audited(connection, region.code, LOADED) is not None for region in REGIONS)


def is_unfinished(connection: Connection) -> bool:
    """Whether a demo was begun in these books and not written to its end."""
    begun = any(evidence.audited(connection, region.code, STARTED) is not None for region in REGIONS)
    return begun and not is_loaded(connection)


def story_ends_on(connection: Connection) -> date | None:
    """The day on which the story in these books ends, or None when they hold no demo."""
    facts = evidence.audited(connection, REGIONS[0].code, STARTED)
    return date.fromisoformat(facts["as_of"]) if facts is not None else None


def _open_stage(
    connection: Connection, region: DemoRegion, seed: int, people: int, as_of: date
) -> tuple[Stage, dict[str, list[int]]]:
    """Employers, institutions and the catalogue of a region; its employers by kind."""
    generator = Random(f"{seed}/{region.code}")  # noqa: S311 - a story, not a secret
    employers = register_employers(connection, region, generator, max(2, people // PEOPLE_AN_EMPLOYER))
    since = add_months(month_of(as_of), -HISTORY_MONTHS)
    stage = Stage(
        connection=connection,
        region=region.code,
        as_of=as_of,
        generator=generator,
        institutions=designate_institutions(connection, region, since, as_of),
        employers={kind: ids[0] for kind, ids in employers.items()},
        shelf=stock_catalogue(connection, region, since, as_of),
    )
    return stage, employers


def _live(
    stage: Stage,
    employers: dict[str, list[int]],
    cast: list[tuple[Member, PersonKey]],
    mint: NumberMint,
    people: int,
    report: Report,
) -> None:
    """Enrol the crowd, let the two years pass, then let happen what happens to the cast."""
    report(f"{stage.region} 参保 enrolment", 0, 1)
    newcomers = crowd(stage.generator, mint, stage.region, people, employers["steady"], stage.as_of)
    ids = enrol_crowd(stage, newcomers, stage.month(HISTORY_MONTHS))
    habits = Habits(
        silent=employers["silent"],
        stopped=employers["stopped"],
        tardy=employers["tardy"],
        unpaying=[who.person_id for member, who in cast if member.cover is not None and member.cover.pays == "never"],
        patients=[(person_id, newcomer.since) for person_id, newcomer in zip(ids, newcomers, strict=True)],
    )
    live_through(stage, habits, min(people, MOST_VISITS), report)
    for member, who in cast:
        if member.happen is not None:
            member.happen(stage, who)
    hand_in_applications(stage, ids)
    ledger.roll_up(stage.connection, stage.region)
