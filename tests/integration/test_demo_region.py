"""The demo: small, whole, the same each time, and every member of its cast shows what they are there for."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import typer
from tests import demo_books
from tests.demo_books import AS_OF, NOON, PEOPLE, SEED, key_of, load, proved
from typer.testing import CliRunner

from mingzhang.answers import demo
from mingzhang.answers.why.symptoms import OF_CONTRIBUTIONS
from mingzhang.basics.identifiers import id_card_fault
from mingzhang.books import cases, evidence, ledger
from mingzhang.books.database import Connection, connect
from mingzhang.site.commands import cast

books = demo_books.books

# What must be the same when the same demo is loaded again: everything but clocks, transaction numbers and nonces.
TELLING = (
    "select region, id, name, gender, birth_date from enrolment_person order by 1, 2",
    "select region, person_id, number_index from enrolment_identity order by 1, 2, id",
    "select region, person_id, scheme, month, person_due_fen, person_paid_fen, employer_paid_fen, due_on, paid_at "
    "from contributions_due order by 1, 2, 3, 4",
    "select region, owner, balance_fen, held_fen from ledger_account order by 1, 2",
    # A month's transfers are written as one set; the order inside it is the database's and their ids with it.
    "select region, effective_on, code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen "
    "from ledger_transfer order by 1, 2, 3, 4, 5, 6, 7, 8",
    "select region, id, person_id, total_fen, fund_fen, account_fen, family_fen, cash_fen, settled_at "
    "from visits_settlement order by 1, 2",
    "select region, transaction_no, message_id, outcome, person_id, received_at from evidence_request order by id",
)


def told(connection: Connection) -> list[list[tuple[object, ...]]]:
    return [connection.execute(statement).fetchall() for statement in TELLING]


def test_the_demo_is_whole(books: Connection) -> None:
    assert demo.is_loaded(books)
    assert not demo.is_unfinished(books)
    assert demo.story_ends_on(books) == AS_OF
    for region in demo.REGIONS:
        people = books.execute("select count(*) from enrolment_person where region = %s", (region.code,)).fetchone()
        assert people is not None
        assert people[0] >= PEOPLE // 2 + len(demo.members_of(region.code))
        settled = books.execute("select count(*) from visits_settlement where region = %s", (region.code,)).fetchone()
        assert settled is not None
        assert settled[0] >= 10


def test_every_balance_of_the_demo_is_proved(books: Connection) -> None:
    for region in demo.REGIONS:
        assert ledger.prove_region(books, region.code) == ()
        assert evidence.verify_audit(books, region.code) == ()


def test_the_same_seed_gives_the_same_region_and_another_one_another(books: Connection, fresh_database: str) -> None:
    with connect() as again:
        load(again)
        assert told(again) == told(books)


def test_another_seed_gives_another_crowd(books: Connection, fresh_database: str) -> None:
    with connect() as other:
        load(other, people=10, seed=SEED + 1)
        crowd = "select name, birth_date from enrolment_person order by region, id desc limit 5"
        assert other.execute(crowd).fetchall() != books.execute(crowd).fetchall()


def test_a_load_cut_short_is_known(fresh_database: str) -> None:
    with connect() as connection:
        assert not demo.is_unfinished(connection)

        def stop(what: str, done: int, of: int) -> None:
            if done == 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            demo.load_demo(connection, people=10, seed=SEED, as_of=AS_OF, report=stop)
        assert demo.is_unfinished(connection)
        assert not demo.is_loaded(connection)


def test_the_cast_is_told_to_programs(books: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mingzhang.site.opening.bring_tables_up_to_date", lambda: None)  # the fixture has done it
    app = typer.Typer()
    cast.register(app)
    result = CliRunner().invoke(app, ["--json"])
    assert result.exit_code == 0, result.output
    printed = json.loads(result.output)
    assert set(printed) == {"institutions", "people", "items"}
    assert {place["kind"] for place in printed["institutions"]} == {"hospital", "pharmacy"}
    assert set(printed["institutions"][0]) == {"fixmedins_code", "name", "kind", "level", "region"}
    first = printed["people"][0]
    assert set(first) == {"psn_no", "certno", "name", "region", "insutype", "symptoms", "causes", "shows"}
    assert (first["psn_no"], first["certno"]) == ("44010000000000000001", "999999198604129011")
    assert {person["insutype"] for person in printed["people"]} == {"310", "390", None}
    assert {item["class"] for item in printed["items"]} == {"甲", "乙", "丙"}
    assert set(printed["items"][0]) == {"med_list_codg", "name", "region", "class"}


def test_the_cast_is_of_nobody() -> None:
    numbers = [member.number for member in demo.members()]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert number.startswith("999999")
        assert id_card_fault(number) is None


def test_the_crowd_is_of_nobody(books: Connection) -> None:
    from mingzhang.books.vault import open_sealed

    for (sealed,) in books.execute("select number_sealed from enrolment_identity").fetchall():
        assert open_sealed(sealed).startswith("999999")


def test_the_cast_shows_at_least_twenty_four_causes() -> None:
    assert len({cause for member in demo.members() for cause in member.causes}) >= 24


@pytest.mark.parametrize("member", [m for m in demo.members() if m.living], ids=lambda m: f"{m.sequence}-{m.name}")
def test_each_of_the_cast_shows_what_they_are_there_for(books: Connection, member: demo.Member) -> None:
    """Under every symptom they are shown for, every declared cause is proved."""
    for symptom, causes in member.living.items():
        assert causes
        assert set(causes) <= proved(books, member, symptom, NOON), symptom


EXAMPLES = [(member, symptom) for member in demo.members() for symptom in member.living if symptom in OF_CONTRIBUTIONS]


@pytest.mark.parametrize(("member", "symptom"), EXAMPLES, ids=lambda value: getattr(value, "name", value))
def test_a_neighbour_who_pays_in_time_is_told_none_of_it(books: Connection, member: demo.Member, symptom: str) -> None:
    """The region's healthy payer differs in what happened; only what every payer shares is proved for both."""
    healthy = next(other for other in demo.members_of(member.region) if not other.symptoms)
    shared = set(healthy.living.get(symptom, ()))
    assert proved(books, healthy, symptom, NOON) == shared


