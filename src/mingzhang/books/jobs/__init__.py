"""Background work: what was asked for, by whom, how far it is, and how it ended; it survives being killed.

A room says what a kind of work does; this room keeps the queue and never looks inside the work.
"""
