"""Caravan's basins become daily means of the study's gauges, in the target's units, and what is odd is said."""

from pathlib import Path

import netCDF4
import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.data.caravan import areas as caravan_areas
from lstm_probe.data.caravan import files
from lstm_probe.data.caravan import means as caravan
from lstm_probe.data.targets import target
from lstm_probe.errors import InputError

SNOW = "snow_depth_water_equivalent_mean"
SOIL = "volumetric_soil_water_layer_1_mean"
BLOCK = (
    "snow_depth_water_equivalent: ERA5-Land Snow-Water-Equivalent [mm]\n"
    "volumetric_soil_water_layer_1: ERA5-Land volumetric soil water layer 1 (0-7cm) [m3/m3]\n"
    "potential_evaporation_sum_ERA5_LAND: Potential Evaporation [mm] (original potential_evaporation)\n"
)


def basin(days: int = 4, first: str = "1981-01-02", **columns: list[float]) -> xr.Dataset:
    """Make a basin as Caravan has it: one dimension, float32, units in a global attribute."""
    made = {SOIL: np.linspace(0.2, 0.2 + 0.01 * (days - 1), days), SNOW: np.arange(days) * 0.5, **columns}
    dates = pd.date_range(first, periods=days, name="date")
    arrays = {name: ("date", np.asarray(values, "float32")) for name, values in made.items()}
    return xr.Dataset(arrays, {"date": dates}, {"Units": BLOCK, "Timezone": "Europe/London"})


def put(folder: Path, dataset: xr.Dataset, gauge: str, kind: str = "netcdf") -> Path:
    """Write a basin where Caravan has it."""
    path = folder / "timeseries" / kind / "camelsgb" / f"camelsgb_{gauge}.{'nc' if kind == 'netcdf' else kind}"
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "netcdf":
        dataset.to_netcdf(path)
    else:
        dataset.to_dataframe().round(2).to_csv(path, date_format="%Y-%m-%d")
    return path


