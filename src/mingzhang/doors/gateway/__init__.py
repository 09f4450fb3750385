"""The hospitals' and pharmacies' door: the national interface of designated institutions, spoken exactly as documented.

It knows envelopes, header signatures, the shape of each transaction and how our words read in the interface's codes.
It refuses to know any rule: a transaction is one call of one operation or query.
Read `wsgi.py` (HTTP), `reading.py` (bytes to a checked message), `reception.py` and `answering.py` (the answer, once),
then any file of `transactions/`.
"""
