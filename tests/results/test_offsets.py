"""Offsets: z-scores, biases of gauges, the groups of the largest and smallest, and the test of their rain."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.contracts.tables import OFFSETS, OFFSETS_TEST
from lstm_probe.results import offsets
from tests.examples import examples
from tests.figures.conftest import make_predictions

FIT, TEST = ("2000-01-01", "2000-12-31"), ("2001-01-01", "2002-12-31")
LAYERS = ["swvl1", "swvl2", "swvl3", "swvl4"]


def biases(*values: float) -> pd.DataFrame:
    """Make one seed's biases of one target, a value a gauge."""
    names = pd.Index([str(1001 + place) for place in range(len(values))], name="gauge_id")
    return pd.DataFrame({"swvl1": values}, index=names)


def rain(*values: float) -> pd.Series:
    """Make mean precipitation, a value a gauge."""
    return pd.Series(values, [str(1001 + place) for place in range(len(values))], dtype="float64")


def test_z_scores_are_those_of_the_fit_period() -> None:
    """Over all gauges and fit days the target's z-scores have mean 0 and standard deviation 1."""
    predictions = make_predictions(LAYERS)
    levels = xr.DataArray(np.arange(4, dtype="float32") * 0.02, dims="gauge_id")
    predictions["observed"] = (predictions["observed"] + levels).transpose(*predictions["observed"].dims)
    fitted = offsets.standardise(predictions, FIT)["observed"].sel(time=slice(*FIT))
    assert np.allclose(fitted.mean(("gauge_id", "time")), 0, atol=1e-5)
    assert np.allclose(fitted.std(("gauge_id", "time")), 1, atol=1e-5)


def test_a_part_has_the_z_scores_of_the_whole() -> None:
    """Asking for some gauges changes no value, and a gauge that nobody has is NaN."""
    predictions = make_predictions(["swvl1"])
    whole = offsets.standardise(predictions, FIT)
    part = offsets.standardise(predictions, FIT, ["1003", "9999"])
    xr.testing.assert_equal(part.sel(gauge_id="1003"), whole.sel(gauge_id="1003"))
    assert bool(part["predicted"].sel(gauge_id="9999").isnull().all())
    assert offsets.standardise(predictions, FIT, [])["predicted"].sizes["gauge_id"] == 0


def test_bias_is_in_standard_deviations() -> None:
    """A bias of 0.1 times the gauge's place, over the wave's standard deviation."""
    predictions = make_predictions(LAYERS)
    found = offsets.bias(predictions, LAYERS, FIT, TEST)
    spread = float(predictions["observed"].sel(time=slice(*FIT)).std())
    assert found.columns.tolist() == LAYERS
    assert np.allclose(found["swvl2"], np.arange(4) * 0.1 / spread, rtol=1e-4, atol=1e-6)


def test_a_steady_target_has_no_z_score() -> None:
    """A target that never varies in the fit period cannot be standardised, and has no bias."""
    predictions = make_predictions(["swvl1"])
    predictions["observed"][:] = 0.3
    found = offsets.bias(predictions, ["swvl1"], FIT, TEST)
    assert found.isna().all().all()
    assert offsets.offsets([found], rain(1, 1, 1, 1), 1).empty


def test_biases_of_opposite_sign_cancel_only_with_their_signs() -> None:
    """Over targets, the mean of absolute biases stays where the signed mean is 0."""
    one = biases(0.5, 0.1).assign(swvl2=[-0.5, 0.3])
    table = offsets.offsets([one], rain(1, 1), 1).set_index("gauge_id")
    assert table["bias"].to_dict() == pytest.approx({"1001": 0.0, "1002": 0.2})
    assert table["absolute_bias"].to_dict() == pytest.approx({"1001": 0.5, "1002": 0.2})


def test_seeds_are_averaged_after_their_absolute_values() -> None:
    """A gauge whose bias flips between seeds has a signed mean of 0, and the mean size of its biases."""
    table = offsets.offsets([biases(0.4, 0.1), biases(-0.2, 0.1)], rain(1, 1), 1).set_index("gauge_id")
    assert table.loc["1001", ["bias", "absolute_bias"]].tolist() == pytest.approx([0.1, 0.3])


