"""Claims of an invented city: skewed, seasonal, by age, and the same for the same seed.

No real person, bill or hospital stands behind them; the shares and averages are ours, chosen to be plausible, and no
source is claimed for them. What comes from a region's rules is which benefits it settles, which facts its rules ask
for, and what reaches the own accounts each month. Read `region.py`, `people.py`, `visits.py`, `amounts.py`, then
`writing.py`, which puts them together.
"""

from mingzhang.answers.lab.claims.calendar import years_of
from mingzhang.answers.lab.claims.region import Region, region_of
from mingzhang.answers.lab.claims.writing import Written, draw_claims, write_claims

__all__ = ["Region", "Written", "draw_claims", "region_of", "write_claims", "years_of"]
