"""How few labels a concept needs."""

from lstm_probe.contracts.contract import Table

#: r at gauges that the probe was not fitted at, a row an experiment, seed, target, number of labels and draw: medians
#: over gauges in the test period. labelled is gauges or years, labels how many of them; with all of them (every)
#: nothing is drawn, and draw is 0. seed is that of the states; 1 for experiments without states of a trained LSTM.
LEARNING_DRAWS = Table(
    "learning_draws.csv",
    {
        **dict.fromkeys(("experiment", "target", "labelled"), "str"),
        "seed": "int64",
        "labels": "float64",
        "every": "bool",
        "draw": "int64",
        "gauges": "int64",
        "r": "float64",
        "anomaly_r": "float64",
    },
)

#: The same over draws, each a mean over seeds: medians of r and anomaly_r, with the 10 % and 90 % of the draws of r.
LEARNING_CURVES = Table(
    "learning_curves.csv",
    {
        **dict.fromkeys(("experiment", "target", "labelled"), "str"),
        "labels": "float64",
        "every": "bool",
        "draws": "int64",
        **dict.fromkeys(("r", "lower", "upper", "anomaly_r"), "float64"),
    },
)

#: From how many labels on the states do better than linear memories of the weather, with or without attributes, and
#: than an untrained LSTM: the median over draws, with 10 % and 90 % of them. Infinite: never. share is that of draws in
#: which they do better in the end.
LEARNING_CROSSINGS = Table(
    "learning_crossings.csv",
    {
        **dict.fromkeys(("target", "labelled"), "str"),
        "draws": "int64",
        **dict.fromkeys(("labels", "lower", "upper", "share"), "float64"),
    },
)
