"""Between floor and ceiling: the share of the way in r², the best of the floor, and the lag curve."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.contracts.nulls import LAG_CURVE
from lstm_probe.results.floor_and_ceiling import describe, share_of_the_way
from tests.results.simulated import STORE, evidence


@pytest.mark.parametrize(
    ("floor", "own", "ceiling", "share"),
    [
        (0.66, 0.86, 0.93, 0.7083),  # (0.7396 - 0.4356) / (0.8649 - 0.4356)
        (0.5, 0.9, 0.8, 1.4359),
        (-0.3, 0.5, 1.0, 0.25),
        (0.9, 0.8, 0.7, np.nan),
        (0.5, np.nan, 0.9, np.nan),
    ],
)
def test_the_share_is_that_of_a_calculation_on_paper(floor: float, own: float, ceiling: float, share: float) -> None:
    """In r²; above 1 beyond the ceiling; unknown where the ceiling does not lie above the floor."""
    assert np.isclose(share_of_the_way(floor, own, ceiling), share, atol=1e-3, equal_nan=True)


def test_the_best_of_the_floor_stands() -> None:
    """Inputs and attributes are the best of this floor; two seeds of the lag curve are averaged."""
    rows = [
        ("soil", seed, lag, r, r)
        for seed, more in ((1, 0.0), (2, 0.1))
        for lag, r in ((0, 0.8 + more), (9, 0.82 + more))
    ]
    curve = LAG_CURVE.check(pd.DataFrame(rows, columns=list(LAG_CURVE.columns)))
    row = describe(evidence(), ["soil"], curve).iloc[0]
    assert row["floor"] == "inputs_and_attributes"
    assert np.isclose(row["r"], STORE["main"][0], atol=0.01)
    assert 0 < row["share"] < 1
    assert np.allclose(row[["lag_0_r", "highest_r", "highest_lag"]].astype(float), [0.85, 0.87, 9])
    assert row["residual_share"] == 0.4


def test_without_experiments_there_are_no_numbers() -> None:
    """A study without the ladder has neither floor nor ceiling, and says nothing of lags."""
    row = describe(evidence({"main": STORE["main"]}), ["soil"], pd.DataFrame(columns=list(LAG_CURVE.columns))).iloc[0]
    assert row["floor"] == ""
    assert row[["floor_r", "ceiling_r", "share", "lag_0_r"]].isna().all()
