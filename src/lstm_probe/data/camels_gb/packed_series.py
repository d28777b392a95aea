"""Read the daily series of many gauges from one netCDF file, named and measured as in CAMELS-GB."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.artefacts.keys import require_once
from lstm_probe.data.files import dimensions, opening
from lstm_probe.data.series import daily_series, stamps
from lstm_probe.datasets import gauge_ids, variables
from lstm_probe.datasets.units import normalise
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

#: What the dimension of days and the discharge may be called, the first that is there.
DAYS = ("time", "date")
DISCHARGE = (variables.DISCHARGE, "discharge")
#: Attributes of the file that stay with the series.
KEPT = ("caveat", "licence")


def gauges(path: str | Path) -> list[str]:
    """Name the gauges of a file, ordered by number.

    Raises
    ------
    InputError
        If it is no netCDF file of gauges, or has a gauge twice.
    """
    with _opened(path) as dataset:
        return sorted(_gauges(dataset, path), key=lambda gauge: (len(gauge), gauge))


def read(
    path: str | Path, gauges: Sequence[str], forcings: Sequence[str], names: Mapping[str, str] | None = None
) -> xr.Dataset:
    """Read forcings and discharge of some of its gauges.

    The file has the dimensions ``gauge_id`` (whole numbers or text) and ``date`` or ``time``, each with its
    coordinate, in any order, and variables over both that are named as the columns of CAMELS-GB; the discharge
    is ``discharge_spec`` or ``discharge``. Packed values (scale_factor, _FillValue) are unpacked. Days are
    sorted if they are not in order. Units, where a variable states them, must be those of CAMELS-GB.

    Parameters
    ----------
    gauges : sequence of str
        Which gauges, in which order; all must be in the file.
    names : mapping of str to str, optional
        The variable of a forcing, where the file has it and it is not called as the forcing.

    Returns
    -------
    xarray.Dataset
        As from `camels_series.read`: ``discharge`` (mm d-1) and the forcings, float32 of shape (gauge_id, time),
        NaN where a gauge has no value. Its attrs name the file and keep its caveat and licence.

    Raises
    ------
    InputError
        If the file is no such netCDF file, lacks a variable, has a gauge or day twice, misses a day, or states
        other units.
    """
    with _opened(path) as dataset:
        named = _gauges(dataset, path)
        positions = np.array([named.index(gauge) for gauge in gauges])
        days = _days(dataset, path)
        order = np.argsort(days.to_numpy())
        if not days.is_monotonic_increasing:
            logger.warning("%s: its days are not in order and were sorted", path)
        daily_series.require_every_day(days[order], str(path), "complete the file")
        values = {}
        for name, variable in _variables(dataset, path, forcings, names or {}).items():
            both = ("gauge_id", str(days.name))
            array = dimensions.only(dataset[variable], both, str(path), "choose one of them").values.astype("float32")
            values[name] = array[np.ix_(positions, order)]
        attrs = {name: str(dataset.attrs[name]) for name in KEPT if name in dataset.attrs}
    for name, text in attrs.items():
        logger.log(logging.WARNING if name == "caveat" else logging.INFO, "%s: %s: %s", path, name, text)
    logger.info("%s: %d of %d gauges read", path, len(gauges), len(named))
    return daily_series.make(gauges, days[order], values).assign_attrs(series_file=Path(path).name, **attrs)


@contextmanager
def _opened(path: str | Path) -> Iterator[xr.Dataset]:
    expected = "a netCDF file of daily series"
    if not Path(path).is_file():
        raise InputError(str(path), "no such file", expected, "correct data.camels_gb.series in the config")
    advice = "get or make it again"
    with opening.explained(path, expected, advice), xr.open_dataset(path, cache=False, engine="netcdf4") as dataset:
        yield dataset


def _gauges(dataset: xr.Dataset, path: str | Path) -> list[str]:
    """Return the ids as text, in the order of the file."""
    _require_axis(dataset, path, ("gauge_id",))
    ids = dataset["gauge_id"].values
    named = gauge_ids.all_plain(ids, str(path))
    if not named:
        raise InputError(str(path), "no gauges", "ids of CAMELS-GB, as whole numbers or text", "complete the file")
    require_once(named, str(path), "gauges {} twice", "every gauge once", "remove the repeats")
    return named


def _days(dataset: xr.Dataset, path: str | Path) -> pd.DatetimeIndex:
    """Return the days in the order of the file, by the name of their dimension."""
    name = _require_axis(dataset, path, DAYS)
    read = stamps.of_netcdf(dataset[name], str(path), "correct them")
    days = stamps.days(read, str(path), "correct them").rename(name)
    daily_series.require_once(days, str(path), "remove the repeats")
    return days


def _require_axis(dataset: xr.Dataset, path: str | Path, names: Sequence[str]) -> str:
    for name in names:
        if name in dataset.dims and name in dataset.coords:
            return name
    found = f"dimensions {shortlist(dataset.dims)}; coordinates {shortlist(dataset.coords)}"
    expected = f"a dimension {' or '.join(names)} with its coordinate"
    raise InputError(str(path), found, expected, "give the file gauge_id, and date or time")


def _variables(
    dataset: xr.Dataset, path: str | Path, forcings: Sequence[str], columns: Mapping[str, str]
) -> dict[str, str]:
    """Say which variable of the file holds the discharge and each forcing, and check them."""
    both = {"gauge_id", _require_axis(dataset, path, DAYS)}
    series = [str(name) for name, array in dataset.data_vars.items() if both <= set(array.dims)]
    discharge = next((name for name in DISCHARGE if name in series), DISCHARGE[0])
    named = {forcing: columns.get(forcing, forcing) for forcing in forcings}
    names = {"discharge": discharge, **{name: column if column in series else name for name, column in named.items()}}
    if missing := [name for name in names.values() if name not in series]:
        found = f"no {shortlist(missing)} by gauge and day; there are {shortlist(series, 12)}"
        expected = f"{' or '.join(DISCHARGE)}, and {shortlist(forcings)}"
        raise InputError(str(path), found, expected, "choose other forcings, or complete the file")
    for name, variable in names.items():
        units, expected = dataset[variable].attrs.get("units"), variables.units_of(name)
        if units is not None and normalise(str(units)) != expected:
            advice = "convert the values, or correct the attribute"
            raise InputError(f"{path}, variable {variable}", f"units '{units}'", f"units '{expected}'", advice)
        if dataset[variable].dtype.kind not in "fiu":
            found = f"values of type {dataset[variable].dtype}"
            raise InputError(f"{path}, variable {variable}", found, "numbers", "convert them")
    return names
