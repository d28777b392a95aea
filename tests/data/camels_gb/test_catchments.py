"""Gauges that cannot be used are dropped by name and reason; odd values stay, and are counted."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.data.camels_gb import catchments
from lstm_probe.data.camels_gb import series as camels_series
from lstm_probe.data.camels_gb.layout import locate
from lstm_probe.data.series import discharge_records, potential
from lstm_probe.errors import InputError
from tests.data.conftest import series_name


def select(**changes: object) -> catchments.Selection:
    """Choose everything of the small folder, but for the changes."""
    chosen = {
        "gauges": "all",
        "forcings": ["precipitation", "pet"],
        "attributes": ["area", "p_mean"],
        "training": ["1990-02-01", "1990-12-31"],
    }
    return catchments.Selection(**(chosen | changes))  # type: ignore[arg-type]


def edit(folder: Path, gauge: str, days: slice, column: str, value: object) -> None:
    """Overwrite some days of a gauge's series."""
    path = folder / "data" / "timeseries" / series_name(gauge)
    table = pd.read_csv(path, index_col="date")
    table.loc[days, column] = value
    table.to_csv(path, na_rep="NaN")


def test_all_is_read(camels) -> None:
    """Series and attributes keep their contracts and have the same gauges; nothing is dropped."""
    series, attributes = catchments.read(camels(), select())
    CATCHMENTS.check(series)
    ATTRIBUTES.check(attributes)
    assert series["gauge_id"].values.tolist() == attributes["gauge_id"].values.tolist() == ["1001", "10002", "39001"]
    assert series.attrs["dropped_gauges_count"] == 0


def test_a_gauge_without_discharge_in_training_is_dropped(camels, caplog: pytest.LogCaptureFixture) -> None:
    """A gauge whose discharge begins after the training is dropped by name; one day earlier keeps it."""
    folder = camels()
    edit(folder, "1001", slice("1990-01-01", "1990-12-31"), "discharge_spec", np.nan)
    edit(folder, "10002", slice("1990-01-01", "1990-12-30"), "discharge_spec", np.nan)
    with caplog.at_level(logging.INFO):
        series, attributes = catchments.read(folder, select())
    assert series["gauge_id"].values.tolist() == ["10002", "39001"]
    reason = "no discharge from 1990-02-01 to 1990-12-31"
    assert json.loads(attributes.attrs["dropped_gauges"]) == {"1001": reason}
    assert f"1 dropped, {reason}: 1001" in caplog.text


@pytest.mark.parametrize("last", ["1990-12-01", "1990-12-02"])
def test_too_little_discharge_drops_a_gauge(camels, last: str) -> None:
    """Of gauges with 30 and 29 days of discharge in training, 30 days asked for keep the first alone."""
    folder = camels()
    edit(folder, "1001", slice("1990-01-01", last), "discharge_spec", np.nan)
    series, _ = catchments.read(folder, select(minimum_discharge_days=30))
    few = "fewer than 30 days of discharge from 1990-02-01 to 1990-12-31"
    assert json.loads(series.attrs["dropped_gauges"]) == ({} if last == "1990-12-01" else {"1001": few})


def pack(folder: Path, path: Path, gauges: tuple[str, ...], forcings: Sequence[str] = ("precipitation", "pet")) -> Path:
    """Write the series of some gauges of a folder into one netCDF file."""
    layout = locate(folder)
    whole = camels_series.read({gauge: layout.series[gauge] for gauge in gauges}, forcings)
    numbers = [int(gauge) for gauge in gauges]
    whole.rename(time="date", discharge="discharge_spec").assign_coords(gauge_id=numbers).to_netcdf(path)
    return path


