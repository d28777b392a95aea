"""Where each data set can be had, and the servers that it is fetched from."""

#: CAMELS-GB by version.
CAMELS_GB = {
    1: "https://doi.org/10.5285/8344e4f3-d2ea-44f5-8afa-86d2987543a9",
    2: "https://doi.org/10.5285/9a46d428-958f-4ac1-86eb-94eee70c0955",
}
CARAVAN = "https://doi.org/10.5281/zenodo.6522634"
CAMELS_US = "https://doi.org/10.5065/D6MW2F4D"
ESA_CCI = "https://data.ceda.ac.uk/neodc/esacci/soil_moisture/data/daily_files/COMBINED"
ERA5_LAND = "https://cds.climate.copernicus.eu/datasets/derived-era5-land-daily-statistics"
#: What belongs at a path of the configuration, by its dotted key, and where it can be had.
AVAILABLE: dict[str, str | dict[int, str]] = {
    "data.camels_gb.path": {
        1: f"CAMELS-GB v1, free and without a login, unpacked with its boundaries: {CAMELS_GB[1]}",
        2: f"CAMELS-GB v2, free and without a login; its tables, boundaries and daily series: {CAMELS_GB[2]}",
    },
    "data.dataset.path": "the files of your data set of catchments (docs/your_catchments.md)",
    "data.dataset.series": "the series of all gauges in one netCDF file (docs/data.md)",
    "data.dataset.attributes": "the tables of attributes, or their folder",
    "data.dataset.gauges": "all, a list of gauge ids, or a file with one id per line",
    "data.era5_land.path": f"daily means of the targets' variables over {{box}}, free with an account: {ERA5_LAND}",
    "data.esa_cci.path": "COMBINED, v05.2 or later, one file per day, free and without a login: "
    "https://catalogue.ceda.ac.uk (ESA Soil Moisture CCI)",
    "data.caravan.path": "Caravan, its netCDF or CSV files (the parts with your gauges), free and without a login: "
    f"{CARAVAN}",
    "data.camels_gb.series": "the series of all gauges in one netCDF file (docs/data.md), "
    "or null for the CSV files of CAMELS-GB",
    "data.camels_gb.gauges": "all, a list of gauge ids, or a file with one id per line",
    "published.path": "a CSV with gauge_id, r and nse",
}
TABLE = "catchment means: a CSV (a time column, then one column per gauge) or netCDF"
#: Servers that sources are fetched from, by the names of ``fetch.servers`` in the config.
SERVERS = {
    "eidc_packages": "https://data-package.ceh.ac.uk",
    "eidc_files": "https://catalogue.ceh.ac.uk",
    "ceda": "https://dap.ceda.ac.uk",
    "zenodo": "https://zenodo.org",
}
