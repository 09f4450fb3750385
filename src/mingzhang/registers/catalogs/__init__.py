"""What may be covered: drugs, services and consumables by region and period, and the national diagnosis list.

Refuses to know how much is paid: class, first self-paid share and price limit are facts, the split of a line is a rule
(`rules.settlement`). Read `records.py`, then `queries.py`, `operations.py`,
`importing.py`.
"""
