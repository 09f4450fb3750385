"""药店门诊就诊信息上传: as 2203, for a pharmacy's visits with a prescription; some regions use it for hospitals too."""

from __future__ import annotations

from mingzhang.doors.gateway.diagnoses import record
from mingzhang.doors.gateway.fields import REQUIRED, Node, anything, moment, text
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
            text("dise_codg", "病种编码", 30),
            text("dise_name", "病种名称", 500),
            *MATERNITY,
            text("rxfixmedinsCode", "处方医药机构编码", 12),
            text("rxfixmedinsName", "处方医药机构名称", 200),
            anything("rxIn", "文件数据"),
            text("rxfilename", "文件名", 200),
            anything("rxExpContent", "处方扩展字段", 2000),
            EXTENSION,
        ),
        other_names=("data",),
    ),
    DIAGNOSES,
)
OUTPUT = ()

TRANSACTION = Transaction("2203A", "药店门诊就诊信息上传", INPUT, OUTPUT, record, kept="by_door")
