"""Artefacts of the probes: weights, predictions and skill."""

from lstm_probe.contracts.contract import Contract, Table, Variable

#: One probe a target and group of gauges (`all`, or a group a gauge); all scaling is undone in weight and intercept.
#: A regression that is not linear has no weights and no intercepts, and says so in the attribute `linear` (0).
#: intercept is NaN, and state_source empty, at gauges that take no part in a target.
PROBE = Contract(
    "probe.nc",
    {"target": "str", "group": "str", "feature": "str", "gauge_id": "str"},
    {
        "weight": Variable(("target", "group", "feature"), "target units", "float64", "probe weight", required=False),
        "standardised_weight": Variable(
            ("target", "group", "feature"),
            "1",
            "float64",
            "weight between standardised feature and target",
            required=False,
        ),
        "intercept": Variable(("target", "gauge_id"), "target units", "float64", "probe intercept", required=False),
        "samples": Variable(("target", "group"), "1", "int64", "samples that the probe was fitted on"),
        "state_source": Variable(("target", "gauge_id"), "", "str", "gauge whose states each gauge was given"),
    },
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

#: Tidy probe skill; period is fit or test; metrics r, r2, anomaly_r, nse, kge, rmse, bias, abs_bias, n and r_truth.
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

#: Sums over the days of each year of the test period, of predicted x and observed y: r of any set of years follows.
#: A year is twelve months that begin on the day of the year on which the test period begins, named by its first day's
#: year. `kind` is values, or anomalies: without the day-of-year climatology of the fit period. Both series are first
#: reduced by their mean at the gauge, which changes no r and keeps the sums accurate.
YEARLY_SUMS = Contract(
    "yearly_sums.nc",
    {"target": "str", "gauge_id": "str", "kind": "str", "year": "int", "sum": "str"},
    {
        "sums": Variable(
            ("target", "gauge_id", "kind", "year", "sum"),
            "target units",
            "float64",
            "n, x, y, xx, yy and xy over the days of a year",
        ),
    },
)
