"""Who is insured: people, identities over time, coverage periods with their status, employers, cards and e-vouchers.

Refuses to know money: whether a month was paid is for `money.contributions`, what an account holds is for
`money.accounts`. A status is always asked for a day, never "now". Identity numbers and phones are sealed and found by
a blind index. Read `records/`, then what is pure: `rules.py` (what coverages mean on a day), `checking.py` (what
contradicts itself), `waiting.py`, `comparing.py`, `doubles.py`, `years.py`; then `queries/` and `operations/`.
"""
