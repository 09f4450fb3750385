"""门诊就诊信息上传: what a visit is for, and its diagnoses; sent again to change them."""

from __future__ import annotations

from mingzhang.doors.gateway.diagnoses import record
from mingzhang.doors.gateway.fields import REQUIRED, Node, moment, text
from mingzhang.doors.gateway.shapes import (
    DIAGNOSES,
    EXTENSION,
    MATERNITY,
    MEDICAL_TYPE,
    PERSON_NUMBER,
    VISIT_NUMBER,
)
from mingzhang.doors.gateway.transaction import Transaction

INPUT = (
    Node(
        "mdtrtinfo",
        "就诊信息",
        (
            VISIT_NUMBER,
            PERSON_NUMBER,
            MEDICAL_TYPE,
            moment("begntime", "开始时间", REQUIRED),
            text("main_cond_dscr", "主要病情描述", 1000),
            text("dise_type_code", "病种类型代码", 30),
            text("dise_codg", "病种编码", 30, REQUIRED),
            text("dise_name", "病种名称", 500, REQUIRED),
            *MATERNITY,
            EXTENSION,
        ),
        other_names=("data",),
    ),
    DIAGNOSES,
)
OUTPUT = ()

TRANSACTION = Transaction("2203", "门诊就诊信息上传", INPUT, OUTPUT, record, kept="by_door")
