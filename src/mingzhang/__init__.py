"""Mingzhang 明账: the books of basic medical insurance, in which every fen and every zero explains itself.

The folders are floors, lowest first: basics, rules, books, registers, money, care, answers, doors, site.
Inside a floor each folder is a room. ARCHITECTURE.md says who may call whom.
"""
