"""药店结算撤销: one sale is taken back with its lines; the answer repeats it with negated amounts."""

from __future__ import annotations

from mingzhang.doors.gateway.fields import Node
from mingzhang.doors.gateway.orders import cancel
from mingzhang.doors.gateway.shapes import CANCELLATION, CANCELLED, PAYERS
from mingzhang.doors.gateway.transaction import Transaction

INPUT = (Node("data", "撤销信息", CANCELLATION),)
OUTPUT = (CANCELLED, PAYERS)

TRANSACTION = Transaction("2103", "药店结算撤销", INPUT, OUTPUT, cancel, kept="with_booking")
