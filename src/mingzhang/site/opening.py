"""Opening the books for a command or a server: which database, started by whom, with tables up to date."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mingzhang.books.database import Connection, connect
from mingzhang.site.postgres import EmbeddedServer, ServerDirectory


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


@contextmanager
def open_books(data: Path | None) -> Iterator[Connection]:
    """A connection for a command that reads or keeps the books in DIR."""
    with open_database(data):
        bring_tables_up_to_date()
        with connect() as connection:
            yield connection
