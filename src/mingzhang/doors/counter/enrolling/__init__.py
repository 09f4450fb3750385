"""What a clerk does to somebody's enrolment: each act is its words, its fields, when it is offered, and one call.

Read `act.py` first, then a file of `acts/`.
"""
