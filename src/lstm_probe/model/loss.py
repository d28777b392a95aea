"""The training loss: squared errors, weighted so that every gauge counts about as its NSE does."""

import torch
from torch import Tensor

from lstm_probe.model.catchments import Catchments

#: Added to the standard deviation of discharge, so that gauges of steady flow do not dominate.
EPSILON = 0.1


def gauge_weights(catchments: Catchments, period: tuple[str, str], std: float) -> Tensor:
    """Weigh each gauge by 1 / (s + 0.1)², s its standard deviation of discharge in mm d-1.

    The errors that they weigh are of scaled discharge, as in the authors' framework. After Kratzert et al.
    (2019), https://doi.org/10.5194/hess-23-5089-2019, eq. 3.

    Parameters
    ----------
    catchments : Catchments
        The scaled series.
    period : tuple of str
        The training period.
    std : float
        Standard deviation by which discharge was scaled, mm d-1.

    Returns
    -------
    weights : Tensor of shape (n_gauges,)
        NaN for a gauge without discharge in the period.
    """
    first, end = catchments.position(period)
    discharge = catchments.discharge[:, first:end].double() * std
    mean = discharge.nanmean(dim=1, keepdim=True)
    spread = ((discharge - mean) ** 2).nanmean(dim=1).sqrt()
    return (1 / (spread + EPSILON) ** 2).float()


def median_efficiency(simulated: Tensor, observed: Tensor) -> float:
    """Give the median over gauges of the Nash-Sutcliffe efficiency, 1 - Σ(s - o)² / Σ(o - ō)².

    Parameters
    ----------
    simulated, observed : Tensor of shape (n_gauges, n_days)
        Discharge in any units; NaN where missing, on which days neither counts.

    Returns
    -------
    efficiency : float
        NaN where no gauge has observations that vary by more than rounding.
    """
    observed = torch.where(torch.isnan(simulated), torch.nan, observed).double()
    error = ((simulated - observed) ** 2).nansum(dim=1)
    spread = ((observed - observed.nanmean(dim=1, keepdim=True)) ** 2).nansum(dim=1)
    varies = spread > 1e-12 * (observed**2).nansum(dim=1)
    return float((1 - error / spread)[varies].quantile(0.5)) if bool(varies.any()) else float("nan")


def weighted_errors(simulated: Tensor, observed: Tensor, weights: Tensor) -> tuple[Tensor, Tensor]:
    """Give the weighted squared error of every day, and which days are observed.

    Parameters
    ----------
    simulated, observed : Tensor of shape (n_days, n_windows)
        Discharge, z-scores; observed is NaN where missing.
    weights : Tensor of shape (n_windows,)
        Weight of each window's gauge.

    Returns
    -------
    errors : Tensor of shape (n_days, n_windows)
        Zero where not observed.
    there : Tensor of bool, same shape
        Whether the day is observed.
    """
    there = ~torch.isnan(observed)
    difference = torch.where(there, simulated - observed.nan_to_num(0.0), 0.0)
    return difference**2 * weights, there
