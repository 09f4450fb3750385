"""C91: the payment stands under another place, scheme, year or payer than was asked for. 查询条件不对"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.directory import TAX
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import CONTRIBUTIONS, self_acts
from mingzhang.answers.why.tries import FILTER_HID
from mingzhang.answers.why.words import Figures

BY_ANOTHER = Text(
    "{count} 笔缴费由他人代缴（最近 {at}，{amount_fen} 元），要在“代缴”里查",
    "{count} payments were made by somebody else (the last {at}, {amount_fen} yuan); look under “paid by others”",
)


def check(facts: Facts) -> Verdict:
    """Proved by a search whose filter hid payments on record, or by payments that a relative made."""
    if not facts.receipts:
        return Unknown()
    hidden = facts.events_of(FILTER_HID)
    others = [paid for paid in facts.receipts if paid.payer_kind == "relative"]
    last = (others or list(facts.receipts))[-1]
    figures: Figures = {
        "at": last.received_at,
        "amount_fen": last.amount_fen,
        "count": len(others) or len(facts.receipts),
    }
    if hidden:
        searched = hidden[-1].detail
        figures = {
            **figures,
            "looked": hidden[-1].happened_at,
            "year": str(searched["year"]) if searched.get("year") else None,
            "scheme": searched.get("scheme"),
            "paid_scheme": last.lines[-1].scheme if last.lines else None,
        }
        shown = (*map(citing.event, hidden), citing.receipt(last))
        return Proved(shown, figures, since=hidden[0].happened_at.date(), amount_fen=last.amount_fen)
    if others:
        shown = tuple(map(citing.receipt, others))
        return Proved(shown, figures, says=BY_ANOTHER, since=others[0].received_at.date(), amount_fen=last.amount_fen)
    return Refuted({"count": len(facts.receipts)})


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Search with the right filter, or ask who paid."""
    return self_acts(
        Text("清空条件，或换参保地、险种、年度再查", "Clear the filter, or change place, scheme or year"),
        Text(
            "由别人代缴的，请代缴人在“代缴”里查",
            "If somebody paid for you, that payer finds it under “paid for others”",
        ),
        then=Text("记录和票据显示出来", "The payment and its receipt are shown"),
        page=CONTRIBUTIONS,
    )


CAUSE = Cause(
    id="C91",
    name="wrong_filter",
    symptoms=("PNF",),
    rank=44,
    reads=("evidence.event", "contributions.receipt"),
    title=Text("查询条件不对，或由他人代缴", "Wrong filter, or paid by another"),
    check=check,
    proved=Text(
        "{looked} 按[{scheme}][ {year} 年]查询没有记录，实际有 {count} 笔[，最近一笔 {at}（{paid_scheme}）]",
        "{looked}: the search[ for {scheme}][ in {year}] hid the payments; {count} are on record"
        "[, the last {at} ({paid_scheme})]",
    ),
    refuted=Text(
        "{count} 笔缴费都在本人名下，没有被条件挡住的查询", "All {count} payments are your own, and no search hid them"
    ),
    unknown=Text(
        "本地没有您的缴费记录；可能缴在别处或由别人代缴",
        "No payment is on record here; it may be elsewhere, or another's",
    ),
    source=TAX,
    remedy=remedy,
    ask=Text("换参保地、险种、年度再查，或问代缴人", "Change place, scheme or year, or ask the payer"),
)
