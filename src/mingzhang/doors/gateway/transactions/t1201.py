"""医药机构信息获取: a designated institution, by its code or a part of its name."""

from __future__ import annotations

from typing import Any

from mingzhang.basics.refusal import Refusal
from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.fields import OPTIONAL, REQUIRED, Message, Node, anything, code, text
from mingzhang.doors.gateway.transaction import Answer, Caller, Done, Transaction
from mingzhang.registers.institutions import queries
from mingzhang.registers.institutions.records import Institution

INPUT = (
    Node(
        "medinsinfo",
        "查询条件",
        (
            code("fixmedins_type", "定点医疗服务机构类型", 6, codes.INSTITUTION_KIND, REQUIRED),
            text("fixmedins_name", "定点医药机构名称", 200, note="模糊查询；与编号至少填一项"),
            text("fixmedins_code", "定点医药机构编号", 12),
        ),
        other_names=("data",),
    ),
)
OUTPUT = (
    Node(
        "medinsinfo",
        "机构信息",
        (
            text("fixmedins_code", "定点医药机构编号", 12, REQUIRED),
            text("fixmedins_name", "定点医药机构名称", 200, REQUIRED),
            text("uscc", "统一社会信用代码", 50, OPTIONAL, note="本平台不保存，为空"),
            code("fixmedins_type", "定点医疗服务机构类型", 6, codes.INSTITUTION_KIND, REQUIRED),
            text("hosp_lv", "医院等级", 6),
            anything("exp_content", "扩展字段"),
        ),
    ),
)


def call(caller: Caller, message: Message) -> Answer:
    """Find the one institution that fits."""
    wanted = message["medinsinfo"]
    if not wanted["fixmedins_code"] and not wanted["fixmedins_name"]:
        return Refusal("INSTITUTION_NOT_NAMED")
    fitting = [found for found in _candidates(caller, wanted) if _fits(found, wanted)]
    if not fitting:
        return Refusal("INSTITUTION_NOT_FOUND")
    if len(fitting) > 1:
        return Refusal("INSTITUTION_AMBIGUOUS", {"count": len(fitting)})
    return Done({"medinsinfo": _shown(fitting[0])})


def _candidates(caller: Caller, wanted: dict[str, Any]) -> tuple[Institution, ...]:
    if wanted["fixmedins_code"]:
        found = queries.institution_by_code(caller.connection, wanted["fixmedins_code"])
        return (found,) if found is not None else ()
    return queries.institutions_of(caller.connection, caller.institution.region)


def _fits(found: Institution, wanted: dict[str, Any]) -> bool:
    same_kind = codes.KIND_OF_INSTITUTION[found.kind] == wanted["fixmedins_type"]
    exact = [found.name] if wanted["fixmedins_name"] == found.name else []
    return same_kind and (bool(exact) or (wanted["fixmedins_name"] or "") in found.name)


def _shown(found: Institution) -> dict[str, str]:
    return {
        "fixmedins_code": found.code,
        "fixmedins_name": found.name,
        "uscc": "",
        "fixmedins_type": codes.KIND_OF_INSTITUTION[found.kind],
        "hosp_lv": codes.HOSPITAL_LEVEL[found.level] if found.kind == "hospital" else "",
        "exp_content": "",
    }


TRANSACTION = Transaction("1201", "医药机构信息获取", INPUT, OUTPUT, call)
