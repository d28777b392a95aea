"""ERA5-Land is read from every form in which it was ever delivered."""

import logging
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.data.era5_land import daily_means
from lstm_probe.data.era5_land.quality import QualityCounts
from lstm_probe.errors import InputError

LATITUDE, LONGITUDE = np.array([52.2, 52.1, 52.0]), np.array([-0.1, 0.0, 0.1, 0.2])


def make(first: str, count: int, freq: str, rng: np.random.Generator, variable: str = "swvl1") -> xr.Dataset:
    """Make a field with a sea cell, as new deliveries have it: valid_time, latitude descending."""
    values = rng.uniform(0.1, 0.5, (count, 3, 4)).astype("float32")
    values[:, 0, 0] = np.nan
    coords = {
        "valid_time": pd.date_range(first, periods=count, freq=freq),
        "latitude": LATITUDE,
        "longitude": LONGITUDE,
    }
    attrs = {"units": "m**3 m**-3", "GRIB_stepType": "instant"}
    array = xr.DataArray(values, coords, ("valid_time", "latitude", "longitude"), attrs=attrs)
    return array.to_dataset(name=variable).assign_coords(number=0)


def write_daily(dataset: xr.Dataset, path: Path) -> Path:
    """Write as the daily statistics are delivered: times in days since the first."""
    first = pd.Timestamp(dataset["valid_time"].values[0])
    dataset.to_netcdf(path, encoding={"valid_time": {"units": f"days since {first}", "dtype": "int64"}})
    return path


def write_hourly(dataset: xr.Dataset, path: Path, version: str = "0001") -> Path:
    """Write as hourly data are delivered: times in seconds since 1970, expver along them."""
    labels = np.full(dataset.sizes["valid_time"], version)
    dataset = dataset.assign_coords(expver=("valid_time", labels))
    dataset.to_netcdf(path, encoding={"valid_time": {"units": "seconds since 1970-01-01", "dtype": "int64"}})
    return path


def read(source: Path, variable: str, expected_units: str | None = None) -> xr.DataArray:
    """Read the daily means of a small delivery as one array."""
    return xr.concat(list(daily_means.daily_means(source, variable, expected_units)), "time").sortby("time")


def test_daily_statistics_over_several_years(tmp_path: Path, rng: np.random.Generator) -> None:
    """Files of two years and two variables in one folder: one variable, in order, values untouched."""
    whole = make("2000-12-20", 30, "D", rng)
    write_daily(whole.isel(valid_time=slice(12, 30)), tmp_path / "a_2001.nc")
    write_daily(whole.isel(valid_time=slice(0, 12)), tmp_path / "b_2000.nc")
    write_daily(make("2000-12-20", 30, "D", rng, "sd"), tmp_path / "sd.nc")
    days = read(tmp_path, "swvl1", "m3 m-3")
    np.testing.assert_array_equal(days.values, whole["swvl1"].values)
    assert days.indexes["time"].equals(pd.date_range("2000-12-20", periods=30, freq="D", name="time"))
    assert "number" not in days.coords


def test_files_without_the_variable_are_passed_over(tmp_path: Path, rng: np.random.Generator) -> None:
    """What lies beside a variable's files is not looked into, be it on no grid and without times."""
    whole = make("2001-01-01", 5, "D", rng)
    write_daily(whole, tmp_path / "b.nc")
    xr.Dataset({"height": ("place", [1.0, 2.0])}).to_netcdf(tmp_path / "a.nc")
    np.testing.assert_array_equal(read(tmp_path, "swvl1").values, whole["swvl1"].values)


def test_hours_become_days_of_utc(tmp_path: Path, rng: np.random.Generator) -> None:
    """The mean of hours 00 to 23, also of a day split over two files; incomplete days are left out."""
    hours = make("2001-01-01 06:00", 80, "h", rng)
    write_hourly(hours.isel(valid_time=slice(0, 30)), tmp_path / "data_0.nc")
    write_hourly(hours.isel(valid_time=slice(30, 80)), tmp_path / "data_1.nc")
    counts = QualityCounts()
    (days,) = daily_means.daily_means(tmp_path, "swvl1", "m3 m-3", counts)
    # 18 hours of day 1, then days 2 and 3, then 14 hours of day 4
    expected = [hours["swvl1"].values[18 + 24 * n : 42 + 24 * n].mean(axis=0) for n in range(2)]
    np.testing.assert_allclose(days.values, expected, rtol=1e-6)
    assert days["time"].dt.strftime("%m-%d %H").values.tolist() == ["01-02 00", "01-03 00"]
    assert counts.incomplete_days == 2


