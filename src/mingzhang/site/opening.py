"""Opening the books for a command or a server: which database, started by whom, with tables up to date."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mingzhang.books.database import Connection, connect
from mingzhang.site.postgres import DirectoryProblem, EmbeddedServer, ServerDirectory


def default_directory() -> Path:
    """Where the books lie when the user names no directory."""
    if os.geteuid() == 0:
        return Path("/var/lib/mingzhang/demo")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "mingzhang" / "demo"


@contextmanager
def open_database(data: Path | None) -> Iterator[EmbeddedServer | None]:
    """Have MINGZHANG_DATABASE_URL point to a running server: the environment's, one already serving DIR, or our own."""
    if data is None and os.environ.get("MINGZHANG_DATABASE_URL"):
        default_directory().mkdir(parents=True, exist_ok=True)
        os.environ.setdefault("MINGZHANG_KEY_FILE", str(default_directory() / "vault.key"))
        yield None
        return
    root = data or default_directory()
    directory = ServerDirectory(root)
    os.environ.setdefault("MINGZHANG_KEY_FILE", str(directory.root / "vault.key"))
    if directory.is_served():
        os.environ["MINGZHANG_DATABASE_URL"] = directory.url
        yield None
        return
    with EmbeddedServer(root) as server:
        os.environ["MINGZHANG_DATABASE_URL"] = server.url
        yield server


@contextmanager
def open_for_serving(data: Path | None) -> Iterator[EmbeddedServer | None]:
    """As `open_database`, for a product that will serve; refuses a directory that another one serves already.

    It would stand on the first one's database, and fall with it.
    """
    named = data is None and bool(os.environ.get("MINGZHANG_DATABASE_URL"))
    with open_database(data) as server:
        if server is None and not named:
            raise DirectoryProblem(
                f"另一个明账服务正在使用这些账本：{data or default_directory()}\n"
                "  Another Mingzhang serves these books; stop it first, or choose another directory with --data."
            )
        yield server


def bring_tables_up_to_date() -> None:
    """Apply every migration that the database has not seen; as the tables' owner."""
    import django
    from django.core.management import call_command
    from django.db import connections

    os.environ["DJANGO_SETTINGS_MODULE"] = "mingzhang.site.settings"
    os.environ["MINGZHANG_MIGRATING"] = "1"
    try:
        django.setup()
        connections.databases["default"]["OPTIONS"] = {"options": "-c timezone=Asia/Shanghai"}
        call_command("migrate", verbosity=0, interactive=False)
        with connections["default"].cursor() as cursor:
            cursor.execute("grant select, insert, update, delete on django_session to mingzhang_app")
        connections.close_all()
    finally:
        del os.environ["MINGZHANG_MIGRATING"]


def refuse_missing(data: Path | None) -> None:
    """Refuse a directory without books: a slip in its name must not make new, empty ones that look sound."""
    if data is None and os.environ.get("MINGZHANG_DATABASE_URL"):
        return
    root = data or default_directory()
    if not ServerDirectory(root).database.exists():
        raise DirectoryProblem(
            f"这里没有账本：{root}\n  No books lie here; name their directory with --data, or run `demo` first."
        )


@contextmanager
def open_books(data: Path | None) -> Iterator[Connection]:
    """A connection for a command that reads or keeps the books in DIR; refuses a directory that has none."""
    refuse_missing(data)
    with open_database(data):
        bring_tables_up_to_date()
        with connect() as connection:
            yield connection
