"""Paying: what may be paid for whom, a wish that was shown and confirmed, and the order that it becomes, once.

`payable.py` reads what is due, `wish.py` carries what the reader saw from page to page, `sending.py` makes it an order,
`demo_channel.py` is the channel's side in the demonstration, where no money moves.
"""