def test_basins_of_other_ranges_are_joined_by_id(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Every gauge of the study and every day of any; gauges without a file are empty, counted and named."""
    put(tmp_path / "deep" / "Caravan-nc", basin(), "39001")
    put(tmp_path / "deep" / "Caravan-nc", basin(first="1981-01-01"), "1001")
    put(tmp_path / "deep" / "Caravan-nc", basin(), "7")
    means = caravan.read(tmp_path, ["1001", "10002", "39001"], SOIL, "m3 m-3")
    assert means["time"].values[[0, -1]].astype("datetime64[D]").astype(str).tolist() == ["1981-01-01", "1981-01-05"]
    nan = np.nan
    expected = [[0.2, 0.21, 0.22, 0.23, nan], [nan] * 5, [nan, 0.2, 0.21, 0.22, 0.23]]
    np.testing.assert_allclose(means.values, np.array(expected, "float32"), rtol=1e-6)
    counts = ("gauges_without_values_count", "gauges_outside_study_count", "days_missing_count")
    assert [means.attrs[name] for name in counts] == [1, 1, 2]
    assert (means.attrs["gauges_without_values"], means.attrs["days_of"]) == ("10002", "Europe/London")
    assert means.attrs["rounded_to"] == "0.01 of the file's units"
    assert "Caravan lacks 1 gauges of the study: 10002" in caplog.text
    assert "basins begin on 1981-01-01 to 1981-01-02 and end on 1981-01-04 to 1981-01-05" in caplog.text


def test_snow_in_millimetres_becomes_metres_and_is_never_negative(tmp_path: Path) -> None:
    """The entry's units decide: 0.5 mm are 0.0005 m; what rounding made negative is zero, and counted."""
    put(tmp_path, basin(**{SNOW: [-0.01, 0.0, 0.5, 1234.56]}), "39001")
    means = caravan.read(tmp_path, ["39001"], SNOW, "m")
    np.testing.assert_allclose(means.values[0], [0.0, 0.0, 0.0005, 1.23456], rtol=1e-6)
    assert means.attrs["negative_values_set_to_zero_count"] == 1
    np.testing.assert_allclose(caravan.read(tmp_path, ["39001"], SNOW, "mm").values[0], [0, 0, 0.5, 1234.56], rtol=1e-6)


def test_csv_gives_what_netcdf_gives(tmp_path: Path) -> None:
    """A CSV file states no units and no time zone: those of Caravan's description hold. netCDF goes first."""
    made = basin(eobs=[1.0, 2.0, 3.0, np.nan])
    put(tmp_path / "nc", made, "39001")
    put(tmp_path / "csv", made, "39001", "csv")
    for name, units in ((SOIL, "m3 m-3"), (SNOW, "m")):
        one, other = (caravan.read(tmp_path / kind, ["39001"], name, units) for kind in ("nc", "csv"))
        np.testing.assert_array_equal(one, other)
        assert (one.attrs["days_of"], other.attrs["days_of"]) == ("Europe/London", "local standard time")
    assert files.find(tmp_path, "camelsgb")["39001"].suffix == ".nc"


def test_later_releases_are_read(tmp_path: Path) -> None:
    """Longer records, columns of a user's own and renamed ones: an old name is told which new ones there are."""
    names = ("potential_evaporation_sum_ERA5_LAND", "potential_evaporation_sum_FAO_PENMAN_MONTEITH")
    made = basin(
        20_000, "1970-01-01", **{name: np.ones(20_000) for name in (*names, "ta_emo1")}, **{SOIL: [0.3] * 20_000}
    )
    put(tmp_path, made, "39001")
    assert caravan.read(tmp_path, ["39001"], SOIL, "m3 m-3").sizes["time"] == 20_000
    assert float(caravan.read(tmp_path, ["39001"], names[0], "mm d-1").mean()) == 1.0
    with pytest.raises(InputError, match=f"no potential_evaporation_sum(.|\n)*choose one of {', '.join(names)}"):
        caravan.read(tmp_path, ["39001"], "potential_evaporation_sum", "mm d-1")


@pytest.mark.parametrize(
    ("columns", "variable", "units", "message"),
    [
        ({SNOW: [0.0, -5.0, 0.0, 0.0]}, SNOW, "m", "-5 on 1981-01-03(.|\n)*from -1 to 20000 mm"),
        ({SOIL: [0.3, 30.0, 0.3, 0.3]}, SOIL, "m3 m-3", "30 on 1981-01-03(.|\n)*from 0 to 1 m3/m3"),
        ({}, SOIL, "mm", "units 'm3/m3'(.|\n)*units 'mm'"),
        ({}, "swvl1", "m3 m-3", "no swvl1(.|\n)*volumetric_soil_water_layer_1_mean"),
        ({"eobs": [0.0] * 4}, "eobs", "m", "no units"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, columns: dict, variable: str, units: str, message: str) -> None:
    """Impossible values, other units and unknown variables are refused with the file's name."""
    path = put(tmp_path, basin(**columns), "39001")
    with pytest.raises(InputError, match=message) as caught:
        caravan.read(tmp_path, ["39001"], variable, units)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda text: text[:-7], "line 5 with . fields"),
        (lambda text: text.replace("1981-01-03", "03/01/1981"), "'03/01/1981'"),
        (lambda text: text.replace("1981-01-03", "1981-01-02"), "days 1981-01-02 more than once"),
        (lambda text: text.replace(",", ";"), "semicolons between columns"),
        (lambda text: text.replace("0.21", "wet"), "'wet' in column .*, line 3"),
        (lambda text: text.splitlines()[0], "no days"),
        (lambda text: "", "an empty file"),
        (lambda text: text.replace(SNOW, SOIL), "twice"),
    ],
)
def test_damaged_tables_are_refused(tmp_path: Path, damage, message: str) -> None:
    """A broken CSV file is named, with the line where there is one."""
    path = put(tmp_path, basin(), "39001", "csv")
    path.write_text(damage(path.read_text()))
    with pytest.raises(InputError, match=message) as caught:
        caravan.read(tmp_path, ["39001"], SOIL, "m3 m-3")
    assert str(path) in str(caught.value)


