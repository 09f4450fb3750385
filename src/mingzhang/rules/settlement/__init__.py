"""Who pays which fen of a bill, and why: line split, plan, waterfall, reasons and the statement in words.

Pure: policy view, facts, bill, running totals and balances go in, an outcome with reasons comes out. The room knows no
person's records and no region: whether somebody is entitled, filed or designated is decided by the caller.
Read `plan.py` first, then `waterfall.py`.
"""

from mingzhang.rules.settlement.bill import Bill, ItemRule, LineSplit, bill_of, split_line
from mingzhang.rules.settlement.estimating import YearTotal, estimate, totals_read
from mingzhang.rules.settlement.facts import PersonFacts, VisitFacts
from mingzhang.rules.settlement.outcome import Balances, BandResult, CapResult, LayerResult, Outcome
from mingzhang.rules.settlement.picture import picture
from mingzhang.rules.settlement.plan import Plan
from mingzhang.rules.settlement.planning import bar_funds, plan_for
from mingzhang.rules.settlement.settling import settle
from mingzhang.rules.settlement.statement import StatementLine, statement
from mingzhang.rules.settlement.telling import told

__all__ = [
    "Balances",
    "BandResult",
    "Bill",
    "CapResult",
    "ItemRule",
    "LayerResult",
    "LineSplit",
    "Outcome",
    "PersonFacts",
    "Plan",
    "StatementLine",
    "VisitFacts",
    "YearTotal",
    "bar_funds",
    "bill_of",
    "estimate",
    "picture",
    "plan_for",
    "settle",
    "split_line",
    "statement",
    "told",
    "totals_read",
]