def test_one_hour_a_day_is_no_daily_mean(tmp_path: Path, rng: np.random.Generator) -> None:
    """Snapshots at midnight are a day apart too, but are refused."""
    write_hourly(make("2001-01-01", 5, "D", rng), tmp_path / "snapshots.nc")
    with pytest.raises(InputError, match="no day with all 24 hours, of 5"):
        read(tmp_path, "swvl1")


def test_daily_means_that_users_made(tmp_path: Path, rng: np.random.Generator) -> None:
    """Daily means stamped at noon, in hours since 1970 as other tools write them, are days."""
    days = make("2001-01-01 12:00", 5, "D", rng)
    days.to_netcdf(tmp_path / "noon.nc", encoding={"valid_time": {"units": "hours since 1970-01-01"}})
    found = read(tmp_path, "swvl1")
    np.testing.assert_array_equal(found.values, days["swvl1"].values)
    assert found["time"].dt.hour.values.tolist() == [0] * 5


def test_a_zip_named_nc(tmp_path: Path, rng: np.random.Generator) -> None:
    """Members are told apart by their variables; one that counts longitudes from 0 to 360 is turned round."""
    soil, snow = make("2001-01-01", 3, "D", rng), make("2001-01-01", 3, "D", rng, "sd")
    turned = snow.assign_coords(longitude=snow["longitude"] % 360).sortby("longitude").drop_vars("number")
    for folder, dataset in (("0", soil), ("1", turned)):
        (tmp_path / folder).mkdir()
        write_daily(dataset, tmp_path / folder / f"data_{folder}.nc")
    delivery = tmp_path / "download" / "delivery.nc"
    delivery.parent.mkdir()
    with zipfile.ZipFile(delivery, "w") as archive:
        archive.write(tmp_path / "0" / "data_0.nc", "data_0.nc")
        archive.write(tmp_path / "1" / "data_1.nc", "data_1.nc")
    np.testing.assert_array_equal(read(delivery, "swvl1").values, soil["swvl1"].values)
    found = read(delivery.parent, "sd")
    np.testing.assert_allclose(found["longitude"], LONGITUDE)
    np.testing.assert_array_equal(found.values, snow["sd"].values)


def test_old_files_are_unpacked_each_with_its_scale(tmp_path: Path, rng: np.random.Generator) -> None:
    """16-bit files with time since 1900 and ascending latitude come back to within half a packing step."""
    hours = make("2001-01-01", 48, "h", rng).drop_vars("number").rename(valid_time="time").isel(latitude=[2, 1, 0])
    hours = hours.assign_attrs(history="grib_to_netcdf-2.23.0")
    for day, scale in ((0, 1e-5), (1, 2e-5)):
        packing = {"dtype": "int16", "scale_factor": scale, "add_offset": 0.3, "_FillValue": -32767}
        time = {"units": "hours since 1900-01-01 00:00:00.0", "dtype": "int32"}
        part = hours.isel(time=slice(24 * day, 24 * day + 24))
        part.to_netcdf(tmp_path / f"{day}.nc", format="NETCDF3_64BIT", encoding={"swvl1": packing, "time": time})
    expected = hours["swvl1"].isel(latitude=[2, 1, 0]).coarsen(time=24).mean()
    np.testing.assert_allclose(read(tmp_path, "swvl1").values, expected.values, atol=1e-5)


