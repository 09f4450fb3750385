"""门诊费用明细信息上传: whole batches of fee lines are added to a visit, and each comes back split."""

from __future__ import annotations

from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits import operations
from mingzhang.care.visits.records import LinesOrder
from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.fields import REQUIRED, Message, Node, code, digits, moment, text
from mingzhang.doors.gateway.lines import fee_line, split_lines
from mingzhang.doors.gateway.people import person_id_of, visit_id_of
from mingzhang.doors.gateway.shapes import (
    EXTENSION,
    ITEM_AND_PRICE,
    PERSON_NUMBER,
    SPLIT_LINE,
    VISIT_NUMBER,
)
from mingzhang.doors.gateway.transaction import Answer, Caller, Done, Transaction

INPUT = (
    Node(
        "feedetail",
        "费用明细",
        (
            digits("feedetl_sn", "费用明细流水号", 30, REQUIRED, note="本次就诊内唯一"),
            VISIT_NUMBER,
            PERSON_NUMBER,
            text("chrg_bchno", "收费批次号", 30, REQUIRED),
            text("dise_codg", "病种编码", 30),
            text("rxno", "处方号", 30),
            text("rx_circ_flag", "外购处方标志", 3, REQUIRED),
            moment("fee_ocur_time", "费用发生时间", REQUIRED),
            *ITEM_AND_PRICE,
            text("bilg_dept_codg", "开单科室编码", 30, REQUIRED),
            text("bilg_dept_name", "开单科室名称", 100, REQUIRED),
            text("bilg_dr_codg", "开单医生编码", 30, REQUIRED),
            text("bilg_dr_name", "开单医师姓名", 50, REQUIRED),
            text("acord_dept_codg", "受单科室编码", 30),
            text("acord_dept_name", "受单科室名称", 100),
            text("orders_dr_code", "受单医生编码", 30),
            text("orders_dr_name", "受单医生姓名", 50),
            code("hosp_appr_flag", "医院审批标志", 3, codes.APPROVAL, REQUIRED, note="2 表示按自费处理"),
            code("tcmdrug_used_way", "中药使用方式", 6, codes.HERB_USE),
            code("etip_flag", "外检标志", 3, codes.YES_NO),
            text("etip_hosp_code", "外检医院编码", 30),
            code("dscg_tkdrug_flag", "出院带药标志", 3, codes.YES_NO),
            code("matn_fee_flag", "生育费用标志", 6, codes.YES_NO),
            text("memo", "备注", 1000),
            text("comb_no", "组套编码", 3),
            EXTENSION,
        ),
        many=True,
        other_names=("data",),
    ),
)
OUTPUT = (Node("result", "分割结果", (*SPLIT_LINE, EXTENSION), many=True),)


def call(caller: Caller, message: Message) -> Answer:
    """Add the lines to the one visit they name."""
    rows = message["feedetail"]
    if len({(row["mdtrt_id"], row["psn_no"]) for row in rows}) > 1:
        return Refusal("LINES_OF_SEVERAL_VISITS")
    visit_id = visit_id_of(caller, rows[0]["mdtrt_id"])
    if isinstance(visit_id, Refusal):
        return visit_id
    person_id = person_id_of(rows[0]["psn_no"])
    lines = tuple(fee_line(row, row["chrg_bchno"]) for row in rows)
    order = LinesOrder(caller.institution.code, person_id, visit_id, lines)
    uploaded = operations.upload_lines(caller.connection, caller.key.region, order, now=caller.now)
    if isinstance(uploaded, Refusal):
        return uploaded
    return Done({"result": split_lines(uploaded, caller.extras)}, person_id)


TRANSACTION = Transaction("2204", "门诊费用明细信息上传", INPUT, OUTPUT, call, kept="by_door")
