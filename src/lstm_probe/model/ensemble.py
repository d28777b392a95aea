"""The ensemble of an LSTM: the mean of the discharge that its seeds simulate."""

from collections.abc import Sequence

import xarray as xr


def average(members: Sequence[xr.Dataset]) -> xr.Dataset:
    """Average the discharge that some seeds of an LSTM simulate.

    Parameters
    ----------
    members : sequence of xarray.Dataset
        One a seed: `simulated` and `observed` (mm d-1), dimensions (gauge_id, time), of the same gauges and days.

    Returns
    -------
    xarray.Dataset
        As a member; `simulated` is the mean, NaN where a member has none.
    """
    simulated = xr.concat([member["simulated"] for member in members], "seed").mean("seed", skipna=False)
    return members[0].assign(simulated=simulated.assign_attrs(members[0]["simulated"].attrs))
