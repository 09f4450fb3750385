"""门诊挂号: a visit is opened; `mdtrt_id` is what every later transaction of the visit carries."""

from __future__ import annotations

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits import operations
from mingzhang.care.visits.records import VisitOrder
from mingzhang.doors.gateway.fields import OPTIONAL, REQUIRED, Message, Node, moment, text
from mingzhang.doors.gateway.people import claim_of, credential_of
from mingzhang.doors.gateway.shapes import (
    EXTENSION,
    INSURANCE,
    PERSON_NUMBER,
    SHOWN_CREDENTIAL,
    VISIT_NUMBER,
    claimed_person,
)
from mingzhang.doors.gateway.transaction import Answer, Caller, Done, Transaction

INPUT = (
    Node(
        "data",
        "挂号信息",
        (
            PERSON_NUMBER,
            INSURANCE,
            moment("begntime", "开始时间", REQUIRED),
            *SHOWN_CREDENTIAL,
            *claimed_person(OPTIONAL),
            text("ipt_otp_no", "住院/门诊号", 30, REQUIRED, note="机构内唯一"),
            text("atddr_no", "医师编码", 30),
            text("dr_name", "医师姓名", 50),
            text("dept_code", "科室编码", 30, REQUIRED),
            text("dept_name", "科室名称", 100, REQUIRED),
            text("caty", "科别", 10, REQUIRED),
            EXTENSION,
        ),
        other_names=("mdtrtinfo",),
    ),
)
OUTPUT = (
    Node(
        "data",
        "挂号结果",
        (VISIT_NUMBER, PERSON_NUMBER, text("ipt_otp_no", "住院/门诊号", 30, REQUIRED), EXTENSION),
    ),
)


def call(caller: Caller, message: Message) -> Answer:
    """Open the visit."""
    data = message["data"]
    region = caller.key.region
    person = claim_of(data)
    if isinstance(person, Refusal):
        return person
    order = VisitOrder(
        institution_code=caller.institution.code,
        person=person,
        credential=credential_of(data),
        serial=data["ipt_otp_no"],
        started_at=data["begntime"],
        benefit="pharmacy" if caller.institution.kind == "pharmacy" else "outpatient",
        department=data["dept_name"],
        doctor=data["dr_name"] or "",
        details={"dept_code": data["dept_code"], "caty": data["caty"], "atddr_no": data["atddr_no"] or ""},
    )
    visit = operations.register_visit(caller.connection, region, order, now=caller.now)
    if isinstance(visit, Refusal):
        return visit
    output = {
        "mdtrt_id": record_number(region, visit.visit_id),
        "psn_no": data["psn_no"],
        "ipt_otp_no": visit.serial,
        "exp_content": "",
    }
    return Done({"data": output}, visit.person_id, "visit", visit.visit_id)


TRANSACTION = Transaction("2201", "门诊挂号", INPUT, OUTPUT, call, kept="by_door")