@pytest.mark.parametrize("region", demo.REGIONS, ids=lambda region: region.code)
def test_each_region_has_a_healthy_payer_with_money(books: Connection, region: object) -> None:
    healthy = next(member for member in demo.members_of(region.code) if not member.symptoms)  # type: ignore[attr-defined]
    balance = ledger.balance(books, healthy.region, "personal", key_of(books, healthy))
    assert balance.available_fen > 100_000
    assert proved(books, healthy, "Z0", NOON) == set()


@pytest.mark.slow
@pytest.mark.parametrize("as_of", [date(2026, 3, 1), date(2026, 5, 5), date(2026, 6, 30), date(2026, 12, 2)], ids=str)
def test_the_cast_shows_its_causes_whatever_the_day(fresh_database: str, as_of: date) -> None:
    noon = datetime.combine(as_of, time(12), ZoneInfo("Asia/Shanghai"))
    with connect() as connection:
        load(connection, people=20, as_of=as_of)
        missing = {
            (member.name, symptom, cause)
            for member in demo.members()
            for symptom, causes in member.living.items()
            for cause in set(causes) - proved(connection, member, symptom, noon)
        }
    assert missing == set()


def test_the_case_desk_of_the_demo_has_something_at_each_point(books: Connection) -> None:
    for region in demo.REGIONS:
        states = {one.state for one in cases.queue(books, region.code)}
        assert states == {"submitted", "waiting_papers", "accepted", "proposed"}
        counts = cases.queue_counts(books, region.code, by="checker1", today=AS_OF)
        assert (counts.overdue, counts.new, counts.to_check) == (1, 1, 1)
        ended = books.execute(
            "select state from cases_case where region = %s and ended_at is not null order by 1", (region.code,)
        ).fetchall()
        assert ended == [("done",), ("refused",), ("withdrawn",)]
