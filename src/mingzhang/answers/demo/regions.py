"""The two pooling regions of the demo, and the hospitals and pharmacies in them. Every name is made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mingzhang.registers.institutions.records import Kind, Level

Role = Literal["", "hospital", "grand", "community", "pharmacy", "suspended", "offline"]

GUANGZHOU = "440100"
BEIJING = "110000"
HAIKOU = "460100"  # of a few of the cast only: there the second tier has no account
GUESTS = (HAIKOU,)


@dataclass(frozen=True, slots=True)
class DemoInstitution:
    """One hospital or pharmacy; `number` is the five digits of its own in its code, `role` is what a scene asks for."""

    number: int
    name: str
    kind: Kind
    level: Level
    community: bool = False
    role: Role = ""

    def code(self, region: str) -> str:
        """The institution's code in a region."""
        return f"{'P' if self.kind == 'pharmacy' else 'H'}{region}{self.number:05d}"


@dataclass(frozen=True, slots=True)
class DemoRegion:
    """A region of the demo: its code and the short name its institutions and employers carry."""

    code: str
    city: str

    @property
    def institutions(self) -> tuple[DemoInstitution, ...]:
        """The designated institutions: each level of hospital, community centres, pharmacies, one suspended."""
        return tuple(
            DemoInstitution(number, f"{self.city}{name}（演示）", kind, level, community, role)
            for number, name, kind, level, community, role in _INSTITUTIONS
        )


REGIONS = (DemoRegion(GUANGZHOU, "羊城"), DemoRegion(BEIJING, "京华"))

_INSTITUTIONS: tuple[tuple[int, str, Kind, Level, bool, Role], ...] = (
    (1, "第一医院", "hospital", "level3", False, "grand"),
    (2, "中医院", "hospital", "level3", False, ""),
    (3, "第二医院", "hospital", "level2", False, "hospital"),
    (4, "妇幼保健院", "hospital", "level2", False, ""),
    (5, "康复医院", "hospital", "level1", False, "offline"),
    (6, "东街社区卫生服务中心", "hospital", "level1", True, "community"),
    (7, "西街社区卫生服务中心", "hospital", "level1", True, ""),
    (8, "南街社区卫生服务站", "hospital", "none", True, ""),
    (1, "惠民大药房", "pharmacy", "none", False, "pharmacy"),
    (2, "百姓药店", "pharmacy", "none", False, ""),
    (3, "长安药店", "pharmacy", "none", False, ""),
    (4, "停约药店", "pharmacy", "none", False, "suspended"),
)
