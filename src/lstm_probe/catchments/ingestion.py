"""Read the catchments of a study, of whatever data set: the one door of the rule `ingest`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import xarray as xr

from lstm_probe.catchments import polygons, readers, reading
from lstm_probe.data.camels_gb import boundaries as camels_boundaries
from lstm_probe.data.camels_gb import catchments as camels_gb
from lstm_probe.data.caravan import means as caravan_means
from lstm_probe.data.series import potential
from lstm_probe.datasets.camels_gb import VERSIONS

#: What files say of the data set that was read, in their attrs.
CITED = ("title", "references", "license", "source", "day_definition", "forcing_model")


def read(
    settings: Mapping[str, Any], params: Mapping[str, Any], place: Path, packed: str | Path | None = None
) -> tuple[xr.Dataset, xr.Dataset, xr.Dataset | None]:
    """Read series and attributes of all gauges that can be used.

    Parameters
    ----------
    settings : mapping
        What the configuration says of the data set: `datasets.catalogue.settings`.
    params : mapping
        What the study needs: ``forcings``, ``attributes``, ``extra_attributes``, ``periods``, ``interpolate_days``,
        and whether the world is ``synthetic``.
    place : Path
        The folder of the data set.
    packed : str or Path, optional
        A netCDF file with the series of all gauges, in the place of those below the folder.

    Returns
    -------
    series, attributes : xarray.Dataset
        The contents of ``catchments.nc`` and ``attributes.nc``.
    means : xarray.Dataset or None
        Targets that stand in the files of the catchments, ``also`` in `params`, from the same pass.
    """
    needs = {key: params[key] for key in ("forcings", "attributes", "extra_attributes", "interpolate_days")}
    needs |= {"gauges": settings["gauges"], "training": params["periods"]["lstm_train"]}
    needs |= {"minimum_discharge_days": settings["minimum_discharge_days"], "pet": potential.method_of(settings)}
    if settings["reader"] == "camels_gb":
        own = {"version": settings["version"], "columns": settings["columns"], "synthetic": params["synthetic"]}
        return *camels_gb.read(place, camels_gb.Selection(**needs, **own), packed), None
    also = list(params.get("also") or ())
    delivery = readers.deliver({**settings, "series": packed, "also": also}, place)
    series, attributes = reading.read(delivery, reading.Selection(**needs))
    return series, attributes, caravan_means.packed(delivery.kept, also) if also else None


def cited(series: xr.Dataset) -> dict[str, str]:
    """Take what a file of series says of its data set."""
    return {name: str(series.attrs[name]) for name in CITED if name in series.attrs}


def boundaries(settings: Mapping[str, Any], place: Path, attributes: xr.Dataset) -> gpd.GeoDataFrame:
    """Read the polygons of the gauges, which lie where their gauges are.

    Parameters
    ----------
    attributes : xarray.Dataset
        ``gauge_lat`` and ``gauge_lon`` (degrees) by gauge_id.

    Returns
    -------
    geopandas.GeoDataFrame
        Valid polygons, indexed by gauge_id, in the coordinates of the file.
    """
    gauges = [str(gauge) for gauge in attributes["gauge_id"].values]
    if settings["reader"] == "camels_gb":
        shapes = camels_boundaries.read(place, gauges, VERSIONS[settings["version"]])
    else:
        shapes = polygons.read(settings, place, gauges)
    return camels_boundaries.require_near(shapes, attributes)
