"""Count what medians over gauges rest on: gauges, how many of them are independent, blocks, years and seeds."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from lstm_probe.contracts.comparisons import MAIN
from lstm_probe.contracts.verdict import SAMPLING
from lstm_probe.results import correlations, resampling
from lstm_probe.results.intervals import Target


def effective_number(errors: npt.NDArray[np.floating]) -> float:
    """Find how many independent gauges would tell as much as these do.

    `n_eff = (Σλ)² / Σλ²`, λ the eigenvalues of the correlation matrix between the errors of gauges; since its diagonal
    is 1, this is `n² / Σ r_ij²` (Bretherton et al., 1999, https://doi.org/10.1175/1520-0442(1999)012<1990:TENOSD>2.0.CO;2).

    Parameters
    ----------
    errors : ndarray of shape (n_gauges, n_days)
        Predicted minus observed; NaN where there is none. Gauges whose errors do not vary do not count.

    Returns
    -------
    float
        Between 1 and the number of gauges; NaN without any gauge.
    """
    there = np.isfinite(errors)
    counted = there.sum(axis=1)
    filled = np.where(there, errors, 0.0).astype("float64")
    middle = filled.sum(axis=1) / np.maximum(counted, 1)
    filled = np.where(there, filled - middle[:, None], 0.0)
    kept = (counted > 1) & ((filled**2).sum(axis=1) > 0)
    filled, mask = filled[kept], there[kept].astype("float64")
    if not len(filled):
        return np.nan
    squares = (filled**2) @ mask.T
    with np.errstate(invalid="ignore", divide="ignore"):
        r = filled @ filled.T / np.sqrt(squares * squares.T)
    r = np.clip(np.nan_to_num(r), -1.0, 1.0)
    np.fill_diagonal(r, 1.0)
    return float(len(r) ** 2 / (r**2).sum())


def of_target(target: Target, predictions: Sequence[xr.Dataset], test: slice) -> pd.DataFrame:
    """Count what the medians of a target rest on.

    Parameters
    ----------
    target : Target
        Sums of one target.
    predictions : sequence of xarray.Dataset
        Of main, one a seed: predicted and observed of shape (target, gauge_id, time).
    test : slice
        First and last day of the test period.

    Returns
    -------
    pandas.DataFrame
        As `contracts.verdict.SAMPLING`, one row; the effective number of gauges is a mean over seeds.
    """
    sums = target.sums[MAIN].sel(kind="values").sum("year").transpose("seed", "gauge_id", "sum")
    scored = np.isfinite(correlations.correlation(sums.values)).any(axis=0)
    gauges = sums["gauge_id"].values.astype(str)[scored]
    numbers = [effective_number(_errors(one, target.name, gauges, test)) for one in predictions]
    row = {
        "target": target.name,
        "gauges": len(gauges),
        "effective_gauges": float(np.mean(numbers)) if numbers else np.nan,
        "blocks": int(target.blocks.loc[gauges].nunique()),
        "years": len(target.years),
        "years_resampled": len(target.years) >= resampling.FEWEST_YEARS,
        "seeds": len(target.seeds),
    }
    return pd.DataFrame([row], columns=list(SAMPLING.columns))


def _errors(predictions: xr.Dataset, target: str, gauges: npt.NDArray, test: slice) -> npt.NDArray[np.floating]:
    """Take predicted minus observed of shape (n_gauges, n_days) in the test period."""
    one = predictions[["predicted", "observed"]].sel(target=target, gauge_id=gauges, time=test)
    return (one["predicted"] - one["observed"]).transpose("gauge_id", "time").values
