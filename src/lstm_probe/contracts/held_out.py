"""Artefacts of LSTMs that are not trained at some gauges."""

from lstm_probe.contracts.contract import Table

#: The gauges that an LSTM is not trained at.
HELD_OUT = Table("held_out.csv", {"gauge_id": "str"})

#: Medians in the test period at gauges that an LSTM never saw, beside those that it was trained at; `what` is discharge
#: or a target, which the probe did not see there either. Beside a target stands main at the gauges that it was fitted
#: at. A gauge counts with its mean over seeds, and over LSTMs of the same kind.
HELD_OUT_TABLE = Table(
    "held_out.csv",
    {
        **dict.fromkeys(("what", "metric"), "str"),
        "gauges": "int64",
        "unseen": "float64",
        "gauges_seen": "int64",
        "seen": "float64",
    },
)
