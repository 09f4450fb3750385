"""The same monthly rule in OpenFisca; run by an interpreter that has openfisca-core and not this project.

Arguments: the wages file (.npy: people x months, whole fen), the file for the credits, and floor fen, cap fen,
rate in basis points. Prints seconds and peak memory in bytes.
"""

import resource
import sys
import time

import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

wages_file, credits_file, *figures = sys.argv[1:]
FLOOR, CAP, RATE = int(figures[0]) / 100, int(figures[1]) / 100, int(figures[2]) / 10_000
person = Entity("person", "persons", "A person", "")


class wage(Variable):
    """What is declared for the month, in yuan."""

    value_type = float
    entity = person
    definition_period = DateUnit.MONTH


class credit(Variable):
    """What reaches the personal account, in yuan, half up to the fen."""

    value_type = float
    entity = person
    definition_period = DateUnit.MONTH

    def formula(people, period, parameters):
        base = np.clip(people("wage", period), FLOOR, CAP)
        return np.floor(base * RATE * 100 + 0.5) / 100


system = TaxBenefitSystem([person])
system.add_variables(wage, credit)
wages = np.load(wages_file)
people, months = wages.shape
started = time.perf_counter()
simulation = SimulationBuilder().build_default_simulation(system, people)
credits = np.empty((people, months), np.float32)
for month in range(months):
    period = f"2025-{month + 1:02d}"
    simulation.set_input("wage", period, wages[:, month] / 100)
    credits[:, month] = simulation.calculate("credit", period)
spent = time.perf_counter() - started
np.save(credits_file, credits)
print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
