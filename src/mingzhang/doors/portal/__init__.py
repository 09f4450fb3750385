"""The insured person's door on the web: a page a question, complete without JavaScript, Chinese first.

The portal signs a person in, asks one query or one explanation a page, and renders plain values. It holds no rule,
shows nobody else's data and records every look. Read `urls.py` first, then `views/` (one page a file),
`presenting/` (records into the words and figures of a page) and `access/` (who is reading, codes, locks).
"""
