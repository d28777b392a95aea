"""Where the files that a run begins with come from, in a line each."""

from typing import Any

from lstm_probe.workflow.wanted import SOURCES

FETCHABLE = {f"data.{name}.path" for name in SOURCES}
CAMELS_GB = {
    1: "CAMELS-GB v1, free and without a login, unpacked with its boundaries: "
    "https://doi.org/10.5285/8344e4f3-d2ea-44f5-8afa-86d2987543a9",
    2: "CAMELS-GB v2, free and without a login; its tables, boundaries and daily series: "
    "https://doi.org/10.5285/9a46d428-958f-4ac1-86eb-94eee70c0955",
}
ERA5_LAND = (
    "daily means of the targets' variables over {box}, free with an account: "
    "https://cds.climate.copernicus.eu/datasets/derived-era5-land-daily-statistics"
)
WHERE_FROM = {
    "data.esa_cci.path": "COMBINED, v05.2 or later, a file a day, free and without a login: "
    "https://catalogue.ceda.ac.uk (ESA Soil Moisture CCI)",
    "data.caravan.path": "Caravan, its netCDF or CSV files (the part camelsgb is enough), free and without a login: "
    "https://doi.org/10.5281/zenodo.6522634",
    "data.camels_gb.series": "the series of all gauges in one netCDF file (docs/data.md), "
    "or null for the CSV files of CAMELS-GB",
    "data.camels_gb.gauges": "all, a list of gauge ids, or a file with one id a line",
    "published.path": "a CSV with gauge_id, r and nse",
}
TABLE = "catchment means: a CSV (a time column, then one column a gauge) or netCDF"


def where_from(key: str, config: dict[str, Any]) -> str:
    """Say where the files of a key of the config come from.

    Parameters
    ----------
    key : str
        Dotted key of a path.
    config : dict
        The whole configuration.
    """
    if key == "data.camels_gb.path":
        return CAMELS_GB[config["data"]["camels_gb"]["version"]]
    if key == "data.era5_land.path":
        return ERA5_LAND.format(box=config["data"]["era5_land"]["box"])
    return WHERE_FROM.get(key, TABLE)
