"""Both versions of CAMELS-GB are read by the names of their files and columns, in any layout and capitals.

No file of version 2 was at hand: its folders are made by a stand-in from what readers of the real ones know.
"""

import json
import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.data.camels_gb import attributes as camels_attributes
from lstm_probe.data.camels_gb import boundaries, catchments
from lstm_probe.data.camels_gb.layout import locate
from lstm_probe.datasets.camels_gb import V1, V2, VERSIONS, of_file
from lstm_probe.errors import InputError
from tests.stand_ins import eidc_v2

FORCINGS = ["precipitation", "temperature", "pet"]


def select(**changes: object) -> catchments.Selection:
    """Choose three forcings and one attribute, but for the changes."""
    chosen = {
        "gauges": "all",
        "forcings": FORCINGS,
        "attributes": ["area"],
        "training": ["1990-02-01", "1990-12-31"],
        "version": 2,
    }
    return catchments.Selection(**(chosen | changes))  # type: ignore[arg-type]


@pytest.fixture
def both(camels, with_boundaries, tmp_path: Path) -> tuple[Path, Path]:
    """Write the same three gauges as version 1 and as version 2, whose CHESS ends after a year."""
    old = camels()
    with_boundaries(old)
    ids = ["10002", "1001", "39001"]
    columns = {"gauge_id": ids, "station_type": "VA", "quncert_meta": "Calculated"}
    pd.DataFrame(columns).to_csv(old / "data" / "CAMELS_GB_hydrometry_attributes.csv", index=False)
    covers = pd.DataFrame({"gauge_id": ids, "dwood_perc": [5.0, 6.0, 7.0], "dom_land_cover": "Crops"})
    covers.to_csv(old / "data" / "CAMELS_GB_landcover_attributes.csv", index=False)
    return old, eidc_v2.make(old, tmp_path / "version_2", ("1001", "39001"), last_of_chess="1990-12-31")


def nested(folder: Path) -> Path:
    """Put a folder into another one."""
    outer = folder.with_name("outer")
    outer.mkdir()
    folder.rename(outer / "copy of 9a46d428")
    return outer


def flat(folder: Path) -> Path:
    """Put all files into one folder."""
    place = folder.with_name("flat")
    place.mkdir()
    for path in folder.rglob("*"):
        if path.is_file():
            shutil.copy(path, place / path.name)
    return place


def shouted(folder: Path) -> Path:
    """Write all names in capitals, as some copies do."""
    for path in sorted(folder.rglob("*"), key=lambda path: -len(path.parts)):
        name = path.name.replace("camels_gb_v2", "CAMELS_GB_v2") if path.is_file() else path.name.upper()
        path.rename(path.with_name(name))
    return folder


@pytest.mark.parametrize("layout", [lambda folder: folder, nested, flat, shouted])
def test_version_2_equals_version_1_where_values_do(both: tuple[Path, Path], layout: Callable[[Path], Path]) -> None:
    """In each layout the series, attributes and boundaries of version 2 are found; equal values come out equal."""
    old, new = both
    new = layout(new)
    expected, attributes = catchments.read(old, select(version=1, attributes=["area", "dwood_perc"]))
    series, found = catchments.read(new, select(attributes=["area", "dwood_perc"]))
    xr.testing.assert_identical(series.drop_attrs(), expected.drop_attrs())
    xr.testing.assert_equal(found, attributes)
    assert found["dwood_perc"].attrs == {"units": "%", "long_name": "dwood perc 2015"}
    shapes = boundaries.read(new, ["39001", "1001"], V2)
    pd.testing.assert_series_equal(shapes.geometry, boundaries.read(old, ["39001", "1001"]).geometry)
    assert len(locate(new, version=V2).tables) == 4  # without that of the wells


@pytest.mark.parametrize("version", [1, 2])
def test_the_other_version_is_told_by_name(both: tuple[Path, Path], version: int) -> None:
    """A folder of version 2 where version 1 is asked for is named as such, and what to set; and the other way round."""
    folder = both[2 - version]
    with pytest.raises(InputError, match=rf"this is version {3 - version}(.|\n)*data.camels_gb.version: {3 - version}"):
        locate(folder, version=VERSIONS[version])


