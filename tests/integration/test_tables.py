"""What the tables themselves forbid."""

from __future__ import annotations

import psycopg
import pytest


def test_the_application_cannot_change_what_is_booked(connection: psycopg.Connection) -> None:
    for table in ("ledger_transfer", "ledger_chain", "evidence_audit", "evidence_request"):
        for statement in (f"delete from {table}", f"update {table} set region = region", f"truncate {table}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(statement)


def test_every_unique_key_of_a_growing_table_contains_the_region(connection: psycopg.Connection) -> None:
    found = connection.execute(
        """
        select c.relname, i.relname, array_agg(a.attname)
        from pg_index x
        join pg_class c on c.oid = x.indrelid
        join pg_class i on i.oid = x.indexrelid
        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
        join pg_attribute a on a.attrelid = c.oid and a.attnum = any (x.indkey)
        where (x.indisunique or x.indisexclusion) and c.relname not like 'django_%'
          and c.relname not in ('catalogs_diagnosis')  -- a national list, the same everywhere
        group by 1, 2
        """
    ).fetchall()
    assert len(found) > 30
    assert [row for row in found if "region" not in row[2]] == []
