"""Requests bring every month that is lacking once, and are named by what they bring."""

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lstm_probe.errors import InputError
from lstm_probe.fetch.cds import requests
from lstm_probe.fetch.cds.requests import YEAR, Piece
from tests.examples import examples

MONTHS = some.sets(some.tuples(some.integers(1990, 1993), some.integers(1, 12)))


@examples(100)
@given(MONTHS, some.sampled_from([1, 3, 6, 12]))
def test_pieces_are_a_partition(lacking: set[tuple[int, int]], most: int) -> None:
    """Each month is in one piece, of consecutive months and of no more than may be; its name says what it holds."""
    found = requests.pieces("sd", lacking, most)
    months = [(piece.year, month) for piece in found for month in piece.months]
    assert sorted(months) == sorted(lacking)
    for piece in found:
        assert len(piece.months) <= most
        assert piece.months == tuple(range(piece.months[0], piece.months[-1] + 1))
        assert Piece.of(piece.file) == piece
        assert piece.days == sum(calendar.monthrange(piece.year, month)[1] for month in piece.months)


def test_names() -> None:
    """A year, some months and one month are told apart; other names are none of ours."""
    assert Piece("swvl1", 2000, YEAR).file == "swvl1_2000.nc"
    assert Piece("swvl1", 2000, (4, 5, 6)).file == "swvl1_2000_04-06.nc"
    assert Piece("swvl1", 2000, (4,)).file == "swvl1_2000_04.nc"
    others = ("snow_depth_0_daily-mean_2000.nc", "swvl1_2000_13.nc", "swvl1_2000_06-04.nc", "swvl1_2000.zip", "a.nc")
    assert [Piece.of(name) for name in others] == [None] * len(others)


def test_hours_name_their_format() -> None:
    """Hourly requests ask for every hour, netCDF and no archive; the daily statistics know no such keys."""
    request = Piece("sd", 2001, (2,)).request("hourly", (1.0, 0.0, 0.5, 0.5))
    assert request["time"] == [f"{hour:02d}:00" for hour in range(24)]
    assert (request["data_format"], request["download_format"]) == ("netcdf", "unarchived")
    assert request["month"] == ["02"]
    daily = Piece("sd", 2001, (2,)).request("daily", (1.0, 0.0, 0.5, 0.5))
    assert not {"time", "data_format", "download_format"} & set(daily)


def test_size_of_britain() -> None:
    """Thirty years of Britain's box, one variable: its cells, days and 4 bytes."""
    found = requests.pieces("sd", {(year, month) for year in range(1981, 2011) for month in YEAR}, 12)
    box = (61.0, -8.5, 49.5, 2.5)
    assert len(found) == 30
    assert sum(piece.bytes("daily", box) for piece in found) == 10957 * 116 * 111 * 4


def test_variables_that_cannot_be_asked_for() -> None:
    """Accumulated and unknown variables are refused by name."""
    with pytest.raises(InputError, match="variable tp, swvl9"):
        requests.checked(["swvl1", "tp", "swvl9"])


def test_years_in_short() -> None:
    """Runs of years are joined."""
    assert requests.years([1990, 1988, 1989, 1995, 1990]) == "1988-1990, 1995"
