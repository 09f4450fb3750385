"""Own-written messages of the national interface: a sound input of every transaction."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.cast import GUANGZHOU, id_number

from mingzhang.basics.identifiers import record_number

TABLETS = "XMZ0000000000000000001"  # 甲, essential, no price limit


CAPSULES = "XMZ0000000000000000002"  # 乙, the first 10 % are the person's


VISIT_FEE = "0MZ000000000000000003"  # 甲, at most 10.00 yuan


VITAMINS = "XMZ0000000000000000004"  # 丙


NUMBERS = itertools.count(1)


def written(value: Any) -> bytes:
    """JSON as a sender writes it; decimals as numbers."""
    return json.dumps(value, ensure_ascii=False, default=str).encode()


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
        "msgid": f"{SOME_HOSPITAL}20250610100000{next(NUMBERS):04d}",
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
