"""Read catchment means of ERA5-Land for the study's gauges from Caravan, which needs no account.

Kratzert et al. (2023), https://doi.org/10.1038/s41597-023-01975-w.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.caravan import files as caravan_files
from lstm_probe.data.series import daily_series
from lstm_probe.datasets import addresses
from lstm_probe.datasets.camels_gb import PART_OF_CARAVAN
from lstm_probe.datasets.units import normalise
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

#: Factors between units of files and of targets; a day's sum in mm is a rate in mm a day.
FACTORS = {("mm", "m"): 1e-3, ("m", "mm"): 1e3, ("mm", "mm d-1"): 1.0, ("mm d-1", "mm"): 1.0}
#: Least and largest value by the beginning of a variable's name, in the file's units; what is outside is refused.
BOUNDS = {"volumetric_soil_water_layer": (0.0, 1.0), "snow_depth_water_equivalent": (-1.0, 20000.0)}
#: What can only be negative by packing or rounding, and is zero then.
NOT_NEGATIVE = ("snow_depth_water_equivalent",)
STEP = 0.01


@dataclass
class ReleaseSummary:
    """Count what is odd in the files of a delivery.

    Parameters
    ----------
    negative_values : int
        Values below zero that were set to zero.
    rounded : bool
        Whether all values are multiples of `STEP` in the units of the files.
    timezones : set of str
        Time zones of the days.
    spans : set of tuple
        First and last days of basins.
    """

    negative_values: int = 0
    rounded: bool = True
    timezones: set[str] = field(default_factory=set)
    spans: set[tuple[pd.Timestamp, pd.Timestamp]] = field(default_factory=set)


def packed(tables: Mapping[str, pd.DataFrame], variables: Sequence[str]) -> xr.Dataset:
    """Put variables of several basins, read beside their forcings, into one dataset, as they stand in the files.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Variables by day, by gauge.

    Returns
    -------
    xarray.Dataset
        float32 of shape (gauge_id, time), units as Caravan gives them.
    """
    days = pd.date_range(
        min(table.index[0] for table in tables.values()), max(table.index[-1] for table in tables.values()), name="time"
    )
    found = xr.Dataset(coords={"gauge_id": np.array(list(tables), dtype=object), "time": days})
    for name in variables:
        values = np.stack([table[name].reindex(days).to_numpy("float32") for table in tables.values()])
        attrs = {"units": caravan_files.units_of(name, {}) or "1", "long_name": name.replace("_", " ")}
        found[name] = (("gauge_id", "time"), values, attrs)
    return found


def basins_of(means: xr.Dataset, variable: str) -> dict[str, caravan_files.Basin]:
    """Return one variable of `packed` as the basins that `read` takes, each from its first to its last value."""
    units, days = str(means[variable].attrs["units"]), pd.DatetimeIndex(means["time"].values)
    basins = {}
    for gauge, row in zip(means["gauge_id"].values, means[variable].values, strict=True):
        known = np.flatnonzero(np.isfinite(row))
        span = slice(known[0], known[-1] + 1) if len(known) else slice(0, len(row))
        basins[str(gauge)] = caravan_files.Basin(pd.Series(row[span], days[span]), units)
    return basins


def read(
    folder: str | Path,
    gauges: Sequence[str],
    variable: str,
    units: str,
    prefix: str = PART_OF_CARAVAN,
    basins: Mapping[str, caravan_files.Basin] | None = None,
) -> xr.DataArray:
    """Read daily catchment means.

    Parameters
    ----------
    variable : str
        Caravan's name, for instance volumetric_soil_water_layer_1_mean.
    units : str
        Units wanted; millimetres become metres.
    prefix : str
        Name of the part of Caravan, which stands before every gauge id.
    basins : mapping of str to Basin, optional
        What was read before, in the place of the files, by the ids of the study.

    Returns
    -------
    xarray.DataArray
        float32 of shape (gauge_id, time), all gauges of the study and every day from the first to the last of any;
        NaN where a gauge has no file or no value. Attrs count both, and what was repaired.

    Raises
    ------
    InputError
        If the folder lacks all gauges, or a file is damaged, lacks the variable or has impossible values.
    """
    if basins is None and not prefix:
        expected = "a data set that is a part of Caravan, such as CAMELS-GB"
        raise InputError(variable, "catchments that are no part of Caravan", expected, "use source: table")
    files = caravan_files.find(Path(folder), prefix) if basins is None else dict.fromkeys(basins, Path(folder))
    wanted = [gauge for gauge in gauges if gauge in files]
    if not wanted:
        expected = f"some of the study's gauges: {shortlist(gauges)}"
        raise InputError(str(folder), f"basins {shortlist(files)}", expected, "get the release that holds them")
    counts = ReleaseSummary()
    known = basins or {}
    series = {gauge: _one(files[gauge], variable, units, counts, known.get(gauge)) for gauge in wanted}
    means = daily_series.means(pd.DataFrame(series), gauges, len(set(files) - set(gauges)), 0)
    without = str(means.attrs["gauges_without_values"]).split(",") if means.attrs["gauges_without_values"] else []
    means.attrs |= {
        "days_missing_count": int(means.sel(gauge_id=[name for name in gauges if name not in without]).isnull().sum()),
        "negative_values_set_to_zero_count": counts.negative_values,
        "days_of": ", ".join(sorted(counts.timezones)) or "local standard time",
        **({"rounded_to": f"{STEP} of the file's units"} if counts.rounded else {}),
    }
    _log(Path(folder), len(gauges), without, counts)
    return means


def _one(
    path: Path, variable: str, units: str, counts: ReleaseSummary, read_before: caravan_files.Basin | None = None
) -> pd.Series:
    """Read one basin, convert it and count what is odd."""
    basin = read_before or caravan_files.read(path, variable)
    values = basin.values
    low, high = next((bounds for start, bounds in BOUNDS.items() if variable.startswith(start)), (-np.inf, np.inf))
    if (impossible := (values < low) | (values > high) | np.isinf(values)).any():
        found = f"{variable} of {values[impossible].iloc[0]:g} on {values.index[impossible][0].date()}"
        expected = f"values from {low:g} to {high:g} {basin.units}"
        raise InputError(str(path), found, expected, f"get it again from {addresses.CARAVAN}")
    counts.rounded &= bool(np.allclose(values.dropna() / STEP, np.round(values.dropna() / STEP), rtol=0, atol=0.05))
    if variable.startswith(NOT_NEGATIVE):
        counts.negative_values += int((values < 0).sum())
        values = values.clip(lower=0)
    counts.timezones |= {basin.timezone} - {""}
    counts.spans.add((values.index[0], values.index[-1]))
    return (values * _factor(basin.units, units, f"{path}, {variable}")).astype("float32")


def _factor(given: str | None, wanted: str, where: str) -> float:
    pair = normalise(given or ""), normalise(wanted)
    if pair[0] == pair[1]:
        return 1.0
    if pair not in FACTORS:
        expected = f"units '{wanted}', as its entry in the config says"
        advice = f"write 'units: {pair[0]}' in the target's entry" if given else "choose a variable of Caravan's own"
        raise InputError(where, f"units '{given}'" if given else "no units", expected, advice)
    return FACTORS[pair]


def _log(folder: Path, gauges: int, without: Sequence[str], counts: ReleaseSummary) -> None:
    firsts, lasts = zip(*sorted(counts.spans), strict=True)
    logger.info(
        "%s: %d of %d gauges, %s to %s", folder, gauges - len(without), gauges, min(firsts).date(), max(lasts).date()
    )
    if without:
        logger.warning("Caravan lacks %d gauges of the study: %s", len(without), shortlist(without, 1000))
    if len(counts.spans) > 1:
        begins = f"{min(firsts).date()} to {max(firsts).date()}"
        logger.warning("basins begin on %s and end on %s to %s", begins, min(lasts).date(), max(lasts).date())
    if counts.negative_values:
        logger.warning("%d values below zero were set to zero", counts.negative_values)
