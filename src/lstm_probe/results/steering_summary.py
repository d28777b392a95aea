"""Boil the table of steering down to a few numbers a target, over all seeds."""

import numpy as np
import pandas as pd

from lstm_probe.results.steering import OUTSIDE

COLUMNS = ["added_mm", "released_mm", "true_mm", "r", "same_sign", "slope", "release"]


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """Average the probes' directions over seeds, with the worst seed and the band of the random directions beside it.

    Parameters
    ----------
    table : pandas.DataFrame
        As `contracts.steering.STEERING_TABLE`.

    Returns
    -------
    pandas.DataFrame
        Indexed by lstm, target and lead_days: the means over seeds of `COLUMNS`; r_lowest and same_sign_lowest, of the
        worst seed; times_true_lowest and times_true_highest, the seeds' range of released over true; band_lower and
        band_upper, means over seeds (mm); outside_band, the share of seeds whose release lies outside their band;
        nearer_than_random, the share of random directions that lie farther from the truth than the probe's; seeds.
    """
    keys = ["lstm", "target", "lead_days"]
    by_seed = {key: _of_seed(rows) for key, rows in table.groupby([*keys, "seed"], sort=False)}
    seeds = pd.DataFrame.from_dict(by_seed, orient="index").rename_axis([*keys, "seed"])
    groups = seeds.groupby(keys, sort=False)
    means = groups[[*COLUMNS, "band_lower", "band_upper", "outside_band", "nearer_than_random"]].mean()
    worst = groups[["r", "same_sign", "times_true"]].min().add_suffix("_lowest")
    best = groups[["times_true"]].max().add_suffix("_highest")
    return pd.concat([means, worst, best, groups.size().rename("seeds")], axis=1)


def _of_seed(rows: pd.DataFrame) -> dict[str, float]:
    """Summarise one seed's rows of a target and lead time."""
    probe = rows[rows["direction"] == "probe"].iloc[0]
    lower, upper = band(rows)
    drawn = rows.loc[rows["direction"] == "random", "released_mm"].dropna()
    outside = float(not lower <= probe["released_mm"] <= upper) if np.isfinite(lower) else np.nan
    farther = (drawn - probe["true_mm"]).abs() > abs(probe["released_mm"] - probe["true_mm"])
    known = len(drawn) and np.isfinite(probe["true_mm"])
    return {
        **{name: float(probe[name]) for name in COLUMNS},
        "times_true": probe["released_mm"] / probe["true_mm"] if probe["true_mm"] else np.nan,
        "band_lower": lower,
        "band_upper": upper,
        "outside_band": outside,
        "nearer_than_random": float(farther.mean()) if known else np.nan,
    }


def band(rows: pd.DataFrame) -> tuple[float, float]:
    """Give the range (mm) that holds 95 % of the medians of the random directions among some rows of the table."""
    drawn = rows.loc[rows["direction"] == "random", "released_mm"].dropna()
    lower, upper = drawn.quantile([OUTSIDE / 2, 1 - OUTSIDE / 2]) if len(drawn) else (np.nan, np.nan)
    return float(lower), float(upper)
