"""Connections: who we are to PostgreSQL, and the pool each process keeps."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool

Connection = psycopg.Connection[tuple[Any, ...]]

APP_ROLE = "mingzhang_app"
POOL_SIZE = int(os.environ.get("MINGZHANG_POOL_SIZE", "4"))


def owner_conninfo() -> str:
    """How the owner of the tables connects: for migrations and the supervisor only."""
    url = os.environ.get("MINGZHANG_DATABASE_URL")
    if not url:
        raise RuntimeError("MINGZHANG_DATABASE_URL is not set; start through ./run or `mingzhang`, which set it")
    return make_conninfo(url, options="-c timezone=Asia/Shanghai -c plan_cache_mode=force_generic_plan")


def app_conninfo() -> str:
    """How the application connects: same server, but in the role that cannot change what has been booked."""
    return make_conninfo(
        owner_conninfo(),
        options=f"-c role={APP_ROLE} -c timezone=Asia/Shanghai -c plan_cache_mode=force_generic_plan",
    )


def connect(conninfo: str | None = None) -> Connection:
    """Open one connection of our own, in autocommit mode, with every statement prepared."""
    return psycopg.connect(conninfo or app_conninfo(), autocommit=True, prepare_threshold=0)


@lru_cache(maxsize=1)
def pool() -> ConnectionPool[Connection]:
    """The process's pool of connections; `with pool().connection() as connection:` borrows one."""
    return ConnectionPool(
        app_conninfo(),
        min_size=1,
        max_size=POOL_SIZE,
        kwargs={"autocommit": True, "prepare_threshold": 0},
        check=ConnectionPool.check_connection if os.environ.get("MINGZHANG_POOL_CHECK") else None,
        timeout=10,
        open=True,
    )


def close_pool() -> None:
    """Close the process's pool, so that the next use opens a new one."""
    if pool.cache_info().currsize:
        pool().close()
        pool.cache_clear()
