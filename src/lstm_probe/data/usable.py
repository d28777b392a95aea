"""Which catchments a study can use: values that are possible, no input missing, discharge to learn from."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import xarray as xr

from lstm_probe.data.series import checks, discharge_records, gaps, plausibility
from lstm_probe.datasets import attribute_bounds, bounds
from lstm_probe.errors import InputError, enforce, shortlist

logger = logging.getLogger(__name__)


class Needs(Protocol):
    """What a study needs of every catchment."""

    @property
    def forcings(self) -> Sequence[str]:
        """Daily inputs."""

    @property
    def attributes(self) -> Sequence[str]:
        """Static inputs; a gauge that lacks one is dropped."""

    @property
    def training(self) -> Sequence[str]:
        """First and last day of the LSTM's training."""

    @property
    def minimum_discharge_days(self) -> int:
        """Days with discharge that a gauge needs within the training."""

    @property
    def interpolate_days(self) -> Mapping[str, int]:
        """Longest gap (days) that is filled, by forcing."""


@dataclass(frozen=True)
class Source:
    """Name what was read.

    Parameters
    ----------
    title : str
        What messages call it.
    place : Path
        Its folder.
    region : str
        Whose bounds its values are held against.
    """

    title: str
    place: Path
    region: str


def select(
    series: xr.Dataset, attributes: xr.Dataset, needs: Needs, source: Source, absent: Mapping[str, str]
) -> tuple[xr.Dataset, xr.Dataset]:
    """Keep the catchments that can be used, with short gaps filled, and write down what was dropped and found.

    Parameters
    ----------
    series, attributes : xarray.Dataset
        All gauges asked for: variables of shape (gauge_id, time) and of shape (gauge_id,).
    absent : mapping of str to str
        Gauges that were not read at all, and why.

    Returns
    -------
    series, attributes : xarray.Dataset
        The gauges that are left.

    Raises
    ------
    InputError
        If values are impossible, a forcing is missing at every gauge, or no gauge is left.
    """
    _require_possible(discharge_records.flowing(series), attributes, source)
    dropped = reasons_to_drop(series, attributes, needs, source.title)
    gauges = [str(gauge) for gauge in series["gauge_id"].values]
    kept = [gauge for gauge in gauges if gauge not in dropped]
    about = _account(source.place, gauges, {**dropped, **absent})
    series, attributes = gaps.fill(series.sel(gauge_id=kept), needs.interpolate_days), attributes.sel(gauge_id=kept)
    found = plausibility.inspect(series, source.region) | plausibility.missing_discharge(series, needs.training)
    return series.assign_attrs(about, **found), attributes.assign_attrs(about)


def _require_possible(series: xr.Dataset, attributes: xr.Dataset, source: Source) -> None:
    for name, array in series.data_vars.items():
        limits = bounds.of_series(str(name), source.region)
        enforce(checks.measured(array, limits), f"series of {source.title}, {name}")
    for name, array in attributes.data_vars.items():
        if array.dtype.kind == "f":
            units = array.attrs.get("units", "")
            found = attribute_bounds.findings(str(name), array.to_series(), units, source.region)
            enforce(found, f"attributes of {source.title}, {name}")


def reasons_to_drop(
    series: xr.Dataset, attributes: xr.Dataset, needs: Needs, title: str = "CAMELS-GB"
) -> dict[str, str]:
    """Say which gauges cannot be used, and why.

    Parameters
    ----------
    series, attributes : xarray.Dataset
        All gauges asked for.
    title : str
        What messages call the data set.

    Returns
    -------
    dict of str to str
        The reason, by gauge.

    Raises
    ------
    InputError
        If a forcing is missing at every gauge.
    """
    reasons: dict[str, list[str]] = {}
    for name in needs.attributes:
        for gauge in series["gauge_id"].values[np.isnan(attributes[name].values)]:
            reasons.setdefault(gauge, []).append(f"no attribute {name}")
    for name in needs.forcings:
        empty = np.isnan(series[name].values).all(axis=1)
        if empty.all():
            filled = [str(one) for one in series.data_vars if one != "discharge" and series[one].notnull().any()]
            gauges = series["gauge_id"].values
            enforce(discharge_records.without_values(name, list(gauges), len(gauges), filled), f"{title} series")
        for gauge in series["gauge_id"].values[empty]:
            reasons.setdefault(gauge, []).append(f"no {name}")
    first, last = needs.training
    for gauge, why in discharge_records.unusable(series, (first, last), needs.minimum_discharge_days).items():
        reasons.setdefault(gauge, []).append(why)
    return {gauge: "; ".join(why) for gauge, why in reasons.items()}


def _account(place: Path, gauges: Sequence[str], dropped: dict[str, str]) -> dict[str, object]:
    """Log the gauges dropped and return the record of them for a file's attrs."""
    if set(gauges) <= set(dropped):
        some = shortlist((f"{gauge} ({why})" for gauge, why in dropped.items()), 3)
        advice = "check the training period, the attributes and the forcings in the config"
        raise InputError(str(place), f"no usable gauge: {some}", "at least one", advice)
    for why in dict.fromkeys(dropped.values()):
        those = [gauge for gauge, reason in dropped.items() if reason == why]
        logger.warning("%d dropped, %s: %s", len(those), why, shortlist(those, 40))
    logger.info("%d gauges used, %d dropped", len(set(gauges) - set(dropped)), len(dropped))
    return {"dropped_gauges": json.dumps(dropped), "dropped_gauges_count": len(dropped)}
