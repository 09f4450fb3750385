"""What is due for whom each month, what was paid, and what it became: collection, funds, the account's part.

Refuses to know benefit: whether an unpaid month stands in the way of a visit is told by `paid_up_on`, what follows is
for `care.visits`. What belongs to a person's account is computed here with the month's own rules and given out by
`money.accounts`. Set-based statements join the register's tables directly; everything else asks its queries.
Read `records.py`, `rules.py`, `rates.py` (from policy to figures), then `queries.py`, `operations/`.
"""