def test_a_packed_file_stands_for_the_series(camels, tmp_path: Path) -> None:
    """Series from one packed file give the same artefacts as those of the CSV files, whatever the folder has."""
    folder = camels()
    expected = catchments.read(folder, select())
    path = pack(folder, tmp_path / "packed.nc", ("39001", "10002", "1001"))
    next(folder.rglob("*timeseries_10002_*")).unlink()
    found = catchments.read(folder, select(), path)
    for ours, theirs in zip(found, expected, strict=True):
        xr.testing.assert_equal(ours, theirs)
        assert {name: ours.attrs[name] for name in theirs.attrs} == theirs.attrs
    assert found[0].attrs["series_file"] == "packed.nc"


def test_pet_is_computed_where_the_packed_file_has_none(camels, tmp_path: Path) -> None:
    """PET by a formula is that of the temperature and latitude of every gauge; without the formula it is missed."""
    folder = camels()
    path = pack(folder, tmp_path / "packed.nc", ("1001", "10002"), ["precipitation", "temperature"])
    with pytest.raises(InputError, match="no pet"):
        catchments.read(folder, select(gauges=["1001", "10002"]), path)
    series, attributes = catchments.read(folder, select(gauges=["1001", "10002"], pet="oudin"), path)
    warmth, _ = catchments.read(folder, select(gauges=["1001", "10002"], forcings=["temperature"]), path)
    radiation = potential.extraterrestrial_radiation(attributes["gauge_lat"].values, series.indexes["time"])
    np.testing.assert_allclose(series["pet"], potential.oudin(warmth["temperature"].values, radiation), rtol=1e-6)
    assert set(series.data_vars) == {"discharge", "precipitation", "pet"}


def test_gauges_missing_from_a_packed_file(camels, tmp_path: Path) -> None:
    """A gauge of the tables that the file lacks is dropped by name, and refused where it is asked for by id."""
    folder = camels()
    path = pack(folder, tmp_path / "packed.nc", ("10002", "39001"))
    series, _ = catchments.read(folder, select(), path)
    assert series["gauge_id"].values.tolist() == ["10002", "39001"]
    assert json.loads(series.attrs["dropped_gauges"]) == {"1001": "no series"}
    with pytest.raises(InputError, match=r"1 unknown gauges: 1001(.|\n)*2 gauges with a series in .*packed\.nc"):
        catchments.read(folder, select(gauges=["1001", "39001"]), path)


def test_a_gauge_without_a_series_is_dropped_by_name(camels, caplog: pytest.LogCaptureFixture) -> None:
    """A gauge of the tables that has no series file is dropped with its name, if all gauges are asked for."""
    folder = camels()
    next(folder.rglob("*timeseries_1001_*")).unlink()
    with caplog.at_level(logging.INFO):
        series, _ = catchments.read(folder, select())
    assert series["gauge_id"].values.tolist() == ["10002", "39001"]
    assert json.loads(series.attrs["dropped_gauges"]) == {"1001": "no series"}
    assert "1 dropped, no series: 1001" in caplog.text
    assert "2 gauges used, 1 dropped" in caplog.text


def test_a_gauge_lacking_an_attribute_is_dropped_only_if_selected(camels) -> None:
    """NaN in a selected attribute drops a gauge; in one that only figures read it does not."""
    folder = camels()
    path = folder / "data" / "CAMELS_GB_climatic_attributes.csv"
    path.write_text(path.read_text().replace("39001,3.0,", "39001,NaN,"))
    series, _ = catchments.read(folder, select())
    assert json.loads(series.attrs["dropped_gauges"]) == {"39001": "no attribute p_mean"}
    _, attributes = catchments.read(folder, select(attributes=["area"], extra_attributes=["p_mean"]))
    assert np.isnan(attributes["p_mean"].sel(gauge_id="39001"))


def test_an_empty_forcing_drops_a_gauge_or_stops_the_study(camels) -> None:
    """A forcing without a value drops that gauge; without a value anywhere it is a mistake."""
    folder = camels()
    edit(folder, "1001", slice(None), "pet", np.nan)
    series, _ = catchments.read(folder, select())
    assert json.loads(series.attrs["dropped_gauges"]) == {"1001": "no pet"}
    with pytest.raises(InputError, match="no value of 'pet' at any of 1 gauges"):
        catchments.read(folder, select(gauges=["1001"]))


