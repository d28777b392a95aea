"""Scores that fall with distance are found to fall, scores that do not are not, and few gauges say nothing."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.contracts.similar_gauges import SIMILAR_GAUGES
from lstm_probe.results import similar_gauges


def made(rng: np.random.Generator, slope: float, gauges: int = 60) -> pd.DataFrame:
    """Make scores of gauges that fall with the distance in space, and not with that in attributes."""
    distance = rng.uniform(10, 200, gauges)
    score = 0.9 - slope * distance + rng.normal(0, 0.05, gauges)
    rows = {"unseen_by": "main_unseen", "what": "soil", "gauge_id": [str(i) for i in range(gauges)]}
    table = pd.DataFrame(
        {**rows, "kilometres": distance, "attribute_distance": rng.normal(2, 0.3, gauges), "score": score}
    )
    return SIMILAR_GAUGES.check(table, "made")


def test_a_fall_is_found_and_said(rng: np.random.Generator) -> None:
    """The interval of the correlation lies below zero where scores fall, and over it where they do not."""
    table = made(rng, 0.002)
    found = similar_gauges.rank_correlation(table, "kilometres")
    assert found["lower"] < found["rank_correlation"] < found["upper"] < -0.5
    assert found["rank_correlation"] == pytest.approx(table["kilometres"].corr(table["score"], method="spearman"))
    assert similar_gauges.sentence(found).startswith("falls with distance, −")
    other = similar_gauges.rank_correlation(table, "attribute_distance")
    assert other["lower"] < 0 < other["upper"]
    assert similar_gauges.sentence(other).startswith("no trend")
    assert similar_gauges.numbers(table)["main_unseen"]["soil"]["kilometres"]["gauges"] == 60


def test_classes_have_equally_many_gauges(rng: np.random.Generator) -> None:
    """Five classes from near to far, whose medians fall; of 15 gauges there are none."""
    medians = similar_gauges.classes(made(rng, 0.002), "kilometres")
    assert len(medians) == 5
    assert medians["distance"].is_monotonic_increasing
    assert medians["score"].is_monotonic_decreasing
    assert similar_gauges.classes(made(rng, 0.002, 15), "kilometres").empty


def test_few_gauges_say_nothing(rng: np.random.Generator) -> None:
    """Below ten gauges there is no correlation, in words and numbers."""
    table = made(rng, 0.002, 9)
    found = similar_gauges.rank_correlation(table, "kilometres")
    assert similar_gauges.sentence(found) == "9 gauges: too few to say"
    assert similar_gauges.sentence({**found, "gauges": 1}) == "1 gauge: too few to say"
    assert similar_gauges.numbers(table)["main_unseen"]["soil"]["kilometres"]["rank_correlation"] is None


def test_scores_stand_beside_their_distances() -> None:
    """A target has its r, discharge its NSE, both of the test period and means over seeds."""
    near = pd.DataFrame({"gauge_id": ["1", "2"], "kilometres": [10.0, 20.0], "attribute_distance": [0.5, 1.0]})
    rows = [
        (seed, gauge, period, metric, seed / 10 + (metric == "nse"))
        for seed in (1, 2)
        for gauge in ("1", "2", "3")
        for period in ("test", "fit")
        for metric in ("r", "nse")
    ]
    scores = pd.DataFrame(rows, columns=["seed", "gauge_id", "period", "metric", "value"])
    skill = scores.assign(experiment="main_held_out", target="soil")
    distances = {("main_held_out", "soil"): near, ("main_held_out", "discharge"): near.iloc[:1]}
    found = similar_gauges.table(distances, skill, scores)
    assert found["score"].tolist() == pytest.approx([0.15, 0.15, 1.15])
    assert found["what"].tolist() == ["soil", "soil", "discharge"]
    assert similar_gauges.table({}, skill).empty
