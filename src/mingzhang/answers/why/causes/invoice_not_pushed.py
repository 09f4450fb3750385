"""C92: the receipt exists, and the push to the wallet failed or was never made. 电子票据没有推送"""

from __future__ import annotations

from mingzhang.answers.why import citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.directory import TAX
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import RECEIPTS, self_acts
from mingzhang.answers.why.words import Figures

NOT_PAID = Text("没有入账的缴费，还没有票据", "No payment was posted, so there is no receipt yet")


def check(facts: Facts) -> Verdict:
    """Proved by a receipt whose push failed, or that was never pushed."""
    papers = facts.money_in.papers
    if not papers:
        posted = any(paid.posted_at is not None for paid in facts.receipts)
        return Unknown() if posted else Refuted(says=NOT_PAID)
    missing = [paper for paper in papers if paper.push_state != "delivered"]
    if not missing:
        return Refuted({"to": papers[-1].pushed_to})
    failed = [paper for paper in missing if paper.push_state == "failed"]
    last = (failed or missing)[-1]
    figures: Figures = {
        "at": last.issued_at,
        "number": last.number,
        "count": len(missing),
        "failed": FAILED.filled({"to": last.pushed_to}) if failed else None,
    }
    return Proved(tuple(map(citing_money_in.paper, missing[-3:])), figures, since=missing[0].issued_at.date())


FAILED = Text("[（{to}）]推送未成功", "[ to {to}] failed")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Download it here, or scan the code."""
    return self_acts(
        Text("在“票据”页下载 PDF，或扫缴费单二维码领取", "Download the PDF under “Receipts”, or scan the slip's code"),
        then=Text("票据和微信、支付宝里的一样有效", "It is as good as the one in the wallet"),
        page=RECEIPTS,
    )


CAUSE = Cause(
    id="C92",
    name="invoice_not_pushed",
    symptoms=("PNF",),
    rank=48,
    reads=("collection.document", "contributions.receipt"),
    title=Text("电子票据没有推送", "The invoice was not pushed"),
    check=check,
    proved=Text(
        "{at} 开具的缴费票据（{number}）没有送到卡包[：{failed}]；票据在这里可以下载",
        "The receipt {number} of {at} did not reach your wallet[: the push{failed}]; it can be downloaded here",
    ),
    refuted=Text("票据已送达[（{to}）]", "The receipt was delivered[ ({to})]"),
    unknown=Text(
        "缴费已入账，票据还没有领取过，推送情况不知道", "The payment is posted; its receipt was never asked for"
    ),
    source=TAX,
    remedy=remedy,
    ask=Text("在“票据”页领取并下载", "Get and download it under “Receipts”"),
)
