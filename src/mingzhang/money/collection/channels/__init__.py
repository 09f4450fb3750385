"""Channels 渠道: how the outside tells us of payments: a bank's files of debits and the tax platform's signed calls.

Knows their formats, keys and nonces, and turns each answer into a word about an order. Whatever a peer does (loses,
doubles, delays, contradicts), a payment is booked once or not at all. The formats stand in docs/collection.md.
Read `signing.py`, `keys.py`, then `bank_file.py`, `bank.py`, and `notices.py`.
"""
