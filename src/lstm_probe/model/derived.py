"""Inputs that are made of others: forcings of earlier days, copies, and indicators of single gauges.

Only imported models have them. Their names are those that NeuralHydrology gives: `precipitation_shift2` is the
precipitation of two days before, `precipitation_copy1` is precipitation again; `gauge=39025` is one at gauge 39025
and zero at the others.
"""

import json
from collections.abc import Iterable, Sequence

import numpy as np
import xarray as xr

from lstm_probe.errors import InputError, shortlist
from lstm_probe.model.lagged_names import source

INDICATOR = "gauge="


def indicator(gauge_id: str) -> str:
    """Name the attribute that is one at a gauge and zero at all others."""
    return f"{INDICATOR}{gauge_id}"


def with_shifted(series: xr.Dataset, names: Iterable[str]) -> xr.Dataset:
    """Add forcings of earlier days and copies, where they are named and can be made; the first days are NaN.

    Parameters
    ----------
    series : xarray.Dataset
        Forcings, dimensions (gauge_id, time), every day once.
    names : iterable of str
        All inputs.
    """
    made = {}
    for name in names:
        of, days = source(name)
        if name not in series and of in series:
            made[name] = series[of].shift(time=days)
    return series.assign(made)


def with_indicators(attributes: xr.Dataset, gauge_ids: Sequence[str], names: Sequence[str]) -> xr.Dataset:
    """Add the indicators of gauges that are named among the inputs.

    Parameters
    ----------
    attributes : xarray.Dataset
        Static attributes, dimension (gauge_id,).
    gauge_ids : sequence of str
        The gauges to which the model is put.
    names : sequence of str
        All static inputs.

    Raises
    ------
    InputError
        If there are indicators, but none of one of the gauges: the model knows each gauge by its own.
    """
    known = [name.removeprefix(INDICATOR) for name in names if name.startswith(INDICATOR)]
    if not known:
        return attributes
    if strangers := [gauge for gauge in gauge_ids if gauge not in known]:
        found = f"gauges {shortlist(strangers)}, which the model was not trained on"
        expected = f"gauges of its one-hot encoding (id_to_int), {len(known)} in all: {shortlist(known, 12)}"
        raise InputError("data.camels_gb.gauges", found, expected, "leave these gauges out of data.camels_gb.gauges")
    there = attributes["gauge_id"].values.astype(str)
    made = {indicator(gauge): ("gauge_id", (there == gauge).astype(np.float64)) for gauge in known}
    return attributes.assign(made)


def without_filling(series: xr.Dataset) -> xr.Dataset:
    """Take the forcings out again that ingestion filled in gaps, for models that had none filled in training.

    Parameters
    ----------
    series : xarray.Dataset
        Forcings, dimensions (gauge_id, time); the attr ``filled_forcing_gaps`` (JSON) has the first and last day of
        every gap that was filled, by forcing and gauge.
    """
    made = {}
    for name, gauges in json.loads(series.attrs.get("filled_forcing_gaps", "{}")).items():
        if name in series:
            made[name] = series[name].copy()
            for gauge, gaps in gauges.items():
                for first, last in gaps:
                    made[name].loc[{"gauge_id": gauge, "time": slice(first, last)}] = np.nan
    return series.assign(made)
