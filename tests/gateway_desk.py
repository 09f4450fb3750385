"""Desks that send messages to the gateway in this process, and the people and places they are about."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.cast import NOW, Cast
from tests.gateway_messages import (
    CAPSULES,
    NUMBERS,
    TABLETS,
    VISIT_FEE,
    VITAMINS,
    Patient,
    diagnoses_body,
    header,
    line,
    sale_body,
    settlement_body,
    visit_body,
    who_body,
    written,
)

from mingzhang.basics.identifiers import record_number
from mingzhang.books.database import Connection
from mingzhang.doors.gateway.reading import read
from mingzhang.doors.gateway.reception import serve
from mingzhang.registers.catalogs.operations import NewItem, put_items
from mingzhang.registers.enrolment.queries import identities, person
from mingzhang.registers.institutions.records import Institution

_SHELF = (
    NewItem(TABLETS, "二甲双胍片", "drug", "A", 0, None, True, "09", "盒", ""),
    NewItem(CAPSULES, "乙类胶囊", "drug", "B", 1000, None, False, "09", "盒", ""),
    NewItem(VISIT_FEE, "普通门诊诊查费", "service", "A", 0, 1000, False, "02", "次", ""),
    NewItem(VITAMINS, "复合维生素", "drug", "C", 10000, None, False, "09", "瓶", ""),
)


@dataclass
class Desk:
    """One institution's system: it writes envelopes and reads answers."""

    connection: Connection
    institution: Institution
    region: str
    now: datetime = NOW
    headers: Mapping[str, str] = field(default_factory=dict)

    def envelope(self, number: str, body: Any, **members: Any) -> dict[str, Any]:
        """A whole message; `members` replace some of its header."""
        stamp = self.now.strftime("%Y%m%d%H%M%S")
        own = {
            "msgid": f"{self.institution.code}{stamp}{next(NUMBERS):04d}",
            "mdtrtarea_admvs": self.institution.region,
            "insuplc_admdvs": self.region,
            "fixmedins_code": self.institution.code,
            "fixmedins_name": self.institution.name,
        }
        return header(number, body, **{**own, **members})

    def post(self, body: bytes, path_number: str | None = None) -> bytes:
        """Send bytes, get bytes."""
        return serve(self.connection, read(body, path_number, self.now), self.headers)

    def send(self, envelope: Mapping[str, Any]) -> dict[str, Any]:
        """Send an envelope, get the answer with exact numbers."""
        answer: dict[str, Any] = json.loads(self.post(written(envelope)), parse_float=Decimal)
        return answer

    def ask(self, number: str, body: Any, **members: Any) -> dict[str, Any]:
        """Send a transaction and give its output; it must succeed."""
        answer = self.send(self.envelope(number, body, **members))
        assert answer["infcode"] == 0, answer["err_msg"]
        output: dict[str, Any] = answer["output"]
        return output

    def refused(self, number: str, body: Any, **members: Any) -> dict[str, Any]:
        """Send a transaction that must be refused; the machine-readable refusal."""
        answer = self.send(self.envelope(number, body, **members))
        assert answer["infcode"] == -1, answer
        refusal: dict[str, Any] = answer["mz_refusal"]
        return refusal


def patient(connection: Connection, region: str, person_id: int, insurance: str = "310") -> Patient:
    """The papers of somebody of the cast."""
    who = person(connection, region, person_id)
    assert who is not None
    document = identities(connection, region, person_id)[0].number
    return Patient(record_number(region, person_id), who.name, document, insurance)


def open_visit(desk: Desk, patient: Patient, serial: str | None = None) -> str:
    """Register a visit with diagnoses; its `mdtrt_id`."""
    visit = desk.ask("2201", visit_body(patient, serial or f"OP{next(NUMBERS)}"))["data"]["mdtrt_id"]
    desk.ask("2203", diagnoses_body(patient, visit))
    return str(visit)


def billed_visit(desk: Desk, patient: Patient) -> str:
    """A visit with one batch of one line, ready to be settled."""
    visit = open_visit(desk, patient)
    desk.ask("2204", {"feedetail": [line(1, visit, patient)]})
    return visit


def settled_visit(desk: Desk, patient: Patient) -> tuple[str, dict[str, Any]]:
    """A settled visit: its number and the answer's `setlinfo`."""
    visit = billed_visit(desk, patient)
    return visit, desk.ask("2207", settlement_body(patient, visit))["setlinfo"]


