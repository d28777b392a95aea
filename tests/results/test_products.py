"""Two products of one quantity are compared gauge by gauge."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.tables import PRODUCTS
from lstm_probe.errors import InputError
from lstm_probe.results import products


def target(rng: np.random.Generator, gauges: list[str], first: str, days: int = 100) -> xr.DataArray:
    """Draw daily catchment means."""
    time = pd.date_range(first, periods=days, freq="D")
    return xr.DataArray(rng.normal(size=(len(gauges), days)), {"gauge_id": gauges, "time": time}, ("gauge_id", "time"))


def test_correlation_is_over_days_that_both_have(rng: np.random.Generator) -> None:
    """Overlapping records with gaps: numpy's correlation of the finite pairs, and their count."""
    first = target(rng, ["1001", "2001"], "2001-01-01")
    second = (2.0 * first + 0.5 * rng.normal(size=first.shape)).assign_coords(time=first["time"].values)
    second = second.isel(time=slice(20, None))
    second[0, ::3] = np.nan
    table = PRODUCTS.check(products.compare(first, second, ["swvl1", "esa_cci"]))
    assert table[["first", "second"]].drop_duplicates().values.tolist() == [["swvl1", "esa_cci"]]
    for row, number in ((table.iloc[0], 0), (table.iloc[1], 1)):
        pairs = np.isfinite(second.values[number])
        ours, theirs = first.values[number, 20:][pairs], second.values[number][pairs]
        assert row["r"] == pytest.approx(np.corrcoef(ours, theirs)[0, 1])
        assert row["days"] == pairs.sum()


def test_equal_products_agree_whatever_their_units(rng: np.random.Generator) -> None:
    """A product and itself in other units have r = 1; turned round, -1."""
    one = target(rng, ["1001"], "2001-01-01")
    assert products.compare(one, 100 * one + 3, ["a", "b"])["r"].item() == pytest.approx(1.0)
    assert products.compare(one, -one, ["a", "b"])["r"].item() == pytest.approx(-1.0)


def test_gauges_of_one_product_are_named_and_kept(rng: np.random.Generator, caplog) -> None:
    """A gauge that only one product has is there without a correlation; so is one without any value."""
    first, second = target(rng, ["1001", "2001"], "2001-01-01"), target(rng, ["2001", "3001"], "2001-01-01")
    second[0] = np.nan
    table = products.compare(first, second, ["a", "b"])
    assert table["gauge_id"].tolist() == ["1001", "2001", "3001"]
    assert table["r"].isna().all()
    assert table["days"].tolist() == [0, 0, 0]
    assert "2 gauges have only one of a and b: 1001, 3001" in caplog.text


def test_nothing_in_common_is_refused(rng: np.random.Generator) -> None:
    """Records that do not overlap, or have no gauge in common, are a message."""
    first = target(rng, ["1001"], "2001-01-01")
    with pytest.raises(InputError, match="1 gauges and 0 days in common"):
        products.compare(first, target(rng, ["1001"], "2005-01-01"), ["a", "b"])
    with pytest.raises(InputError, match="0 gauges and 100 days in common"):
        products.compare(first, target(rng, ["2001"], "2001-01-01"), ["a", "b"])