def test_short_gaps_are_filled_and_all_are_counted(camels) -> None:
    """Two days without pet are filled, five stay, as does one without rain; all are counted by forcing and gauge."""
    folder = camels()
    edit(folder, "1001", slice("1990-03-01", "1990-03-02"), "pet", np.nan)
    edit(folder, "10002", slice("1990-03-01", "1990-03-05"), "pet", np.nan)
    edit(folder, "10002", slice("1990-07-01", "1990-07-01"), "precipitation", np.nan)
    series, _ = catchments.read(folder, select(interpolate_days={"pet": 3}))
    assert json.loads(series.attrs["filled_forcing_days"]) == {"pet": {"1001": 2}}
    assert json.loads(series.attrs["missing_forcing_days"]) == {"pet": 5, "precipitation": 1}
    left = {"pet": {"10002": 5}, "precipitation": {"10002": 1}}
    assert json.loads(series.attrs["missing_forcing_days_by_gauge"]) == left
    days = series["pet"].sel(gauge_id="1001", time=slice("1990-02-28", "1990-03-03")).values
    np.testing.assert_allclose(np.diff(days), (days[-1] - days[0]) / 3, atol=1e-5)


def test_no_gauge_left_is_a_mistake(camels) -> None:
    """A training period outside the record leaves no gauge, and says so."""
    with pytest.raises(InputError, match=r"no usable gauge: 1001 \(no discharge from 2001-01-01"):
        catchments.read(camels(), select(training=["2001-01-01", "2002-01-01"]))


def test_unknown_forcings_are_named(camels) -> None:
    """A forcing that CAMELS-GB does not have is refused before any series is read."""
    with pytest.raises(InputError, match=r"rain(.|\n)*precipitation, pet, temperature"):
        catchments.read(camels(), select(forcings=["rain"]))


@pytest.mark.data
def test_sixty_real_gauges(real_data: Path) -> None:
    """The 60 gauges come in the order of their list; pet, which they lack, is refused."""
    listed = real_data / "basin_lists" / "ptq60.txt"
    chosen = select(
        gauges=str(listed), forcings=["precipitation", "temperature"], training=["1988-10-01", "1997-12-31"]
    )
    series, _ = catchments.read(real_data / "camels_gb_ptq60", chosen)
    assert series["gauge_id"].values.tolist() == listed.read_text().split()
    assert series.sizes["time"] == 16436
    assert series["precipitation"].sel(time=slice("1998-01-01", "2008-12-31")).notnull().all()
    with pytest.raises(InputError, match=r"no value of 'pet' at any of 2 gauges(.|\n)*filled here: precipitation"):
        catchments.read(
            real_data / "camels_gb_ptq60",
            select(
                gauges=["11001", "11003"],
                training=["1988-10-01", "1997-12-31"],
                forcings=["precipitation", "pet"],
            ),
        )


