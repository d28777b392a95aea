"""Of untrained LSTMs the best draw stands for all, target by target; other experiments keep their seeds."""

import numpy as np
import pandas as pd

from lstm_probe.results.draws import best, keep_best
from tests.results.test_tables import skill


def test_the_best_draw_is_kept() -> None:
    """Draw 2 has the highest median test r; of main both seeds stay."""
    table = skill({
        ("main", 1): [0.9, 0.8], ("main", 2): [0.7, 0.6], ("untrained", 1): [0.1, 0.9],
        ("untrained", 2): [0.6, 0.6], ("untrained", 3): [np.nan, np.nan],
    })  # fmt: skip
    assert best(table) == {("untrained", "soil"): 2}
    kept = keep_best(table).groupby("experiment")["seed"].unique().map(list).to_dict()
    assert kept == {"main": [1, 2], "untrained": [2]}


def test_without_untrained_lstms_nothing_changes() -> None:
    """A study without the ladder keeps its table."""
    table = skill({("main", 1): [0.9, 0.8]})
    pd.testing.assert_frame_equal(keep_best(table), table)
