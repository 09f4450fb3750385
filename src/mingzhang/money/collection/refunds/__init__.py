"""Refunds of contributions 缴费退费: on which ground, through which stages, by which route, until the money arrived.

A contribution that paid for a month stays where it is unless the books prove a ground. Money that paid for nothing (a
month paid twice) goes back by itself. Read `records.py`, `rules.py` (grounds and stages), then `automatic.py`,
`asking.py`, `reviewing.py`, `sending.py`, `queries.py`.
"""
