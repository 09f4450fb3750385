"""Applications 办件: what was applied for, with which papers, how long the agency may take, and who decided why.

It knows timelines, documents, clocks in workdays and two-person decisions; what a kind of application changes in other
books is told by the room that keeps those books.
"""
