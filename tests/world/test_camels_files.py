"""CAMELS-GB files."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

TABLES = [
    "climatic",
    "humaninfluence",
    "hydrogeology",
    "hydrologic",
    "hydrometry",
    "landcover",
    "soil",
    "topographic",
]


@pytest.mark.data
@pytest.mark.parametrize("table", TABLES)
def test_tables_have_the_headers_of_the_real_ones(britain, real_data: Path, table: str) -> None:
    """Each attribute table has the very columns of CAMELS-GB v1, in their order."""
    name = f"CAMELS_GB_{table}_attributes.csv"
    real = (real_data / "camels_gb_originals" / "data" / name).read_text().splitlines()[0]
    assert (britain.camels / name).read_text().splitlines()[0] == real


@pytest.mark.data
def test_series_are_laid_out_as_the_real_ones(britain, real_data: Path) -> None:
    """A series has the header, the date format, the two decimals and the `NaN` of a real one."""
    folder = real_data / "camels_gb_originals" / "data" / "timeseries"
    real = next(folder.glob("*_10003_*")).read_text().splitlines()
    ours = next((britain.camels / "timeseries").iterdir()).read_text().splitlines()
    assert ours[0] == real[0]
    pattern = r"\d{4}-\d{2}-\d{2}(,(-?\d+\.\d{2}|NaN)){10}"
    for lines in (real, ours):
        assert pd.Series(lines[1:]).str.fullmatch(pattern).all()


def test_every_static_attribute_is_there_and_varies(britain, paper_attributes: list[str]) -> None:
    """The 22 static attributes are complete; all but the reservoirs differ between gauges."""
    tables = pd.concat([britain.attributes(table) for table in TABLES], axis=1)
    chosen = tables[paper_attributes]
    assert chosen.notna().all(axis=None)
    constant = [name for name in chosen if chosen[name].nunique() == 1]
    assert constant == ["reservoir_cap"]


def test_file_names_and_days_are_right(britain) -> None:
    """One series a gauge, named by gauge and span, a row a day."""
    paths = sorted((britain.camels / "timeseries").iterdir())
    assert len(paths) == britain.world.gauges
    assert all(path.name.endswith("_19991001-20030930.csv") for path in paths)
    assert len(britain.series("precipitation")) == len(britain.world.days)


def test_forcing_is_complete_and_discharge_has_gaps(britain) -> None:
    """Only discharge is missing anywhere, in both of its columns at once."""
    for column in ("precipitation", "temperature", "pet", "peti"):
        assert britain.series(column).notna().all(axis=None)
    specific, volume = britain.series("discharge_spec"), britain.series("discharge_vol")
    assert specific.isna().any(axis=None)
    assert (specific.isna() == volume.isna()).all(axis=None)


def test_volume_and_depth_of_discharge_agree(britain) -> None:
    """Above 1 m3 s-1 the two discharge columns agree through the area, within rounding."""
    area = britain.attributes("topographic")["area"]
    specific, volume = britain.series("discharge_spec"), britain.series("discharge_vol")
    error = (volume * 86.4 / area - specific).where(volume > 1.0)
    assert (error.abs() <= 0.005 + 0.005 * 86.4 / area + 0.005 * specific).where(error.notna(), True).all(axis=None)


def test_climate_attributes_are_those_of_the_series(britain) -> None:
    """Mean rain, aridity and snow share of the delivered series equal the table within rounding."""
    rain, heat, pet = (britain.series(name) for name in ("precipitation", "temperature", "pet"))
    table = britain.attributes("climatic")
    np.testing.assert_allclose(table["p_mean"], rain.mean(), atol=0.011)
    np.testing.assert_allclose(table["aridity"], pet.mean() / rain.mean(), atol=0.011)
    np.testing.assert_allclose(table["frac_snow"], rain.where(heat < 0.0, 0.0).sum() / rain.sum(), atol=0.011)


def test_boundaries_are_in_the_national_grid(britain) -> None:
    """The shapefile is in EPSG:27700 with `ID` and `ID_STRING`; areas equal the attribute."""
    built = britain.boundaries()
    assert built.crs.to_epsg() == 27700
    assert (built["ID"].astype(str) == built["ID_STRING"]).all()
    table = britain.attributes("topographic")
    assert list(built["ID_STRING"]) == list(table.index)
    np.testing.assert_allclose(built.area / 1e6, table["area"], atol=0.01)
