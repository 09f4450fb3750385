"""Reconciling 对账: a channel's bill for a day beside our books, what differs, and what settles each difference.

A bill is the channel's last word: orders that nobody could decide are decided by it. Everything else that differs is
kept open with its next step until somebody closes it. Read `records.py`, `importing.py`, `comparing.py`, `closing.py`,
`queries.py`.
"""
