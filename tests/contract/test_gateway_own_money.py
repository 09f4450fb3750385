"""Somebody in arrears pays a pharmacy from the account; the answer says why no fund paid."""

from __future__ import annotations

from decimal import Decimal

from tests.gateway_desk import Scene
from tests.gateway_messages import sale_body

MAY_UNPAID = (
    "update contributions_due set paid_at = null, person_paid_fen = 0, employer_paid_fen = 0 "
    "where region = %s and person_id = %s and month = '2025-05-01'"
)


def test_a_sale_in_arrears_is_paid_from_the_account(scene: Scene) -> None:
    desk, who = scene.pharmacy, scene.healthy
    desk.connection.execute(MAY_UNPAID, (scene.cast.region, scene.cast.healthy))
    output = desk.ask("2102", sale_body(who))
    told = output["setlinfo"]
    paid = [told[name] for name in ("fund_pay_sumamt", "acct_pay", "psn_cash_pay")]
    assert paid == [Decimal("0.00"), Decimal("38.50"), Decimal("0.00")]  # one box, wholly from the account
    told_why = {row["fund_pay_type_name"]: row["setl_proc_info"] for row in output["setldetail"]}
    assert [why for why in told_why.values() if "支付 0 元：服务日还欠缴医保费" in why] != [], told_why
