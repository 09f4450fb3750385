"""A settlement as the interface tells it: `setlinfo`, `setldetail`, `detlcutinfo`.

The published identities hold in every answer: total = own + over limit + first share + in scope; total = funds +
person + hospital; person = account + cash; funds = sum of the fund members. The identity number is never written into
an answer that is kept: it stands there as a mark and is filled from the request when the answer is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from mingzhang.basics.fen import half_up
from mingzhang.basics.identifiers import record_number
from mingzhang.care.visits.records import Payer, Settled
from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.envelope import yuan
from mingzhang.doors.gateway.fields import Row
from mingzhang.doors.gateway.values import moment_text

DOCUMENT_MARK = b'"certno":"@certno@"'
_BY_ITEM = "1"
_RATIO_SCALE = 10_000


def settlement_info(settled: Settled, data: Row, message_id: str) -> dict[str, Any]:
    """`setlinfo` of a settlement, tried or booked."""
    return {
        "mdtrt_id": _number(settled, settled.visit_id),
        "setl_id": _number(settled, settled.settlement_id),
        **person_shown(settled),
        "psn_cert_type": data.get("psn_cert_type") or "01",
        "certno": "@certno@",
        "setl_time": None if settled.settlement_id is None else moment_text(settled.settled_at),
        "mdtrt_cert_type": data["mdtrt_cert_type"],
        "med_type": settled.medical_type or data["med_type"],
        **amounts(settled),
        **clearing(settled, message_id),
    }


def cancellation_info(settled: Settled, message_id: str) -> dict[str, Any]:
    """`setlinfo` of a cancellation: the same amounts, negated, and the cash under both of its names."""
    sums = amounts(settled)
    return {
        "mdtrt_id": _number(settled, settled.visit_id),
        "setl_id": _number(settled, settled.settlement_id),
        "setl_time": moment_text(settled.settled_at),
        **sums,
        "pdn_cash_pay": sums["psn_cash_pay"],
        **clearing(settled, message_id),
        **person_shown(settled),
    }


def person_shown(settled: Settled) -> dict[str, Any]:
    """The person, as far as a receipt shows them; without the identity number."""
    person = settled.person
    return {
        "psn_no": record_number(settled.region, settled.person_id),
        "psn_name": person.name,
        "gend": str(person.gender),
        "naty": person.ethnicity,
        "brdy": person.birth_date.isoformat(),
        "age": person.age,
        "insutype": codes.INSURANCE_OF_SCHEME[settled.scheme],
        "psn_type": codes.person_type(settled.category, person.civil_servant),
        "cvlserv_flag": "1" if person.civil_servant else "0",
    }


def amounts(settled: Settled) -> dict[str, Any]:
    """The sums; whole fen inside, JSON numbers with two decimals outside."""
    sums = settled.amounts
    by_member = dict.fromkeys(codes.FUND_MEMBERS, 0)
    for payer in settled.payers:
        if is_fund(payer):
            by_member[codes.fund_member(payer.payer)] += payer.amount_fen
    return {
        "medfee_sumamt": yuan(sums.total_fen),
        "fulamt_ownpay_amt": yuan(sums.wholly_own_fen),
        "overlmt_selfpay": yuan(sums.over_limit_fen),
        "preselfpay_amt": yuan(sums.first_self_fen),
        "inscp_scp_amt": yuan(sums.in_scope_fen),
        "act_pay_dedc": yuan(sums.deductible_fen),
        "pool_prop_selfpay": _ratio(by_member["hifp_pay"], sums.in_scope_fen),
        **{member: yuan(paid) for member, paid in by_member.items()},
        "fund_pay_sumamt": yuan(sums.fund_fen),
        "psn_part_amt": yuan(sums.account_fen + sums.family_fen + sums.cash_fen),
        "acct_pay": yuan(sums.account_fen + sums.family_fen),
        "psn_cash_pay": yuan(sums.cash_fen),
        "hosp_part_amt": yuan(sums.institution_fen),
        "balc": yuan(settled.balance_after_fen),
        "acct_mulaid_pay": yuan(sums.family_fen),
    }


def clearing(settled: Settled, message_id: str) -> dict[str, Any]:
    """How the institution will be paid; a trial is not cleared yet."""
    booked = settled.settlement_id is not None
    return {
        "medins_setl_id": message_id,
        "clr_optins": settled.region if booked else None,
        "clr_way": _BY_ITEM if booked else None,
        "clr_type": codes.CLEARING_OF_BENEFIT.get(settled.benefit, "99"),
    }


def payers(settled: Settled, explained: Mapping[str, str]) -> list[dict[str, Any]]:
    """`setldetail`: one row for each payer but cash; `explained` has the sentence of a payer, when it is wanted."""
    scope = yuan(settled.amounts.in_scope_fen)
    return [
        {
            "fund_pay_type": codes.fund_code(payer.payer),
            "inscp_scp_amt": scope,
            "crt_payb_lmt_amt": yuan(payer.amount_fen),
            "fund_payamt": yuan(payer.amount_fen),
            "fund_pay_type_name": codes.payer_name(payer.payer),
            "setl_proc_info": explained.get(payer.payer, ""),
        }
        for payer in settled.payers
        if payer.payer != "cash"
    ]


def is_fund(payer: Payer) -> bool:
    """Whether a payer is an insurance fund: not the person's own means, not the institution."""
    return payer.payer not in ("account", "family", "cash", "institution")


def with_document(answer: bytes, document: str) -> bytes:
    """The answer as it is sent: the identity number stands where the mark stood."""
    return answer.replace(DOCUMENT_MARK, b'"certno":' + msgspec.json.encode(document), 1)


def _number(settled: Settled, record_id: int | None) -> str | None:
    return None if record_id is None else record_number(settled.region, record_id)


def _ratio(part_fen: int, whole_fen: int) -> msgspec.Raw:
    """The pooled fund's share of what lies in scope, four decimals; 0 when nothing does."""
    share = half_up(abs(part_fen) * _RATIO_SCALE, abs(whole_fen)) if whole_fen else 0
    return msgspec.Raw(f"{share // _RATIO_SCALE}.{share % _RATIO_SCALE:04d}".encode())