def test_rows_are_sorted_and_grouped() -> None:
    """Rows go from the smallest to the largest absolute bias; groups are the ends."""
    table = offsets.offsets([biases(-0.9, 0.1, 0.5, -0.2, 0.3)], rain(1, 2, 3, 4, np.nan), 2)
    assert OFFSETS.check(table)["gauge_id"].tolist() == ["1002", "1004", "1005", "1003", "1001"]
    assert table["group"].tolist() == ["smallest", "smallest", "between", "largest", "largest"]
    assert table["p_mean"].tolist() == pytest.approx([2, 4, np.nan, 3, 1], nan_ok=True)


def test_gauges_that_lack_a_target_are_named(caplog: pytest.LogCaptureFixture) -> None:
    """A gauge without one layer has no bias over all layers, and the log says so."""
    one = biases(0.5, 0.1, 0.2).assign(swvl2=[0.1, np.nan, 0.1])
    assert "1002" not in offsets.offsets([one], rain(1, 1, 1), 1)["gauge_id"].tolist()
    assert "1 gauges lack a target and have no bias: 1002" in caplog.text


@examples(25)
@given(
    values=st.lists(st.floats(-2, 2), min_size=1, max_size=30),
    number=st.integers(1, 40),
)
def test_groups_never_overlap(values: list[float], number: int) -> None:
    """Both groups have the same size, that asked for or half of the gauges, and no gauge twice."""
    table = offsets.offsets([biases(*values)], rain(*[1.0] * len(values)), number)
    sizes = table["group"].value_counts()
    expected = min(number, len(values) // 2)
    assert sizes.get("largest", 0) == sizes.get("smallest", 0) == expected
    assert len(table) == len(values)
    ends = table.groupby("group")["absolute_bias"].agg(["min", "max"])
    if expected:
        assert ends.loc["smallest", "max"] <= ends.loc["largest", "min"]


def test_smaller_groups_are_said(caplog: pytest.LogCaptureFixture) -> None:
    """Where there are too few gauges, the log gives the size of the groups."""
    offsets.offsets([biases(0.1, 0.2, 0.3, 0.4, 0.5)], rain(1, 1, 1, 1, 1), 60)
    assert "5 gauges have a bias: groups of 2 gauges instead of 60" in caplog.text


def test_groups_that_share_no_rain_differ() -> None:
    """Two groups of three apart from each other: D = 1, and p is 2 of the 20 ways to divide six gauges."""
    table = offsets.offsets([biases(0.1, 0.2, 0.3, 0.7, 0.8, 0.9)], rain(1, 2, 3, 4, 5, 6), 3)
    row = OFFSETS_TEST.check(offsets.compare(table)).iloc[0]
    assert (row["variable"], row["largest"], row["smallest"]) == ("log p_mean", 3, 3)
    assert row["statistic"] == 1
    assert row["p_value"] == pytest.approx(2 / 20)


def test_the_statistic_is_the_largest_distance_of_distribution_functions() -> None:
    """D of two random samples is that found by counting at every value."""
    rng = np.random.default_rng(3)
    table = offsets.offsets([biases(*np.linspace(0, 1, 40))], rain(*rng.lognormal(1, 0.3, 40)), 15)
    groups = [table.loc[table["group"] == name, "p_mean"].to_numpy() for name in ("largest", "smallest")]
    counted = [abs((groups[0] <= value).mean() - (groups[1] <= value).mean()) for value in table["p_mean"]]
    assert offsets.compare(table)["statistic"].iloc[0] == pytest.approx(max(counted))


def test_no_rain_no_test() -> None:
    """Without mean precipitation there is a row without a result."""
    table = offsets.offsets([biases(0.1, 0.2)], rain(np.nan, np.nan), 1)
    row = offsets.compare(table).iloc[0]
    assert (row["largest"], row["smallest"]) == (0, 0)
    assert np.isnan(row["statistic"])
    assert np.isnan(row["p_value"])


def test_contrasting_gauges_are_the_extremes() -> None:
    """The smallest bias comes first; one gauge stands alone; none makes nothing."""
    table = offsets.offsets([biases(0.5, 0.1, -0.9)], rain(1, 1, 1), 1)
    chosen = offsets.contrasting_gauges(table)
    assert list(chosen) == ["1002", "1003"]
    assert [remark.split()[0] for remark in chosen.values()] == ["smallest", "largest"]
    assert offsets.contrasting_gauges(table[:1]) == {"1002": ""}
    assert offsets.contrasting_gauges(table[:0]) == {}
    some = offsets.contrasting_gauges(table, ["1001", "1002"])
    assert list(some) == ["1002", "1001"]
    assert all("where there is a series" in remark for remark in some.values())
