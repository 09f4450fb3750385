"""Collection 征缴: how a payment travels from the payer through channel, bank and tax office to the books, and back.

Knows orders and every word anybody said about them, debit agreements, the channels' files and calls, their bills and
what differs, refunds, and receipts as papers. Refuses to know what is due: that is for `money.contributions`, which
posts what came in; and whether money is still in an account: who calls from above hands in `money.accounts`' verb.
Read `orders/`, then `channels/`, `reconciling/`, `refunds/`, `documents/`; each begins with its `records.py`.
"""
