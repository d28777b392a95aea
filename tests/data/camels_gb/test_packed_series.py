"""Many gauges in one netCDF file give what one CSV a gauge gives; what is doubtful is refused."""

import logging
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.data import CATCHMENTS
from lstm_probe.data.camels_gb import packed_series
from lstm_probe.data.camels_gb import series as camels_series
from lstm_probe.data.camels_gb.layout import locate
from lstm_probe.errors import InputError

DAYS = pd.date_range("1990-01-01", periods=400)
GAUGES = [39001, 1001, 10002]


@pytest.fixture
def dataset(rng: np.random.Generator) -> xr.Dataset:
    """Give three gauges with hundredths as values, and a gap in the discharge of the first."""
    units = {"precipitation": "mm d-1", "temperature": "degC", "discharge_spec": "mm d-1"}
    series = xr.Dataset(coords={"gauge_id": GAUGES, "date": DAYS}, attrs={"caveat": "gaps were filled"})
    for name, unit in units.items():
        values = rng.uniform(0, 9, (len(GAUGES), len(DAYS))).round(2)
        series[name] = (("gauge_id", "date"), values, {"units": unit})
    series["discharge_spec"][0, :50] = np.nan
    return series


@pytest.fixture
def write(tmp_path: Path) -> Callable[[xr.Dataset], Path]:
    """Give a writer into one file, values in 16 bits as hundredths."""

    def into_file(series: xr.Dataset) -> Path:
        packing = {"dtype": "int16", "scale_factor": 0.01, "_FillValue": -32768}
        numbers = [name for name in series.data_vars if series[name].dtype.kind == "f"]
        series.to_netcdf(tmp_path / "packed.nc", encoding={name: packing for name in numbers})
        return tmp_path / "packed.nc"

    return into_file


def test_values_are_unpacked_and_labelled(dataset: xr.Dataset, write: Callable[[xr.Dataset], Path]) -> None:
    """Gauges come in the order asked for, ids as text, with the values, gaps, units and names of ingestion."""
    series = packed_series.read(write(dataset), ["1001", "39001"], ["temperature"])
    CATCHMENTS.check(series)
    assert set(series.data_vars) == {"discharge", "temperature"}
    assert series["gauge_id"].values.tolist() == ["1001", "39001"]
    assert series.indexes["time"].equals(DAYS.rename("time"))
    for name, packed in (("discharge", "discharge_spec"), ("temperature", "temperature")):
        expected = dataset[packed].sel(gauge_id=[1001, 39001]).values.astype("float32")
        np.testing.assert_array_equal(series[name], expected)
    assert int(series["discharge"].isnull().sum()) == 50


def test_gauges_are_listed_by_number(dataset: xr.Dataset, write: Callable[[xr.Dataset], Path]) -> None:
    """The gauges of a file are named as text, in the order that the folder of CSV files has."""
    assert packed_series.gauges(write(dataset)) == ["1001", "10002", "39001"]


def test_a_caveat_is_told_and_kept(
    dataset: xr.Dataset, write: Callable[[xr.Dataset], Path], caplog: pytest.LogCaptureFixture
) -> None:
    """What a file says against itself goes to the log as a warning, and into the attributes."""
    with caplog.at_level(logging.INFO):
        series = packed_series.read(write(dataset), ["1001"], ["temperature"])
    assert "caveat: gaps were filled" in next(r.message for r in caplog.records if r.levelname == "WARNING")
    assert series.attrs == {"series_file": "packed.nc", "caveat": "gaps were filled"}


Change = Callable[[xr.Dataset], xr.Dataset]
SAME: dict[str, Change] = {
    "ids as text": lambda d: d.assign_coords(gauge_id=[str(gauge) for gauge in GAUGES]),
    "ids as padded text": lambda d: d.assign_coords(gauge_id=[f" {gauge:06d} " for gauge in GAUGES]),
    "ids as bytes": lambda d: d.assign_coords(gauge_id=np.array([str(gauge) for gauge in GAUGES], "S")),
    "days first": lambda d: d.transpose("date", "gauge_id"),
    "days called time": lambda d: d.rename(date="time"),
    "days stamped at nine": lambda d: d.assign_coords(date=DAYS + pd.Timedelta(hours=9)),
    "discharge called so": lambda d: d.rename(discharge_spec="discharge"),
    "days mixed up": lambda d: d.isel(date=np.random.default_rng(1).permutation(len(DAYS))),
    "units spelt otherwise": lambda d: d.map(
        lambda v: v.assign_attrs(units="°C" if v.name == "temperature" else "mm/day")
    ),
    "no units": lambda d: d.map(lambda v: v.drop_attrs()),
    "another variable": lambda d: d.assign(area=("gauge_id", [1.0, 2.0, 3.0]), peti=("date", np.ones(len(DAYS)))),
}


@pytest.mark.parametrize("change", SAME)
def test_spellings_do_not_matter(change: str, dataset: xr.Dataset, write: Callable[[xr.Dataset], Path]) -> None:
    """The same values in any of the accepted forms give the same series."""
    wanted = (["1001", "10002", "39001"], ["precipitation", "temperature"])
    expected = packed_series.read(write(dataset), *wanted)
    xr.testing.assert_equal(packed_series.read(write(SAME[change](dataset)), *wanted), expected)


