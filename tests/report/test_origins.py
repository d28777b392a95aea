"""A run names each data set that it rests on once, as its artefacts cite it."""

import xarray as xr

from lstm_probe.datasets import citations
from lstm_probe.report import origins


def test_each_data_set_is_named_once() -> None:
    """Two artefacts of one data set make one entry; a user's own table, which cites nothing, makes none."""
    series = xr.Dataset(attrs=citations.CAMELS_GB[2].attributes)
    soil = [xr.Dataset(attrs=citations.ERA5_LAND.attributes) for _ in range(2)]
    cited = origins.cited([series, *soil, xr.Dataset(attrs={"title": "wells.nc"})])
    assert [entry["title"] for entry in cited] == ["CAMELS-GB v2", "ERA5-Land"]
    assert cited[0]["license"] == "Open Government Licence v3.0"
