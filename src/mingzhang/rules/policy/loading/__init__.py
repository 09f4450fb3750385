"""From the files in `packs/` to checked parameters: read with lines, hold to the schema, convert, check, collect.

Reading order: `lines.py` (YAML that remembers its lines), `schemas.py`, `sources.py`, `parameters.py` (one file),
`checks.py` (what must hold between entries), `packs.py` (the whole tree).
"""

from mingzhang.rules.policy.loading.packs import Packs, RegionPack, load_packs

__all__ = ["Packs", "RegionPack", "load_packs"]
