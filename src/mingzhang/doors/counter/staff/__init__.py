"""The agency's own people: accounts, roles, scope, passwords, locks and sessions.

Read `rules.py` first (which roles exclude one another, how long a lock lasts, what a password must be), then
`operations.py` and `queries.py`. The tables stand under region 000000: an account works in several regions.
"""
