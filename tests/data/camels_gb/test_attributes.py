"""Attributes are joined by id, and mistakes in names and tables are named."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.data.camels_gb import attributes as camels_attributes
from lstm_probe.data.camels_gb.layout import locate
from lstm_probe.errors import InputError


def test_tables_are_joined_by_id(camels) -> None:
    """Tables in different orders meet at the gauge: the fixture's area and p_mean are equal."""
    attributes = camels_attributes.read(locate(camels()).tables, ["39001", "10002"], ["p_mean", "area"])
    ATTRIBUTES.check(attributes)
    np.testing.assert_array_equal(attributes["area"], [3.0, 1.0])
    np.testing.assert_array_equal(attributes["p_mean"], [3.0, 1.0])
    assert attributes["gauge_name"].values.tolist() == ["River 39001", "River 10002"]
    assert attributes["area"].attrs["units"] == "km2"


def test_only_what_is_asked_for_is_read(camels) -> None:
    """Beside the selected and the further attributes there are just name and place of each gauge."""
    attributes = camels_attributes.read(locate(camels()).tables, ["39001"], ["area"], ["p_mean"])
    assert set(attributes.data_vars) == {"gauge_name", "gauge_lat", "gauge_lon", "area", "p_mean"}


def test_a_gauge_that_a_table_lacks_is_nan(camels) -> None:
    """No row for a gauge means NaN, never another gauge's value."""
    folder = camels()
    path = folder / "data" / "CAMELS_GB_climatic_attributes.csv"
    table = pd.read_csv(path)
    table[table["gauge_id"] != 1001].to_csv(path, index=False)
    attributes = camels_attributes.read(locate(folder).tables, ["1001", "39001"], ["p_mean"])
    np.testing.assert_array_equal(attributes["p_mean"], [np.nan, 3.0])


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["p_maen"], r"no attribute p_maen(.|\n)*p_mean"),
        (["high_prec_timing"], "'djf' in column high_prec_timing, line 2"),
    ],
)
def test_mistaken_attributes_are_named(camels, names: list[str], message: str) -> None:
    """A misspelt attribute comes with the nearest names; one of text cannot be selected."""
    with pytest.raises(InputError, match=message):
        camels_attributes.read(locate(camels()).tables, ["1001"], names)


def test_damaged_tables_are_named(camels) -> None:
    """A repeated gauge, a row too long and a table without gauge_id are refused."""
    folder = camels()
    path = folder / "data" / "CAMELS_GB_climatic_attributes.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, lines[-1]]) + "\n")
    with pytest.raises(InputError, match="gauges 10002 twice"):
        camels_attributes.read(locate(folder).tables, ["1001"], ["p_mean"])
    path.write_text("\n".join([*lines[:2], lines[2] + ",5", *lines[3:]]))
    with pytest.raises(InputError, match=r"line 3 with 5 fields"):
        camels_attributes.read(locate(folder).tables, ["1001"], ["p_mean"])
    path.write_text("\n".join(lines).replace("gauge_id", "id"))
    with pytest.raises(InputError, match="a column gauge_id"):
        camels_attributes.read(locate(folder).tables, ["1001"], ["p_mean"])


@pytest.mark.data
def test_real_tables(real_data: Path, paper_attributes: list[str]) -> None:
    """All 22 attributes of the study are there with units, and dpsbar lacks exactly two of 671 gauges."""
    layout = locate(real_data / "camels_gb_originals")
    gauges = pd.read_csv(layout.tables[0], dtype="str")["gauge_id"].tolist()
    attributes = ATTRIBUTES.check(camels_attributes.read(layout.tables, gauges, paper_attributes))
    assert (len(paper_attributes), attributes.sizes["gauge_id"]) == (22, 671)
    lacking = attributes["gauge_id"].values[np.isnan(attributes["dpsbar"])]
    assert sorted(lacking) == ["18011", "26006"]
    assert attributes["area"].sel(gauge_id="33039").item() == pytest.approx(1662.31)
    complete = attributes.drop_sel(gauge_id=lacking)
    assert all(np.isfinite(complete[name]).all() for name in paper_attributes)
