"""From the files in `packs/` to checked parameters: read with lines, hold to the schema, convert, check, collect.

Reading order: `lines.py` (YAML that remembers its lines), `schemas.py`, `sources.py`, `parameters.py` (one topic),
`checks.py` (what must hold inside it), `neighbours.py` (figures that leap), `orders.py` (figures out of order),
`templates.py` (plans), `wages.py` (caps by formula), `across.py` (what must hold between regions), `seeds.py`,
`packs.py` (the whole tree).
"""

from mingzhang.rules.policy.loading.packs import NATIONAL, Packs, PackTree, RegionPack, load_packs
from mingzhang.rules.policy.loading.seeds import SeedFigure, SeedPlace

__all__ = ["NATIONAL", "PackTree", "Packs", "RegionPack", "SeedFigure", "SeedPlace", "load_packs"]
