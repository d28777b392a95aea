"""Tables of the calibration: what every target of every small world showed, and the error rates that follow."""

from lstm_probe.contracts.contract import Table

#: Kinds of targets. A store counts that feeds the river wholly or in part; a cut store feeds it not at all.
STORE, CUT, DECOY, PSEUDO = "store", "cut store", "decoy", "pseudo-store"
KINDS = (STORE, CUT, DECOY, PSEUDO)
#: Kinds that no verdict should call found, whose error rate is held to at most `MOST_FALSE`.
NO_STORE = (DECOY, PSEUDO)
NO_STORES = "decoys and pseudo-stores"
MOST_FALSE = 0.05
#: The rule of the whole ladder, with the default thresholds.
LADDER = "ladder"

_LEADS = ("year_shift", "untrained", "inputs", "inputs_parted", "partial_untrained")

#: A row a target of a world. coupling is the share of its water that gets to the river (NaN: no store of this world);
#: nse the median NSE of discharge; r to residual_share as the rungs use them, a lead being the median over gauges of
#: paired differences and _lower its lower bound; permuted and delayed the medians of the paper's controls; the rungs'
#: outcomes those of the thresholds that were the defaults. release and what follows: steering, over 120 days.
WORLDS = Table(
    "worlds.csv",
    {
        "weather_seed": "int64",
        **dict.fromkeys(("structure", "target", "kind"), "str"),
        **dict.fromkeys(("coupling", "nse"), "float64"),
        "gauges": "int64",
        **dict.fromkeys(("r", "anomaly_r", "p", "partial_r", "partial_lower", "partial_p"), "float64"),
        **{f"{name}{end}": "float64" for name in _LEADS for end in ("_lead", "_lead_lower")},
        **dict.fromkeys(("fall", "residual_share"), "float64"),
        **dict.fromkeys(("permuted_r", "permuted_anomaly_r", "delayed_r", "delayed_anomaly_r"), "float64"),
        **dict.fromkeys(("decodable", "specific", "learned", "general"), "str"),
        **dict.fromkeys(("added_mm", "released_mm", "true_mm", "release", "release_lower", "release_upper"), "float64"),
        **dict.fromkeys(("band_lower", "band_upper"), "float64"),
    },
)

#: How many targets of a group a rule calls found, as a share with its binomial interval of 95 %.
RATES = Table(
    "rates.csv",
    {
        **dict.fromkeys(("rule", "group"), "str"),
        **dict.fromkeys(("targets", "found"), "int64"),
        **dict.fromkeys(("rate", "lower", "upper"), "float64"),
    },
)

#: Thresholds of the ladder chosen without one weather seed (-1: on all of them).
CHOSEN = Table(
    "chosen.csv",
    {"without_seed": "int64", **dict.fromkeys(("margin", "partial", "partial_lower"), "float64")},
)

#: Medians and ranges over worlds of how a store is read and what it releases, by the share of it that feeds the river.
DOSES = Table(
    "dose_response.csv",
    {
        "target": "str",
        "coupling": "float64",
        "worlds": "int64",
        **dict.fromkeys(("r", "anomaly_r", "partial_r", "partial_r_lowest", "partial_r_highest"), "float64"),
        **dict.fromkeys(("true_release", "release", "release_lowest", "release_highest"), "float64"),
    },
)
