"""Tables that the verdict rests on, and the verdict itself."""

from lstm_probe.contracts.contract import Table

#: 95 % intervals of medians over gauges, and of medians of paired differences over gauges (experiment less against).
#: `against` is empty for a level. metric is r or anomaly_r; period is test. A row has all three numbers.
INTERVALS = Table(
    "intervals.csv",
    {
        "experiment": "str",
        "against": "str",
        "target": "str",
        "period": "str",
        "metric": "str",
        "median": "float64",
        "lower": "float64",
        "upper": "float64",
    },
)

#: What the intervals of a target rest on: gauges with a score of main, how many independent ones tell as much, blocks
#: of gauges, years of the test period and whether they were resampled, seeds.
SAMPLING = Table(
    "sampling.csv",
    {
        "target": "str",
        "gauges": "int64",
        "effective_gauges": "float64",
        "blocks": "int64",
        "years": "int64",
        "years_resampled": "bool",
        "seeds": "int64",
    },
)

#: The verdict, a row a target and rung (`contracts.comparisons.RUNGS`). outcome is passed, missed, not judged or not
#: run; value and threshold are those of the comparison that decided, NaN without one.
LADDER = Table(
    "ladder.csv",
    {
        "target": "str",
        "rung": "str",
        "outcome": "str",
        "value": "float64",
        "threshold": "float64",
        "reason": "str",
    },
)

#: Where main's probe lies between what needs no training and what could be learned, a row a target. floor names the
#: experiment of the floor with the highest r; share is that of the way from floor to ceiling in r² (above 1 where main
#: exceeds the ceiling). p is that of the derangements, corrected; residual_share the share of variance that memories
#: and attributes leave; lag_0_r and highest_r are r of the lag curve at lag 0 and its highest, at highest_lag (d).
FLOOR_AND_CEILING = Table(
    "floor_and_ceiling.csv",
    {
        "target": "str",
        "floor": "str",
        "floor_r": "float64",
        "r": "float64",
        "ceiling_r": "float64",
        "share": "float64",
        "p": "float64",
        "residual_share": "float64",
        "lag_0_r": "float64",
        "highest_r": "float64",
        "highest_lag": "float64",
    },
)
