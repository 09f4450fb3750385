"""人员待遇享受检查: whether this person would be paid for at this institution on this day, and if not, why."""

from __future__ import annotations

from mingzhang.answers.why.words import refusal_words
from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits.facts import Facts, Question
from mingzhang.care.visits.gathering import gather
from mingzhang.care.visits.records import PersonClaim
from mingzhang.care.visits.rules import refuse_service
from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.fields import REQUIRED, Message, Node, code, day, moment, text
from mingzhang.doors.gateway.people import benefit_of, person_id_of
from mingzhang.doors.gateway.shapes import EXTENSION, INSURANCE, MATERNITY, MEDICAL_TYPE, PERSON_NUMBER
from mingzhang.doors.gateway.transaction import Answer, Caller, Done, Transaction

INPUT = (
    Node(
        "data",
        "检查条件",
        (
            PERSON_NUMBER,
            INSURANCE,
            text("fixmedins_code", "定点医药机构编号", 12, REQUIRED),
            MEDICAL_TYPE,
            moment("begntime", "开始时间", REQUIRED),
            moment("endtime", "结束时间"),
            text("dise_codg", "病种编码", 30),
            text("dise_name", "病种名称", 500),
            text("oprn_oprt_code", "手术操作代码", 30),
            text("oprn_oprt_name", "手术操作名称", 500),
            *MATERNITY,
            EXTENSION,
        ),
    ),
)
OUTPUT = (
    Node(
        "trtinfo",
        "待遇检查结果",
        (
            PERSON_NUMBER,
            code("trt_chk_type", "待遇检查类型", 6, codes.CHECK_KIND, REQUIRED),
            code("fund_pay_type", "基金支付类型", 6, codes.FUND, REQUIRED),
            code("trt_enjymnt_flag", "基金款项待遇享受标志", 3, codes.YES_NO, REQUIRED),
            day("begndate", "开始日期", REQUIRED),
            day("enddate", "结束日期"),
            text("trt_chk_rslt", "待遇检查结果", 500, note="不享受时写明原因和办法"),
            EXTENSION,
        ),
        many=True,
    ),
)

_FUND_CHECK = "01"
_POOLED = {"310": "employee_pooled", "390": "resident_pooled"}
_NO_ANSWER = frozenset({"PERSON_UNKNOWN", "INSTITUTION_UNKNOWN"})


def call(caller: Caller, message: Message) -> Answer:
    """Ask the visits room what would stand in the way."""
    data = message["data"]
    pooled = _POOLED.get(data["insutype"])
    if pooled is None:
        name = codes.INSURANCE.values[data["insutype"]]
        return Refusal("INSURANCE_TYPE_NOT_HANDLED", {"insutype": data["insutype"], "name": name}, retry="never")
    benefit = benefit_of(data["med_type"])
    if isinstance(benefit, Refusal):
        return benefit
    question = Question(
        region=caller.key.region,
        person=PersonClaim(person_id_of(data["psn_no"]), codes.SCHEME_OF_INSURANCE[data["insutype"]]),
        institution_code=data["fixmedins_code"],
        now=caller.now,
        service_on=data["begntime"].date(),
    )
    facts = gather(caller.connection, question)
    obstacle = refuse_service(facts, question)
    if obstacle is not None and obstacle.code in _NO_ANSWER:
        return obstacle
    first, last = _span(facts)
    row = {
        "psn_no": data["psn_no"],
        "trt_chk_type": _FUND_CHECK,
        "fund_pay_type": codes.fund_code(pooled),
        "trt_enjymnt_flag": "0" if obstacle else "1",
        "begndate": first,
        "enddate": last,
        "trt_chk_rslt": _reason(obstacle) if obstacle else "",
        "exp_content": "",
    }
    return Done({"trtinfo": [row]}, question.person.person_id)


def _span(facts: Facts) -> tuple[str, str | None]:
    """From when until when the coverage that was looked at counts; the day itself when there is none."""
    for coverage in facts.coverages:
        if coverage.holds.holds(facts.service_on):
            end = coverage.holds.end
            return coverage.entitled_from.isoformat(), end.isoformat() if end else None
    return facts.service_on.isoformat(), None


def _reason(obstacle: Refusal) -> str:
    words = refusal_words(obstacle)
    return f"{words.what}。{words.do}。"[:500]


TRANSACTION = Transaction("2001", "人员待遇享受检查", INPUT, OUTPUT, call)