def test_preliminary_data_fill_what_is_not_final(tmp_path: Path, rng: np.random.Generator) -> None:
    """With expver as a dimension, preliminary values (5) fill what is not final (1), and are counted."""
    days = make("2001-01-01", 4, "D", rng).drop_vars("number").rename(valid_time="time")
    final, preliminary = days.copy(deep=True), days + 0.0
    final["swvl1"][3:] = np.nan
    preliminary["swvl1"][:3] = np.nan
    both = xr.concat([final, preliminary], pd.Index([1, 5], name="expver")).transpose("time", "expver", ...)
    both.to_netcdf(tmp_path / "mixed.nc", encoding={"time": {"units": "days since 2001-01-01", "dtype": "int64"}})
    counts = QualityCounts()
    (found,) = daily_means.daily_means(tmp_path, "swvl1", None, counts)
    np.testing.assert_array_equal(found.values, days["swvl1"].values)
    assert counts.preliminary_times == 1


def test_preliminary_hours_are_counted(tmp_path: Path, rng: np.random.Generator, caplog) -> None:
    """Times labelled expver 0005 are counted, and said."""
    write_hourly(make("2001-01-01", 24, "h", rng), tmp_path / "late.nc", version="0005")
    counts = QualityCounts()
    with caplog.at_level(logging.WARNING):
        list(daily_means.daily_means(tmp_path, "swvl1", None, counts))
    assert counts.preliminary_times == 24
    assert "24 times are preliminary (expver 0005)" in caplog.text


def test_equal_copies_are_taken_once(tmp_path: Path, rng: np.random.Generator) -> None:
    """Files that overlap with equal values give every day once; with other values they are refused."""
    whole = make("2001-01-01", 10, "D", rng)
    write_daily(whole.isel(valid_time=slice(0, 7)), tmp_path / "a.nc")
    write_daily(whole.isel(valid_time=slice(5, 10)), tmp_path / "b.nc")
    counts = QualityCounts()
    pieces = list(daily_means.daily_means(tmp_path, "swvl1", None, counts))
    np.testing.assert_array_equal(np.concatenate([piece.values for piece in pieces]), whole["swvl1"].values)
    assert counts.repeated_times == 2
    write_daily(whole.isel(valid_time=slice(5, 10)) + 0.1, tmp_path / "b.nc")
    with pytest.raises(InputError, match="other values of swvl1"):
        read(tmp_path, "swvl1")


def test_odd_fields_are_counted(tmp_path: Path, rng: np.random.Generator) -> None:
    """A sea cell that becomes land, a day with one value everywhere, and a day repeated, are all found."""
    days = make("2001-01-01", 8, "D", rng)
    days["swvl1"][2, 0, 0] = 0.2
    days["swvl1"][4, 1:] = 0.3
    days["swvl1"][4, 0, 1:] = 0.3
    days["swvl1"][6] = days["swvl1"][5]
    write_daily(days, tmp_path / "odd.nc")
    counts = QualityCounts()
    list(daily_means.daily_means(tmp_path, "swvl1", None, counts))
    assert (counts.changed_sea_days, counts.constant_days, counts.stuck_days) == (1, 1, 1)


def test_variables_share_one_sea() -> None:
    """A variable with data where another has none is found, as in a layer that was downloaded wrongly."""
    counts = QualityCounts(land=np.array([[True, False]]))
    counts.look_at(np.array([[[0.2, 0.3]], [[0.2, np.nan]]]))
    assert counts.changed_sea_days == 1


def test_snowless_days_are_not_odd() -> None:
    """Fields of zeros on many days are summer, not a fault."""
    counts = QualityCounts()
    counts.look_at(np.zeros((5, 2, 2)))
    assert set(counts.attrs().values()) == {0}


def _other_grid(dataset: xr.Dataset) -> xr.Dataset:
    return dataset.assign_coords(latitude=dataset["latitude"] + 0.03)


def test_mistakes_are_named(tmp_path: Path, rng: np.random.Generator) -> None:
    """Missing files and variables, other units, grids and steps, each with a message of four lines."""
    days = make("2001-01-01", 4, "D", rng)
    later = make("2001-02-01", 4, "D", rng)
    with pytest.raises(InputError, match="no such folder"):
        read(tmp_path / "nowhere", "swvl1")
    with pytest.raises(InputError, match="GRIB is not read"):
        read(tmp_path, "swvl1")
    path = write_daily(days, tmp_path / "a.nc")
    with pytest.raises(InputError, match=r"variables swvl1(.|\n)*'swvl2'") as caught:
        read(tmp_path, "swvl2")
    assert len(str(caught.value).splitlines()) == 4
    with pytest.raises(InputError, match=r"units 'm\*\*3 m\*\*-3'"):
        read(path, "swvl1", "mm")
    write_daily(_other_grid(later), tmp_path / "b.nc")
    with pytest.raises(InputError, match="request the same box"):
        read(tmp_path, "swvl1")
    write_daily(make("2001-01-01", 4, "MS", rng), tmp_path / "b.nc")
    with pytest.raises(InputError, match="28 days apart"):
        read(tmp_path / "b.nc", "swvl1")
    (tmp_path / "b.nc").write_bytes(path.read_bytes()[:2000])
    with pytest.raises(InputError, match="download it again"):
        read(tmp_path, "swvl1")


