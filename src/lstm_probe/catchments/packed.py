"""Series of all gauges in one netCDF file, read one gauge at a time."""

import functools
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.artefacts.keys import require_once
from lstm_probe.data.files import dimensions, opening
from lstm_probe.data.series import daily_series, stamps
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

GAUGES, DAYS = ("gauge_id", "basin", "gauge", "station_id", "id"), ("time", "date")
ADVICE = "get or make it again"


class PackedSeries:
    """Hold one netCDF file of gauges by days open.

    Parameters
    ----------
    path : Path
        The file.
    plain_id : callable
        Gives the id of a gauge from what the file has.
    """

    def __init__(self, path: Path, plain_id: Callable[[object], str]) -> None:
        if not path.is_file():
            raise InputError(str(path), "no such file", "a netCDF file of daily series", "correct data.dataset")
        with opening.explained(path, "a netCDF file of daily series", ADVICE):
            self._dataset = xr.open_dataset(path, cache=False, engine="netcdf4")
        self.path, self.attrs = path, self._dataset.attrs
        self._gauge, self._day = self._axis(GAUGES), self._axis(DAYS)
        self.gauges = [plain_id(written) for written in self._dataset[self._gauge].values]
        require_once(self.gauges, str(path), "gauges {} twice", "every gauge once", "remove the repeats")
        self._rows = {gauge: row for row, gauge in enumerate(self.gauges)}

    def _axis(self, names: Sequence[str]) -> str:
        for name in names:
            if name in self._dataset.dims and name in self._dataset.coords:
                return name
        found = f"dimensions {shortlist(self._dataset.dims)}; coordinates {shortlist(self._dataset.coords)}"
        expected = f"a dimension {' or '.join(names)} with its coordinate"
        raise InputError(str(self.path), found, expected, "give the file gauge_id, and date or time")

    @functools.cached_property
    def days(self) -> pd.DatetimeIndex:
        """Days in the order of the file, each once."""
        read = stamps.of_netcdf(self._dataset[self._day], str(self.path), "correct them")
        days = stamps.days(read, str(self.path), "correct them")
        daily_series.require_our_times(days, str(self.path), "correct them")
        daily_series.require_once(days, str(self.path), "remove the repeats")
        return days

    @property
    def variables(self) -> list[str]:
        """Variables by gauge and day."""
        both = {self._gauge, self._day}
        return [str(name) for name, array in self._dataset.data_vars.items() if both <= set(array.dims)]

    def units(self, variable: str) -> str | None:
        """Units that the file states of a variable."""
        stated = self._dataset[variable].attrs.get("units")
        return None if stated is None else str(stated)

    def read(self, gauge: str, columns: Sequence[str]) -> pd.DataFrame:
        """Read some variables of one gauge.

        Raises
        ------
        InputError
            If a variable is not there, or has further dimensions.
        """
        if missing := [name for name in columns if name not in self.variables]:
            expected = f"variables by gauge and day: {shortlist(self.variables, 40)}"
            raise InputError(str(self.path), f"no {shortlist(missing)}", expected, "name its column, or choose others")
        values = {}
        for name in columns:
            row = self._dataset[name].isel({self._gauge: self._rows[gauge]})
            array = dimensions.only(row, (self._day,), str(self.path), "choose one of them")
            values[name] = np.asarray(array.values, dtype="float32")
        table = pd.DataFrame(values, index=self.days).sort_index()
        return table.reindex(pd.date_range(table.index[0], table.index[-1], name="time"))
