"""Artefacts of the probes: weights, predictions and skill."""

from lstm_probe.contracts.contract import Contract, Table, Variable

#: Weights in target units per unit of the feature: all scaling is undone.
PROBE = Contract(
    "probe.nc",
    {"target": "str", "feature": "str"},
    {
        "weight": Variable(("target", "feature"), "target units", "float64", "probe weight"),
        "intercept": Variable(("target",), "target units", "float64", "probe intercept"),
        "standardised_weight": Variable(
            ("target", "feature"), "1", "float64", "weight between standardised feature and target"
        ),
    },
    others=Variable(("target",), None, "float64"),
)

#: Predicted beside observed target; both NaN at gauges that take no part, observed where it has no value.
PREDICTIONS = Contract(
    "predictions.nc",
    {"target": "str", "gauge_id": "str", "time": "time"},
    {
        "predicted": Variable(("target", "gauge_id", "time"), "target units", long_name="probe prediction"),
        "observed": Variable(("target", "gauge_id", "time"), "target units", long_name="target"),
        "units": Variable(("target",), "", "str", "units of each target"),
        "long_name": Variable(("target",), "", "str", "long name of each target"),
    },
)

#: Tidy probe skill; period is fit or test; metrics r, r2, anomaly_r, nse, kge, rmse, bias, n and r_truth.
SKILL = Table(
    "skill.csv",
    {
        "experiment": "str",
        "target": "str",
        "seed": "int64",
        "gauge_id": "str",
        "period": "str",
        "metric": "str",
        "value": "float64",
    },
)
