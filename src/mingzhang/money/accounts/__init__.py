"""The personal account 个人账户: whether one exists and why, what each month gave it, what keeps its money.

Whether a category has an account is policy; the money is the ledger's account ('personal', person). Refuses to know
what a visit costs. The allocation run is set-based and joins contributions, coverage and credentials directly;
everything else asks their queries. Read `records.py`, `rules.py`, `queries.py`, `operations/`, `sql/allocation.sql`.
"""
