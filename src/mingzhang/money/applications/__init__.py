"""The kinds of application that change coverage, contributions or accounts: one file a kind.

Each file declares the papers, the clock and who decides (`books.cases`), and carries the decision out.
"""
