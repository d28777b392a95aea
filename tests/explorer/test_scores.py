"""Scores by gauge are those of the tables, and intervals those of resampled years."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.explorer import scores
from lstm_probe.results.intervals import Target
from tests.explorer.conftest import GAUGES, HOSTILE, Explored, discharge_skill


def test_a_gauge_has_the_mean_of_its_seeds(explored: Explored) -> None:
    """Mean, lowest and highest seed of the test period, in the order of the gauges; None where there is no score."""
    found = scores.of_gauges(explored.skill, discharge_skill(), [*GAUGES, "elsewhere"])
    one = explored.skill.query("experiment == 'main' and target == 'sd' and metric == 'r' and period == 'test'")
    seeds = [one[one["gauge_id"] == gauge]["value"] for gauge in GAUGES]
    of_target = found["main"]["sd"]
    assert of_target["mean"]["r"] == [*(pytest.approx(values.mean(), rel=1e-3) for values in seeds), None]
    assert of_target["lowest"]["r"][0] == pytest.approx(seeds[0].min(), rel=1e-3)
    assert of_target["highest"]["r"][0] == pytest.approx(seeds[0].max(), rel=1e-3)
    assert "bias" not in of_target["lowest"]
    assert list(found) == ["main", HOSTILE, "LSTM small"]
    assert found["LSTM small"]["discharge"]["mean"]["nse"] == [0.5, 0.6, 0.7, 0.8, None]


def test_of_untrained_lstms_the_best_draw_counts() -> None:
    """The draw with the highest median r is shown, not the mean of draws."""
    rows = [("untrained", "sd", draw, "1001", "test", "r", draw / 10) for draw in (1, 2, 3)]
    columns = ["experiment", "target", "seed", "gauge_id", "period", "metric", "value"]
    found = scores.of_gauges(pd.DataFrame(rows, columns=columns), discharge_skill(), ["1001"])
    assert found["untrained"]["sd"]["mean"]["r"] == [0.3]


def target(explored: Explored, years: int) -> Target:
    """Give the sums of a target over some years."""
    sums = explored.sums["sums"].sel(target="swvl1", drop=True).isel(year=slice(years)).expand_dims(seed=[1])
    return Target("swvl1", {"main": sums}, pd.Series(0, index=GAUGES))


def test_an_interval_holds_the_score(explored: Explored) -> None:
    """The interval lies around r of all years, found from the sums by its formula; a gauge without sums has none."""
    found = scores.intervals([target(explored, 9)], [*GAUGES, "elsewhere"])["main"]["swvl1"]["r"]
    totals = explored.sums["sums"].sel(target="swvl1", kind="values").sum("year")
    n, x, y, xx, yy, xy = totals.transpose("sum", "gauge_id").values
    r = (n * xy - x * y) / np.sqrt((n * xx - x * x) * (n * yy - y * y))
    for place, (low, high) in enumerate(found[:-1]):
        assert low < r[place] < high < low + 0.1
    assert found[-1] is None


def test_few_years_have_no_interval(explored: Explored) -> None:
    """Below eight years nothing is resampled."""
    assert scores.intervals([target(explored, 7)], GAUGES) == {}