def test_grid_and_land(tmp_path: Path, rng: np.random.Generator) -> None:
    """The grid and the sea of a folder are those of its first file."""
    write_daily(make("2001-01-01", 2, "D", rng), tmp_path / "a.nc")
    grid, land = daily_means.grid_and_land(tmp_path)
    np.testing.assert_allclose(grid.longitude, LONGITUDE)
    assert (land.sum(), land[0, 0]) == (11, False)


DELIVERIES = "era5_land_deliveries"


@pytest.mark.data
def test_real_daily_statistics(real_data: Path) -> None:
    """Five days of August 2025 over Germany, a ZIP of four variables on a shifted grid."""
    days = read(real_data / DELIVERIES / "new_cds_daily_statistics_germany", "t2m", "K")
    assert days.shape == (5, 77, 91)
    assert days["time"].dt.strftime("%Y-%m-%d").values.tolist() == [f"2025-08-{day}" for day in range(10, 15)]
    assert 285 < float(days.mean()) < 300
    assert float(days.isnull().mean()) == pytest.approx(0.107, abs=0.001)


@pytest.mark.data
def test_real_old_delivery(real_data: Path) -> None:
    """January 2020 at Davos: 744 packed hours become 31 days, equal to xarray's daily means."""
    path = real_data / DELIVERIES / "old_cds_format_era5_davos" / "SURF_202001.nc"
    days = read(path, "t2m", "K")
    with xr.open_dataset(path) as dataset:
        expected = dataset["t2m"].resample(time="D").mean().values
    np.testing.assert_allclose(days.values, expected, rtol=1e-6)


@pytest.mark.data
@pytest.mark.parametrize(
    ("place", "variable", "message"),
    [
        ("new_cds_hourly_sea_allnan", "t2m", "lies in the sea"),
        (
            "new_cds_hourly_elsalvador/multi_member_request_2025-10-17",
            "swvl4",
            "no day with all 24 hours, of 1",
        ),
        (
            "new_cds_hourly_elsalvador/multi_member_request_2025-10-17",
            "snowc",
            "no day with all 24 hours, of 1",
        ),
        (
            "new_cds_hourly_elsalvador/reanalysis-era5-land_2025_10_12.nc",
            "swvl1",
            "variables t2m, d2m, sp, tp",
        ),
        ("new_cds_kerala/hourly", "t2m", "no day with all 24 hours, of 1"),
        ("new_cds_kerala/hourly", "tp", "accumulated"),
        ("new_cds_kerala/monthly", "t2m", "days apart"),
        ("new_cds_daily_statistics_germany", "swvl1", "variables u10, v10, t2m, sp"),
    ],
)
def test_real_deliveries_without_days(real_data: Path, place: str, variable: str, message: str) -> None:
    """Real deliveries that hold no daily mean of a variable are refused for the right reason."""
    with pytest.raises(InputError, match=message):
        read(real_data / DELIVERIES / place, variable)


@pytest.mark.data
def test_real_members_share_a_grid(real_data: Path) -> None:
    """The snow member that counts longitudes from 270 lands on the grid of the soil members."""
    folder = real_data / DELIVERIES / "new_cds_hourly_elsalvador" / "multi_member_request_2025-10-17"
    soil, soil_land = daily_means.grid_and_land(folder / "data_0.nc")
    snow, snow_land = daily_means.grid_and_land(folder / "data_2.nc")
    np.testing.assert_allclose(snow.longitude, soil.longitude)
    np.testing.assert_array_equal(snow_land, soil_land)
