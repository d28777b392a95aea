"""Weights of snow probes on snowy gauges, and on all gauges."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.probe import PROBE
from lstm_probe.figures import snow_all_gauges
from tests.figures.conftest import make_skill

TITLES = {"main": "snowy gauges", "all": "all gauges", "strong": "all gauges, alpha 1.0"}


def make_probe(weights: list[float], gauges: int, count: int = 5) -> xr.Dataset:
    """Make a probe of snow on the first gauges, with these standardised weights."""
    sizes = {"target": 2, "group": 1, "feature": len(weights), "gauge_id": count}
    names = {"target": np.array(["swvl1", "sd"], dtype=object), "group": ["all"]}
    probe = PROBE.mock(np.random.default_rng(1), **sizes).assign_coords(names)
    probe["standardised_weight"][1, 0] = weights
    probe["state_source"][1, :gauges] = "somebody"
    probe["state_source"][1, gauges:] = ""
    return probe


@pytest.fixture
def probes() -> dict[str, xr.Dataset]:
    """Make the three probes, the last of which has shrunk to nothing."""
    return {
        "main": make_probe([0.5, -0.2, 0.0], 2),
        "all": make_probe([-0.1, 0.0, 0.0], 5),
        "strong": make_probe([0.0, 0.0, 0.0], 5),
    }


@pytest.fixture
def skill() -> pd.DataFrame:
    """Make r of snow: 0.8 at snowy gauges, 0.4 and less at all of them, none where the prediction is constant."""
    return make_skill(
        {
            ("main", "sd"): [0.8, 0.9],
            ("all", "sd"): [0.6, 0.7, 0.2, 0.1, 0.4],
            ("strong", "sd"): [np.nan] * 5,
        }
    )


def test_titles_count_and_compare(probes: dict[str, xr.Dataset], skill: pd.DataFrame) -> None:
    """Medians are 0.85; 0.4 over five gauges and 0.65 over the two of (a); and none for a constant."""
    figure = snow_all_gauges.draw(probes, skill, TITLES, "sd")
    figure.draw_without_rendering()
    assert [axes.get_title(loc="left").splitlines() for axes in figure.axes] == [
        ["(a) snowy gauges", "2 gauges, 2 of 3 weights not zero", "median r 0.85"],
        ["(b) all gauges", "5 gauges, 1 of 3 weights not zero", "median r 0.40; at the 2 gauges of (a) 0.65"],
        ["(c) all gauges, alpha 1.0", "5 gauges, 0 of 3 weights not zero", "no r: the prediction is constant"],
    ]


def test_bars_are_absolute_weights(probes: dict[str, xr.Dataset], skill: pd.DataFrame) -> None:
    """Signs are dropped, axes are equal, and every zero has a mark."""
    figure = snow_all_gauges.draw(probes, skill, TITLES, "sd")
    heights = [[patch.get_height() for patch in axes.patches] for axes in figure.axes]
    assert heights == [[0.5, 0.2, 0.0], [0.1, 0.0, 0.0], [0.0, 0.0, 0.0]]
    assert [axes.lines[0].get_xdata().tolist() for axes in figure.axes] == [[2], [1, 2], [0, 1, 2]]
    assert len({axes.get_ylim() for axes in figure.axes}) == 1
    assert figure.axes[0].get_ylim()[0] == 0


def test_probes_without_weights_are_said(probes: dict[str, xr.Dataset], skill: pd.DataFrame) -> None:
    """A probe that is not linear, or one of every gauge, has no weights to show."""
    nonlinear = probes["main"].drop_vars("standardised_weight")
    own = PROBE.mock(np.random.default_rng(1), target=1, group=4).assign_coords(target=["sd"])
    assert snow_all_gauges.weights_of(own, "sd") is None
    figure = snow_all_gauges.draw({"main": nonlinear}, skill, TITLES, "sd")
    assert "no weights" in figure.axes[0].texts[0].get_text()
    assert figure.axes[0].get_title(loc="left").splitlines()[1:] == ["2 gauges", "median r 0.85"]


def test_all_probes_at_zero(probes: dict[str, xr.Dataset], skill: pd.DataFrame) -> None:
    """Where every weight of every probe is zero, the panels are drawn all the same."""
    snow_all_gauges.draw({"strong": probes["strong"]}, skill, TITLES, "sd").draw_without_rendering()
