"""A user's table becomes daily means of the study's gauges, and its mistakes are named."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.data import tables
from lstm_probe.data.targets import target
from lstm_probe.errors import InputError

GAUGES = ["1001", "10002", "39001"]
TEXT = "time,39001,1001,7\n2001-01-01,0.1,0.2,9\n2001-01-03,0.3,,9\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Write a table with a gap, a missing value, a gauge too few and one too many."""
    path = tmp_path / "means.csv"
    path.write_text(TEXT)
    return path


def test_columns_are_joined_by_id(table: Path, caplog: pytest.LogCaptureFixture) -> None:
    """All gauges of the study, every day: absent gauges and days are empty, and both are said."""
    means = tables.read(table, GAUGES, "m", "level")
    assert means["gauge_id"].values.tolist() == GAUGES
    nan = np.nan
    expected = [[0.2, nan, nan], [nan, nan, nan], [0.1, nan, 0.3]]
    np.testing.assert_array_equal(means.values, np.array(expected, "float32"))
    counts = ("gauges_without_values_count", "gauges_outside_study_count", "days_missing_count")
    assert [means.attrs[name] for name in counts] == [1, 1, 1]
    assert "no values for 1 gauges of the study: 10002" in caplog.text
    assert "1 columns are no gauges of the study: 7" in caplog.text


def test_a_spreadsheets_marks_do_not_matter(table: Path) -> None:
    """A byte-order mark, Windows line ends, 'date' for 'time' and unsorted rows give the same values."""
    expected = tables.read(table, GAUGES, "m", "level")
    header, *rows = TEXT.replace("time", "date").splitlines()
    table.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([header, *rows[::-1], ""]).encode())
    xr.testing.assert_identical(tables.read(table, GAUGES, "m", "level"), expected)


@pytest.mark.parametrize("dims", [("gauge_id", "time"), ("time", "gauge_id")])
def test_netcdf_gives_what_csv_gives(table: Path, dims: tuple[str, str]) -> None:
    """Numbers as gauge ids and any order of dimensions are accepted."""
    expected = tables.read(table, GAUGES, "m", "level")
    frame = pd.read_csv(table, index_col="time", parse_dates=True)
    array = xr.DataArray(
        frame.to_numpy(),
        {"time": frame.index.values, "gauge_id": frame.columns.astype(int)},
        ("time", "gauge_id"),
    )
    array.transpose(*dims).assign_attrs(units="m").to_dataset(name="level").to_netcdf(table.with_suffix(".nc"))
    xr.testing.assert_identical(tables.read(table.with_suffix(".nc"), GAUGES, "m", "level"), expected)
    xr.testing.assert_identical(tables.read(table.with_suffix(".nc"), GAUGES, "m", "other"), expected)
    with pytest.raises(InputError, match="units 'm'"):
        tables.read(table.with_suffix(".nc"), GAUGES, "mm", "level")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            TEXT.replace("39001", "a").replace("1001", "b"),
            r"no gauge in common(.|\n)*a, b, 7(.|\n)*1001, 10002",
        ),
        (TEXT.replace("2001-01-03", "03/01/2001"), r"'03/01/2001' as day, line 3(.|\n)*YYYY-MM-DD"),
        (TEXT.replace("2001-01-03", "2001-01-01"), "days 2001-01-01 more than once"),
        (TEXT.replace("2001-01-03", ""), "rows without a day"),
        (TEXT.replace("39001,1001", "1001,1001"), "columns 1001 twice"),
        (TEXT.replace("0.3", "wet"), "'wet' in column 39001, line 3"),
        (TEXT.replace("time", "when"), "a column 'time' or 'date'"),
        (TEXT.replace(",", ";"), "commas between columns"),
        ("time,1001\n", "no rows"),
        ("", "an empty file"),
        (TEXT + "2001-01-04,1,2,3,4\n", "line 4 with 5 fields"),
    ],
)
def test_mistakes_are_named(table: Path, text: str, message: str) -> None:
    """Each mistake names the file, what was found, and what to do."""
    table.write_text(text)
    with pytest.raises(InputError, match=message) as caught:
        tables.read(table, GAUGES, "m", "level")
    assert str(table) in str(caught.value)


def test_missing_and_mistaken_files(tmp_path: Path, table: Path) -> None:
    """No file, a file that is no netCDF, and a netCDF without gauges are refused."""
    with pytest.raises(InputError, match="no such file"):
        tables.read(tmp_path / "nowhere.csv", GAUGES, "m", "level")
    with pytest.raises(InputError, match="a netCDF file"):
        tables.read(table.rename(tmp_path / "text.nc"), GAUGES, "m", "level")
    xr.Dataset({"level": ("x", [1.0])}).to_netcdf(tmp_path / "other.nc")
    with pytest.raises(InputError, match="dimensions gauge_id and time"):
        tables.read(tmp_path / "other.nc", GAUGES, "m", "level")


def test_a_target_says_what_it_is(table: Path) -> None:
    """Units, long name, source and counts stand in the attrs of a target, which keeps its contract."""
    entry = {"source": "table", "units": "m", "long_name": "groundwater level", "path": str(table)}
    dataset = target(tables.read(table, GAUGES, "m", "level"), "level", entry, "as in the table")
    target_contract("level").check(dataset)
    attrs = dataset["level"].attrs
    assert (attrs["units"], attrs["long_name"], attrs["source"]) == ("m", "groundwater level", "table")
    assert (attrs["averaging_method"], attrs["gauges_without_values_count"]) == ("as in the table", 1)


@pytest.mark.data
def test_real_soil_moisture(real_data: Path) -> None:
    """The 40 gauges of the ready ERA5-Land table have every day of six years."""
    listed = (real_data / "basin_lists" / "ptq60.txt").read_text().split()
    path = real_data / "era5_land_catchment_means" / "era5_land_swvl3_40_gauges_20061001-20120930.csv"
    means = tables.read(path, listed, "m3 m-3", "swvl3")
    assert (means.shape, means.attrs["gauges_without_values_count"]) == ((60, 2192), 20)
    assert int(means.notnull().all("time").sum()) == 40
    assert means.sel(gauge_id="11001", time="2006-10-01").item() == np.float32(0.29948187)
