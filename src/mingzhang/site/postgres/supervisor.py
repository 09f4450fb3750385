"""Starts PostgreSQL as our direct child, waits until it answers, and stops it; recovers by itself after a crash."""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import signal
import subprocess
import threading
import time
from pathlib import Path
from types import TracebackType

import psycopg

from mingzhang.site.lifeline import die_with_parent
from mingzhang.site.postgres.binaries import find_programs
from mingzhang.site.postgres.directory import DirectoryProblem, ServerAccount, ServerDirectory

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "80",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_completion_target": "0.9",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "jit": "off",
    "fsync": "on",
    "synchronous_commit": "on",
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
    "logging_collector": "off",
}
RETRY_WHILE_OLD_SERVER_LEAVES_SECONDS = 60
FIRST_WITH_BUILTIN_LOCALE = 17


class EmbeddedServer:
    """One PostgreSQL on one directory; use it as a context manager."""

    def __init__(self, root: Path, *, settings: dict[str, str] | None = None, programs: Path | None = None) -> None:
        self.directory = ServerDirectory(root)
        self._programs = programs
        self._stopping = threading.Event()
        self._watcher: threading.Thread | None = None
        self.settings = SETTINGS | {"unix_socket_directories": str(self.directory.sockets)} | (settings or {})
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the running server's database."""
        return self.directory.url

    @property
    def process_id(self) -> int | None:
        """The server's process, while it runs."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Create the database when there is none, start the server and wait until it answers."""
        self.directory.root.mkdir(parents=True, exist_ok=True)
        self.directory.lock()
        try:
            self.directory.prepare()
            self._stopping.clear()
            if not (self.directory.database / "PG_VERSION").exists():
                self._create()
            self._launch()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Ask the server to stop at once but cleanly, wait for it, and give the directory back."""
        self._stopping.set()
        if self._watcher is not None:
            self._watcher.join()
            self._watcher = None
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
        self._process = None
        self.directory.unlock()

    def is_alive(self) -> bool:
        """Whether the server process still runs."""
        return self._process is not None and self._process.poll() is None

    def watch(self) -> None:
        """From now on, start the server again whenever it dies without having been asked to."""
        self._watcher = threading.Thread(target=self._revive, name="postgres-watch", daemon=True)
        self._watcher.start()

    def _revive(self) -> None:
        while not self._stopping.wait(0.2):
            if not self.is_alive():
                # What keeps it from starting stands in its log; it is tried again as long as we serve.
                with contextlib.suppress(DirectoryProblem):
                    self._launch()

    def __enter__(self) -> EmbeddedServer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _find_programs(self, account: ServerAccount | None) -> Path:
        return self._programs or find_programs(account, self.directory.root)

    def _create(self) -> None:
        account = self.directory.account()
        programs = self._find_programs(account)
        command = [
            str(programs / "initdb"),
            f"--pgdata={self.directory.database}",
            "--username=mingzhang",
            "--encoding=UTF8",
            *_locale_options(programs),
            "--auth-local=peer",
            "--auth-host=reject",
            "--no-instructions",
        ]
        done = subprocess.run(command, check=False, capture_output=True, text=True, **_identity(account))  # type: ignore[call-overload]
        if done.returncode != 0:
            raise DirectoryProblem(f"无法建立数据库：{self.directory.database}\n{done.stderr.strip()}")
        names = {"root", pwd.getpwuid(os.geteuid()).pw_name} | ({account.name} if account else set())
        self._write("pg_hba.conf", "local all all peer map=mingzhang\n", account)
        self._write("pg_ident.conf", "".join(f"mingzhang {name} mingzhang\n" for name in sorted(names)), account)

    def _write(self, name: str, text: str, account: ServerAccount | None) -> None:
        path = self.directory.database / name
        path.write_text(text, encoding="utf-8")
        if account is not None:
            os.chown(path, account.uid, account.gid)

    def _launch(self) -> None:
        account = self.directory.account()
        programs = self._find_programs(account)
        deadline = time.monotonic() + RETRY_WHILE_OLD_SERVER_LEAVES_SECONDS
        while not self._try_launch(programs, account):
            if self._stopping.is_set():
                return
            self._dismiss_orphan()
            if time.monotonic() > deadline:
                raise DirectoryProblem(
                    f"数据库没有启动。The server did not start; its last words are in {self.directory.log}"
                )
            time.sleep(0.2)

    def _try_launch(self, programs: Path, account: ServerAccount | None) -> bool:
        options = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        with open(self.directory.log, "ab") as log:
            self._process = subprocess.Popen(
                [str(programs / "postgres"), "-D", str(self.directory.database), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_leave_with_parent,  # noqa: PLW1509 - one system call on a library loaded before
                start_new_session=True,
                **_identity(account),  # type: ignore[arg-type]
            )
        while self._process.poll() is None and not self._stopping.is_set():
            try:
                self._open_database()
                return True
            except psycopg.OperationalError:
                time.sleep(0.03)
        return False

    def _open_database(self) -> None:
        """Connect once; the first time also creates the database the books live in."""
        server = self.url.replace("/mingzhang?", "/postgres?")
        with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
            found = connection.execute("select 1 from pg_database where datname = 'mingzhang'").fetchone()
            if found is None:
                connection.execute("create database mingzhang template template0")

    def _dismiss_orphan(self) -> None:
        """A server whose supervisor was killed holds the directory: ask it to stop; the lock says it is nobody's."""
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError, ProcessLookupError, PermissionError):
            process_id = int((self.directory.database / "postmaster.pid").read_text().splitlines()[0])
            command = Path(f"/proc/{process_id}/cmdline").read_bytes().split(b"\0")
            if str(self.directory.database).encode() in command:
                os.kill(process_id, signal.SIGINT)


def _locale_options(programs: Path) -> list[str]:
    """Chinese text is searched and compared the same on every machine; PostgreSQL 17 brings its own locale for it."""
    version = subprocess.run([str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True)
    major = int(re.search(r"\d+", version.stdout).group())  # type: ignore[union-attr]
    if major >= FIRST_WITH_BUILTIN_LOCALE:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8"]


def _identity(account: ServerAccount | None) -> dict[str, object]:
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "TZ": "UTC"}
    if account is None:
        return {"env": environment, "cwd": "/"}
    return {"env": environment, "cwd": "/", "user": account.uid, "group": account.gid, "extra_groups": []}


def _leave_with_parent() -> None:
    """Have the kernel stop the server when we are killed, so that no orphan keeps the directory."""
    die_with_parent(signal.SIGINT)
