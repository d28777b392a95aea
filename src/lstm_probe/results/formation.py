"""When an LSTM learns each store, and when it begins to use it: partial r and release by epoch."""

from collections.abc import Mapping

import pandas as pd
import xarray as xr

from lstm_probe.contracts.formation import FORMATION
from lstm_probe.contracts.periods import LEAD_DAYS
from lstm_probe.results import steering


def table(
    skill: Mapping[int, pd.DataFrame],
    found: Mapping[int, xr.Dataset],
    millimetres: Mapping[str, float | None],
    truth: xr.Dataset | None,
    lstm: str,
    seed: int,
) -> pd.DataFrame:
    """Tabulate what was read and released after every epoch.

    Parameters
    ----------
    skill : mapping of int to pandas.DataFrame
        By epoch, as `contracts.probe.SKILL`: probes of what the inputs leave of each target.
    found : mapping of int to xarray.Dataset
        By epoch, as `contracts.steering.STEERING`.
    millimetres : mapping of str to float or None
        For each target, mm of water in one of its units; None where nobody says.
    truth : xarray.Dataset or None
        As `contracts.steering.STEERING_TRUTH`.
    lstm : str
        Name of the LSTM.
    seed : int
        Its seed.

    Returns
    -------
    pandas.DataFrame
        As `contracts.formation.FORMATION`.
    """
    tables = []
    for epoch, scores in skill.items():
        tested = scores[(scores["period"] == "test") & (scores["metric"] == "r")]
        read = tested.groupby("target", sort=False)["value"].median().rename("partial_r").reset_index()
        released = steering.table({(lstm, seed): found[epoch]}, millimetres, truth)
        chosen = (released["direction"] == "probe") & (released["lead_days"] == LEAD_DAYS[-1])
        of_epoch = read.merge(released[chosen].drop(columns=["lstm", "seed"]), on="target", how="left")
        tables.append(of_epoch.assign(lstm=lstm, seed=seed, epoch=epoch))
    return pd.concat(tables, ignore_index=True)[list(FORMATION.columns)]