REFUSED: dict[str, tuple[Change, str]] = {
    "a gauge twice": (lambda d: d.assign_coords(gauge_id=[1, 2, 1]), "gauges 1 twice"),
    "ids of Caravan": (lambda d: d.assign_coords(gauge_id=["camelsgb_1", "b", "c"]), "2 gauges called 'b', 'c'"),
    "ids as decimals": (lambda d: d.assign_coords(gauge_id=[1.5, 2.0, 3.0]), r"1 gauges called '1.5'"),
    "no gauges": (lambda d: d.isel(gauge_id=[]), "no gauges"),
    "no ids": (lambda d: d.drop_vars("gauge_id"), "dimensions gauge_id, date; coordinates date"),
    "no days": (lambda d: d.isel(date=0), "a dimension time or date"),
    "days without a calendar": (lambda d: d.assign_coords(date=np.arange(400)), r"date 0, 1, 2 … (.|\n)*no units"),
    "a day twice": (
        lambda d: d.assign_coords(date=[*DAYS[:9], DAYS[8], *DAYS[10:]]),
        "days 1990-01-09 more than once",
    ),
    "a day missing": (lambda d: d.drop_isel(date=9), "1990-01-09 followed by 1990-01-11 (.|\n)*every day once"),
    "no such forcing": (
        lambda d: d.drop_vars("temperature"),
        "no temperature by gauge and day; there are precipitation, discharge_spec",
    ),
    "no discharge": (lambda d: d.drop_vars("discharge_spec"), "no discharge_spec(.|\n)*discharge_spec or discharge"),
    "discharge in volume": (
        lambda d: d.assign(discharge_spec=d["discharge_spec"].assign_attrs(units="m3/s")),
        r"variable discharge_spec(.|\n)*units 'm3/s'(.|\n)*units 'mm d-1'",
    ),
    "kelvin": (
        lambda d: d.assign(temperature=d["temperature"].assign_attrs(units="K")),
        r"variable temperature(.|\n)*units 'K'(.|\n)*units 'degC'",
    ),
    "text": (lambda d: d.assign(temperature=d["temperature"].astype("U4").drop_attrs()), "values of type"),
}


@pytest.mark.parametrize("change", REFUSED)
def test_what_is_doubtful_is_refused(change: str, dataset: xr.Dataset, write: Callable[[xr.Dataset], Path]) -> None:
    """Each mistake names the file, what was found and what to do, in four lines."""
    alter, message = REFUSED[change]
    path = write(alter(dataset))
    with pytest.raises(InputError, match=message) as caught:
        packed_series.read(path, packed_series.gauges(path)[:1], ["precipitation", "temperature"])
    assert str(path) in str(caught.value)
    assert len(str(caught.value).splitlines()) == 4


def test_other_files_are_refused(tmp_path: Path) -> None:
    """A file that is not there, and one that is no netCDF, are named."""
    with pytest.raises(InputError, match=r"no such file(.|\n)*data\.camels_gb\.series"):
        packed_series.gauges(tmp_path / "nowhere.nc")
    (tmp_path / "series.csv").write_text("date,1001\n1990-01-01,1.0\n")
    with pytest.raises(InputError, match=r"series\.csv(.|\n)*expected: a netCDF file of daily series"):
        packed_series.gauges(tmp_path / "series.csv")


def read_both(real_data: Path, folder: str) -> tuple[xr.Dataset, xr.Dataset]:
    """Read the gauges of a folder of real CSV files from the packed file, and from the files themselves."""
    series, forcings = locate(real_data / folder).series, ["precipitation", "temperature"]
    packed = packed_series.read(real_data / "camels_gb_ptq_666.nc", list(series), forcings)
    return packed, camels_series.read(series, forcings)


@pytest.mark.data
def test_the_real_packed_file_equals_sixty_csv_files(real_data: Path) -> None:
    """Values and gaps are those of the 60 CSV files, but for the weather of 10003, an original, before its flow."""
    assert len(packed_series.gauges(real_data / "camels_gb_ptq_666.nc")) == 666
    packed, files = read_both(real_data, "camels_gb_ptq60")
    xr.testing.assert_equal(packed["discharge"], files["discharge"])
    alike = files.assign({name: files[name].where(files["discharge"].notnull()) for name in files})
    xr.testing.assert_equal(packed, alike)
    lost = (files["precipitation"].notnull() & packed["precipitation"].isnull()).sum("time").to_series()
    assert lost[lost > 0].to_dict() == {"10003": 4613}


@pytest.mark.data
def test_what_the_real_packed_file_changed_of_the_originals(real_data: Path) -> None:
    """Against the originals, gaps in flow hold the value before them, and days before the first flow are empty."""
    packed, originals = read_both(real_data, "camels_gb_originals")
    filled = originals["discharge"].to_pandas().ffill(axis=1)
    np.testing.assert_array_equal(packed["discharge"], filled)
    assert int((packed["discharge"].notnull() & originals["discharge"].isnull()).sum()) == 367
    for name in ("precipitation", "temperature"):
        np.testing.assert_array_equal(packed[name], originals[name].where(filled.notna().to_numpy()))