@pytest.mark.data
def test_the_papers_669_gauges_are_left(
    real_data: Path, paper_attributes: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Of the 671 gauges of the real tables 18011 and 26006 are dropped by name: they have no elevation nor slope.

    The others are the paper's. Series of all 671 are not at hand, so that they are made up here.
    """
    folder = real_data / "camels_gb_originals"
    ids = pd.read_csv(folder / "data" / "CAMELS_GB_topographic_attributes.csv", dtype="str")["gauge_id"].tolist()
    shape = (("gauge_id", "time"), np.ones((len(ids), 5), "float32"))
    days = pd.date_range("1988-01-01", periods=5)
    names = ("precipitation", "temperature", "pet", "discharge")
    made_up = xr.Dataset(dict.fromkeys(names, shape), {"gauge_id": list(map(int, ids)), "time": days})
    made_up.to_netcdf(tmp_path / "series.nc")
    chosen = select(
        forcings=["precipitation", "temperature", "pet"],
        attributes=paper_attributes,
        training=["1988-01-01", "1988-01-05"],
    )
    with caplog.at_level(logging.WARNING):
        series, attributes = catchments.read(folder, chosen, tmp_path / "series.nc")
    reason = "no attribute elev_mean; no attribute dpsbar"
    assert json.loads(series.attrs["dropped_gauges"]) == dict.fromkeys(("18011", "26006"), reason)
    assert f"2 dropped, {reason}: 18011, 26006" in caplog.text
    papers = (real_data / "basin_lists" / "camels_gb_669.txt").read_text().split()
    assert len(papers) == 669
    assert sorted(series["gauge_id"].values) == sorted(attributes["gauge_id"].values) == sorted(papers)
    assert all(bool(attributes[name].notnull().all()) for name in paper_attributes)


@pytest.mark.data
def test_the_temperature_artefact_survives(real_data: Path, caplog: pytest.LogCaptureFixture) -> None:
    """On 1994-09-27 the Dove at Izaak Walton jumps; the value stays as the file has it, and is reported."""
    chosen = select(gauges=["28018", "11001"], forcings=["temperature"], training=["1988-10-01", "1997-12-31"])
    series, _ = catchments.read(real_data / "camels_gb_ptq60", chosen)
    assert json.loads(series.attrs["temperature_jumps"]) == {"1994-09-27": ["28018"]}
    assert "temperature jumps at 1 gauges on 1994-09-27: 28018; kept as it is" in caplog.text
    path = next((real_data / "camels_gb_ptq60" / "data" / "timeseries").glob("*_28018_*"))
    printed = pd.read_csv(path, index_col="date")["temperature"]["1994-09-27"]
    assert series["temperature"].sel(gauge_id="28018", time="1994-09-27").item() == pytest.approx(printed)


def test_a_gauge_of_zero_flow_is_dropped_by_name(camels, caplog: pytest.LogCaptureFixture) -> None:
    """A gauge whose discharge is zero on every day is dropped like one without a record, and the others are read."""
    folder = camels()
    edit(folder, "1001", slice(None), "discharge_spec", 0.0)
    with caplog.at_level(logging.INFO):
        series, attributes = catchments.read(folder, select())
    assert series["gauge_id"].values.tolist() == ["10002", "39001"]
    days = int(pd.read_csv(folder / "data" / "timeseries" / series_name("1001"))["discharge_spec"].notna().sum())
    reason = f"discharge is zero on each of the {days} days with a value"
    assert json.loads(attributes.attrs["dropped_gauges"]) == {"1001": reason}
    assert f"1 dropped, {reason}: 1001" in caplog.text


def test_most_gauges_of_zero_flow_leave_the_rest(camels) -> None:
    """Two gauges of three without any flow are no reason to take the unit of discharge for another one."""
    folder = camels()
    for gauge in ("1001", "10002"):
        edit(folder, gauge, slice(None), "discharge_spec", 0.0)
    series, _ = catchments.read(folder, select())
    assert series["gauge_id"].values.tolist() == ["39001"]


def test_no_gauge_with_a_flow_is_refused_for_the_true_reason(camels) -> None:
    """Where no gauge has any flow, the message says so and does not speak of units."""
    folder = camels()
    for gauge in ("1001", "10002", "39001"):
        edit(folder, gauge, slice(None), "discharge_spec", 0.0)
    with pytest.raises(InputError, match="no usable gauge: 1001 \\(discharge is zero"):
        catchments.read(folder, select())


@pytest.mark.parametrize(
    ("values", "dry"),
    [([0.0, 0.0], True), ([0.0, np.nan, -0.0], True), ([np.nan, np.nan], False), ([], False), ([0.0, 0.01], False)],
)
def test_what_is_dry(values: list[float], dry: bool) -> None:
    """Zeros alone are a dry record, with or without gaps; no value at all is none, and one flow is a flow."""
    assert discharge_records.is_dry(np.array(values)) is dry
