"""Antecedent forcings and static attributes of gauges: what probes may be given beside, or instead of, states."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.datasets.variables import PRECIPITATION, TEMPERATURE
from lstm_probe.errors import InputError, shortlist
from lstm_probe.probe.moments import Floats

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Inputs:
    """Give the forcings and attributes of one gauge at a time as z-scores, whatever LSTM there is.

    Parameters
    ----------
    series : xarray.Dataset
        Daily forcings of shape (gauge_id, time), every day once; NaN where there is none.
    attributes : xarray.Dataset
        Static attributes along gauge_id.
    forcings, static : sequence of str
        Variables of both that are given, in order.
    period : slice
        First and last day of the fit, whose values at all gauges scale the forcings; attributes are scaled over
        the gauges.
    """

    series: xr.Dataset
    attributes: xr.Dataset
    forcings: Sequence[str]
    static: Sequence[str]
    period: slice

    def __post_init__(self) -> None:
        """Check that the variables are there.

        Raises
        ------
        InputError
            If one is missing.
        """
        for dataset, asked, where in (
            (self.series, self.forcings, "catchments.nc"),
            (self.attributes, self.static, "attributes.nc"),
        ):
            if missing := [name for name in asked if name not in dataset]:
                expected = f"some of {shortlist(dataset.data_vars, 40)}"
                raise InputError(where, f"no {shortlist(missing)}", expected, "correct the inputs of the LSTM")

    @classmethod
    def of(
        cls, series: xr.Dataset, attributes: xr.Dataset, lstm: Mapping[str, Sequence[str]], periods: Mapping[str, slice]
    ) -> "Inputs":
        """Give what an LSTM reads: its ``forcings`` and ``attributes``, scaled in the period ``fit``."""
        if not lstm["attributes"]:
            logger.warning("the LSTM has no static attributes: inputs_and_attributes is the same as inputs")
        return cls(series, attributes, lstm["forcings"], lstm["attributes"], periods["fit"])

    @property
    def days(self) -> pd.DatetimeIndex:
        """Every day of the record."""
        return pd.DatetimeIndex(self.series.indexes["time"])

    @property
    def gauge_ids(self) -> list[str]:
        """The gauges, in order."""
        return self.series["gauge_id"].values.astype(str).tolist()

    def forcing(self, gauge_id: str) -> dict[str, Floats]:
        """Return the forcings (own units) of one gauge by name, each of shape (n_days,), float64."""
        one = self.series[list(self.forcings)].sel(gauge_id=gauge_id)
        return {name: one[name].values.astype("float64") for name in self.forcings}

    def parted(self, gauge_id: str, between: tuple[float, float] | None) -> dict[str, Floats]:
        """Return the forcings of one gauge, precipitation replaced by rain and snowfall.

        Parameters
        ----------
        gauge_id : str
            The gauge.
        between : tuple of float or None
            Air temperature (degC) up to which all precipitation is snow, and from which all is rain; between them the
            share is linear. None leaves precipitation whole.

        Raises
        ------
        InputError
            If the forcings lack precipitation or temperature.
        """
        series = self.forcing(gauge_id)
        if between is None:
            return series
        if missing := [name for name in (PRECIPITATION, TEMPERATURE) if name not in series]:
            expected = f"{PRECIPITATION} and {TEMPERATURE} among the forcings"
            raise InputError("forcing_memory: part_snow", f"no {shortlist(missing)}", expected, "leave part_snow out")
        cold, warm = between
        rain = np.clip((series[TEMPERATURE] - cold) / (warm - cold), 0.0, 1.0)
        depth = series.pop(PRECIPITATION)
        return {"rain": depth * rain, "snowfall": depth * (1 - rain), **series}

    def scaled(self, gauge_id: str, between: tuple[float, float] | None = None) -> dict[str, Floats]:
        """Return the z-scores (1) of a gauge's forcings on all days of the record; 0, the mean, where there is none."""
        scales = self._scales(between)
        scores = {}
        for name, values in self.parted(gauge_id, between).items():
            mean, spread = scales[name]
            scores[name] = np.nan_to_num((values - mean) / spread, nan=0.0)
        return scores

    @cached_property
    def statics(self) -> Floats:
        """z-scores (1) of the attributes, of shape (n_gauges, n_static); 0 for one that is the same at all gauges."""
        columns = [self.attributes[name].values.astype("float64") for name in self.static]
        values = np.stack(columns, axis=1) if columns else np.empty((self.attributes.sizes["gauge_id"], 0))
        spread = np.nanstd(values, axis=0) if len(values) else np.zeros(0)
        return (values - np.nanmean(values, axis=0)) / np.where(spread > 0, spread, 1.0) if columns else values

    def static_of(self, gauge_id: str) -> Floats:
        """Return the z-scores (1) of the attributes of one gauge, of shape (n_static,)."""
        return self.statics[self.attributes.get_index("gauge_id").get_loc(gauge_id)]

    def complete(self, days: pd.DatetimeIndex) -> list[str]:
        """List the gauges with all attributes, and with all forcings on every one of some days.

        A value that is missing before these days counts as the mean.

        Raises
        ------
        InputError
            If there is no such gauge.
        """
        part = self.days.slice_indexer(days[0], days[-1])
        known = set(self.attributes["gauge_id"].values.astype(str).tolist())
        whole = [
            gauge
            for gauge in self.gauge_ids
            if gauge in known
            and np.isfinite(self.static_of(gauge)).all()
            and all(np.isfinite(values[part]).all() for values in self.forcing(gauge).values())
        ]
        if not whole:
            found = f"no gauge with all forcings on every day from {days[0].date()} to {days[-1].date()}"
            raise InputError("catchments.nc", found, "some", "fill the gaps of forcings, or move the periods")
        return whole

    @cached_property
    def _scale_of(self) -> dict[tuple[float, float] | None, dict[str, tuple[float, float]]]:
        return {}

    def _scales(self, between: tuple[float, float] | None) -> dict[str, tuple[float, float]]:
        """Find mean and standard deviation over all gauges and days of the fit, reading each gauge once."""
        if between not in self._scale_of:
            days = self.days.slice_indexer(self.period.start, self.period.stop)
            sums: dict[str, Floats] = {}
            for gauge in self.gauge_ids:
                for name, values in self.parted(gauge, between).items():
                    there = values[days][np.isfinite(values[days])]
                    sums[name] = sums.get(name, 0) + np.array([len(there), there.sum(), there @ there])
            self._scale_of[between] = {name: _mean_and_spread(*of_name) for name, of_name in sums.items()}
        return self._scale_of[between]


def _mean_and_spread(n: float, total: float, squares: float) -> tuple[float, float]:
    """Return mean and standard deviation; of what does not vary or is not there, a deviation of 1."""
    mean = total / max(n, 1)
    variance = squares / max(n, 1) - mean**2
    return mean, float(np.sqrt(variance)) if variance > 1e-12 * max(mean**2, 1e-12) else 1.0
