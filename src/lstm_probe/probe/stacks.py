"""Take from second moments the sums that one target's probes are fitted to and scored by."""

from typing import Any

import numpy as np
import xarray as xr

from lstm_probe.probe.moments import Floats
from lstm_probe.probe.observed_days import Ints
from lstm_probe.probe.probes_from_moments import Stack, merged
from lstm_probe.probe.year_parts import QUARTERS

VALUES_OF_FIT, VALUES_OF_TEST, ANOMALIES_OF_TEST = range(3)


class Sums:
    """Hold the sums of one target at the gauges that take part.

    Parameters
    ----------
    moments : xarray.Dataset
        As `contracts.nulls.SECOND_MOMENTS`, or of `null_moments`.
    target : str
        A target of it.
    """

    def __init__(self, moments: xr.Dataset, target: str) -> None:
        self._moments = moments
        self._row = moments["target"].values.astype(str).tolist().index(target)
        samples = moments["own_sample"].values[self._row]
        self._gauges = np.flatnonzero(samples >= 0)
        self._samples = samples[self._gauges]
        self.gauge_ids: list[str] = moments["gauge_id"].values.astype(str)[self._gauges].tolist()

    def _of_target(self, name: str) -> Floats:
        """Read a variable of the target alone, at the gauges that take part; the artefact may be large."""
        values: Floats = self._moments[name].isel(target=self._row).values
        return values[self._gauges]

    def own(self, kind: str, period: str) -> Stack:
        """Take the sums of own states over every year of a period, shapes (n_gauges, n_years, ...)."""
        parts = self.parts(kind, period)
        n, x = (self._moments[name].values[np.ix_(self._samples, parts)] for name in ("n", "x"))
        y, yy, xy = (self._of_target(name)[:, parts] for name in ("y", "yy", "xy"))
        return Stack(n, x, y, self._products(parts, quarters=kind == QUARTERS), xy, yy)

    def _products(self, parts: Ints, *, quarters: bool) -> Floats:
        """Read the products of states with one another over some parts; those of quarters stand for themselves."""
        if not quarters:
            return np.asarray(self._moments["xx"].values[np.ix_(self._samples, parts)])
        before = self._moments.sizes["long_part"]
        return np.asarray(self._moments["quarter_xx"].values[np.ix_(self._samples, parts - before)])

    def parts(self, kind: str, period: str) -> Ints:
        """Find the years of a period, of values or of anomalies."""
        of = (self._moments["part_kind"].values == kind) & (self._moments["part_period"].values == period)
        return np.flatnonzero(of)

    def years(self, kind: str, period: str) -> list[int]:
        """Name the years of a period by the year of their first day."""
        years: list[int] = self._moments["part_year"].values[self.parts(kind, period)].tolist()
        return years

    def scored_years(self) -> list[int]:
        """Name the years of the test that the states of other years are scored in."""
        years: list[int] = self._moments["scored_year"].values.tolist()
        return years

    def shifts(self) -> list[int]:
        """List the shifts (years)."""
        years: list[int] = self._moments["shift"].values.tolist()
        return years

    def of_shift(self, shift: int) -> tuple[Stack, Stack, Stack]:
        """Take the sums of the states of other years, by position of the shift.

        Returns
        -------
        fit, test, anomalies : Stack
            Values of the fit and of the test, a row a gauge; anomalies of the test, shapes (n_gauges, n_years, ...).
        """
        n, x, fit_xx, xx = (
            self._moments[name].isel(shift=shift).values[self._samples]
            for name in ("shift_n", "shift_x", "shift_fit_xx", "shift_xx")
        )
        y, yy, xy = (
            self._moments[name].isel(target=self._row, shift=shift).values[self._gauges]
            for name in ("shift_y", "shift_yy", "shift_xy")
        )

        def part(rows: Any, products: Floats) -> Stack:
            return Stack(n[:, rows], x[:, rows], y[:, rows], products, xy[:, rows], yy[:, rows])

        return part(0, fit_xx), part(1, xx[:, 0]), part(slice(2, None), xx[:, 1:])


class PairsOfDraws:
    """Hold the sums of the states of partners and one target, draw by draw.

    Parameters
    ----------
    moments : xarray.Dataset
        As `null_moments.pair_moments` returns it.
    target : str
        A target of it.
    samples : tuple of ndarray
        As `all_samples` returns them.
    """

    def __init__(self, moments: xr.Dataset, target: str, samples: tuple[Ints, Floats, Floats]) -> None:
        sums = Sums(moments, target)
        row = moments["target"].values.astype(str).tolist().index(target)
        gauges = np.flatnonzero(moments["own_sample"].values[row] >= 0)
        sample = moments["partner_sample"].isel(target=row).values[:, gauges]
        drawn = (sample >= 0).all(axis=1) & (len(gauges) > 0)
        self.sample = sample[drawn]
        self.xy = moments["partner_xy"].isel(target=row).values[drawn][:, gauges]
        self.fit_xy = moments["partner_fit_xy"].isel(target=row).values[drawn]
        self.n, self.x, self.xx = samples
        parts = (("values", "fit"), ("values", "test"), ("anomalies", "test"))
        own = [merged(sums.own(*part)) for part in parts]
        self.y, self.yy = (np.stack([getattr(part, name) for part in own], axis=1) for name in ("y", "yy"))

    def __len__(self) -> int:
        """Count the draws."""
        return len(self.sample)

    def fit(self, draw: int) -> Stack:
        """Take the sums of one draw over the fit, a row a gauge.

        Products of states and target were summed over gauges, all that one probe needs: the first row has them.
        """
        sample, part = self.sample[draw], VALUES_OF_FIT
        xy = np.zeros((len(sample), self.fit_xy.shape[-1]))
        xy[0] = self.fit_xy[draw]
        return Stack(
            self.n[sample, part],
            self.x[sample, part],
            self.y[:, part],
            self.xx[sample, part],
            xy,
            self.yy[:, part],
        )


def all_samples(moments: xr.Dataset) -> tuple[Ints, Floats, Floats]:
    """Sum every sample's own states over the years, and set those of pairs beneath them.

    Returns
    -------
    n, x, xx : ndarray of shape (n_samples, 3, ...)
        Values of the fit, values of the test, and anomalies of the test.
    """
    n, x, xx = (moments[name].values for name in ("n", "x", "xx"))
    whole = []
    for kind, period in (("values", "fit"), ("values", "test"), ("anomalies", "test")):
        of = np.flatnonzero((moments["part_kind"].values == kind) & (moments["part_period"].values == period))
        none = np.zeros((len(n), len(of)))
        stack = Stack(n[:, of], x[:, of], none, xx[:, of], np.zeros((*none.shape, x.shape[-1])), none)
        whole.append(merged(stack))
    own = (np.stack([getattr(part, name) for part in whole], axis=1) for name in ("n", "x", "xx"))
    others = (moments[name].values for name in ("pair_n", "pair_x", "pair_xx"))
    joined = tuple(np.concatenate(both) for both in zip(own, others, strict=True))
    return joined[0], joined[1], joined[2]
