"""Elastic net: 20 fits of 64 states at 669 gauges, beside one fit of the peers on the samples."""

import sys
from pathlib import Path

import pandas as pd

from benchmarks import peers, tables
from benchmarks.claims import Claim

TITLE = "Elastic net"
UNIT = "fits"
CONTENDER = Path(__file__).parent / "contenders" / "elastic_net.py"

OURS = "ours: 5 targets under 2 penalties, and 2 controls"
FLOAT64, FLOAT32 = "scikit-learn, float64", "scikit-learn, float32"
CLAIMS = (Claim("elastic net: all of ours to one fit of scikit-learn", OURS, (FLOAT64, FLOAT32), 1.0, by="seconds"),)


def contenders(quick: bool) -> dict[str, list[str]]:
    """Give the commands: ours makes four passes over 2.4 million samples, one an experiment; each other fits once."""
    size = ["20", "400"] if quick else ["669", "3587"]
    here = [sys.executable, str(CONTENDER)]
    return {
        OURS: [*here, "ours", *size],
        FLOAT64: [*here, "sklearn_float64", *size],
        FLOAT32: [*here, "sklearn_float32", *size],
        "scikit-learn, float64, from the Gram matrix": [*here, "sklearn_gram", *size],
        "SGDRegressor, the authors' settings": [*here, "sgd", *size],
        "skglm": [peers.python("skglm"), str(CONTENDER), "skglm", *size],
        "scikit-learn, until it has converged": [*here, "agreement", *size],
    }


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Add to the common table how far our weights are from those of scikit-learn, once that has converged."""
    common = tables.contenders_table(rows, UNIT)
    found = rows.groupby("contender")["max_abs_difference"].max()
    texts = common["contender"].map(found).map(lambda value: "" if pd.isna(value) else f"{value:.0e}")
    common["max. difference of ours from its weights"] = texts
    return common
