"""Who may be treated where: off-site filings 异地备案 and chosen institutions 选点, each for a period.

Refuses to know what follows for the money: how an unfiled or unchosen visit is paid is policy. Read `records.py`,
then `queries.py`, `operations.py`.
"""
