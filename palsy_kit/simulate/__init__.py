"""Made-up cohorts whose truth is known, to test what an analysis makes of them. Always labelled synthetic.

People differ in how often they practise, one day depends on the day before, some never start, many stop, and the log
has holds, time zones, late entries and doubled rows. ``docs/simulator.md`` says which published number each part is
set by, and which ones are our own.
"""

from palsy_kit.simulate.cohort import Simulated, simulate, simulate_blocks
from palsy_kit.simulate.design import Design, conditionals, day_to_day
from palsy_kit.simulate.folder import write_simulated
from palsy_kit.simulate.presets import PRESETS, preset

__all__ = [
    "PRESETS",
    "Design",
    "Simulated",
    "conditionals",
    "day_to_day",
    "preset",
    "simulate",
    "simulate_blocks",
    "write_simulated",
]
