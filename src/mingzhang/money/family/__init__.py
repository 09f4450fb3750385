"""Family mutual aid 家庭共济: whose account may pay for whom, in which order, from when until when.

Refuses to know 亲情账户 links (a relative's code shown in an app): they move no money. Which relations count is policy.
Read `records.py`, then `queries.py`, `operations.py`.
"""
