"""Own-written messages of the national interface, one good one for every transaction, and a desk that sends them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.cast import GUANGZHOU, NOW, Cast, id_number

from mingzhang.basics.identifiers import record_number
from mingzhang.books.database import Connection
from mingzhang.doors.gateway.reading import read
from mingzhang.doors.gateway.reception import serve
from mingzhang.registers.catalogs.operations import NewItem, put_items
from mingzhang.registers.enrolment.queries import identities, person
from mingzhang.registers.institutions.records import Institution

TABLETS = "XMZ0000000000000000001"  # 甲, essential, no price limit
CAPSULES = "XMZ0000000000000000002"  # 乙, the first 10 % are the person's
VISIT_FEE = "0MZ000000000000000003"  # 甲, at most 10.00 yuan
VITAMINS = "XMZ0000000000000000004"  # 丙
_SHELF = (
    NewItem(TABLETS, "二甲双胍片", "drug", "A", 0, None, True, "09", "盒", ""),
    NewItem(CAPSULES, "乙类胶囊", "drug", "B", 1000, None, False, "09", "盒", ""),
    NewItem(VISIT_FEE, "普通门诊诊查费", "service", "A", 0, 1000, False, "02", "次", ""),
    NewItem(VITAMINS, "复合维生素", "drug", "C", 10000, None, False, "09", "瓶", ""),
)

_numbers = itertools.count(1)


def written(value: Any) -> bytes:
    """JSON as a sender writes it; decimals as numbers."""
    return json.dumps(value, ensure_ascii=False, default=str).encode()


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
            "msgid": f"{self.institution.code}{stamp}{next(_numbers):04d}",
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


@dataclass(frozen=True)
class Patient:
    """Whom the messages are about, as their papers say."""

    number: str
    name: str
    document: str
    insurance: str = "310"

    @property
    def claim(self) -> dict[str, Any]:
        """The members by which a message names the person."""
        return {
            "psn_no": self.number,
            "mdtrt_cert_type": "02",
            "mdtrt_cert_no": self.document,
            "card_sn": "",
            "psn_cert_type": "01",
            "certno": self.document,
            "psn_type": "1101",
            "psn_name": self.name,
        }


def patient(connection: Connection, region: str, person_id: int, insurance: str = "310") -> Patient:
    """The papers of somebody of the cast."""
    who = person(connection, region, person_id)
    assert who is not None
    document = identities(connection, region, person_id)[0].number
    return Patient(record_number(region, person_id), who.name, document, insurance)


def line(serial: int, visit: str, patient: Patient, *, item: str = TABLETS, **members: Any) -> dict[str, Any]:
    """A fee line of 2204: four boxes at 25.00."""
    return {
        "feedetl_sn": serial,
        "mdtrt_id": visit,
        "psn_no": patient.number,
        "chrg_bchno": "B1",
        "dise_codg": "",
        "rxno": "R1",
        "rx_circ_flag": "0",
        "fee_ocur_time": "2025-06-10 09:40:00",
        "med_list_codg": item,
        "medins_list_codg": "H-0001",
        "det_item_fee_sumamt": "100.00",
        "cnt": 4,
        "pric": "25.000000",
        "bilg_dept_codg": "01",
        "bilg_dept_name": "内科",
        "bilg_dr_codg": "D440199000001",
        "bilg_dr_name": "医生甲",
        "hosp_appr_flag": "0",
        **members,
    }


def sale_line(serial: int, **members: Any) -> dict[str, Any]:
    """A line of 2101 and 2102: one box at 38.50."""
    return {
        "feedetl_sn": serial,
        "rxno": "",
        "rx_circ_flag": "0",
        "fee_ocur_time": "2025-06-10 09:40:00",
        "med_list_codg": TABLETS,
        "medins_list_codg": "P-0001",
        "det_item_fee_sumamt": 38.5,
        "cnt": 1,
        "pric": 38.5,
        **members,
    }


def visit_body(patient: Patient, serial: str) -> dict[str, Any]:
    """2201."""
    return {
        "data": {
            **patient.claim,
            "insutype": patient.insurance,
            "begntime": "2025-06-10 09:00:00",
            "ipt_otp_no": serial,
            "atddr_no": "D440199000001",
            "dr_name": "医生甲",
            "dept_code": "01",
            "dept_name": "内科",
            "caty": "A03",
            "exp_content": "",
        }
    }


def diagnoses_body(patient: Patient, visit: str) -> dict[str, Any]:
    """2203 and 2203A."""
    return {
        "mdtrtinfo": {
            "mdtrt_id": visit,
            "psn_no": patient.number,
            "med_type": "11",
            "begntime": "2025-06-10 09:00:00",
            "main_cond_dscr": "复诊取药",
            "dise_codg": "E11.900",
            "dise_name": "2型糖尿病",
            "birctrl_type": "",
        },
        "diseinfo": [
            {
                "diag_type": "1",
                "diag_srt_no": 1,
                "diag_code": "E11.900",
                "diag_name": "2型糖尿病",
                "diag_dept": "内科",
                "dise_dor_no": "D440199000001",
                "dise_dor_name": "医生甲",
                "diag_time": "2025-06-10 09:20:00",
                "vali_flag": "1",
            }
        ],
    }


def settlement_body(patient: Patient, visit: str, **members: Any) -> dict[str, Any]:
    """2206 and 2207: the batch of one line of 100.00."""
    return {
        "data": {
            **patient.claim,
            "med_type": "11",
            "medfee_sumamt": 100,
            "psn_setlway": "01",
            "mdtrt_id": visit,
            "chrg_bchno": "B1",
            "insutype": patient.insurance,
            "acct_used_flag": "1",
            "invono": "",
            "fulamt_ownpay_amt": 0,
            "overlmt_selfpay": 0,
            "preselfpay_amt": 0,
            "inscp_scp_amt": "100.00",
            **members,
        }
    }


def sale_body(patient: Patient, **members: Any) -> dict[str, Any]:
    """2101 and 2102."""
    return {
        "druginfo": {
            **patient.claim,
            "begntime": "2025-06-10 09:00:00",
            "medfee_sumamt": 38.5,
            "insutype": patient.insurance,
            "acct_used_flag": "1",
            "med_type": "41",
            **members,
        },
        "drugdetail": [sale_line(1)],
    }


def who_body(patient: Patient) -> dict[str, Any]:
    """1101."""
    claim = {name: value for name, value in patient.claim.items() if name not in ("psn_no", "psn_type")}
    return {"data": claim}


def open_visit(desk: Desk, patient: Patient, serial: str | None = None) -> str:
    """Register a visit with diagnoses; its `mdtrt_id`."""
    visit = desk.ask("2201", visit_body(patient, serial or f"OP{next(_numbers)}"))["data"]["mdtrt_id"]
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


SOMEBODY = Patient(record_number(GUANGZHOU, 1), "陈健", id_number(1, date(1985, 4, 12)))
SOME_VISIT = record_number(GUANGZHOU, 77)
SOME_HOSPITAL = f"H{GUANGZHOU}00001"


def samples() -> dict[str, dict[str, Any]]:
    """A sound `input` for every transaction, about nobody in particular: for what needs no books."""
    cancellation = {"setl_id": record_number(GUANGZHOU, 99), "mdtrt_id": SOME_VISIT, "psn_no": SOMEBODY.number}
    withdrawal = {"psn_no": SOMEBODY.number, "mdtrt_id": SOME_VISIT, "ipt_otp_no": "OP1"}
    removal = {"mdtrt_id": SOME_VISIT, "chrg_bchno": "0000", "psn_no": SOMEBODY.number}
    reversal = {"psn_no": SOMEBODY.number, "omsgid": f"{SOME_HOSPITAL}202506101000000001", "oinfno": "2207"}
    return {
        "9001": {"signIn": {"opter_no": "0007", "mac": "00-00-5E-00-53-01", "ip": "192.0.2.7"}},
        "9002": {"signOut": {"sign_no": "S1", "opter_no": "0007"}},
        "1101": who_body(SOMEBODY),
        "1201": {"medinsinfo": {"fixmedins_type": "1", "fixmedins_code": SOME_HOSPITAL}},
        "2001": {
            "data": {
                "psn_no": SOMEBODY.number,
                "insutype": "310",
                "fixmedins_code": SOME_HOSPITAL,
                "med_type": "11",
                "begntime": "2025-06-10 09:00:00",
            }
        },
        "2201": visit_body(SOMEBODY, "OP1"),
        "2202": {"data": withdrawal},
        "2203": diagnoses_body(SOMEBODY, SOME_VISIT),
        "2203A": diagnoses_body(SOMEBODY, SOME_VISIT),
        "2204": {"feedetail": [line(1, SOME_VISIT, SOMEBODY), line(2, SOME_VISIT, SOMEBODY)]},
        "2205": {"data": removal},
        "2206": settlement_body(SOMEBODY, SOME_VISIT),
        "2207": settlement_body(SOMEBODY, SOME_VISIT),
        "2208": {"data": cancellation},
        "2101": sale_body(SOMEBODY),
        "2102": sale_body(SOMEBODY),
        "2103": {"data": cancellation},
        "2601": {"data": reversal},
    }


def header(number: str, body: Any, **members: Any) -> dict[str, Any]:
    """A whole message that needs no desk."""
    return {
        "infno": number,
        "msgid": f"{SOME_HOSPITAL}20250610100000{next(_numbers):04d}",
        "mdtrtarea_admvs": GUANGZHOU,
        "insuplc_admdvs": GUANGZHOU,
        "recer_sys_code": "MZ",
        "infver": "V1.0",
        "opter_type": "1",
        "opter": "0007",
        "opter_name": "收费处",
        "inf_time": "2025-06-10 10:00:00",
        "fixmedins_code": SOME_HOSPITAL,
        "fixmedins_name": "东园社区卫生服务中心",
        "sign_no": "",
        "input": body,
        **members,
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
