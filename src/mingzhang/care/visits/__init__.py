"""Being treated: visits, diagnoses, fee lines, their settlement, and taking any of it back.

Knows what an institution sent, how each line was split, who paid which fen and why, and each person's running totals
of a medical year. Refuses to know: the rules (`rules.settlement`), whose money it is (`money`), and the national
interface's field names (`doors.gateway`). Read `records.py` first, then `operations/`, one verb a file.
"""
