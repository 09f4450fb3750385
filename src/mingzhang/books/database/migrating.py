"""Tables from SQL files, applied by Django's migrations so that each is applied once and in order."""

from __future__ import annotations

from importlib.resources import files

from django.db.migrations import RunSQL


def apply_tables(package: str, file: str) -> RunSQL:
    """The migration step that runs `<package>/tables/<file>`; there is no way back, data at rest is the user's."""
    return RunSQL(files(package).joinpath("tables").joinpath(file).read_text(encoding="utf-8"))
