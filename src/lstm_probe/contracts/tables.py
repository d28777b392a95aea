"""Tables that a run ends in, gathered from the skill of all probes and LSTMs."""

from lstm_probe.contracts.contract import Table

#: Medians over gauges of each gauge's mean over seeds, one row a target, experiment and period; days is one too.
#: `gauges` counts those with a finite r.
TABLE1 = Table(
    "table1_medians.csv",
    {
        **dict.fromkeys(("target", "experiment", "period"), "str"),
        **dict.fromkeys(("seeds", "gauges"), "int64"),
        **dict.fromkeys(
            ("days", "r", "r2", "anomaly_r", "nse", "kge", "rmse", "bias", "abs_bias", "r_truth"), "float64"
        ),
    },
)

#: Medians over gauges, seed by seed: what another initialisation of the LSTM changes.
SEEDS = Table(
    "seeds.csv",
    {"target": "str", "experiment": "str", "period": "str", "metric": "str", "seed": "int64", "median": "float64"},
)

#: One row an experiment, target and seed. `groups` counts probes (1, or one a gauge); the others are medians over
#: groups, but samples, their sum. NaN where the probe is not linear.
WEIGHTS_TABLE = Table(
    "weights.csv",
    {
        **dict.fromkeys(("experiment", "target"), "str"),
        **dict.fromkeys(("seed", "groups", "samples", "features"), "int64"),
        **dict.fromkeys(("nonzero", "norm"), "float64"),
        "largest": "str",
    },
)

#: Bias of main in the test period as z-scores of the fit period (0: the mean of all gauges), a mean over the soil
#: targets and over seeds; group is largest, smallest or between, by absolute_bias (the mean of absolute biases).
#: Sorted from the smallest to the largest absolute_bias.
OFFSETS = Table(
    "offsets.csv",
    {"gauge_id": "str", "bias": "float64", "absolute_bias": "float64", "group": "str", "p_mean": "float64"},
)

#: Two-sample Kolmogorov-Smirnov test of log mean precipitation, largest against smallest biases.
OFFSETS_TEST = Table(
    "offsets_test.csv",
    {
        "variable": "str",
        "largest": "int64",
        "smallest": "int64",
        "statistic": "float64",
        "p_value": "float64",
    },
)

#: Correlation of two targets on the days that both have, a row a gauge.
PRODUCTS = Table(
    "products.csv",
    {"first": "str", "second": "str", "gauge_id": "str", "r": "float64", "days": "int64"},
)

#: The paper's numbers beside ours. `number` is a path in numbers.json; NaN: nobody says, or we cannot.
#: verdict: within, outside (the tolerance), orientation (synthetic data, another set-up), or not answered; reason says
#: why, or what the paper says in words where it has no number.
REPRODUCTION = Table(
    "reproduction.csv",
    {
        **dict.fromkeys(("section", "quantity", "target", "metric"), "str"),
        **dict.fromkeys(("paper", "notebook", "ours", "difference", "tolerance"), "float64"),
        **dict.fromkeys(("verdict", "number", "source", "reason"), "str"),
    },
)

#: Where the paper's text, code and data disagree: what was chosen (by default, where it can be set) and why, what this
#: run is set to, where (config keys, modules, figures), and numbers of the run that bear on it, in words.
DISAGREEMENTS = Table(
    "disagreements.csv",
    {"number": "int64", "issue": "str", "choice": "str", "this_run": "str", "where": "str", "evidence": "str"},
)

#: Files that a run read: how many, how large, and one checksum over theirs.
SOURCES = Table(
    "sources.csv",
    {"source": "str", "path": "str", "files": "int64", "bytes": "int64", "sha256": "str"},
)

#: Share of gauges at which a control's score exceeds that of main, both the gauge's mean over seeds.
CONTROLS = Table(
    "controls.csv",
    {
        **dict.fromkeys(("experiment", "target", "period", "metric"), "str"),
        "gauges": "int64",
        "share_beating_main": "float64",
    },
)

#: Our skill, a mean over seeds, beside a published one, a row a gauge; a difference is ours minus theirs.
PUBLISHED_COMPARISON = Table(
    "published_comparison.csv",
    {
        **dict.fromkeys(("target", "gauge_id"), "str"),
        **dict.fromkeys(("r", "published_r", "r_difference", "nse", "published_nse", "nse_difference"), "float64"),
    },
)

#: Medians of our skill and of a published one over the gauges that have both, and their rank correlation, by metric.
PUBLISHED_SUMMARY = Table(
    "published_summary.csv",
    {
        **dict.fromkeys(("target", "metric"), "str"),
        "gauges": "int64",
        **dict.fromkeys(("median", "published_median", "spearman"), "float64"),
    },
)

#: Claims on the numbers of a run; a claim holds if its value reaches the threshold.
EXPECTATIONS = Table(
    "expectations.csv",
    {"claim": "str", "number": "str", "value": "float64", "threshold": "float64", "holds": "bool"},
)

#: One row a target, metric (r, anomaly_r) and pair of LSTMs: medians over the gauges of the test period that both have,
#: the median of their differences (lstm less other), and its 95 % interval, as in `contracts.verdict.INTERVALS`.
LSTMS = Table(
    "lstms.csv",
    {
        "target": "str",
        "metric": "str",
        "lstm": "str",
        "other": "str",
        "gauges": "int64",
        "median": "float64",
        "median_other": "float64",
        "difference": "float64",
        "low": "float64",
        "high": "float64",
    },
)

#: One row an LSTM, seed, kind of state (`contracts.lstm.STATES`), unit and target: medians over gauges of r in both
#: periods of the probes, at main's gauges, and, the same for all targets, of the unit's memory (days until its
#: autocorrelation falls below 1/e; NaN: not within half of the record) and the mean of its forget gate (NaN where it
#: was not extracted).
UNITS = Table(
    "units.csv",
    {
        **{"lstm": "str", "seed": "int64", "variable": "str", "unit": "int64", "target": "str"},
        **dict.fromkeys(("r_fit", "r", "memory_days", "mean_forget_gate"), "float64"),
    },
)

#: One row an LSTM and seed: of all pairs of a unit and a gauge, the share whose cell state is saturated on all days
#: that were extracted (|tanh c| above 0.999), and the share that besides follows a straight line in time; how many
#: units are saturated at one gauge or more. NaN where no cell states were given.
SATURATED_UNITS = Table(
    "saturated_units.csv",
    {
        **{"lstm": "str", "seed": "int64", "gauges": "int64", "units": "int64"},
        **dict.fromkeys(("saturated", "drifting", "units_saturated_somewhere"), "float64"),
    },
)
