"""Fee lines, in and out: what the sender charges, and how each line was split."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mingzhang.care.visits.records import FeeLine, LineRecord
from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.envelope import plain_number, yuan
from mingzhang.doors.gateway.explained import line_memo
from mingzhang.doors.gateway.fields import Row

_KEPT = ("rxno", "rx_circ_flag", "medins_list_codg", "bilg_dept_name", "bilg_dr_codg", "bilg_dr_name", "hosp_appr_flag")
_NOT_APPROVED = "2"
_FEE_CATEGORY_OF_KIND = {"drug": "09", "service": "14", "consumable": "08"}


def fee_line(row: Row, batch: str) -> FeeLine:
    """One fee line in our words. 审批不通过 means that the person bears a restricted item."""
    return FeeLine(
        serial=row["feedetl_sn"],
        batch=batch,
        item_code=row["med_list_codg"],
        quantity=row["cnt"],
        unit_price=row["pric"],
        amount_fen=row["det_item_fee_sumamt"],
        occurred_at=row["fee_ocur_time"],
        own_cost_wished=row.get("hosp_appr_flag") == _NOT_APPROVED,
        details={name: row[name] for name in _KEPT if row.get(name)},
    )


def split_lines(lines: tuple[LineRecord, ...], extras: bool) -> list[dict[str, Any]]:
    """How each line was split, as 2204 and the pharmacy's answers tell it; with `extras`, why in the memo."""
    return [_split_line(line, line_memo(line) if extras else "") for line in lines]


def _split_line(line: LineRecord, memo: str) -> dict[str, Any]:
    limit = Decimal(line.price_limit_fen or 0).scaleb(-2)
    return {
        "feedetl_sn": line.serial,
        "det_item_fee_sumamt": yuan(line.amount_fen),
        "cnt": plain_number(line.quantity),
        "pric": plain_number(line.unit_price),
        "pric_uplmt_amt": plain_number(limit),
        "selfpay_prop": plain_number(Decimal(line.first_share_bp).scaleb(-4)),
        "fulamt_ownpay_amt": yuan(line.wholly_own_fen),
        "overlmt_amt": yuan(line.over_limit_fen),
        "preselfpay_amt": yuan(line.first_self_fen),
        "inscp_scp_amt": yuan(line.in_scope_fen),
        "chrgitm_lv": codes.CLASS_CODE[line.class_],
        "med_chrgitm_type": line.category or _FEE_CATEGORY_OF_KIND.get(line.kind, "14"),
        "bas_medn_flag": "1" if line.item_group == "essential" else "0",
        "hi_nego_drug_flag": "0",
        "chld_medc_flag": "0",
        "list_sp_item_flag": "0",
        "lmt_used_flag": "0",
        "drt_reim_flag": "0",
        "memo": memo,
    }
