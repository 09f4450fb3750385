"""Serving the product: granian's worker processes around the dispatcher, beside the embedded database."""

from __future__ import annotations

import multiprocessing
import os
import secrets
import socket
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces

WORKERS = 2
THREADS_A_WORKER = 2  # more only add contention on the database's connections (measured; docs/benchmarks.md)
PARTS_OF_A_SECRET = 48


def keep_secret(root: Path, name: str) -> str:
    """A secret of this directory's own, made on first use and readable by its owner only."""
    path = root / name
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(PARTS_OF_A_SECRET))
    return path.read_text(encoding="ascii").strip()


class PortTaken(Exception):
    """Another program listens on the port; the text says what to do."""


def refuse_taken_port(port: int, host: str = "127.0.0.1") -> None:
    """Say so before anything is loaded when the port is not free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as trouble:
            raise PortTaken(
                f"端口 {port} 不能使用：{getattr(trouble, 'strerror', None) or trouble}\n"
                f"  Port {port} cannot be used. Choose another with --port, or stop the program that has it."
            ) from None


def serve(port: int, *, workers: int = WORKERS, host: str = "127.0.0.1") -> None:
    """Answer requests until stopped; the database's address stands in the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzhang.site.settings")
    # Workers start clean: they read the settings as they stand now and share no connection with this process.
    multiprocessing.set_start_method("spawn", force=True)
    os.environ["MINGZHANG_MAIN_PROCESS"] = str(os.getpid())  # its workers hold to it: see site/wsgi.py
    Granian(
        "mingzhang.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS_A_WORKER,
        respawn_failed_workers=True,
        log_access=False,
        log_level="warning",
    ).serve()
