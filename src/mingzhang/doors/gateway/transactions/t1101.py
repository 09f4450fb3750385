"""人员基本信息获取: who the person with this card, e-voucher or document is, and how they are covered."""

from __future__ import annotations

from mingzhang.basics.periods import age_on
from mingzhang.basics.refusal import Refusal
from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.coverages import account_told, insurance_rows
from mingzhang.doors.gateway.fields import REQUIRED, Message, Node, anything, code, day, moment, money, number, text
from mingzhang.doors.gateway.finding import find_person
from mingzhang.doors.gateway.shapes import PERSON_NUMBER, SHOWN_CREDENTIAL
from mingzhang.doors.gateway.transaction import Answer, Caller, Done, Transaction
from mingzhang.money.accounts.queries import account_of

INPUT = (
    Node(
        "data",
        "查询条件",
        (
            *SHOWN_CREDENTIAL,
            moment("begntime", "开始时间", note="仅查询历史参保信息时填写"),
            code("psn_cert_type", "人员证件类型", 6, codes.DOCUMENT, REQUIRED),
            text("certno", "证件号码", 50, REQUIRED),
            text("psn_name", "人员姓名", 50, REQUIRED),
        ),
    ),
)
OUTPUT = (
    Node(
        "baseinfo",
        "基本信息",
        (
            PERSON_NUMBER,
            code("psn_cert_type", "人员证件类型", 6, codes.DOCUMENT, REQUIRED),
            text("certno", "证件号码", 50, REQUIRED),
            text("psn_name", "人员姓名", 50, REQUIRED),
            code("gend", "性别", 6, codes.GENDER, REQUIRED),
            text("naty", "民族", 3),
            day("brdy", "出生日期"),
            number("age", "年龄", "4,1", REQUIRED),
            anything("exp_content", "字段扩展"),
        ),
    ),
    Node(
        "insuinfo",
        "参保信息列表",
        (
            money("balc", "余额", REQUIRED, note="个人账户此刻可用的金额"),
            code("insutype", "险种类型", 6, codes.INSURANCE, REQUIRED),
            text("psn_type", "人员类别", 6, REQUIRED),
            code("psn_insu_stas", "人员参保状态", 6, codes.COVERAGE_STATE),
            day("psn_insu_date", "个人参保日期"),
            day("paus_insu_date", "暂停参保日期"),
            code("cvlserv_flag", "公务员标志", 3, codes.YES_NO, REQUIRED),
            text("insuplc_admdvs", "参保地医保区划", 6, REQUIRED),
            text("emp_name", "单位名称", 200),
        ),
        many=True,
        required=False,
    ),
    Node(
        "idetinfo",
        "身份信息列表",
        (
            text("psn_idet_type", "人员身份类别", 3, REQUIRED),
            text("psn_type_lv", "人员类别等级", 3),
            text("memo", "备注", 500),
            moment("begntime", "开始时间", REQUIRED),
            moment("endtime", "结束时间"),
        ),
        many=True,
        required=False,
    ),
)


def call(caller: Caller, message: Message) -> Answer:
    """Find the person and tell their coverage; the look-up is kept, for the person to see."""
    data = message["data"]
    found = find_person(caller, data)
    if isinstance(found, Refusal):
        return found
    asked_on = (data["begntime"] or caller.now).date()
    account = account_of(caller.connection, found.region, found.id, caller.now)
    rows = insurance_rows(caller, found.region, found.id, asked_on, account)
    base = {
        "psn_no": found.number,
        "psn_cert_type": data["psn_cert_type"],
        "certno": data["certno"],
        "psn_name": found.name,
        "gend": str(found.gender),
        "naty": found.ethnicity,
        "brdy": found.birth_date.isoformat(),
        "age": age_on(found.birth_date, caller.now.date()),
        "exp_content": account_told(caller, found.region, found.id, account) if caller.extras else "",
    }
    return Done({"baseinfo": base, "insuinfo": rows, "idetinfo": []}, found.id)


TRANSACTION = Transaction("1101", "人员基本信息获取", INPUT, OUTPUT, call)
