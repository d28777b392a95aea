"""Artefacts of the nulls: sums of products from which their probes follow, and the skill of every draw."""

from lstm_probe.contracts.contract import Contract, Table, Variable

OWN, TARGETS, UNITS = ("sample", "part"), ("target", "gauge_id", "part"), "target units"

#: Sums over parts of the days with a target: number, means (x, y) and products of deviations from them (xx, xy, yy;
#: x is a feature, y a target), xx as the upper triangle, row by row. A sample is a gauge's states on one set of days:
#: own_sample names that of every target and gauge (-1: takes no part), and targets with the same days share it.
#: `part`: the fit and each year of the test, of values and of anomalies (part_kind, part_period, part_year), which are
#: the long parts of xx; then, where learning curves are drawn, the quarters of each year of the fit, of quarter_xx, in
#: single precision. Sums of other gauges' states and of other years are not kept (`probe.null_parts`).
SECOND_MOMENTS = Contract(
    "moments.nc",
    {"target": "str", "gauge_id": "str"},
    {
        "own_sample": Variable(("target", "gauge_id"), "1", "int64", "sample of every target and gauge"),
        "part_kind": Variable(("part",), "", "str", "values, anomalies or quarters"),
        "part_period": Variable(("part",), "", "str", "fit or test"),
        "part_year": Variable(("part",), "1", "int64", "year of the first day"),
        "n": Variable(OWN, "1", "int64", "number of days"),
        "x": Variable((*OWN, "feature"), "1", "float64", "mean state"),
        "xx": Variable(("sample", "long_part", "product"), "1", "float64", "products of states"),
        "quarter_xx": Variable(("sample", "quarter", "product"), "1", "float32", "products of states in quarters"),
        "y": Variable(TARGETS, UNITS, "float64", "mean target"),
        "yy": Variable(TARGETS, UNITS, "float64", "squares of the target (target units squared)"),
        "xy": Variable((*TARGETS, "feature"), UNITS, "float64", "products of states and target"),
        "record_mean": Variable(("target",), UNITS, "float64", "mean of all values of a target"),
        "record_spread": Variable(("target",), UNITS, "float64", "their standard deviation"),
    },
)

#: Sums by year as `contracts.probe.YEARLY_SUMS`, with the states of so many years earlier (later if negative). They are
#: of anomalies, which decide; those of values are 0. Years without states, and gauges that take no part, are 0.
YEAR_SHIFT_SUMS = Contract(
    "year_shift_sums.nc",
    {"target": "str", "gauge_id": "str", "shift": "int", "kind": "str", "year": "int", "sum": "str"},
    {
        "sums": Variable(
            ("target", "gauge_id", "shift", "kind", "year", "sum"),
            "target units",
            "float64",
            "n, x, y, xx, yy and xy over the days of a year",
        ),
    },
)

#: Medians over gauges in the test period, a row a draw: null is derangement, partial_derangement (of the residual that
#: inputs leave) or year_shift. draw counts from 1; distance_km is what partners keep, shift_years how many years
#: earlier the states are (NaN where it does not apply). A target without draws has one row with draw 0, no numbers and
#: a reason.
NULLS = Table(
    "nulls.csv",
    {
        "target": "str",
        "null": "str",
        "draw": "int64",
        "r": "float64",
        "anomaly_r": "float64",
        "seed": "int64",
        "distance_km": "float64",
        "shift_years": "float64",
        "reason": "str",
    },
)

#: Medians over gauges in the test period of the probe of main given the state of lag_days earlier (later if negative).
LAG_CURVE = Table(
    "lag_curve.csv",
    {"target": "str", "seed": "int64", "lag_days": "int64", "r": "float64", "anomaly_r": "float64"},
)
