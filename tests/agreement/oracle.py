"""The waterfall once more, said as plainly as possible with fractions; it shares no code with the real one.

Slow and obvious on purpose: cost is a list of exact pieces, every piece knows which part of the bill it came from, and
rounding happens in one place. Used only to hold the real one to the fen.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor


def oracle(plan, bill, accumulators, balances):
    """(paid per layer, account, family amounts, cash, running totals afterwards) by exact fractions."""
    known_groups = {group for layer in plan.layers for group in layer.basis.groups}
    scope = {}
    for name, amount in bill.groups:
        group = name if name in known_groups else ""
        scope[group] = scope.get(group, 0) + amount
    first_self = bill.first_self_fen
    if plan.first_pay is not None:
        for group, amount in scope.items():
            moved = rounded(Fraction(amount * plan.first_pay.share_bp, 10_000))
            scope[group] -= moved
            first_self += moved
    in_scope = sum(scope.values())
    account_left = balances.account_fen if balances.account_usable else 0
    account_first = min(account_left, in_scope) if plan.account.before_funds else 0

    totals = dict(accumulators)
    story = {}
    rounding = {}
    fund_paid = 0
    for layer in plan.layers:
        unpaid = in_scope + first_self - account_first - fund_paid
        left_scope = max(0, in_scope - account_first - fund_paid)
        step = one_layer(layer, scope, left_scope, unpaid, story, totals, rounding)
        story[layer.name] = step
        fund_paid += step["paid"]

    paid_in_order = account_first + fund_paid
    parts = {
        "in_scope": max(0, in_scope - paid_in_order),
        "first_self": first_self - max(0, paid_in_order - in_scope),
        "over_limit": bill.over_limit_fen,
        "wholly_own": bill.wholly_own_fen,
    }
    account = account_first + min(account_left - account_first, sum(parts[name] for name in plan.account.own))
    remaining = bill.total_fen - fund_paid - account
    for_family = min(remaining, sum(parts[name] for name in plan.account.family))
    family = []
    for _, owner, available in balances.family:
        take = min(for_family, available)
        for_family -= take
        if take:
            family.append((owner, take))
    cash = remaining - sum(take for _, take in family)

    for counted in plan.counts:
        amount = {
            "in_scope": in_scope,
            "in_scope_and_first_pay": in_scope + first_self,
            "total": bill.total_fen,
            "fund": fund_paid,
            "left_in_scope": max(0, in_scope - fund_paid),
            "one": 1,
        }[counted.what]
        totals[counted.total] = totals.get(counted.total, 0) + amount
    kept = {name: total for name, total in totals.items() if not name.startswith("visit.") and total}
    return [story[layer.name]["paid"] for layer in plan.layers], account, tuple(family), cash, kept


def one_layer(layer, scope, left_scope, unpaid, story, totals, rounding):
    """What one layer takes as deductible, what it applies rates to, what it leaves behind and what it pays."""
    kind = layer.basis.kind
    room = Fraction(unpaid if kind == "left_in_scope_and_first_pay" else left_scope)
    if kind == "item_groups":
        basis = Fraction(sum(scope.get(group, 0) for group in layer.basis.groups))
    elif kind == "over_cap_of":
        basis = story[layer.basis.layer]["behind"]
    elif kind == "share_of":
        before = story[layer.basis.layer]
        basis = max(Fraction(0), before["used"] - before["paid"])
    else:
        basis = room

    deductible = Fraction(0)
    if layer.deductible is not None:
        rule = layer.deductible
        still = max(0, rule.amount_fen - totals.get(rule.met_by, 0))
        if rule.year_cap_fen is not None:
            still = min(still, max(0, rule.year_cap_fen - totals.get(rule.capped_by, 0)))
        deductible = min(basis, Fraction(still))

    cost = basis - deductible
    allowed = cost
    for cap in layer.caps:
        space = Fraction(max(0, cap.amount_fen - totals.get(cap.total, 0)))
        if cap.counts == "paid":
            room = min(room, space)
        elif cap.counts == "cost":
            allowed = min(allowed, space)
        else:
            allowed = min(allowed, max(Fraction(0), space - deductible))

    place = totals.get(layer.measure.total, 0) + (deductible if layer.measure.counts_deductible else 0)
    used = earned = Fraction(0)
    for band in layer.bands:
        end = allowed if band.upper_fen is None else min(allowed, max(used, band.upper_fen - place))
        rate = Fraction(band.rate_bp, 10_000)
        piece = max(Fraction(0), end - used)
        if earned + piece * rate > room:
            used += (room - earned) / rate
            earned = room
            break
        used += piece
        earned += piece * rate

    carried = rounding.get(layer.fund, Fraction(0))
    paid = min(floor(room), rounded(earned + carried))
    rounding[layer.fund] = earned + carried - paid
    # The real one keeps what rounding left over in ten-thousandths of a fen, rounded down.
    rounding[layer.fund] = Fraction(floor(rounding[layer.fund] * 10_000), 10_000)

    grows = {
        "basis": basis,
        "paid": Fraction(paid),
        "deductible": deductible,
        "cost": used,
        "cost_and_deductible": None,
    }
    for write in layer.writes:
        amount = grows[write.what]
        fen = rounded(used) + rounded(deductible) if amount is None else rounded(amount)
        totals[write.total] = totals.get(write.total, 0) + fen
    return {"paid": paid, "used": used, "behind": cost - used}


def rounded(amount: Fraction) -> int:
    """To the nearest fen, a half upwards."""
    return floor(amount + Fraction(1, 2))
