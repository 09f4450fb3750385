"""Receipts as papers 缴费票据: one for each insured person of a payment, one for who pays for others, red on refund.

A paper's number and code can be checked by anybody who holds it; nobody can guess a code, as a secret key made it.
Read `records.py`, `codes.py`, then `issuing.py`, `queries.py`.
"""