def test_damaged_netcdf_is_refused(tmp_path: Path) -> None:
    """A page saved as a file, a file that breaks off, days twice and a grid are no basins."""
    path = put(tmp_path, basin(), "39001")
    whole = path.read_bytes()
    for content in (b"", b"<!doctype html><html></html>", whole[: len(whole) // 2]):
        path.write_bytes(content)
        with pytest.raises(InputError, match="a whole file of Caravan"):
            caravan.read(tmp_path, ["39001"], SOIL, "m3 m-3")
    path.unlink()
    xr.concat([basin(), basin()], "date").to_netcdf(path)
    with pytest.raises(InputError, match="more than once"):
        caravan.read(tmp_path, ["39001"], SOIL, "m3 m-3")
    path.unlink()
    basin().expand_dims(x=2).to_netcdf(path)
    with pytest.raises(InputError, match="by date alone"):
        caravan.read(tmp_path, ["39001"], SOIL, "m3 m-3")


def test_folders_without_the_study_are_refused(tmp_path: Path) -> None:
    """No folder, none of the dataset, none of the gauges, and two releases in one folder each say what is there."""
    with pytest.raises(InputError, match="no such folder"):
        caravan.read(tmp_path / "nowhere", ["39001"], SOIL, "m3 m-3")
    put(tmp_path / "a", basin(), "7")
    with pytest.raises(InputError, match=r"basins of camelsgb(.|\n)*lamah_<id>.nc"):
        caravan.read(tmp_path, ["39001"], SOIL, "m3 m-3", "lamah")
    with pytest.raises(InputError, match=r"basins 7(.|\n)*39001"):
        caravan.read(tmp_path, ["39001"], SOIL, "m3 m-3")
    put(tmp_path / "b", basin(), "7")
    with pytest.raises(InputError, match="the same basin as in"):
        caravan.read(tmp_path, ["7"], SOIL, "m3 m-3")


def test_a_target_says_what_it_is(tmp_path: Path) -> None:
    """The means keep the contract of a target, with all counts in its attrs."""
    put(tmp_path, basin(), "39001")
    entry = {"source": "caravan", "variable": SNOW, "units": "m", "long_name": "snow water equivalent"}
    means = caravan.read(tmp_path, ["39001", "7"], SNOW, "m")
    dataset = target(means, "sd", entry, "area-weighted, by Caravan")
    target_contract("sd").check(dataset)
    attrs = dataset["sd"].attrs
    assert (attrs["source"], attrs["units"], attrs["gauges_without_values"]) == ("caravan", "m", "7")


def test_areas_are_compared_by_id(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Areas that differ by more than a hundredth are named; without a table there is nothing to say."""
    assert caravan_areas.compare(caravan_areas.read(tmp_path), pd.Series({"7": 10.0})) == {}
    rows = "gauge_id,gauge_name,area\ncamelsgb_7,Brook,99.6\ncamelsgb_39001,River,50\ncamelsgb_1001,Beck,199.2\n"
    (tmp_path / "attributes_other_camelsgb.csv").write_text(rows)
    camels = pd.Series({"39001": 60.0, "7": 100.0, "1001": 200.0, "2": 1.0})
    found = caravan_areas.compare(caravan_areas.read(tmp_path), camels)
    assert found["gauges_of_other_area"] == "39001"
    assert found["area_difference_median"] == pytest.approx(-0.004)
    assert "1 gauges differ by more than 0.01: 39001" in caplog.text


REAL = [
    ("camelsaus", "102101A", "1981-01-02", "2020-12-31", "Australia/Brisbane"),
    ("hysets", "01075000", "1981-01-01", "2020-12-30", "America/New_York"),
    ("lamah", "1145", "1981-01-02", "2020-12-31", "Europe/Berlin"),
    ("camelsch", "4003", "1981-01-01", "2020-12-31", "local standard time"),
]


@pytest.mark.data
@pytest.mark.parametrize(("prefix", "gauge", "first", "last", "zone"), REAL)
def test_real_basins_are_read(real_data: Path, prefix: str, gauge: str, first: str, last: str, zone: str) -> None:
    """Every real file gives its own numbers, by another reader; snow in metres, all of it in steps of 0.01."""
    folder = real_data / "caravan"
    path = files.find(folder, prefix)[gauge]
    for number in range(1, 5):
        name = f"volumetric_soil_water_layer_{number}_mean"
        means = caravan.read(folder, [gauge], name, "m3 m-3", prefix)
        days = means["time"].values[[0, -1]].astype("datetime64[D]").astype(str).tolist()
        assert (days, means.attrs["days_of"], means.attrs["rounded_to"]) == (
            [first, last],
            zone,
            "0.01 of the file's units",
        )
        np.testing.assert_allclose(means.values[0], raw(path, name), rtol=1e-6)
    snow = caravan.read(folder, [gauge], SNOW, "m", prefix)
    np.testing.assert_allclose(snow.values[0], raw(path, SNOW) / 1000, rtol=1e-6, atol=1e-9)
    assert (snow.attrs["negative_values_set_to_zero_count"], snow.attrs["days_missing_count"]) == (0, 0)
    pressure = caravan.read(folder, [gauge], "surface_pressure_mean", "kPa", prefix)
    assert 80 < float(pressure.mean()) < 105


def raw(path: Path, name: str) -> np.ndarray:
    """Read a column without any of our code."""
    if path.suffix == ".csv":
        return pd.read_csv(path)[name].to_numpy("float64")
    with netCDF4.Dataset(path) as file:
        return np.asarray(file[name][:], "float64")


@pytest.mark.data
def test_the_408_gauges_of_one_release(real_data: Path) -> None:
    """407 of the paper's 669 gauges are among them; their areas are 0.3 to 0.5 % smaller than those of CAMELS-GB."""
    areas = caravan_areas.read(real_data / "caravan")
    topography = real_data / "camels_gb_originals" / "data" / "CAMELS_GB_topographic_attributes.csv"
    camels = pd.read_csv(topography, dtype={"gauge_id": "str"}).set_index("gauge_id")["area"]
    paper = (real_data / "basin_lists" / "camels_gb_669.txt").read_text().split()
    assert (len(areas), len(areas.index.intersection(paper))) == (408, 407)
    found = caravan_areas.compare(areas, camels)
    assert found["gauges_of_other_area"] == ""
    assert -0.0054 < (areas / camels - 1).min() < found["area_difference_median"] < (areas / camels - 1).max() < -0.0028


@pytest.mark.data
def test_two_decimals_cost_little_of_a_real_layer(real_data: Path) -> None:
    """Real means of layer 3 at 40 gauges, rounded as Caravan's are, have r of 0.995 to 0.999 with the unrounded."""
    path = real_data / "era5_land_catchment_means" / "era5_land_swvl3_40_gauges_20061001-20120930.csv"
    table = pd.read_csv(path, index_col=0)
    r = table.corrwith(table.round(2))
    assert (len(r), round(r.min(), 3), round(r.max(), 3)) == (40, 0.995, 0.999)


@pytest.mark.data
def test_caravans_evaporation_is_no_forcing(real_data: Path) -> None:
    """Over its 408 gauges Caravan's potential evaporation is 3.0 mm a day, where CAMELS-GB has 1.3."""
    table = real_data / "caravan" / "attributes" / "camelsgb" / "attributes_caravan_camelsgb.csv"
    theirs = pd.read_csv(table).set_index("gauge_id")["pet_mean"].rename(lambda gauge: gauge.removeprefix("camelsgb_"))
    climate = real_data / "camels_gb_originals" / "data" / "CAMELS_GB_climatic_attributes.csv"
    ours = pd.read_csv(climate, dtype={"gauge_id": "str"}).set_index("gauge_id")["pet_mean"].reindex(theirs.index)
    assert (round(theirs.mean(), 1), round(ours.mean(), 1)) == (3.0, 1.3)
