"""What is lacking is told by days, and months that the store cannot have yet are not wanted."""

import logging
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.errors import InputError
from lstm_probe.fetch.cds import coverage
from lstm_probe.fetch.http.record import Record

BOX = (52.2, -0.1, 52.0, 0.2)
AXES = {"latitude": [52.2, 52.1, 52.0], "longitude": [-0.1, 0.0, 0.1, 0.2]}


def write(path: Path, first: str, periods: int, freq: str = "D", variable: str = "sd") -> Path:
    """Write a small file of the user's own."""
    times = pd.date_range(first, periods=periods, freq=freq)
    field = xr.DataArray(np.ones((periods, 3, 4)), {"valid_time": times, **AXES}, ("valid_time", *AXES))
    units = "days" if freq == "D" else "hours"
    field.to_dataset(name=variable).to_netcdf(path, encoding={"valid_time": {"units": f"{units} since {first}"}})
    return path


def lacking(folder: Path, today: date | None = None) -> set[tuple[int, int]]:
    """Find the months of 2001 that a folder lacks of snow."""
    return coverage.lacking(folder, Record(folder), ["sd"], 2001, 2001, BOX, today)["sd"]


def test_days_add_up_over_files(tmp_path: Path) -> None:
    """A month is there once all its days are, over files of days and of hours; half a day is none."""
    assert lacking(tmp_path / "nowhere") == lacking(tmp_path) == {(2001, month) for month in range(1, 13)}
    write(tmp_path / "a.nc", "2001-01-01", 40)
    assert (2001, 1) not in lacking(tmp_path)
    write(tmp_path / "b.nc", "2001-02-10", 19 * 24 - 1, "h")
    assert (2001, 2) in lacking(tmp_path)
    write(tmp_path / "c.nc", "2001-02-28", 1)
    write(tmp_path / "other.nc", "2001-03-01", 31, variable="swvl1")
    assert lacking(tmp_path) == {(2001, month) for month in range(3, 13)}


def test_months_to_come_are_not_wanted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Eight days after its end a month can be fetched; what comes later is warned of."""
    with caplog.at_level(logging.WARNING):
        assert lacking(tmp_path, date(2001, 4, 7)) == {(2001, 1), (2001, 2)}
        assert lacking(tmp_path, date(2001, 4, 8)) == {(2001, 1), (2001, 2), (2001, 3)}
    starts = [text.split()[2] for text in caplog.messages]
    assert starts == ["2001-03", "2001-04"]
    caplog.clear()
    assert len(lacking(tmp_path, date(2002, 1, 10))) == 12
    assert not caplog.text


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    """A file of the user's that cannot be read is refused by name, not fetched around."""
    (tmp_path / "mine.nc").write_text("<html></html>")
    with pytest.raises(InputError, match=r"mine\.nc"):
        lacking(tmp_path)
