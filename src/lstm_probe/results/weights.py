"""Sum up the weights of linear probes: how many are used, how large they are, and on which units the most rests."""

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.contracts.tables import WEIGHTS_TABLE

POOLED = "all"  # the group of a probe of all gauges
LARGEST = 2


def pooled(probe: xr.Dataset, target: str) -> pd.Series:
    """Return the standardised weights of a target's one linear probe of all gauges.

    Parameters
    ----------
    probe : xarray.Dataset
        As `contracts.probe.PROBE`.
    target : str
        The target.

    Returns
    -------
    pandas.Series
        Weight between standardised feature and target (1) by feature; empty where the probe is not linear, or every
        gauge has its own.
    """
    if "standardised_weight" not in probe or POOLED not in probe["group"].values:
        return pd.Series(dtype="float64")
    return probe["standardised_weight"].sel(target=target, group=POOLED).to_series()


def summarise(probe: xr.Dataset, experiment: str, seed: int) -> pd.DataFrame:
    """Sum up the probes of one experiment and seed, target by target.

    Parameters
    ----------
    probe : xarray.Dataset
        As `contracts.probe.PROBE`: standardised_weight (1) of shape (target, group, feature), which a regression
        that is not linear lacks, and samples (1) of shape (target, group).
    experiment, seed : str, int
        Whose probes they are.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.WEIGHTS_TABLE`, a row a target. Groups without samples do not count. ``largest`` names
        the features of the two largest weights of a probe of all gauges, the larger one first.
    """
    rows = []
    for target in probe["target"].values.astype(str):
        one = probe.sel(target=target)
        one = one.isel(group=one["samples"].values > 0)
        weights = one["standardised_weight"].values if "standardised_weight" in one else None
        rows.append(
            {
                "target": target,
                "groups": one.sizes["group"],
                "samples": int(one["samples"].sum()),
                "nonzero": _median(np.count_nonzero(weights, axis=1)) if weights is not None else np.nan,
                "norm": _median(np.linalg.norm(weights, axis=1)) if weights is not None else np.nan,
                "largest": _largest(one) if weights is not None else "",
            }
        )
    table = pd.DataFrame(rows).assign(experiment=experiment, seed=seed, features=probe.sizes["feature"])
    return WEIGHTS_TABLE.check(table, f"weights of {experiment}")


def _median(values: np.ndarray) -> float:
    return float(np.median(values)) if len(values) else np.nan


def _largest(probe: xr.Dataset) -> str:
    """Name the features of the largest weights of a pooled probe; none where all are 0, or a probe is a gauge's."""
    if probe["group"].values.astype(str).tolist() != [POOLED]:
        return ""
    size = np.abs(probe["standardised_weight"].values[0])
    order = np.argsort(-size, kind="stable")[:LARGEST]
    return ", ".join(str(probe["feature"].values[which]) for which in order if size[which] > 0)
