"""What would this cost me: the form as an address, read into the facts that the rules ask for, and shown again.

The address holds what was typed and nothing that the books know: a signed-in person's own facts are read, never
written into it, so that it can be passed on. Read `reading.py` first, then `form.py`.
"""
