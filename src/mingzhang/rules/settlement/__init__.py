"""Who pays which fen of a bill, and why: line split, plan, waterfall, reasons and the statement in words.

Pure: policy view, facts, bill, running totals and balances go in, an outcome with reasons comes out. The room knows no
person's records and no region: whether somebody is entitled, filed or designated is decided by the caller.
Read `plan.py` first, then `waterfall.py`.
"""
