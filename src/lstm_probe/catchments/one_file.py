"""Catchments whose series stand in one netCDF file, with tables of attributes beside it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lstm_probe.catchments import own_attributes as attributes
from lstm_probe.catchments.delivery import Delivery, columns_of
from lstm_probe.catchments.packed import PackedSeries
from lstm_probe.datasets import catalogue, variables


def deliver(settings: Mapping[str, Any], place: Path) -> Delivery:
    """Open the file of series.

    Parameters
    ----------
    settings : mapping
        The block ``data.dataset``: ``series`` (or ``path``, if that is the file), ``attributes``, ``columns``.
    place : Path
        The file of series, or its folder.
    """
    dataset = catalogue.described(settings)
    path = Path(settings["series"]) if settings.get("series") else place
    packed = PackedSeries(path, dataset.plain_id)
    columns = dict(columns_of(dataset, settings))
    for name in packed.variables:
        if name in variables.LONG_NAMES:
            columns.setdefault(name, (name, ""))
    for name, (column, units) in columns.items():
        stated = packed.units(column) if column in packed.variables else None
        columns[name] = (column, units or stated or variables.units_of(name))
    table = attributes.read(settings, place if place.is_dir() else place.parent, dataset.plain_id)
    return Delivery(dataset, path, packed.gauges, table, columns, packed.read, str(settings.get("attributes") or place))
