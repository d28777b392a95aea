"""Repeated times of an ERA5-Land delivery are found in one pass, however many files there are."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.data.era5_land import selection, versions
from lstm_probe.data.era5_land import times as era5_times
from lstm_probe.data.era5_land.files import Member
from lstm_probe.data.era5_land.quality import QualityCounts
from lstm_probe.errors import InputError

CELLS = {"latitude": [52.1, 52.0], "longitude": [0.0, 0.1]}


def member(name: str, days: pd.DatetimeIndex, add: float = 0.0) -> Member:
    """Make a file of daily means whose values tell the day."""
    values = np.broadcast_to(days.day_of_year.to_numpy()[:, None, None] + add, (len(days), 2, 2)).astype("float32")
    dataset = xr.Dataset({"swvl1": (("time", "latitude", "longitude"), values)}, {"time": days, **CELLS})
    return Member(name, dataset, era5_times.of_file(dataset), days_only=True)


class Counted(Member):
    """Count how often the times of a file are asked for."""

    asked = 0

    @property
    def times(self) -> pd.DatetimeIndex:
        """Its times."""
        Counted.asked += 1
        return super().times


@pytest.mark.parametrize("count", [50, 400])
def test_one_repeated_day_costs_one_comparison(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many files of one day, two are compared; the work on each file does not depend on how many there are."""
    days = pd.date_range("2000-01-01", periods=count)
    files = [member(f"{n}.nc", days[[n]]) for n in range(count)]
    files = [Counted(**vars(file)) for file in [*files, replace(files[7], name="again.nc")]]
    compared, compare, counts = [], selection._require_equal, QualityCounts()
    monkeypatch.setattr(
        selection, "_require_equal", lambda *pair: (compared.append((pair[0].name, pair[1].name)), compare(*pair))
    )
    Counted.asked = 0
    kept = selection.without_repeats(files, "swvl1", counts)
    assert [file.name for file in kept] == [f"{n}.nc" for n in range(count)]
    assert (compared, counts.repeated_times) == ([("7.nc", "again.nc")], 1)
    assert Counted.asked <= 2 * count


def test_each_time_is_taken_from_the_first_file_that_has_it() -> None:
    """A file that overlaps with several others is compared with each, and only its new days are kept."""
    days = pd.date_range("2000-01-01", periods=9)
    files = [member("a", days[:3]), member("b", days[3:6]), member("c", days[1:8]), member("d", days[7:])]
    counts = QualityCounts()
    kept = selection.without_repeats(files, "swvl1", counts)
    assert {file.name: file.times.day.tolist() for file in kept} == {
        "a": [1, 2, 3],
        "b": [4, 5, 6],
        "c": [7, 8],
        "d": [9],
    }
    assert counts.repeated_times == 6
    with pytest.raises(InputError, match=r"e\n  found:    other values of swvl1 than c for 1 times from 2000-01-08"):
        selection.without_repeats([*files[:3], member("e", days[7:], 0.5)], "swvl1", counts)


def test_preliminary_times_of_many_files_are_found_at_once() -> None:
    """The preliminary days that any file has as final are marked, file by file."""
    days = pd.date_range("2000-01-01", periods=4)
    labelled = [(days[:2], "0005"), (days[1:3], "0001"), (days[3:], "0005")]
    datasets = [
        member("", of).dataset.assign_coords(expver=("time", np.full(len(of), version))) for of, version in labelled
    ]
    assert [times.tolist() for times in versions.superseded(datasets)] == [[False, True], [False, False], [False]]
