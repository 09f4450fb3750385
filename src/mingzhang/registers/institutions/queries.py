"""Reading the register of institutions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from mingzhang.basics.identifiers import institution_region
from mingzhang.basics.periods import Period
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.institutions.records import Agreement, Institution, Session, Settings, Signature

_SQL = load_statements(__package__ or "", "institutions.sql")


def institution_by_code(connection: Connection, code: str) -> Institution | None:
    """An institution by its code (a letter, six digits of region, five of its own), or None."""
    row = connection.execute(_SQL["by_code"], {"region": institution_region(code), "code": code}).fetchone()
    return _institution(row) if row is not None else None


def institution(connection: Connection, region: str, institution_id: int) -> Institution | None:
    """An institution by record number, or None."""
    row = connection.execute(_SQL["by_id"], {"region": region, "institution_id": institution_id}).fetchone()
    return _institution(row) if row is not None else None


def institution_names(connection: Connection, keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The names of institutions by region and record number, in one statement."""
    wanted = sorted(keys)
    values = {"regions": [region for region, _ in wanted], "ids": [number for _, number in wanted]}
    return {(row[0], row[1]): row[2] for row in connection.execute(_SQL["names"], values).fetchall()}


def institutions_of(connection: Connection, region: str) -> tuple[Institution, ...]:
    """All institutions of a region, by code."""
    return tuple(_institution(row) for row in connection.execute(_SQL["of_region"], {"region": region}).fetchall())


def agreement_on(connection: Connection, region: str, institution_id: int, day: date) -> Agreement | None:
    """The agreement that holds on a day, whatever its state; None when there is none."""
    values = {"region": region, "institution_id": institution_id, "day": day}
    row = connection.execute(_SQL["agreement_on"], values).fetchone()
    return _agreement(row) if row is not None else None


def agreements(connection: Connection, region: str, institution_id: int) -> tuple[Agreement, ...]:
    """All periods of an institution's agreement, oldest first."""
    values = {"region": region, "institution_id": institution_id}
    return tuple(_agreement(row) for row in connection.execute(_SQL["agreements"], values).fetchall())


def session(connection: Connection, region: str, sign_no: str) -> Session | None:
    """A sign-in by its number, or None."""
    row = connection.execute(_SQL["session"], {"region": region, "sign_no": sign_no}).fetchone()
    return Session(*row) if row is not None else None


def _institution(row: tuple[Any, ...]) -> Institution:
    return Institution(*row[:9], _settings(row[9]))


def _settings(stored: dict[str, Any]) -> Settings:
    signature = stored.get("signature")
    return Settings(
        infcode_as_text=stored.get("infcode_as_text", False),
        extras=stored.get("extras", True),
        signature=Signature(
            signature["scheme"], signature["key"], vault.open_sealed(bytes.fromhex(signature["secret_sealed"]))
        )
        if signature is not None
        else None,
    )


def _agreement(row: tuple[Any, ...]) -> Agreement:
    return Agreement(*row[:4], Period(row[4], row[5]))
