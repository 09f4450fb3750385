"""C72: the payment was to be debited by a bank, and no agreement allows it. 没有签订代扣协议"""

from __future__ import annotations

from mingzhang.answers.why import citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import ID_CARD, PAY, self_acts
from mingzhang.answers.why.tries import cited, refused_tries
from mingzhang.answers.why.words import Figures

SIGNED = Text(
    "{bank} 尾号 {last4} 的代扣协议自 {since} 起有效", "The agreement with {bank} (…{last4}) holds since {since}"
)


def check(facts: Facts) -> Verdict:
    """Proved by a debit refused for want of an agreement while none holds today."""
    holding = [one for one in facts.money_in.agreements if one.holds.holds(facts.today)]
    if holding:
        figures: Figures = {
            "bank": holding[-1].bank_name,
            "last4": holding[-1].account_last4,
            "since": holding[-1].holds.start,
        }
        return Refuted(figures, says=SIGNED, evidence=tuple(map(citing_money_in.agreement, holding)))
    tried = refused_tries(facts, "NO_DEBIT_AGREEMENT", "AGREEMENT_ENDED")
    if not tried:
        return Refuted()
    ended = [one for one in facts.money_in.agreements if one.holds.end is not None]
    figures: Figures = {"at": tried[-1].happened_at, "ended": ended[-1].holds.end if ended else None}
    shown = (*cited(tried), *map(citing_money_in.agreement, ended))
    return Proved(shown, figures, since=tried[0].happened_at.date())


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Sign at the community or in the tax app; or pay without a debit."""
    return self_acts(
        Text("在社区、签约银行或税务 App 签订代扣协议", "Sign at the community, the bank or in the tax app"),
        Text("不签也行：换不需要代扣的渠道直接缴", "Or pay directly, which needs no agreement"),
        then=Text("签约次日起可扣费；直接缴当天到账", "Debits work from the next day on; a direct payment today"),
        documents=(ID_CARD, Text("扣费银行卡", "the bank card to be debited")),
        page=PAY,
    )


CAUSE = Cause(
    id="C72",
    name="no_debit_agreement",
    symptoms=("PREM",),
    rank=18,
    reads=("evidence.event", "collection.debit_agreement"),
    title=Text("没有签订扣费协议", "No debit agreement"),
    check=check,
    proved=Text(
        "{at} 银行代扣被拒：没有有效的代扣协议[（原协议已于 {ended} 终止）]",
        "{at}: the bank debit was refused: no agreement holds[ (the last one ended on {ended})]",
    ),
    refuted=Text("没有因缺少代扣协议而被拒的缴费", "No payment was refused for want of an agreement"),
    remedy=remedy,
)
