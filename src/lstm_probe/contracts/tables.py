"""Tables that a run ends in, gathered from the skill of all probes and LSTMs."""

from lstm_probe.contracts.contract import Table

#: Medians over gauges of each gauge's mean over seeds, one row a target, experiment and period; days is one too.
#: `gauges` counts those with a finite r.
TABLE1 = Table(
    "table1_medians.csv",
    {
        "target": "str",
        "experiment": "str",
        "period": "str",
        "seeds": "int64",
        "gauges": "int64",
        "days": "float64",
        "r": "float64",
        "r2": "float64",
        "anomaly_r": "float64",
        "nse": "float64",
        "kge": "float64",
        "rmse": "float64",
        "bias": "float64",
        "r_truth": "float64",
    },
)

#: Share of gauges at which a control's score exceeds that of main, both the gauge's mean over seeds.
CONTROLS = Table(
    "controls.csv",
    {
        "experiment": "str",
        "target": "str",
        "period": "str",
        "metric": "str",
        "gauges": "int64",
        "share_beating_main": "float64",
    },
)

#: Our skill, a mean over seeds, beside a published one, a row a gauge; a difference is ours minus theirs.
PUBLISHED_COMPARISON = Table(
    "published_comparison.csv",
    {
        "target": "str",
        "gauge_id": "str",
        "r": "float64",
        "published_r": "float64",
        "r_difference": "float64",
        "nse": "float64",
        "published_nse": "float64",
        "nse_difference": "float64",
    },
)

#: Medians of our skill and of a published one over the gauges that have both, and their rank correlation, by metric.
PUBLISHED_SUMMARY = Table(
    "published_summary.csv",
    {
        "target": "str",
        "metric": "str",
        "gauges": "int64",
        "median": "float64",
        "published_median": "float64",
        "spearman": "float64",
    },
)

#: Claims on the numbers of a run; a claim holds if its value reaches the threshold.
EXPECTATIONS = Table(
    "expectations.csv",
    {"claim": "str", "number": "str", "value": "float64", "threshold": "float64", "holds": "bool"},
)
