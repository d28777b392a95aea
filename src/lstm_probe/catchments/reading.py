"""Read the catchments that a study can use from any delivery: series in our units, attributes, polygons."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.catchments import delivery as deliveries
from lstm_probe.catchments.delivery import Delivery
from lstm_probe.data import usable
from lstm_probe.data.series import daily_series, potential
from lstm_probe.datasets import twins, variables
from lstm_probe.datasets.catalogue import Column
from lstm_probe.datasets.conversion import convert
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

UNITS = {"gauge_lat": "degrees_north", "gauge_lon": "degrees_east", "area": "km2"}
UNITS |= dict.fromkeys(("p_mean", "q_mean", "pet_mean"), "mm d-1") | dict.fromkeys(("elev_mean", "gauge_elev"), "m")


@dataclass(frozen=True)
class Selection:
    """Choose gauges, forcings and attributes.

    Parameters
    ----------
    gauges : "all", sequence of ids, or str
        Which gauges; text that is not "all" is the path of a list.
    forcings, attributes : sequence of str
        Daily and static inputs; a gauge that lacks one is dropped.
    training : sequence of str
        First and last day of the LSTM's training.
    extra_attributes : sequence of str
        Attributes that only figures and criteria of gauges read.
    minimum_discharge_days : int
        Days with discharge that a gauge needs within the training; one with fewer is dropped.
    interpolate_days : mapping of str to int
        Longest gap (days) of a forcing that is filled in a straight line, by forcing.
    pet : str, optional
        How potential evapotranspiration is computed, one of `potential.METHODS`; read where there is none.
    """

    gauges: str | Sequence[object]
    forcings: Sequence[str]
    attributes: Sequence[str]
    training: Sequence[str]
    extra_attributes: Sequence[str] = ()
    minimum_discharge_days: int = 1
    interpolate_days: Mapping[str, int] = field(default_factory=dict)
    pet: str | None = None


def read(delivery: Delivery, selection: Selection) -> tuple[xr.Dataset, xr.Dataset]:
    """Read series and attributes of all gauges that can be used.

    Returns
    -------
    series : xarray.Dataset
        Discharge and forcings, float32 of shape (gauge_id, time).
    attributes : xarray.Dataset
        float64 of shape (gauge_id,). Both name in their attrs where they come from, and what was dropped.

    Raises
    ------
    InputError
        If files are missing or damaged, names are unknown, values are impossible, or no gauge is left.
    """
    chosen = deliveries.choose(selection.gauges, delivery)
    gauges = [gauge for gauge in chosen if gauge in delivery.attributes.index]
    if not gauges:
        found = f"series of {shortlist(chosen, 4)}; rows of {shortlist(delivery.attributes.index, 4)}"
        expected = "gauges with a series and a row in the tables of attributes"
        advice = "write the ids alike: they are text, zeros and prefixes count"
        raise InputError(delivery.tables or str(delivery.place), found, expected, advice)
    names = [*selection.attributes, *selection.extra_attributes]
    attributes = deliveries.attributes_of(delivery, gauges, names, UNITS)
    series = _series(delivery, gauges, selection, attributes["gauge_lat"].values)
    source = usable.Source(delivery.dataset.citation.title, delivery.place, delivery.dataset.region)
    absent = {gauge: "no row in the tables of attributes" for gauge in chosen if gauge not in gauges}
    if selection.gauges == "all":
        known = set(delivery.gauges)
        absent |= {str(gauge): "no series" for gauge in delivery.attributes.index if gauge not in known}
    series, attributes = usable.select(series, attributes, selection, source, absent)
    about = {**delivery.dataset.attributes, "twins": json.dumps(doubled := twins.named(attributes))}
    if doubled:
        words = "%d gauges are in the study twice, by two collections: %s; they must not exchange their states"
        logger.warning(words, len(doubled), shortlist(doubled, 40))
    return series.assign_attrs(about), attributes.assign_attrs(about)


def require_known(delivery: Delivery, forcings: Sequence[str], pet: str | None) -> dict[str, Column]:
    """Return the columns of discharge and the forcings that are read.

    Raises
    ------
    InputError
        If the data set has no such forcing.
    """
    wanted = ["discharge", *potential.forcings_of_files(forcings, pet, delivery.columns)]
    if unknown := [name for name in wanted if name not in delivery.columns]:
        expected = f"what {delivery.dataset.citation.title} has: {shortlist(delivery.columns, 12)}"
        advice = f"name their columns: columns: {{{unknown[0]}: …}}, or choose other forcings"
        advice += "; PET can be computed: pet: {method: oudin}" if "pet" in unknown else ""
        raise InputError("data.dataset", f"no {shortlist(unknown)}", expected, advice)
    return {name: delivery.columns[name] for name in wanted}


def one_gauge(delivery: Delivery, gauge: str, columns: Mapping[str, Column]) -> pd.DataFrame:
    """Read discharge and forcings of one gauge in our units, every day from the first to the last."""
    table = delivery.read_gauge(gauge, list(dict.fromkeys(column for column, _ in columns.values())))
    area = delivery.attributes["area"].get(gauge, np.nan) if "area" in delivery.attributes else np.nan
    area = float(pd.to_numeric(area, errors="coerce"))
    values = {
        name: convert(
            table[column].to_numpy("float32"), units, variables.units_of(name), f"{delivery.place}, {column}", area
        )
        for name, (column, units) in columns.items()
    }
    return pd.DataFrame(values, index=table.index).astype("float32")


def _series(delivery: Delivery, gauges: Sequence[str], selection: Selection, latitude: np.ndarray) -> xr.Dataset:
    columns = require_known(delivery, selection.forcings, selection.pet)
    tables = {}
    for count, gauge in enumerate(gauges, start=1):
        tables[gauge] = one_gauge(delivery, gauge, columns)
        if count % 100 == 0:
            logger.info("%d of %d series read", count, len(gauges))
    days = pd.date_range(
        min(table.index[0] for table in tables.values()), max(table.index[-1] for table in tables.values()), name="time"
    )
    values = np.full((len(columns), len(tables), len(days)), np.nan, "float32")
    for position, table in enumerate(tables.values()):
        start = (table.index[0] - days[0]).days
        values[:, position, start : start + len(table)] = table[list(columns)].to_numpy().T
    series = daily_series.make(list(tables), days, dict(zip(columns, values, strict=True)))
    return potential.completed(series, selection.forcings, latitude, selection.pet)