def test_columns_can_be_chosen(both: tuple[Path, Path], caplog: pytest.LogCaptureFixture) -> None:
    """CEH-GEAR in the place of HadUK ends with 1990: the year after is missing and counted, and nothing else is."""
    columns = {"precipitation": "precipitation_cehgear"}
    with caplog.at_level(logging.WARNING):
        series, _ = catchments.read(both[1], select(columns=columns))
    rain = series["precipitation"]
    assert rain.sel(time="1990").notnull().all()
    assert rain.sel(time="1991").isnull().all()
    assert series["temperature"].notnull().all()
    assert json.loads(series.attrs["missing_forcing_days"]) == {"precipitation": 3 * 365}
    assert "precipitation is missing on 1095 gauge-days" in caplog.text


def test_columns_can_be_chosen_in_version_1(both: tuple[Path, Path]) -> None:
    """Version 1 reads a forcing from the column that is named, too; a column that is not there is an error."""
    series, _ = catchments.read(both[0], select(version=1, columns={"pet": "peti"}))
    expected, _ = catchments.read(both[0], select(version=1, forcings=["peti"]))
    np.testing.assert_array_equal(series["pet"], expected["peti"])
    with pytest.raises(InputError, match="no column rain; it has date, precipitation"):
        catchments.read(both[0], select(version=1, columns={"pet": "rain"}))
    with pytest.raises(InputError, match=r"data\.camels_gb\.columns(.|\n)*rain(.|\n)*precipitation, pet"):
        catchments.read(both[0], select(version=1, columns={"rain": "precipitation"}))


def test_version_2_has_no_humidity(both: tuple[Path, Path]) -> None:
    """A forcing that only version 1 has is refused before any series is read, and those there are named."""
    with pytest.raises(InputError, match=r"humidity(.|\n)*forcings of CAMELS-GB v2: precipitation, pet, temperature"):
        catchments.read(both[1], select(forcings=["humidity"]))


def test_commas_in_the_last_field_of_hydrometry_are_mended(both: tuple[Path, Path], caplog) -> None:
    """Rows with one comma too many in their free text keep every other field; the gauges are named and counted."""
    tables = locate(both[1], version=V2).tables
    with caplog.at_level(logging.WARNING):
        attributes = camels_attributes.read(tables, ["1001", "10002"], ["area"])
        assert json.loads(attributes.attrs["repaired_rows"]) == {}  # the table is not read
        path = next(path for path in tables if "hydrometry" in path.name)
        text, gauges = camels_attributes.quoted(path.read_text())
    assert gauges == ["1001", "39001"]
    assert text.splitlines()[2] == '1001,VA,"rated above 2 m, weir drowned below"'
    assert text.splitlines()[1] == path.read_text().splitlines()[1]


def test_mended_rows_are_counted_where_they_are_read(both: tuple[Path, Path], caplog) -> None:
    """A number of the hydrometry table is read from mended rows, which the attributes' attrs name."""
    path = both[1] / "Catchment_Attributes" / "camels_gb_v2_hydrometry_attributes.csv"
    path.write_text(path.read_text().replace("station_type", "flow_perc").replace(",VA,", ",98.5,"))
    with caplog.at_level(logging.WARNING):
        attributes = camels_attributes.read(locate(both[1], version=V2).tables, ["1001", "10002"], ["flow_perc"])
    assert attributes["flow_perc"].values.tolist() == [98.5, 98.5]
    assert json.loads(attributes.attrs["repaired_rows"]) == {path.name: ["1001", "39001"]}
    assert "2 rows have a comma too many" in caplog.text
    path.write_text(path.read_text().replace("weir drowned", "weir, drowned"))
    with pytest.raises(InputError, match="line 3 with 5 fields"):
        camels_attributes.read(locate(both[1], version=V2).tables, ["1001"], ["flow_perc"])


def test_boundaries_of_the_other_version_do_not_serve(both: tuple[Path, Path]) -> None:
    """Areas differ between versions: the polygons of version 1 are not taken for those of 2."""
    with pytest.raises(InputError, match=r"camels_gb_v2_catchment_boundaries\.shp there"):
        boundaries.read(both[0], ["1001"], V2)


def test_names_tell_the_version() -> None:
    """The version of a file is told by what its name begins with, in any capitals."""
    names = {
        "CAMELS_GB_hydromet_timeseries_1001_19701001-20150930.csv": V1,
        "camels_gb_v2_hydromet_daily_timeseries_1001_19701001-20220930.csv": V2,
        "CAMELS_GB_v2_humaninfluences_attributes.csv": V2,
    }
    assert {name: of_file(name) for name in names} == names
    assert not V1.table_name.fullmatch("CAMELS_GB_v2_soil_attributes.csv")
    assert not V2.series_name.fullmatch("camels_gb_v2_hydromet_hourly_timeseries_1001_19901001-20221001.csv")