@dataclass(frozen=True)
class Scene:
    """The cast with two desks, one of a hospital and one of a pharmacy."""

    cast: Cast
    hospital: Desk
    pharmacy: Desk
    healthy: Patient
    neighbour: Patient

    @classmethod
    def of(cls, connection: Connection, cast: Cast) -> Scene:
        """Set the scene."""
        region = cast.region
        put_items(connection, region, _SHELF, starts=date(2024, 1, 1), source="test")
        return cls(
            cast,
            Desk(connection, cast.institutions.community, region),
            Desk(connection, cast.institutions.pharmacy, region),
            patient(connection, region, cast.healthy),
            patient(connection, region, cast.neighbour),
        )


def bodies(scene: Scene) -> dict[str, tuple[Desk, Callable[[], dict[str, Any]]]]:
    """For every transaction: who sends it, and a function that prepares what it needs and writes its input."""
    hospital, pharmacy, who = scene.hospital, scene.pharmacy, scene.healthy

    def sign_out() -> dict[str, Any]:
        signed = hospital.ask("9001", sign_in)["signinoutb"]
        return {"signOut": {"sign_no": signed["sign_no"], "opter_no": "0007"}}

    def withdraw() -> dict[str, Any]:
        visit = hospital.ask("2201", visit_body(who, "WITHDRAW"))["data"]
        return {"data": {"psn_no": who.number, "mdtrt_id": visit["mdtrt_id"], "ipt_otp_no": "WITHDRAW"}}

    def remove() -> dict[str, Any]:
        return {"data": {"mdtrt_id": billed_visit(hospital, who), "chrg_bchno": "B1", "psn_no": who.number}}

    def cancel() -> dict[str, Any]:
        visit, settled = settled_visit(hospital, who)
        return {"data": {"setl_id": settled["setl_id"], "mdtrt_id": visit, "psn_no": who.number}}

    def refund() -> dict[str, Any]:
        sold = pharmacy.ask("2102", sale_body(who))["setlinfo"]
        return {"data": {"setl_id": sold["setl_id"], "mdtrt_id": sold["mdtrt_id"], "psn_no": who.number}}

    def reverse() -> dict[str, Any]:
        visit = billed_visit(hospital, who)
        original = hospital.envelope("2207", settlement_body(who, visit))
        assert hospital.send(original)["infcode"] == 0
        return {"data": {"psn_no": who.number, "omsgid": original["msgid"], "oinfno": "2207"}}

    sign_in = {"signIn": {"opter_no": "0007", "mac": "00-00-5E-00-53-01", "ip": "192.0.2.7"}}
    entitlement = {
        "psn_no": who.number,
        "insutype": "310",
        "fixmedins_code": hospital.institution.code,
        "med_type": "11",
        "begntime": "2025-06-10 09:00:00",
    }
    named = {"fixmedins_type": "1", "fixmedins_name": "", "fixmedins_code": hospital.institution.code}
    return {
        "9001": (hospital, lambda: sign_in),
        "9002": (hospital, sign_out),
        "1101": (hospital, lambda: who_body(who)),
        "1201": (hospital, lambda: {"medinsinfo": named}),
        "2001": (hospital, lambda: {"data": entitlement}),
        "2201": (hospital, lambda: visit_body(who, "OP-GOOD")),
        "2202": (hospital, withdraw),
        "2203": (hospital, lambda: diagnoses_body(who, open_visit(hospital, who))),
        "2203A": (hospital, lambda: diagnoses_body(who, open_visit(hospital, who))),
        "2204": (hospital, lambda: {"feedetail": [line(1, open_visit(hospital, who), who)]}),
        "2205": (hospital, remove),
        "2206": (hospital, lambda: settlement_body(who, billed_visit(hospital, who))),
        "2207": (hospital, lambda: settlement_body(who, billed_visit(hospital, who))),
        "2208": (hospital, cancel),
        "2101": (pharmacy, lambda: sale_body(who)),
        "2102": (pharmacy, lambda: sale_body(who)),
        "2103": (pharmacy, refund),
        "2601": (hospital, reverse),
    }


def contents(connection: Connection) -> dict[str, tuple[int, int]]:
    """Each table's rows, counted and hashed, but for the evidence of requests and look-ups."""
    tables = connection.execute(
        "select tablename from pg_tables where schemaname = 'public' and tablename not like 'django%'"
        " and tablename not in ('evidence_request', 'evidence_lookup', 'evidence_event') order by 1"
    ).fetchall()
    counted = "select count(*), coalesce(sum(hashtext(one::text)), 0) from {} one"
    found = {name: connection.execute(counted.format(name)).fetchone() for (name,) in tables}  # type: ignore[arg-type]
    return {name: (row[0], row[1]) for name, row in found.items() if row is not None}
