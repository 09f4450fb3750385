"""`mingzhang cast`: who lives in the demo region, for people and for programs."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from mingzhang.answers import demo
from mingzhang.books.database import Connection
from mingzhang.doors.gateway.codes import SCHEME_OF_INSURANCE
from mingzhang.registers.catalogs import queries as catalogue
from mingzhang.registers.institutions import queries as institutions
from mingzhang.site.opening import open_books
from mingzhang.site.welcome import key_of

INSURANCE_OF_SCHEME = {scheme: code for code, scheme in SCHEME_OF_INSURANCE.items()}
CLASS_NAMES = {"A": "甲", "B": "乙", "C": "丙"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("cast", help="演示统筹区里有谁。 Who lives in the demo region.")
    def run(
        as_json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
        data: Annotated[Path | None, typer.Option(help="directory of the books")] = None,
    ) -> None:
        with open_books(data) as connection:
            if not demo.is_loaded(connection):
                print(
                    "这些账本里没有演示数据，先运行 demo。 No demo in these books; run `demo` first.", file=sys.stderr
                )
                raise typer.Exit(1)
            told = {
                "institutions": _institutions(connection),
                "people": _people(connection),
                "items": _items(connection),
            }
        if as_json:
            print(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            _print_people(told["people"])


def _institutions(connection: Connection) -> list[dict[str, Any]]:
    return [
        {
            "fixmedins_code": place.code,
            "name": place.name,
            "kind": place.kind,
            "level": place.level,
            "region": place.region,
        }
        for region in demo.REGIONS
        for place in institutions.institutions_of(connection, region.code)
    ]


def _people(connection: Connection) -> list[dict[str, Any]]:
    return [_person(connection, member) for member in demo.members()]


def _person(connection: Connection, member: demo.Member) -> dict[str, Any]:
    key = key_of(connection, member)
    return {
        "psn_no": key.number,
        "certno": member.number,
        "name": member.name,
        "region": member.region,
        "insutype": INSURANCE_OF_SCHEME[member.cover.scheme] if member.cover is not None else None,
        "symptoms": list(member.symptoms),
        "causes": list(member.causes),
        "shows": member.shows,
    }


def _items(connection: Connection) -> list[dict[str, Any]]:
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    return [
        {"med_list_codg": item.code, "name": item.name, "region": item.region, "class": CLASS_NAMES[item.class_]}
        for region in demo.REGIONS
        for item in catalogue.search(connection, region.code, "", today, limit=10_000)
    ]


def _print_people(people: list[dict[str, Any]]) -> None:
    """Two lines for each of the cast: who, and what they show."""
    for person in people:
        symptoms, causes = " ".join(person["symptoms"]), " ".join(person["causes"])
        print(f"{person['name']}  {person['certno']}  {person['psn_no']}  {symptoms} {causes}".rstrip())
        print(f"    {person['shows']}")
