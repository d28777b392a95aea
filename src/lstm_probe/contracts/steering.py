"""Artefacts of steering: what came down the river after water was put into the state, and into the true stores."""

from lstm_probe.contracts.contract import Contract, Table, Variable

#: Draw 0 is the direction of the probe, the others are random. `time` is the day after which the state was changed.
#: NaN where a gauge does not have the target, lacks a forcing, or takes no part in the random directions.
STEERING = Contract(
    "steering.nc",
    {
        "target": "str",
        "draw": "int",
        "gauge_id": "str",
        "time": "time",
        "lead_days": "int",
        "day": "int",
        "month": "int",
    },
    {
        "amount": Variable(("target",), "target units", "float64", "what the probe was raised by"),
        "released": Variable(("target", "draw", "gauge_id", "time", "lead_days"), "mm", long_name="extra discharge"),
        "curve": Variable(("target", "draw", "day"), "mm", long_name="median extra discharge up to a day"),
        "half_days": Variable(("target", "gauge_id", "time"), "d", long_name="days until half has come"),
        "monthly": Variable(("target", "month"), "mm", long_name="mean extra discharge of a calendar month"),
    },
)

#: Discharge of the synthetic world less that without the added water, on each day after that on which it was added.
STEERING_TRUTH = Contract(
    "steering_truth.nc",
    {"target": "str", "gauge_id": "str", "time": "time", "day": "int"},
    {
        "amount": Variable(("target",), "target units", "float64", "what was added to the store"),
        "response": Variable(("target", "gauge_id", "time", "day"), "mm d-1", long_name="extra discharge"),
    },
)

#: One row a target, direction and lead time; draw is 0 for the probe. Medians over gauges and days; r, same_sign (a
#: share) and slope set the LSTM beside the true world, pair by pair. release is mm out per mm in, with its 95 %
#: interval over gauges and days. NaN: not known.
STEERING_TABLE = Table(
    "steering.csv",
    {
        "lstm": "str",
        "seed": "int64",
        "target": "str",
        "direction": "str",
        "draw": "int64",
        "lead_days": "int64",
        "added_mm": "float64",
        "released_mm": "float64",
        "true_mm": "float64",
        "r": "float64",
        "same_sign": "float64",
        "slope": "float64",
        "release": "float64",
        "release_lower": "float64",
        "release_upper": "float64",
    },
)

#: When it came: the share of the extra discharge in each calendar month, in the LSTM, in the true world, and the share
#: of the target's own decrease, which for snow is melt; half_days is the median of days until half has come.
STEERING_MONTHS = Table(
    "steering_months.csv",
    {
        "lstm": "str",
        "seed": "int64",
        "target": "str",
        "half_days": "float64",
        "month": "int64",
        "released_share": "float64",
        "true_share": "float64",
        "decrease_share": "float64",
    },
)
