"""The skill of probes that were fitted to another gauge's states or to those of another year, draw by draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from lstm_probe.probe.choice import Choice
from lstm_probe.probe.evidence import Linear
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.observed_days import Ints
from lstm_probe.probe.probes_from_moments import fit, merged
from lstm_probe.probe.scaling import Record
from lstm_probe.probe.scores_from_moments import anomaly_r, by_year, correlation, of_rows, squares
from lstm_probe.probe.stacks import ANOMALIES_OF_TEST, VALUES_OF_TEST, PairsOfDraws, Sums
from lstm_probe.probe.yearly_sums import KINDS, SUMS

SCORES = ["draw", "r", "anomaly_r"]


@dataclass(frozen=True)
class Answers:
    """Hold how probes are fitted, as in `main`: all gauges share a probe, whoever shares an intercept.

    Parameters
    ----------
    regression, intercepts : Choice
        As of an experiment; where a regression needs samples, the elastic net with its penalty takes its place.
    whole : Record, optional
        Spread of the target, if it is not that of the days and gauges of the fit.
    """

    regression: Choice
    intercepts: Choice
    whole: Record | None = None


def derangements(
    moments: xr.Dataset, target: str, answers: Answers, samples: tuple[Ints, Floats, Floats]
) -> pd.DataFrame:
    """Fit and score the probe of every draw.

    Parameters
    ----------
    moments : xarray.Dataset
        As `null_moments.pair_moments` returns it.
    target : str
        A target of it.
    answers : Answers
        How the probes are fitted.
    samples : tuple of ndarray
        As `stacks.all_samples` returns them; once for all targets.

    Returns
    -------
    pandas.DataFrame
        Columns draw (from 1), r and anomaly_r: medians over gauges in the test period.
    """
    sums, pairs = Sums(moments, target), PairsOfDraws(moments, target, samples)
    if not len(pairs):
        return pd.DataFrame(columns=SCORES)
    fits = [_fit(pairs, draw, sums.gauge_ids, answers) for draw in range(len(pairs))]
    weights, intercepts = np.array([one.weights for one in fits]), np.array([one.intercept for one in fits])
    r = _scores(pairs, VALUES_OF_TEST, weights, intercepts)
    anomalies = anomaly_r(r, _scores(pairs, ANOMALIES_OF_TEST, weights, np.zeros(len(fits))))
    draws = np.arange(1, len(pairs) + 1)
    return pd.DataFrame({"draw": draws, "r": medians(r), "anomaly_r": medians(anomalies)})


def own(moments: xr.Dataset, target: str, answers: Answers) -> dict[str, float]:
    """Fit and score the probe of each gauge's own states: r and anomaly_r as those of a draw."""
    sums = Sums(moments, target)
    probe = fit(
        merged(sums.own("values", "fit")), sums.gauge_ids, answers.regression, answers.intercepts, answers.whole
    )
    if probe is None:
        return {"r": np.nan, "anomaly_r": np.nan}
    r = of_rows(merged(sums.own("values", "test")), probe)
    anomalies = of_rows(merged(sums.own("anomalies", "test")), Linear(probe.weights, 0.0))
    scores = medians(np.stack([r, anomaly_r(r, anomalies)]))
    return {"r": float(scores[0]), "anomaly_r": float(scores[1])}


def _fit(pairs: PairsOfDraws, draw: int, gauge_ids: Sequence[str], answers: Answers) -> Linear:
    fitted = fit(pairs.fit(draw), gauge_ids, answers.regression, answers.intercepts, answers.whole)
    return fitted or Linear(np.full(pairs.x.shape[-1], np.nan), np.nan)


def _scores(pairs: PairsOfDraws, part: int, weights: Floats, intercepts: Floats) -> Floats:
    """Correlate the predictions of every draw with the target at every gauge, shape (n_draws, n_gauges)."""
    sample, draw = pairs.sample, np.arange(len(pairs))[:, None]
    return correlation(
        pairs.n[sample, part],
        np.einsum("dgf,df->dg", pairs.xy[:, :, part - VALUES_OF_TEST].astype("float64"), weights),
        squares(pairs.xx[:, part], weights)[sample, draw],
        pairs.yy[:, part],
        (pairs.x[:, part] @ weights.T + intercepts)[sample, draw],
        pairs.y[:, part],
    )


def medians(scores: Floats) -> Floats:
    """Take the median over gauges that have a score, shape (n_draws, n_gauges) to (n_draws,)."""
    return pd.DataFrame(scores).median(axis=1).to_numpy()


def year_shifts(moments: xr.Dataset, target: str, answers: Answers) -> tuple[pd.DataFrame, xr.DataArray]:
    """Fit and score the probe of every shift, and sum its predictions by year.

    Parameters
    ----------
    moments : xarray.Dataset
        As `null_moments.shift_moments` returns it.
    target, answers
        As of `derangements`.

    Returns
    -------
    table : pandas.DataFrame
        Columns draw (from 1), r, anomaly_r and shift_years.
    sums : xarray.DataArray
        Of shape (gauge_id, shift, kind, year, sum), as `contracts.nulls.YEAR_SHIFT_SUMS`.
    """
    sums = Sums(moments, target)
    rows: list[tuple[int, float, float, int]] = []
    scored = sums.scored_years()
    found = np.zeros((len(sums.gauge_ids), len(sums.shifts()), len(KINDS), len(scored), len(SUMS)))
    for position, years in enumerate(sums.shifts()):
        of_fit, test, anomalies = sums.of_shift(position)
        probe = fit(of_fit, sums.gauge_ids, answers.regression, answers.intercepts, answers.whole)
        if probe is None:
            rows.append((position + 1, np.nan, np.nan, years))
            continue
        values = of_rows(test, probe)
        of_anomalies = anomaly_r(values, of_rows(merged(anomalies), Linear(probe.weights, 0.0)))
        r, level = medians(np.stack([values, of_anomalies])).tolist()
        rows.append((position + 1, r, level, years))
        found[:, position, KINDS.index("anomalies")] = by_year(anomalies, test, probe)
    table = pd.DataFrame(rows, columns=[*SCORES, "shift_years"])
    coords = {"shift": np.array(sums.shifts(), dtype="int64")}
    return table, named(sums.gauge_ids, found, scored, coords)


def together(sums: Mapping[str, xr.DataArray], gauge_ids: npt.NDArray[Any]) -> xr.Dataset:
    """Set the sums by year of some targets beside each other, 0 at gauges that take no part."""
    whole = [one.reindex(gauge_id=gauge_ids, fill_value=0.0) for one in sums.values()]
    attrs = {"units": "target units", "long_name": "n, x, y, xx, yy and xy over the days of a year"}
    names = pd.Index(list(sums), name="target", dtype=object)
    return xr.concat(whole, names).rename("sums").assign_attrs(attrs).to_dataset()


def named(
    gauge_ids: Sequence[str],
    values: Floats,
    years: Sequence[int],
    coords: Mapping[str, npt.NDArray[Any]] | None = None,
) -> xr.DataArray:
    """Name the axes of sums by year of shape (gauge_id, ..., kind, year, sum), with any coordinates between."""
    axes: dict[str, Any] = {"gauge_id": np.array(gauge_ids, dtype=object), **(coords or {})}
    axes |= {"kind": list(KINDS), "year": np.array(years, dtype="int64"), "sum": list(SUMS)}
    return xr.DataArray(values, axes, tuple(axes), "sums")
