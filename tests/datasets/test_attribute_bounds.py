"""Every attribute has bounds, which all real catchments keep and no number that stands for a missing value does."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lstm_probe.data.camels_gb import attributes, layout
from lstm_probe.datasets import attribute_bounds
from tests.checkup.conftest import Planted, whole  # noqa: F401

REAL = "camels_gb_originals"


def of_tables(folder: Path) -> pd.DataFrame:
    """Read the numbers of all attribute tables of a folder."""
    tables = [pd.read_csv(path, index_col="gauge_id") for path in layout.locate(folder).tables]
    return pd.concat(tables, axis="columns").select_dtypes("number").astype("float64")


@pytest.mark.parametrize("name", [name for name in attributes.UNITS])
def test_attributes_with_units_have_bounds(name: str) -> None:
    """All of which the units are known."""
    assert attribute_bounds.of_attribute(name) is not None


def test_attributes_of_the_paper_have_bounds(paper_attributes: list[str]) -> None:
    """All that the paper's LSTM sees, and those of version 2 under the names of version 1 or its own."""
    assert all(map(attribute_bounds.of_attribute, [*paper_attributes, "dwood_perc_2015", "urban_perc_1990"]))


@pytest.mark.data
def test_every_attribute_that_can_be_read_has_bounds_and_keeps_them(real_data: Path) -> None:
    """All numbers of the eight real tables lie within the soft bounds, at all 671 gauges."""
    table = of_tables(real_data / REAL)
    assert (len(table), len(table.columns)) == (671, 136)
    for name, values in table.items():
        soft = attribute_bounds.of_attribute(str(name))
        assert soft is not None, name
        assert soft[0] <= values.min() <= values.max() <= soft[1], name
        assert not attribute_bounds.impossible(str(name), values.to_numpy()).any()


def test_attributes_of_the_synthetic_world_have_bounds(whole: Planted) -> None:  # noqa: F811
    """Those of its tables too, and its values are possible."""
    for name, values in of_tables(whole.folder / "camels_gb").items():
        assert attribute_bounds.of_attribute(str(name)) is not None, name
        assert not attribute_bounds.impossible(str(name), values.to_numpy()).any(), name


@pytest.mark.parametrize("number", [-999.0, -9999.0, 99999.0, 1e20, 9.96921e36, np.inf])
def test_no_attribute_is_a_number_that_stands_for_a_missing_value(number: float) -> None:
    """Of any attribute with bounds, where the number is beyond the plausible."""
    for name in [*attributes.UNITS, "high_prec_dur", "root_depth_95", "q5_uncert_lower", "elev_max"]:
        low, high = attribute_bounds.of_attribute(name) or (0, 0)
        if not low <= number <= high:
            assert attribute_bounds.impossible(name, np.array([np.nan, number])).tolist() == [False, True], name


def test_minus_99_counts_where_it_is_not_plausible() -> None:
    """It is no elevation, though ten times the plausible range would hold it, and it is a limit of an uncertainty."""
    assert attribute_bounds.impossible("gauge_elev", np.array([-99.0, -9.0])).tolist() == [True, False]
    assert not attribute_bounds.impossible("q25_uncert_lower", np.array([-99.0])).any()


def test_unknown_attributes_are_compared_with_each_other() -> None:
    """Of an attribute without bounds, -999 far from all other gauges is none."""
    values = np.array([1.0, 2.0, np.nan, -999.0])
    assert attribute_bounds.impossible("wells", values).tolist() == [False, False, False, True]
    assert not attribute_bounds.impossible("wells", values[:3]).any()


@pytest.mark.parametrize(("name", "number"), [("tawc", 999.0), ("elev_mean", 999.0), ("reservoir_cap", 999999.0)])
def test_a_plausible_number_far_from_all_other_catchments_is_none(name: str, number: float) -> None:
    """Where the bounds let it pass; a catchment among others like it keeps its value."""
    assert attribute_bounds.impossible(name, np.array([100.0, 110.0, number])).tolist() == [False, False, True]
    assert not attribute_bounds.impossible(name, number * np.array([0.2, 0.7, 1.0])).any()


def test_a_share_of_nearly_all_is_measured() -> None:
    """99.9 percent of a catchment may be grass where others have none."""
    assert not attribute_bounds.impossible("grass_perc", np.array([1.0, 2.0, 99.9])).any()
