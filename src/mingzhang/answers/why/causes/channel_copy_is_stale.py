"""C10: the channel shows an older copy of the balance. 数据同步延迟"""

from __future__ import annotations

from datetime import datetime

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import operator_acts
from mingzhang.answers.why.words import Figures

WRONG_COPY = Text(
    "{channel} 显示的金额与账本不同，但账本此后没有变动，需核查渠道",
    "{channel} shows another amount though the books have not changed since; the channel must be checked",
)


def check(facts: Facts) -> Verdict:
    """Proved by a copy that differs from the books and is older than their last change."""
    if not facts.copies:
        return Unknown()
    right = {facts.balance_fen, facts.account.available_fen}
    differing = [copied for copied in facts.copies if copied.balance_fen not in right]
    if not differing:
        return Refuted({"count": len(facts.copies), "at": min(copied.copied_at for copied in facts.copies)})
    changed = _last_change(facts)
    stale = [copied for copied in differing if changed is not None and changed > copied.copied_at]
    if not stale:
        return Unknown({"channel": differing[0].channel}, says=WRONG_COPY)
    oldest = min(stale, key=lambda copied: copied.copied_at)
    figures: Figures = {
        "channel": oldest.channel,
        "at": oldest.copied_at,
        "shown_fen": oldest.balance_fen,
        "balance_fen": facts.balance_fen,
        "changed": facts.last_movement.effective_on if facts.last_movement is not None else changed,
    }
    last = facts.last_movement
    moved = (citing.movement(last),) if last is not None else ()
    evidence = (*map(citing.channel_copy, stale), *moved)
    return Proved(evidence, figures, since=oldest.copied_at.date(), amount_fen=facts.balance_fen)


def _last_change(facts: Facts) -> datetime | None:
    """When the books last changed what may be shown: a movement or a hold."""
    moved = [line.booked_at for line in facts.movements.lines]
    held = [hold.placed_at for hold in facts.holds]
    return max(moved + held, default=None)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The channel copies again; here the books themselves are shown."""
    return operator_acts(
        Text("以本页账本余额 {balance_fen} 元为准", "What counts is the books' balance, {balance_fen} yuan").filled(
            proved.figures
        ),
        Text(
            "等待{channel}下一次同步；着急可到医保窗口查询", "Wait for {channel} to copy again, or ask at a counter"
        ).filled(proved.figures),
        then=Text("同步后两处金额一致", "Both show the same amount"),
    )


CAUSE = Cause(
    id="C10",
    name="channel_copy_is_stale",
    symptoms=("Z0", "DASH", "NOQ", "PAY0", "NOMON"),
    rank=44,
    reads=("evidence.channel_copy", "ledger.transfer"),
    title=Text("渠道数据没有更新", "The channel shows an old copy"),
    check=check,
    proved=Text(
        "{channel} 显示的是 {at} 的数据[（{shown_fen} 元）]；账本在 {changed} 有变动，余额 {balance_fen} 元",
        "{channel} shows a copy of {at}[ ({shown_fen} yuan)]; the books changed {changed} and hold {balance_fen} yuan",
    ),
    refuted=Text(
        "{count} 个渠道的数据（{at}）与账本一致", "The copies of {count} channels ({at}) agree with the books"
    ),
    unknown=Text(
        "没有渠道副本的记录，不知道您在哪里看到", "No channel copy is on file; we do not know where you looked"
    ),
    remedy=remedy,
    ask=Text(
        "对照本页的账本余额；不同的话告诉 12393 是哪个渠道",
        "Compare with the balance here; if it differs tell 12393 where",
    ),
)
