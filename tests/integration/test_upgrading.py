"""Books of an earlier release are upgraded where they lie: nothing in them is lost, and the new verbs work on them."""

from __future__ import annotations

import os

import psycopg

import visit_cases as cases
from mingzhang.books.database import close_pool, connect
from mingzhang.books.ledger import prove_region
from mingzhang.care.visits.queries import adjustments_of
from mingzhang.care.visits.records import Answered
from mingzhang.site.opening import bring_tables_up_to_date

# What release 0.1 did not have yet, undone newest first.
BEFORE_0_2 = (
    "drop table visits_adjustment",
    "delete from django_migrations where app = 'visits' and name = '0002_adjustments'",
)


def rows_of_every_table(owner: psycopg.Connection) -> dict[str, list[tuple[object, ...]]]:
    names = owner.execute("select tablename from pg_tables where schemaname = 'public' and tablename !~ '^django'")
    return {name: owner.execute(f'select * from "{name}" order by 1, 2').fetchall() for (name,) in names.fetchall()}


def test_books_of_the_first_release_are_upgraded_with_all_their_records(fresh_database: str) -> None:
    with connect() as own:
        cast = cases.build(own)
        first = cases.settle_bill(own, cast, cast.healthy, cases.line("1", cases.IN_SCOPE, "12000"))
        second = cases.settle_bill(own, cast, cast.healthy, cases.line("1", cases.IN_SCOPE, "1000"))
    close_pool()
    with psycopg.connect(os.environ["MINGZHANG_DATABASE_URL"], autocommit=True) as owner:
        for statement in BEFORE_0_2:
            owner.execute(statement)
        before = rows_of_every_table(owner)
        bring_tables_up_to_date()
        after = rows_of_every_table(owner)
    assert sum(map(len, before.values())) > 200
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {"visits_adjustment"}
    with connect() as own:
        done = cases.cancel(own, first, institution=cast.institutions.level2.code)
        assert isinstance(done, Answered)
        assert len(adjustments_of(own, cases.REGION, [second.settlement_id or 0])) == 1
        assert prove_region(own, cases.REGION) == ()
