"""The one way to PostgreSQL: pooled psycopg connections in autocommit mode, statements from files, tables from SQL.

Every operation takes a connection and opens its own `connection.transaction()`; every query takes a connection.
Tables are written in SQL (`<room>/tables/NNNN_*.sql`) and applied by Django's migrations.
"""

from mingzhang.books.database.connecting import Connection, app_conninfo, close_pool, connect, owner_conninfo, pool
from mingzhang.books.database.statements import HotStatement, load_statements

__all__ = [
    "Connection",
    "HotStatement",
    "app_conninfo",
    "close_pool",
    "connect",
    "load_statements",
    "owner_conninfo",
    "pool",
]
