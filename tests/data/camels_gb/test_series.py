"""Series are read as they stand; damaged files are refused with a reason."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lstm_probe.data.camels_gb import series as camels_series
from lstm_probe.datasets import variables
from lstm_probe.errors import InputError
from tests.data.conftest import DAYS, series_name, series_table


@pytest.fixture
def series(tmp_path: Path, rng: np.random.Generator) -> Path:
    """Write one gauge's series."""
    path = tmp_path / series_name("1001")
    series_table(rng).to_csv(path, index=False, na_rep="NaN")
    return path


def test_values_equal_the_text(series: Path, rng: np.random.Generator) -> None:
    """Selected columns come back as printed, in single precision, over the file's days."""
    table = camels_series.read_gauge(series, ["temperature", "discharge_spec"])
    expected = pd.read_csv(series, index_col="date")[["temperature", "discharge_spec"]]
    np.testing.assert_array_equal(table[["temperature", "discharge_spec"]], expected.astype("float32"))
    assert table.index.equals(DAYS.rename("time"))


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_and_marks_do_not_matter(series: Path, start: bytes, end: bytes) -> None:
    """A byte-order mark and any line ends give the same values."""
    expected = camels_series.read_gauge(series, ["pet"])
    series.write_bytes(start + series.read_bytes().replace(b"\n", end))
    pd.testing.assert_frame_equal(camels_series.read_gauge(series, ["pet"]), expected)


def test_gauges_share_one_axis_of_days(tmp_path: Path, rng: np.random.Generator) -> None:
    """A gauge with a shorter record is NaN outside it, and no value moves."""
    table = series_table(rng)
    paths = {
        "1": tmp_path / "CAMELS_GB_hydromet_timeseries_1.csv",
        "2": tmp_path / "CAMELS_GB_hydromet_timeseries_2.csv",
    }
    table.to_csv(paths["1"], index=False)
    table[100:200].to_csv(paths["2"], index=False)
    dataset = camels_series.read(paths, ["precipitation"])
    short = dataset["precipitation"].sel(gauge_id="2").values
    np.testing.assert_array_equal(short[100:200], table["precipitation"][100:200].astype("float32"))
    assert np.isnan(short[:100]).all()
    assert np.isnan(short[200:]).all()
    assert dataset["discharge"].attrs["units"] == "mm d-1"


Damage = Callable[[list[str]], list[str]]
DAMAGES: dict[str, tuple[Damage, str]] = {
    "the end is missing": (lambda lines: lines[:300], r"1990-01-01 to 1990-10-26(.|\n)*as its name says"),
    "the last line is cut": (lambda lines: [*lines[:-1], lines[-1][:15]], "line 731 with 2 fields"),
    "a row is missing": (
        lambda lines: lines[:50] + lines[51:],
        "1990-02-18 followed by 1990-02-20 in line 51",
    ),
    "a row is repeated": (
        lambda lines: lines[:51] + lines[50:],
        "1990-02-19 followed by 1990-02-19 in line 52",
    ),
    "a row is shorter": (
        lambda lines: [*lines[:9], lines[9].rpartition(",")[0], *lines[10:]],
        "line 10 with 10 fields",
    ),
    "a value is text": (
        lambda lines: [*lines[:9], lines[9][:11] + "wet" + lines[9][15:], *lines[10:]],
        "'wet' in column",
    ),
    "a line is empty": (lambda lines: [*lines[:9], "", *lines[9:]], "line 10 with 1 fields"),
    "a date is impossible": (
        lambda lines: [*lines[:9], lines[9].replace("1990-01-09", "1990-01-39"), *lines[10:]],
        "date '1990-01-39' in line 10",
    ),
    "all rows are missing": (lambda lines: lines[:1], "a header and nothing below"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_named(series: Path, damage: str) -> None:
    """Each kind of damage names the file, the place and what to do."""
    change, message = DAMAGES[damage]
    series.write_text("\n".join(change(series.read_text().splitlines())) + "\n")
    with pytest.raises(InputError, match=message) as caught:
        camels_series.read_gauge(series, ["precipitation", "discharge_spec"])
    assert series.name in str(caught.value)
    assert "replace it by the original file" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 4


def test_missing_columns_are_named(series: Path) -> None:
    """A file without a selected column says which, and what it has."""
    table = pd.read_csv(series).drop(columns="pet")
    table.to_csv(series, index=False)
    with pytest.raises(InputError, match="no column pet; it has date, precipitation"):
        camels_series.read_gauge(series, ["pet"])


@pytest.mark.data
def test_a_spreadsheet_copy_is_recognised(real_data: Path) -> None:
    """The copy of gauge 12007 with DD/MM/YYYY dates is refused, and says that a spreadsheet did it."""
    with pytest.raises(InputError, match=r"'01/10/1987' in line 2(.|\n)*YYYY-MM-DD(.|\n)*spreadsheet"):
        camels_series.read_gauge(real_data / "camels_gb_excel_copy_12007.csv", ["precipitation"])
    with pytest.raises(InputError, match="no column pet"):
        camels_series.read_gauge(real_data / "camels_gb_excel_copy_12007.csv", ["pet"])


@pytest.mark.data
def test_original_series_are_whole(real_data: Path) -> None:
    """The Coquet at Morwick has 16 436 days, meteorology complete, and discharge as printed."""
    path = next((real_data / "camels_gb_originals" / "data" / "timeseries").glob("*_22001_*"))
    table = camels_series.read_gauge(path, [*variables.UNITS, "discharge_spec"])
    assert (len(table), str(table.index[0].date()), str(table.index[-1].date())) == (
        16436,
        "1970-10-01",
        "2015-09-30",
    )
    assert not table[list(variables.UNITS)].isna().any(axis=None)
    assert table.loc["1970-10-01", "discharge_spec"] == np.float32(0.17)
