"""Folders of anybody's CSV or netCDF files become catchments, with no file renamed."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.catchments import file_per_gauge as catchments
from lstm_probe.catchments import one_file, reading
from lstm_probe.errors import InputError
from tests.catchments.conftest import attributes, weather

IDS = ["01A", "007", "DE110000"]
TRAINING = ("2000-01-01", "2001-12-31")
COLUMNS = {
    "precipitation": {"column": "P [m]", "units": "m"},
    "temperature": {"column": "T", "units": "K"},
    "discharge": {"column": "Q", "units": "m3 s-1"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a CSV per gauge in units of its own, and a table of attributes with other names."""
    (tmp_path / "daily").mkdir()
    table = attributes(IDS).rename(columns={"gauge_lat": "lat", "gauge_lon": "lon", "area": "area_km2"})
    table.rename_axis("station_id").to_csv(tmp_path / "stations.csv")
    for number, gauge in enumerate(IDS):
        days, area = weather(number), 100.0 + 50 * number
        own = {"P [m]": days["rain"] / 1000, "T": days["temperature"] + 273.15, "Q": days["flow"] * area / 86.4}
        pd.DataFrame(own).to_csv(tmp_path / "daily" / f"gauge-{gauge}_obs.csv")
    return tmp_path


def settings(**changes: object) -> dict:
    """Describe the folder as a configuration does."""
    given = {"reader": "generic", "files": "daily/gauge-{id}_obs.csv", "attributes": "stations.csv", "columns": COLUMNS}
    return given | changes


def selection(**changes: object) -> reading.Selection:
    """Ask for three forcings, PET computed."""
    wanted = {"gauges": "all", "forcings": ["precipitation", "temperature", "pet"], "attributes": ["area"]}
    return reading.Selection(**{**wanted, "training": TRAINING, "pet": "oudin", **changes})  # type: ignore[arg-type]


def test_units_and_names_are_ours(folder: Path) -> None:
    """Metres, kelvin and cubic metres a second become the rain, temperature and discharge that were drawn."""
    series, table = reading.read(catchments.deliver(settings(title="Mine"), folder), selection())
    assert sorted(series["gauge_id"].values) == sorted(IDS) == sorted(table["gauge_id"].values)
    one = series.sel(gauge_id="DE110000")
    for ours, theirs in (("precipitation", "rain"), ("temperature", "temperature"), ("discharge", "flow")):
        np.testing.assert_allclose(one[ours], weather(2)[theirs], rtol=1e-4, atol=1e-4)
    assert series.attrs["title"] == "Mine"
    assert float(table["gauge_lat"].sel(gauge_id="007")) == pytest.approx(45.2)


def test_the_layout_of_neuralhydrology_needs_no_pattern(folder: Path) -> None:
    """time_series/<id>.nc and attributes/*.csv, as its GenericDataset has them."""
    (folder / "time_series").mkdir()
    (folder / "attributes").mkdir()
    attributes(IDS).to_csv(folder / "attributes" / "attributes.csv")
    for number, gauge in enumerate(IDS):
        weather(number).to_xarray().to_netcdf(folder / "time_series" / f"{gauge}.nc")
    columns = {"precipitation": "rain", "discharge": "flow"}
    given = {"reader": "generic", "columns": columns}
    series, _ = reading.read(catchments.deliver(given, folder), selection())
    np.testing.assert_allclose(series["discharge"].sel(gauge_id="007"), weather(1)["flow"], rtol=1e-6)


def test_one_file_of_all_gauges(folder: Path) -> None:
    """Packed: gauges by days, in any order of both; units from the file."""
    tables = [weather(number) for number in range(len(IDS))]
    whole = xr.Dataset(
        {
            name: (("date", "basin"), np.stack([table[name] for table in tables], axis=1), {"units": units})
            for name, units in (("rain", "mm"), ("temperature", "degC"), ("flow", "mm/day"))
        },
        {"basin": IDS, "date": tables[0].index},
    ).isel(date=slice(None, None, -1))
    whole.to_netcdf(folder / "all.nc")
    columns = {"precipitation": "rain", "discharge": "flow"}
    given = {"reader": "packed", "columns": columns, "attributes": "stations.csv"}
    series, _ = reading.read(one_file.deliver(given, folder / "all.nc"), selection())
    np.testing.assert_allclose(series["precipitation"].sel(gauge_id="01A"), weather(0)["rain"], rtol=1e-6)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"files": "hourly/{id}.csv"}, r"hourly"),
        ({"files": "daily/gauge.csv"}, r"\{id\} once"),
        ({"columns": COLUMNS | {"precipitation": "rain"}}, r"P \[m\]"),
        ({"columns": {key: COLUMNS[key] for key in ("temperature", "discharge")}}, r"no precipitation"),
        ({"attributes": "none.csv"}, r"no tables"),
        ({"id_column": "number"}, r"a column number"),
    ],
)
def test_mistakes_are_named(folder: Path, change: dict, message: str) -> None:
    """A pattern, a column or a table that is not there."""
    with pytest.raises(InputError, match=message):
        reading.read(catchments.deliver(settings(**change), folder), selection())


def test_a_number_for_missing_values_is_taken_away(folder: Path) -> None:
    """-9999 in the discharge of a week."""
    path = folder / "daily" / "gauge-007_obs.csv"
    table = pd.read_csv(path)
    table.loc[10:16, "Q"] = -9999
    table.to_csv(path, index=False)
    series, _ = reading.read(catchments.deliver(settings(missing_value=-9999), folder), selection())
    assert int(series["discharge"].sel(gauge_id="007").isnull().sum()) == 7
