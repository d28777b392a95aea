"""Set what comes down the river after water was put into a state beside what was added, the truth, and chance."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.contracts.steering import STEERING_MONTHS, STEERING_TABLE

Run = tuple[str, int]

#: Resamples of gauges and days behind an interval, and the share that it leaves out.
RESAMPLES, OUTSIDE = 1000, 0.05
FEWEST = 3


def table(
    runs: Mapping[Run, xr.Dataset], millimetres: Mapping[str, float | None], truth: xr.Dataset | None = None
) -> pd.DataFrame:
    """Tabulate all targets, directions and lead times of every LSTM and seed.

    Parameters
    ----------
    runs : mapping of (str, int) to xarray.Dataset
        By LSTM and seed, as `contracts.steering.STEERING`.
    millimetres : mapping of str to float or None
        For each target, mm of water in one of its units; None where nobody says.
    truth : xarray.Dataset, optional
        As `contracts.steering.STEERING_TRUTH`; only a synthetic world has it.

    Returns
    -------
    pandas.DataFrame
        As `contracts.steering.STEERING_TABLE`.
    """
    rows = []
    for (lstm, seed), found in runs.items():
        for target in found["target"].values.tolist():
            one = found.sel(target=target)
            added = float(one["amount"]) * (millimetres[target] or np.nan)
            for lead in found["lead_days"].values.tolist():
                true = _true(one, truth, target, lead)
                for draw in found["draw"].values.tolist():
                    released = one["released"].sel(draw=draw, lead_days=lead).values.astype("float64")
                    row = {"lstm": lstm, "seed": seed, "target": target, "draw": draw, "lead_days": lead}
                    row["direction"] = "random" if draw else "probe"
                    row |= _row(released, true, added)
                    if draw == 0:
                        row |= dict(zip(("release_lower", "release_upper"), _interval(released) / added, strict=True))
                    rows.append(row)
    return pd.DataFrame(rows).reindex(columns=list(STEERING_TABLE.columns))


def _true(one: xr.Dataset, truth: xr.Dataset | None, target: str, lead: int) -> np.ndarray:
    """Sum the true response to a target's water over a lead time (gauge, day), mm; NaN where it is not known."""
    if truth is None or target not in truth["target"].values:
        return np.full((one.sizes["gauge_id"], one.sizes["time"]), np.nan)
    response = truth["response"].sel(target=target, day=slice(1, lead)).sum("day", skipna=False)
    return response.reindex(gauge_id=one["gauge_id"], time=one["time"]).values.astype("float64")


def _row(released: np.ndarray, true: np.ndarray, added: float) -> dict[str, float]:
    """Summarise the extra discharge and the true one (gauge, day), mm, over pairs of gauge and day that have both."""
    out = released[np.isfinite(released)]
    row = {"added_mm": added, "released_mm": np.median(out) if len(out) else np.nan}
    row["release"] = row["released_mm"] / added
    both = np.isfinite(released) & np.isfinite(true)
    if both.sum() < FEWEST:
        return row
    x, y = true[both], released[both]
    row["true_mm"] = np.median(x)
    if x.any():  # a store that is cut off answers with nothing, which has no sign
        row["same_sign"] = np.mean(np.sign(x) == np.sign(y))
    if x.std() > 0 and y.std() > 0:
        row |= {"r": np.corrcoef(x, y)[0, 1], "slope": np.cov(x, y, bias=True)[0, 1] / x.var()}
    return row


def _interval(released: np.ndarray) -> np.ndarray:
    """Bound the median (2,) by resampling gauges, and days alike for all of them."""
    gauges = np.flatnonzero(np.isfinite(released).any(axis=1))
    if not len(gauges):
        return np.full(2, np.nan)
    rng = np.random.default_rng(len(gauges))
    medians = []
    for _ in range(RESAMPLES):
        days = rng.integers(0, released.shape[1], released.shape[1])
        medians.append(np.nanmedian(released[np.ix_(rng.choice(gauges, len(gauges)), days)]))
    return np.nanquantile(medians, [OUTSIDE / 2, 1 - OUTSIDE / 2])


def months(
    runs: Mapping[Run, xr.Dataset], targets: Mapping[str, xr.DataArray], truth: xr.Dataset | None = None
) -> pd.DataFrame:
    """Tabulate in which months the extra discharge comes, beside the truth and the target's own decrease.

    Parameters
    ----------
    runs, truth
        As for `table`.
    targets : mapping of str to xarray.DataArray
        Catchment means of shape (gauge_id, time).

    Returns
    -------
    pandas.DataFrame
        As `contracts.steering.STEERING_MONTHS`.
    """
    tables = []
    for (lstm, seed), found in runs.items():
        for target in found["target"].values.tolist():
            one = found.sel(target=target)
            gauges = one["gauge_id"].values[one["half_days"].notnull().any("time").values].tolist()
            columns = {
                "month": np.arange(1, 13),
                "released_share": _shares(one["monthly"].values.astype("float64")),
                "true_share": _shares(_true_months(truth, target, gauges)),
                "decrease_share": _shares(_decrease(targets[target], gauges)),
            }
            half = float(one["half_days"].median())
            tables.append(pd.DataFrame(columns).assign(lstm=lstm, seed=seed, target=target, half_days=half))
    return pd.concat(tables, ignore_index=True)[list(STEERING_MONTHS.columns)]


def _shares(amounts: np.ndarray) -> np.ndarray:
    """Divide amounts (month,) by their sum; NaN where that is not positive."""
    total = amounts.sum()
    return amounts / total if total > 0 else np.full(12, np.nan)


def _true_months(truth: xr.Dataset | None, target: str, gauges: list[str]) -> np.ndarray:
    """Sum the true response by calendar month (month,), mm."""
    if truth is None or target not in truth["target"].values:
        return np.full(12, np.nan)
    response = truth["response"].sel(target=target, gauge_id=gauges).sum("gauge_id")
    days = truth["time"] + truth["day"] * np.timedelta64(1, "D")
    return np.bincount(days.dt.month.values.ravel(), response.values.ravel(), minlength=13)[1:]


def _decrease(target: xr.DataArray, gauges: list[str]) -> np.ndarray:
    """Sum what a target loses from day to day by calendar month (month,), target units."""
    has = target["gauge_id"].isin(gauges)
    lost = (-target[has.values].diff("time")).clip(min=0.0).sum("gauge_id")
    return np.bincount(lost["time"].dt.month.values, lost.values, minlength=13)[1:]
