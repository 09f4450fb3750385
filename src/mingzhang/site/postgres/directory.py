"""The directory a user chose for the books: what lies where, who may own it, and one server at a time."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

SOCKET_PATH_LIMIT = 100  # bytes; a unix socket's path may have 107 with the socket's own name


class DirectoryProblem(Exception):
    """The directory cannot hold the books; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class ServerAccount:
    """The operating system account the server runs as; the server itself refuses to run as root."""

    name: str
    uid: int
    gid: int


class ServerDirectory:
    """`DIR/postgres` is the database, `DIR/run` its socket, `DIR/postgres.log` its log, `DIR/lock` who serves it."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.database = self.root / "postgres"
        self.log = self.root / "postgres.log"
        self._lock_file: IO[str] | None = None

    @property
    def sockets(self) -> Path:
        """Where the socket lies; a short place of our own when the directory's path is too long for a socket."""
        inside = self.root / "run"
        if len(os.fsencode(inside)) <= SOCKET_PATH_LIMIT - len("/.s.PGSQL.5432"):
            return inside
        digest = hashlib.sha256(str(self.root).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"mingzhang-{digest}"

    @property
    def url(self) -> str:
        """What MINGZHANG_DATABASE_URL is while this server runs."""
        return f"postgresql://mingzhang@/mingzhang?host={self.sockets}"

    def prepare(self) -> None:
        """Make the directory and its parts, with the rights each needs, and touch no one else's."""
        self.root.mkdir(parents=True, exist_ok=True)
        account = self.account()
        if account is not None:
            self._check_reach(account)
        for part in (self.database, self.sockets):
            if not part.exists():
                part.mkdir(mode=0o700 if part == self.database else 0o755)
                if account is not None:
                    os.chown(part, account.uid, account.gid)

    def account(self) -> ServerAccount | None:
        """The account for the server when we are root: the database's owner, else postgres, else nobody."""
        if os.geteuid() != 0:
            return None
        if self.database.exists() and self.database.stat().st_uid != 0:
            entry = pwd.getpwuid(self.database.stat().st_uid)
            return ServerAccount(entry.pw_name, entry.pw_uid, entry.pw_gid)
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return ServerAccount(name, entry.pw_uid, entry.pw_gid)
        raise DirectoryProblem("需要一个非 root 账户来运行数据库。The machine has neither `postgres` nor `nobody`.")

    def _check_reach(self, account: ServerAccount) -> None:
        for folder in (self.root, *self.root.parents):
            state = folder.stat()
            open_to_all = bool(state.st_mode & 0o001)
            own = state.st_uid == account.uid and bool(state.st_mode & 0o100)
            group = state.st_gid == account.gid and bool(state.st_mode & 0o010)
            if not (open_to_all or own or group):
                raise DirectoryProblem(
                    f"数据目录无法使用：{self.root}\n"
                    f"  The database cannot run as root; it runs as `{account.name}`, who may not enter {folder}.\n"
                    f"  Choose a directory that everybody may enter: --data /var/lib/mingzhang"
                )

    def lock(self) -> None:
        """Take the directory for this process; a second server on it is refused."""
        file = open(self.root / "lock", "a+", encoding="utf-8")  # noqa: SIM115 - held open as long as we serve
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "?"
            file.close()
            raise DirectoryProblem(
                f"数据目录正在被另一个明账服务使用（进程 {holder}）：{self.root}\n"
                f"  Another Mingzhang (process {holder}) serves this directory.\n"
                f"  Stop it first, or choose another directory with --data DIR."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._lock_file = file

    def unlock(self) -> None:
        """Give the directory back."""
        if self._lock_file is not None:
            self._lock_file.truncate(0)
            self._lock_file.close()
            self._lock_file = None

    def is_served(self) -> bool:
        """Whether some process serves the directory now."""
        try:
            with open(self.root / "lock", encoding="utf-8") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                return False
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
