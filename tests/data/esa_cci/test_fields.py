"""ESA CCI soil moisture is read day by day over a box, screened by its flags."""

from pathlib import Path

import netCDF4
import numpy as np
import pytest
import xarray as xr

from lstm_probe.data.catchment_means.grid import Grid
from lstm_probe.data.esa_cci import fields as esa_cci
from lstm_probe.data.esa_cci import files
from lstm_probe.errors import InputError
from tests.data.conftest import LATITUDE, LONGITUDE

GRID = Grid(LATITUDE, LONGITUDE)
WIDE = (-1.6, 51.6, -0.6, 52.4)


def read(folder: Path, **settings: object) -> xr.DataArray:
    """Read all days as one array."""
    return xr.concat(list(esa_cci.daily_fields(files.find(folder), GRID, **settings)), "time")


def test_days_come_in_order_and_in_pieces(satellite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven days in blocks of three: each day once, its value its number; a missing day has no field."""
    monkeypatch.setattr(esa_cci, "BLOCK", 3)
    for day in (1, 2, 3, 5, 6, 7, 8):
        folder = satellite(f"2001-01-{day:02d}", day / 100)
    pieces = list(esa_cci.daily_fields(files.find(folder), GRID))
    assert [piece.sizes["time"] for piece in pieces] == [3, 3, 1]
    fields = xr.concat(pieces, "time")
    assert fields.dims == ("time", "latitude", "longitude")
    assert fields["time"].dt.day.values.tolist() == [1, 2, 3, 5, 6, 7, 8]
    np.testing.assert_allclose(fields[:, 2, 3], np.array([1, 2, 3, 5, 6, 7, 8]) / 100, rtol=1e-6)
    assert fields.dtype == np.float32


def test_flags_screen_values_and_are_counted(satellite, caplog) -> None:
    """Of 20 cells: one flagged with a value, one flagged without, one never looked at, and the rest clean."""
    values, flag = np.full((4, 5), 0.3), np.zeros((4, 5), int)
    values[0, 1:3] = np.nan
    flag[0, :3] = [16, 2, 127]
    folder = satellite("2001-01-01", values, flag)
    counts = esa_cci.ScreeningCounts()
    with caplog.at_level("INFO"):
        field = read(folder, counts=counts)
    assert np.isnan(field.values[0, 0, :3]).all()
    assert np.isfinite(field.values).sum() == 17
    assert counts.attrs() == {
        "repeated_days": 0,
        "values_kept": 17,
        "values_dropped_by_flag": 1,
        "flagged_without_value": 1,
    }
    assert "values dropped by flag 1" in caplog.text
    assert np.isfinite(read(folder, flags=[0, 16]).values).sum() == 18
    assert np.isfinite(read(folder, flags=None).values).sum() == 18


def test_without_flags_a_file_needs_none(satellite) -> None:
    """A crop that lost its flags is read where all values count, and refused where they are to be screened."""
    folder = satellite("2001-01-01", 0.3)
    (path,) = folder.iterdir()
    with netCDF4.Dataset(path, "a") as file:
        file.renameVariable("flag", "sensor")
    assert np.isfinite(read(folder, flags=None).values).all()
    with pytest.raises(InputError, match="'flag' of one day"):
        read(folder)


def test_land_is_where_a_value_ever_was(satellite) -> None:
    """A cell counts if any day has a value; the grid covers the bounds and a cell more, as far as the file goes."""
    for day, cell in (("2001-01-01", 0), ("2001-07-01", 7)):
        values = np.full(20, np.nan)
        values[cell] = 0.2
        folder = satellite(day, values.reshape(4, 5))
    grid, land = esa_cci.grid_and_land(folder, WIDE)
    assert grid.shape == (4, 5)
    assert np.flatnonzero(land).tolist() == [0, 7]
    grid, land = esa_cci.grid_and_land(folder, (-1.4, 52.1, -1.3, 52.2))
    assert (grid.shape, land.sum()) == ((3, 3), 2)


def test_a_sea_without_values_is_refused(satellite) -> None:
    """A record without any value in the box is a message."""
    with pytest.raises(InputError, match="no value in any of 20 cells on 1 days"):
        esa_cci.grid_and_land(satellite("2001-01-01", np.nan), WIDE)


def test_the_sample_of_days_spans_the_record(satellite, monkeypatch: pytest.MonkeyPatch) -> None:
    """With two days looked at of four, the cells of the first and the third count."""
    monkeypatch.setattr(esa_cci, "SAMPLE", 2)
    for day in range(4):
        values = np.full(20, np.nan)
        values[day] = 0.2
        folder = satellite(f"2001-01-{day + 1:02d}", values.reshape(4, 5))
    assert np.flatnonzero(esa_cci.grid_and_land(folder, WIDE)[1]).tolist() == [0, 2]


@pytest.mark.data
@pytest.mark.parametrize("version", ["02.2", "03.3", "04.2", "05.2", "08.1"])
def test_real_files_of_all_versions(real_data: Path, tmp_path: Path, version: str) -> None:
    """Values of real days equal those that xarray decodes, where the flag is 0; the day is that of the name."""
    originals = sorted((real_data / "esa_cci_sm_gb_crops").glob(f"*-fv{version}.nc"))
    for path in originals:
        (tmp_path / path.name).symlink_to(path)
    delivery = files.find(tmp_path)
    assert [f"{day:%Y%m%d}000000" in path.name for day, path in delivery.files.items()] == [True] * len(originals)
    grid, land = esa_cci.grid_and_land(tmp_path, (-7.5, 50.0, 1.7, 58.6))
    assert grid.latitude[0] - grid.latitude[-1] == 0.25 * (len(grid.latitude) - 1)
    (fields,) = esa_cci.daily_fields(delivery, grid, "sm", "m3 m-3")
    for path, field in zip(originals, fields, strict=True):
        with xr.open_dataset(path, decode_times=False) as dataset:
            there = dataset.sel(lat=grid.latitude, lon=grid.longitude, method="nearest", tolerance=0.01)
            expected = there["sm"].where(there["flag"] == 0)[0].values
        np.testing.assert_allclose(field.values, expected, rtol=1e-6)
        assert land[np.isfinite(field.values)].all()
    if version != "02.2":  # of January 2014 two pixels in the west of Ireland are left
        assert np.isfinite(fields.values).sum() > 200


@pytest.mark.data
def test_real_versions_are_not_mixed(real_data: Path) -> None:
    """The folder of crops has five versions, and says so."""
    with pytest.raises(InputError, match=r"1 files of 02\.2(.|\n)*2 files of 05\.2"):
        files.find(real_data / "esa_cci_sm_gb_crops")
