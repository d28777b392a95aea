"""Daily files of ESA CCI are found, and refused with a reason where they would mislead."""

import shutil
from pathlib import Path

import netCDF4
import numpy as np
import pandas as pd
import pytest

from lstm_probe.data.esa_cci import files
from lstm_probe.errors import InputError

BOX = (slice(None), slice(None))


def test_files_are_found_at_any_depth_in_the_order_of_days(satellite) -> None:
    """Folders of years, as the archive has them, make one record; other files are passed over."""
    for day in ("2001-01-02", "2000-12-31", "2001-01-01"):
        folder = satellite(day, 0.2, folder=f"esa_cci/{day[:4]}").parent
    (folder / "2000" / "ESACCI-SOILMOISTURE-L3S-SSMV-ACTIVE-20001231000000-fv05.2.nc").write_text("another product")
    delivery = files.find(folder)
    assert delivery.days.equals(pd.date_range("2000-12-31", periods=3, name="time"))
    assert delivery.version == "05.2"
    assert delivery.only(pd.DatetimeIndex(["2001-01-01"])).days.equals(pd.DatetimeIndex(["2001-01-01"]))


def test_equal_copies_of_a_day_are_counted_and_unequal_ones_refused(satellite, caplog) -> None:
    """A day twice with equal content is read once; with other content nobody can say which is right."""
    folder = satellite("2001-01-01", 0.2, folder="esa_cci/a").parent
    shutil.copytree(folder / "a", folder / "b")
    assert files.find(folder).repeated_days == 1
    assert "1 days have equal copies" in caplog.text
    satellite("2001-01-01", 0.3, folder="esa_cci/b")
    with pytest.raises(InputError, match=r"b/ESACCI(.|\n)*other content than"):
        files.find(folder)


def test_mistakes_are_named(satellite, tmp_path: Path) -> None:
    """No folder, no file, days that are none, and two versions in one folder are refused."""
    with pytest.raises(InputError, match="no such folder"):
        files.find(tmp_path / "nowhere")
    (tmp_path / "sm.nc").write_text("")
    with pytest.raises(InputError, match=r"found: +sm\.nc(.|\n)*COMBINED"):
        files.find(tmp_path)
    folder = satellite("2001-13-41", 0.2)
    with pytest.raises(InputError, match="'20011341' as day in its name"):
        files.find(folder)
    for path in folder.iterdir():
        path.unlink()
    satellite("2001-01-01", 0.2)
    satellite("2001-01-02", 0.2)
    satellite("2001-01-03", 0.2, version="06.1")
    with pytest.raises(InputError, match=r"2 files of 05\.2, 1 files of 06\.1(.|\n)*keep one version"):
        files.find(folder)


@pytest.mark.parametrize("length", [0, 100, 3000])
def test_a_broken_file_is_named(satellite, length: int) -> None:
    """An empty file, one that breaks off in its header, and one that breaks off in its values."""
    (path,) = satellite("2001-01-01", 0.2).iterdir()
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(InputError, match=r"20010101000000-fv05\.2\.nc"), files.opened(path) as file:
        files.field(file, "sm", BOX)


def test_values_are_decoded_by_the_file_s_own_terms(satellite) -> None:
    """Packed and plain values come back alike, and the fill value as NaN."""
    values = np.full((4, 5), 0.1234)
    values[1, 2] = np.nan
    for version, packed in (("02.2", True), ("05.2", False)):
        (path,) = satellite("2001-01-01", values, version=version, folder=version, packed=packed).iterdir()
        with files.opened(path) as file:
            found = files.field(file, "sm", BOX, "m3 m-3")
            assert found.dtype == np.float32
            np.testing.assert_allclose(found, values, rtol=1e-6)


def test_variables_that_are_not_there_are_named(satellite) -> None:
    """A variable that the file lacks, or that has other units, is refused; what it has is listed."""
    (path,) = satellite("2001-01-01", 0.2).iterdir()
    with files.opened(path) as file:
        with pytest.raises(InputError, match=r"variables sm, flag(.|\n)*'sm_anomaly'"):
            files.field(file, "sm_anomaly", BOX)
        with pytest.raises(InputError, match="units 'm3 m-3'"):
            files.field(file, "sm", BOX, "%")
    with netCDF4.Dataset(path, "a") as file:
        file.renameVariable("lat", "y")
    with files.opened(path) as file, pytest.raises(InputError, match="no lat among"):
        files.axes(file)
