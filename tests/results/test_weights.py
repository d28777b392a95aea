"""The summary of a probe's weights: by hand, on contract mocks."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.probe import PROBE
from lstm_probe.contracts.tables import WEIGHTS_TABLE
from lstm_probe.results import weights


def probe(standardised: list, samples: list[list[int]], groups: list[str]) -> xr.Dataset:
    """Make probes of three features with these weights (target, group, feature) and samples (target, group)."""
    mock = PROBE.mock(np.random.default_rng(1), target=len(samples), group=len(groups), feature=3)
    mock = mock.assign_coords(group=np.array(groups, dtype=object))
    mock["standardised_weight"] = (
        mock["standardised_weight"].dims,
        np.array(standardised, dtype="float64"),
        {"units": "1"},
    )
    mock["samples"] = (("target", "group"), np.array(samples), {"units": "1"})
    return PROBE.check(mock)


def test_one_probe_of_all_gauges() -> None:
    """Weights that are not zero count, their length is Euclid's, and the largest come first, whatever their sign."""
    row = weights.summarise(probe([[[3.0, 0.0, -4.0]]], [[120]], ["all"]), "main", 2).iloc[0]
    assert (row["experiment"], row["target"], row["seed"]) == ("main", "target0", 2)
    assert (row["groups"], row["samples"], row["features"], row["nonzero"], row["norm"]) == (1, 120, 3, 2, 5)
    assert row["largest"] == "feature2, feature0"


def test_all_weights_zero() -> None:
    """A probe that was shrunk to nothing has no weight, a norm of 0 and no largest feature."""
    row = weights.summarise(probe([[[0.0, 0.0, 0.0]]], [[120]], ["all"]), "main", 1).iloc[0]
    assert (row["nonzero"], row["norm"], row["largest"]) == (0, 0, "")


def test_one_probe_a_gauge() -> None:
    """Probes of single gauges count by their medians; a gauge that takes no part does not count."""
    # weights used: 1, 3 and 2; norms 2, sqrt(3) and sqrt(2); the last gauge has no sample and no weights
    several = [[[2.0, 0.0, 0.0], [1.0, 1.0, 1.0], [1.0, 1.0, 0.0], [np.nan] * 3]]
    row = weights.summarise(probe(several, [[10, 20, 30, 0]], ["1001", "1002", "1003", "1004"]), "own", 1).iloc[0]
    assert (row["groups"], row["samples"], row["nonzero"]) == (3, 60, 2)
    assert row["norm"] == pytest.approx(np.sqrt(3))
    assert row["largest"] == ""


def test_not_linear_and_nothing_fitted() -> None:
    """A probe without weights has only its samples; a target without any sample has no numbers."""
    one = probe([[[1.0, 2.0, 3.0]]], [[50]], ["all"]).drop_vars(["standardised_weight", "weight", "intercept"])
    row = weights.summarise(PROBE.check(one), "mlp", 1).iloc[0]
    assert (row["groups"], row["samples"], row["largest"]) == (1, 50, "")
    assert row[["nonzero", "norm"]].isna().all()
    row = weights.summarise(probe([[[np.nan] * 3]], [[0]], ["all"]), "main", 1).iloc[0]
    assert (row["groups"], row["samples"], row["largest"]) == (0, 0, "")
    assert row[["nonzero", "norm"]].isna().all()


def test_every_target_has_a_row() -> None:
    """Targets keep their order, and the table its contract."""
    table = weights.summarise(probe([[[1.0, 2.0, 3.0]], [[0.0, 1.0, 0.0]]], [[5], [6]], ["all"]), "main", 1)
    pd.testing.assert_frame_equal(WEIGHTS_TABLE.check(table), table)
    assert table["target"].tolist() == ["target0", "target1"]
    assert table["nonzero"].tolist() == [3, 1]
