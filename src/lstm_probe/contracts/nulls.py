"""Artefacts of the nulls: sums of products from which their probes follow, and the skill of every draw."""

from lstm_probe.contracts.contract import Contract, Table, Variable

OWN, TARGETS = ("sample", "part"), ("target", "gauge_id", "part")
PAIR, PAIRS = ("pair_sample", "pair_part"), ("target", "draw", "gauge_id")
SHIFT, SHIFTS = ("sample", "shift", "shift_part"), ("target", "gauge_id", "shift", "shift_part")
UNITS = "target units"

#: Sums over parts of the days with a target: number, means (x, y) and products of deviations from them (xx, xy, yy;
#: x is a feature, y a target), xx as the upper triangle, row by row. A sample is a gauge's states on one set of days:
#: own_sample names that of every target and gauge (-1: takes no part), and targets with the same days share it.
#: `part`: the fit and each year of the test, of values and of anomalies (part_kind, part_period, part_year), and where
#: learning curves are drawn the quarters of each year of the fit. Other gauges'
#: states (pair_part: values of the fit, values of the test, anomalies of the test): partner_sample counts on from the
#: own samples to those of pair_n, pair_x and pair_xx, which are there only where the days differ; tested_part is
#: pair_part without the first, of which the probe of all gauges needs the sum over gauges alone. States of other years
#: (shift: how many years earlier; shift_part: values of the fit, values of the test, and anomalies of each year of the
#: test; scored_part is those without the first). The lag curve is of the probe of main: lag is how many days earlier.
SECOND_MOMENTS = Contract(
    "moments.nc",
    {"target": "str", "gauge_id": "str", "shift": "int", "lag": "int"},
    {
        "own_sample": Variable(("target", "gauge_id"), "1", "int64", "sample of every target and gauge"),
        "part_kind": Variable(("part",), "", "str", "values, anomalies or quarters"),
        "part_period": Variable(("part",), "", "str", "fit or test"),
        "part_year": Variable(("part",), "1", "int64", "year of the first day"),
        "n": Variable(OWN, "1", "int64", "number of days"),
        "x": Variable((*OWN, "feature"), "1", "float64", "mean state"),
        "xx": Variable((*OWN, "product"), "1", "float64", "products of states"),
        "y": Variable(TARGETS, UNITS, "float64", "mean target"),
        "yy": Variable(TARGETS, UNITS, "float64", "squares of the target (target units squared)"),
        "xy": Variable((*TARGETS, "feature"), UNITS, "float64", "products of states and target"),
        "record_mean": Variable(("target",), UNITS, "float64", "mean of all values of a target"),
        "record_spread": Variable(("target",), UNITS, "float64", "their standard deviation"),
        "distance_km": Variable(("target",), "km", "float64", "distance that partners keep at least"),
        "no_draws": Variable(("target",), "", "str", "why there is no derangement"),
        "partner": Variable(PAIRS, "1", "int64", "position of the gauge whose states each gauge is given"),
        "partner_sample": Variable(PAIRS, "1", "int64", "sample of these states"),
        "partner_fit_xy": Variable(
            (*PAIRS[:2], "feature"), UNITS, "float64", "products in the fit, summed over gauges"
        ),
        "partner_xy": Variable((*PAIRS, "tested_part", "feature"), UNITS, "float32", "products of them and the target"),
        "pair_n": Variable(PAIR, "1", "int64", "number of days"),
        "pair_x": Variable((*PAIR, "feature"), "1", "float64", "mean state"),
        "pair_xx": Variable((*PAIR, "product"), "1", "float64", "products of states"),
        "shift_n": Variable(SHIFT, "1", "int64", "number of days"),
        "shift_x": Variable((*SHIFT, "feature"), "1", "float64", "mean state"),
        "shift_fit_xx": Variable((*SHIFT[:2], "product"), "1", "float64", "products of states in the fit"),
        "shift_xx": Variable((*SHIFT[:2], "scored_part", "product"), "1", "float32", "products of states in the test"),
        "shift_y": Variable(SHIFTS, UNITS, "float64", "mean target"),
        "shift_yy": Variable(SHIFTS, UNITS, "float64", "squares of the target (target units squared)"),
        "shift_xy": Variable((*SHIFTS, "feature"), UNITS, "float32", "products of states and target"),
        "lag_r": Variable(("target", "gauge_id", "lag"), "1", "float64", "r of the lagged prediction"),
        "lag_anomaly_r": Variable(("target", "gauge_id", "lag"), "1", "float64", "anomaly r of the lagged prediction"),
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
