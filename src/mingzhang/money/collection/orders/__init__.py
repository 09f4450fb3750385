"""Orders to pay 缴费单: from the payer's wish through channel, bank and tax office to the agency's books.

Knows each order's state, every word anybody said about it, who may pay what and why not, and debit agreements. An
answer that is missing leaves an order `unknown` until a query or a bill tells; nothing is assumed.
Read `records.py`, `states.py` (the table of moves), `checks.py` (why an order is refused), then `opening.py`,
`moving.py`, `resolving.py`, `agreements.py`, `queries.py`.
"""
