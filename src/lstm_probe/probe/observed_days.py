"""All targets on common days, and the distinct sets of days on which they were observed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import xarray as xr

from lstm_probe.probe.moments import Floats
from lstm_probe.probe.year_parts import Calendar

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Targets:
    """Hold targets on common gauges and days.

    Most targets are observed on every day: features are summed but once for all gauges and targets with the same days.

    Parameters
    ----------
    names, gauge_ids : list of str
        Targets, and gauges that take part in some target.
    values : ndarray of shape (n_targets, n_gauges, n_days), float32
        Target units; NaN where not observed.
    days_of : ndarray of int of shape (n_targets, n_gauges)
        Position in `days` of the days of every target and gauge; -1 where the gauge takes no part.
    days : list of ndarray of bool of shape (n_days,)
        The distinct sets of days.
    sample_of : ndarray of int of shape (n_targets, n_gauges)
        Position in `samples`; -1 where the gauge takes no part.
    samples : list of tuple of int
        Every distinct gauge and set of days.
    dates : Calendar
        All days.
    """

    names: list[str]
    gauge_ids: list[str]
    values: Floats
    days_of: Ints
    days: list[npt.NDArray[np.bool_]]
    sample_of: Ints
    samples: list[tuple[int, int]]
    dates: Calendar

    def of_sample(self, sample: int) -> list[int]:
        """List the targets of a sample's gauge with just its days."""
        return np.flatnonzero((self.sample_of == sample).any(axis=1)).tolist()

    def of_gauge(self, gauge: int) -> list[int]:
        """List the samples of a gauge."""
        return np.unique(self.sample_of[:, gauge][self.sample_of[:, gauge] >= 0]).tolist()

    def series(self, targets: Sequence[int], gauge: int) -> Floats:
        """Take some targets at one gauge, shape (n_days, n_targets), in double precision."""
        return self.values[targets, gauge].T.astype("float64")


def align(observed: Mapping[str, xr.DataArray], order: Sequence[str], dates: Calendar) -> Targets:
    """Set targets side by side, with the gauges in the order of the states.

    Parameters
    ----------
    observed : mapping of str to xarray.DataArray
        Each target at the gauges that take part, of shape (gauge_id, time), on all days.
    order : sequence of str
        Gauges with states.
    dates : Calendar
        All days.
    """
    parts = {name: set(values["gauge_id"].values.astype(str)) for name, values in observed.items()}
    gauges = [gauge for gauge in order if any(gauge in part for part in parts.values())]
    values = np.array([one.reindex(gauge_id=gauges).values for one in observed.values()], dtype="float32")
    values = values.reshape(len(observed), len(gauges), len(dates.days))
    days_of, sample_of = (np.full(values.shape[:2], -1, dtype="int64") for _ in range(2))
    days: dict[bytes, int] = {}
    samples: dict[tuple[int, int], int] = {}
    for j, gauge in enumerate(gauges):
        for i, name in enumerate(observed):
            if gauge in parts[name]:
                known = np.isfinite(values[i, j])
                days_of[i, j] = days.setdefault(known.tobytes(), len(days))
                sample_of[i, j] = samples.setdefault((j, int(days_of[i, j])), len(samples))
    distinct = [np.frombuffer(key, dtype=bool) for key in days]
    return Targets(list(observed), gauges, values, days_of, distinct, sample_of, list(samples), dates)
