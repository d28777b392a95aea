"""The four steps of the analysis."""

import numpy as np
import pytest
import xarray as xr

from lstm_probe.contracts.probe import PROBE
from lstm_probe.figures import pipeline, typical_year
from tests.figures.inside import texts_within
from tests.figures.test_typical_year import artefacts

WEIGHTS = np.array([0.5, -1.0, 0.0, 0.0, 2.0])
TITLE = "A linear probe: one $w$, one $b$ for all 669 gauges"


@pytest.mark.parametrize(("days", "attributes"), [(365, 22), (40, 0), (3, 1)])
@pytest.mark.parametrize("forcings", [["precipitation"], ["precipitation", "temperature", "pet", "peti"]])
def test_any_run_can_be_drawn(days: int, attributes: int, forcings: list[str]) -> None:
    """Whatever the forcings, attributes and days, the labels are those of the run and stay on the page."""
    year = typical_year.select(*artefacts(), "1002", days)
    texts = texts_within(pipeline.draw(year, forcings, WEIGHTS, pipeline.Size(669, 2_443_188, attributes), TITLE))
    assert {"5 units", "gauge 1002", str(days)} <= set(texts)
    assert "669 gauges, 2 443 188 pairs of $c_t$ and $s_t$ to fit and to test" in texts
    assert sum(text.split("\n")[0] in forcings for text in texts) == len(forcings)
    assert any("static attribute" in text for text in texts) == (attributes > 0)


def test_gaps_are_drawn() -> None:
    """Days without target or discharge leave their places empty."""
    year = typical_year.select(*artefacts(), "1002", 365)
    for name in ("observed", "discharge", "simulated"):
        year[name][:] = np.nan
    texts = texts_within(pipeline.draw(year, ["precipitation"], WEIGHTS, pipeline.Size(1, 0, 22), TITLE))
    assert texts.count("none") == 5
    assert "measured discharge" in texts


def test_only_pairs_count() -> None:
    """A pair has a probe's prediction and a target; gauges without any do not count."""
    target = artefacts(days=100)[3].copy(deep=True)
    target["observed"][0] = np.nan
    target["predicted"][1, :40] = np.nan
    assert pipeline.measure(target, 22) == pipeline.Size(3, 60 + 100 + 100, 22)


def test_a_probe_that_is_not_linear_has_no_weights() -> None:
    """It has no weights, is not called linear, and is drawn as a box without weights and intercept."""
    probe = xr.Dataset({"samples": ("group", [9])}, {"group": ["all"]})
    assert pipeline.weights(probe, "1002") is None
    assert pipeline.kind(probe, 40) == "A non-linear probe for all 40 gauges"
    assert pipeline.kind(probe.assign_coords(group=["1001"]), 2) == "A non-linear probe for each of 2 gauges"
    year = typical_year.select(*artefacts(), "1002", 40)
    texts = texts_within(pipeline.draw(year, ["pet"], None, pipeline.Size(40, 0, 22), pipeline.kind(probe, 40)))
    assert "network" in texts
    assert not {"$w$", "$b$", r"$\times$"} & set(texts)


def test_weights_are_those_of_the_gauge_shown() -> None:
    """Of one probe of all gauges there are no others; where every gauge has its own, its group is taken."""
    probe = PROBE.mock(np.random.default_rng(1), group=3, feature=5).isel(target=0)
    own = probe.assign_coords(group=["1001", "1002", "1003"])
    assert np.array_equal(pipeline.weights(own, "1002"), own["standardised_weight"].values[1])
    one = own.isel(group=[0]).assign_coords(group=["all"])
    assert np.array_equal(pipeline.weights(one, "1002"), one["standardised_weight"].values[0])


def test_the_title_says_what_gauges_share() -> None:
    """Weights and intercept, weights alone, or nothing."""
    probe = PROBE.mock(np.random.default_rng(1), group=1, feature=5).isel(target=0).assign_coords(group=["all"])
    assert pipeline.kind(probe, 669) == TITLE
    assert pipeline.kind(probe.assign_attrs(intercepts="gauge"), 9).endswith("one $w$ for all 9 gauges, a $b$ for each")
    own = probe.assign_coords(group=["1001"])
    assert pipeline.kind(own, 9) == "A linear probe for each of 9 gauges"
