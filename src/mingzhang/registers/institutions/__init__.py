"""Where people are treated: designated hospitals and pharmacies, their agreements over time, sign-ins, settings.

Refuses to know what an institution charges or is owed: that is for `care.visits` and the ledger. A secret for
signatures is sealed at rest. Read `records.py`, then `queries.py`, `operations.py`.
"""
