"""Late payment 补缴: what overdue months cost on a day, until when, and what the payment gives back.

`late_quote` reads and decides; `operations.take_quote` turns a quote into the lines of an order. What a posted payment
restores is written by `operations.after_posting`.
"""

from mingzhang.money.contributions.late.quoting import late_quote
from mingzhang.money.contributions.late.restored import restorations_of

__all__ = ["late_quote", "restorations_of"]
