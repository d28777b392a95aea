"""Artefact of formation: what the states of an LSTM hold and release after some epochs of its training."""

from lstm_probe.contracts.contract import Table

#: One row an epoch (0: before the first) and target. partial_r is the median over gauges of r with what the inputs
#: leave of the target, in the test period. The others are as in `steering.STEERING_TABLE`, along the probe and over
#: the longest lead time. NaN: not known.
FORMATION = Table(
    "formation.csv",
    {
        "lstm": "str",
        "seed": "int64",
        "epoch": "int64",
        "target": "str",
        **dict.fromkeys(("partial_r", "added_mm", "released_mm", "true_mm", "same_sign"), "float64"),
        **dict.fromkeys(("release", "release_lower", "release_upper"), "float64"),
    },
)
