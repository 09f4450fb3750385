"""The closed lists of reasons, each with the wording that the register keeps for people to read."""

from __future__ import annotations

from types import MappingProxyType

STOPPED_BECAUSE = MappingProxyType(
    {
        "left_job": "离职停保",
        "retired": "退休停保",
        "moved_away": "转出参保地停保",
        "removed_by_employer": "原单位减员停保",
        "died": "死亡停保",
        "joined_other_scheme": "参加其他险种停保",
        "own_wish": "本人申请停保",
        "cancelled": "参保登记注销",
        "duplicate": "重复参保停保",
    }
)
SUSPENDED_BECAUSE = MappingProxyType(
    {
        "arrears": "欠费暂停",
        "verification": "待核实暂停",
        "court_order": "依法暂停",
        "own_wish": "本人申请暂停",
        "left_job": "离职暂停",
    }
)
