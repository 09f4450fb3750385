"""Why an amount is what it is, for the members that explain: `memo`, `setl_proc_info`, `exp_content`."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang.basics.fen import percent_text
from mingzhang.care.visits.records import LineRecord
from mingzhang.doors.gateway.envelope import json_text
from mingzhang.rules.settlement import StatementLine

_LONGEST_EXTENSION = 4000

_PAYER_LINES = {"ACCOUNT": "account", "FAMILY": "family", "CASH": "cash"}
_LINE_MEMOS = {
    "IN_SCOPE": "全额纳入支付范围",
    "FIRST_SHARE": "乙类，先自付{share}",
    "OVER_PRICE_LIMIT": "超出限价部分由个人负担",
    "OUT_OF_CATALOGUE": "目录外，由个人负担",
    "OWN_COST_WISHED": "审批不通过，按自费处理",
}


def line_memo(line: LineRecord) -> str:
    """Why a fee line was split as it was."""
    return _LINE_MEMOS.get(line.reason, "").format(share=percent_text(line.first_share_bp))


def explanation(lines: Iterable[StatementLine]) -> str:
    """The settlement line by line, as JSON text for `exp_content`; whole lines only, within the member's length."""
    told: list[str] = []
    room = _LONGEST_EXTENSION - len('{"mz_reasons":[]}')
    for line in lines:
        room -= len(json_text(line.text)) + 1
        if room < 0:
            break
        told.append(line.text)
    return json_text({"mz_reasons": told})


def by_payer(lines: Iterable[StatementLine]) -> dict[str, str]:
    """What the statement says of each payer, for its `setl_proc_info`."""
    told: dict[str, list[str]] = {}
    for line in lines:
        named = _PAYER_LINES.get(line.code) or str(line.figures.get("funds") or line.figures.get("fund") or "")
        for payer in named.split():
            told.setdefault(payer, []).append(line.text)
    return {payer: "；".join(texts)[:_LONGEST_EXTENSION] for payer, texts in told.items()}
