"""The personal account 个人账户: whether one exists and why, what each month gave it, what keeps or takes its money.

Whether a category has an account, and what it gets, is policy (`shares.py`); the money is the ledger's account
('personal', person). Refuses to know what a visit costs, and what lies in the bank account of a card. Runs of a region
are set-based and join contributions, coverage and credentials directly; everything else asks their queries.
Pure: `rules.py`, `shares.py`, `parts.py` (当年 and 历年), `earning.py` (interest). Read `records.py` first, then these,
`planning.py` and `staging.py` (what a run has to do), `operations/`, `queries/`, `sql/allocation.sql`, `jobs.py`.
"""
