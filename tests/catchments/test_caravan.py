"""Caravan as a data set: ids as its tables have them, one pass over each file, no evaporation of ERA5-Land as PET."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lstm_probe.catchments import caravan as catchments
from lstm_probe.catchments import reading
from lstm_probe.errors import InputError
from tests.catchments.conftest import caravan, weather, write_caravan  # noqa: F401  (fixture)

SELECTION = reading.Selection(
    "all", ["precipitation", "temperature", "pet"], ["area"], ("2000-01-01", "2001-12-31"), pet="oudin"
)


def test_equal_numbers_of_two_parts_stay_two_gauges(caravan: Path) -> None:  # noqa: F811
    """Each has its own name, zeros and all, and its own series."""
    series, attributes = reading.read(catchments.deliver({}, caravan), SELECTION)
    ids = ["camels_01013500", "camels_00042", "hysets_01013500", "hysets_01AD003"]
    assert sorted(series["gauge_id"].values) == sorted(ids) == sorted(attributes["gauge_id"].values)
    rain = series["precipitation"].sel(gauge_id="hysets_01AD003").to_series()
    np.testing.assert_allclose(rain, weather(1)["rain"], rtol=1e-6)
    assert series.attrs["title"] == "Caravan"
    assert series.attrs["forcing_model"] == "ERA5-Land"


def test_parts_can_be_chosen(caravan: Path) -> None:  # noqa: F811
    """Others stay out; one that is not there is named."""
    delivery = catchments.deliver({"parts": ["camels"]}, caravan)
    assert set(delivery.gauges) == {"camels_01013500", "camels_00042"}
    with pytest.raises(InputError, match="camelsde"):
        catchments.deliver({"parts": ["camelsde"]}, caravan)


@pytest.mark.parametrize("column", ["potential_evaporation_sum", "potential_evaporation_sum_ERA5_LAND"])
def test_evaporation_of_era5_land_is_refused_by_name(caravan: Path, column: str) -> None:  # noqa: F811
    """The message names the column of FAO Penman-Monteith, and how PET is computed."""
    with pytest.raises(InputError, match=r"(?s)ERA5-Land.*PENMAN_MONTEITH.*oudin"):
        catchments.deliver({"columns": {"pet": column}}, caravan)


def test_pet_of_13_millimetres_is_refused_under_another_name(caravan: Path) -> None:  # noqa: F811
    """By its mean: no catchment has more than 8 mm a day."""
    for path in caravan.rglob("timeseries/**/*.csv"):
        pd.read_csv(path).rename(columns={"potential_evaporation_sum": "evaporation"}).to_csv(path, index=False)
    delivery = catchments.deliver({"columns": {"pet": "evaporation"}}, caravan)
    with pytest.raises(InputError, match=r"a mean of 13(.|\n)*0.1 to 8"):
        reading.read(delivery, reading.Selection("all", ["pet"], ["area"], SELECTION.training))


def test_a_capital_prefix_and_a_packed_file_are_read(tmp_path: Path) -> None:
    """GRDC writes its ids in capitals, its folder in small letters."""
    write_caravan(tmp_path, "grdc", ["GRDC_1159100"])
    delivery = catchments.deliver({"parts": ["grdc"]}, tmp_path)
    assert list(delivery.gauges) == ["GRDC_1159100"] == list(delivery.attributes.index)


def test_an_unknown_gauge_is_named_beside_its_like(caravan: Path) -> None:  # noqa: F811
    """An id that lost its zero is not found, and the right one is."""
    selection = reading.Selection(["camels_1013500"], ["precipitation"], ["area"], SELECTION.training)
    with pytest.raises(InputError, match=r"camels_01013500"):
        reading.read(catchments.deliver({}, caravan), selection)
