"""Curves are medians over draws of means over seeds, and cross where the states lead from some number on."""

import numpy as np
import pandas as pd

from lstm_probe.contracts.learning_curves import LEARNING_DRAWS
from lstm_probe.results import learning_curves

#: r of the states at 2, 5 and all gauges, and of the inputs, in two draws.
STATES = {1: [0.4, 0.8, 0.9], 2: [0.7, 0.8, 0.9]}
INPUTS = {1: [0.6, 0.7, 0.7], 2: [0.6, 0.7, 0.7]}


def drawn(states: dict[int, list[float]], inputs: dict[int, list[float]]) -> pd.DataFrame:
    """Make the draws of one target: of the states from two seeds, 0.02 apart."""
    rows = []
    for name, levels, seeds in (("main", states, (1, 2)), ("inputs", inputs, (1,))):
        for seed in seeds:
            shift = 0.02 * (seed - 1.5) if len(seeds) > 1 else 0.0
            for draw, r in levels.items():
                rows += [
                    (name, "soil", "gauges", seed, n, False, draw, 9, v + shift, 0.5)
                    for n, v in zip((2, 5), r[:2], strict=True)
                ]
            rows.append((name, "soil", "gauges", seed, 8, True, 0, 9, levels[1][2] + shift, 0.5))
    return LEARNING_DRAWS.check(
        pd.DataFrame(rows, columns=list(LEARNING_DRAWS.columns)).astype(dict(LEARNING_DRAWS.columns))
    )


def test_curves_by_hand() -> None:
    """Seeds are averaged in each draw, and points are medians of draws between 10 and 90 % of them."""
    found = learning_curves.curves(drawn(STATES, INPUTS)).query("experiment == 'main'").set_index("labels")
    np.testing.assert_allclose(found["r"], [0.55, 0.8, 0.9])
    np.testing.assert_allclose([found.at[2, "lower"], found.at[2, "upper"]], [0.43, 0.67])
    assert found["draws"].tolist() == [2, 2, 1]


def test_crossings() -> None:
    """In one draw the states lead from 5 gauges on, in the other from 2; states that lose in the end never lead."""
    row = learning_curves.crossings(drawn(STATES, INPUTS)).iloc[0]
    assert (row["lower"], row["upper"], row["share"]) == (2, 5, 1)
    late = learning_curves.crossings(drawn(STATES, {1: [0.6, 0.7, 0.95], 2: [0.6, 0.7, 0.95]}))
    assert np.isinf(late.iloc[0]["labels"])
    assert late.iloc[0]["share"] == 0
    assert learning_curves.sentence(late, "soil") == "states never lead"
    assert learning_curves.sentence(learning_curves.crossings(drawn(STATES, INPUTS)), "soil").startswith("states lead")


def test_numbers() -> None:
    """Every experiment has r by the number of labels, the last of them called all."""
    draws = drawn(STATES, INPUTS)
    found = learning_curves.numbers(learning_curves.curves(draws), learning_curves.crossings(draws))
    assert found["soil"]["gauges"]["r"]["inputs"] == {"2": 0.6, "5": 0.7, "all": 0.7}
    assert found["soil"]["gauges"]["crossing"]["upper"] == 5
