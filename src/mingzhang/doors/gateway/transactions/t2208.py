"""门诊结算撤销: one settlement is taken back; the answer repeats it with negated amounts."""

from __future__ import annotations

from mingzhang.doors.gateway.fields import Node
from mingzhang.doors.gateway.orders import cancel
from mingzhang.doors.gateway.shapes import CANCELLATION, CANCELLED, PAYERS
from mingzhang.doors.gateway.transaction import Transaction

INPUT = (Node("data", "撤销信息", CANCELLATION, other_names=("mdtrtinfo",)),)
OUTPUT = (CANCELLED, PAYERS)

TRANSACTION = Transaction("2208", "门诊结算撤销", INPUT, OUTPUT, cancel, kept="with_booking")
