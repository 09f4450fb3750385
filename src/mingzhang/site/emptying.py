"""Emptying the books: everything is dropped, as the tables' owner, and made anew."""

from __future__ import annotations

import psycopg

from mingzhang.books.database import owner_conninfo


def empty_books() -> None:
    """Drop every table and record of the database that the environment names; tables are then to be made again."""
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        owner.execute("set client_min_messages = warning")
        owner.execute("drop schema public cascade")
        owner.execute("create schema public")
