"""The benchmarks by name: a new one is a module and an entry here.

A module has TITLE, UNIT (what its work counts), CLAIMS (a tuple of `Claim`, maybe empty) and either
``contenders(quick)``, the commands that `measure.alternate` runs in PAIRS rounds (3 where the module has none), or
``measurements(quick)``, which gives such rows itself. ``table(rows)`` may say what the page shows instead of the
common table. A value that a contender prints as a list of records, a curve, goes into a file of its own.
"""

from types import ModuleType

from benchmarks import (
    agreement,
    agreement_real,
    catchment_means,
    elastic_net,
    full_scale,
    nulls,
    pipeline,
    start,
    states,
    storage,
    time_to_skill,
    training,
    training_curve,
)

BENCHMARKS: dict[str, ModuleType] = {
    "training": training,
    "time_to_skill": time_to_skill,
    "states": states,
    "training_curve": training_curve,
    "agreement": agreement,
    "agreement_real": agreement_real,
    "storage": storage,
    "catchment_means": catchment_means,
    "elastic_net": elastic_net,
    "nulls": nulls,
    "full_scale": full_scale,
    "pipeline": pipeline,
    "start": start,
}
