"""Books of an earlier release are upgraded where they lie: nothing in them is lost, and the new verbs work on them."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg

import visit_cases as cases
from mingzhang.books.database import close_pool, connect
from mingzhang.books.ledger import prove_region
from mingzhang.care.visits.queries import adjustments_of
from mingzhang.care.visits.records import Answered

UPGRADE = "from mingzhang.site.opening import bring_tables_up_to_date as up; up()"
# What release 0.1 did not have yet, undone newest first.
BEFORE_0_2 = (
    "drop table contributions_restoration, contributions_difference, contributions_due_change, "
    "contributions_declaration_file",
    "alter table contributions_due drop column late_price, drop column difference_fen, drop column maternity_part_fen",
    "alter table contributions_declaration drop column declared_at, drop column file_id",
    "delete from django_migrations where name like '0003_%' and app = 'contributions'",
    "drop table portal_payment",
    "delete from django_migrations where name like '0002_%' and app = 'portal'",
    "drop table counter_look, counter_session, counter_grant, counter_staff",
    "alter table evidence_lookup drop column office, drop column reference",
    "delete from django_migrations where app = 'counter' or (name like '0002_%' and app = 'evidence')",
    "drop table accounts_past, accounts_run_result, accounts_interest, accounts_carry_over, accounts_withdrawal, "
    "accounts_payout_event, accounts_payout, accounts_move",
    "alter table accounts_account drop column closed_reason",
    "alter table accounts_freeze drop column placed_by, drop column lifted_by, drop column lifted_at, "
    "drop column lift_basis, drop column case_id",
    "drop index accounts_freeze_ending",
    "alter table accounts_item drop column longcare_fen",
    "delete from django_migrations where name like '0002_%' and app = 'accounts'",
    "drop table collection_document, collection_refund_attempt, collection_refund_line, "
    "collection_refund, collection_bill_difference, collection_bill_row, collection_bill, "
    "collection_channel_watermark, collection_channel_nonce, collection_channel_key, "
    "collection_order_event, collection_order_line, collection_order, collection_bank_answer, "
    "collection_bank_answer_file, "
    "collection_bank_batch, collection_debit_agreement",
    "delete from django_migrations where app = 'collection'",
    "drop index contributions_receipt_day",
    "alter table contributions_receipt_line drop column set_aside, drop column late_fee_fen",
    "delete from django_migrations where name like '0002_%' and app = 'contributions'",
    "drop table cases_document, cases_event, cases_case",
    "delete from django_migrations where app = 'cases'",
    "drop table jobs_job",
    "delete from django_migrations where app in ('jobs')",
    "drop table visits_adjustment",
    "drop table enrolment_event, enrolment_transfer, enrolment_deemed",
    "delete from django_migrations where name like '0003_%' and app = 'enrolment'",
    "alter table enrolment_identity drop column case_id",
    "alter table enrolment_coverage drop column tier, drop column cause, drop column entitled_rule",
    "delete from django_migrations where name like '0002_%' and app in ('visits', 'enrolment')",
)


Columns = dict[str, str]


def columns_of_every_table(owner: psycopg.Connection) -> Columns:
    found = owner.execute(
        """select table_name, string_agg(column_name, ', ' order by ordinal_position)
           from information_schema.columns where table_schema = 'public' and table_name !~ '^django' group by 1"""
    )
    return dict(found.fetchall())


def rows(owner: psycopg.Connection, columns: Columns) -> dict[str, list[tuple[object, ...]]]:
    return {table: owner.execute(f"select {of} from {table} order by 1, 2").fetchall() for table, of in columns.items()}


def test_books_of_the_first_release_are_upgraded_with_all_their_records(fresh_database: str) -> None:
    with connect() as own:
        cast = cases.build(own)
        first = cases.settle_bill(own, cast, cast.healthy, cases.line("1", cases.IN_SCOPE, "12000"))
        second = cases.settle_bill(own, cast, cast.healthy, cases.line("1", cases.IN_SCOPE, "1000"))
    close_pool()
    with psycopg.connect(os.environ["MINGZHANG_DATABASE_URL"], autocommit=True) as owner:
        for statement in BEFORE_0_2:
            owner.execute(statement)
        columns = columns_of_every_table(owner)
        before = rows(owner, columns)
        subprocess.run([sys.executable, "-c", UPGRADE], check=True)  # Django binds a process to one database
        after = rows(owner, columns)
        added = columns_of_every_table(owner).keys() - columns.keys()
    assert sum(map(len, before.values())) > 200
    assert after == before
    assert added == {
        "accounts_carry_over",
        "accounts_interest",
        "accounts_move",
        "accounts_past",
        "accounts_payout",
        "accounts_payout_event",
        "accounts_run_result",
        "accounts_withdrawal",
        "cases_case",
        "cases_document",
        "cases_event",
        "collection_bank_answer",
        "collection_bank_answer_file",
        "collection_bank_batch",
        "collection_bill",
        "collection_bill_difference",
        "collection_bill_row",
        "collection_channel_key",
        "collection_channel_nonce",
        "collection_channel_watermark",
        "collection_debit_agreement",
        "collection_document",
        "collection_order",
        "collection_order_event",
        "collection_order_line",
        "collection_refund",
        "collection_refund_attempt",
        "collection_refund_line",
        "contributions_declaration_file",
        "contributions_difference",
        "contributions_due_change",
        "contributions_restoration",
        "counter_grant",
        "counter_look",
        "counter_session",
        "counter_staff",
        "enrolment_deemed",
        "enrolment_event",
        "enrolment_transfer",
        "jobs_job",
        "portal_payment",
        "visits_adjustment",
    }
    with connect() as own:
        done = cases.cancel(own, first, institution=cast.institutions.level2.code)
        assert isinstance(done, Answered)
        assert len(adjustments_of(own, cases.REGION, [second.settlement_id or 0])) == 1
        assert prove_region(own, cases.REGION) == ()
