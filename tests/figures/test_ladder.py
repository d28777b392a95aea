"""The figure of the verdict has a row a target, the best of the floor, and what is there."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from lstm_probe.contracts.nulls import NULLS
from lstm_probe.figures import ladder
from tests.results.simulated import STORE, estimated, nulls

TARGETS = {"soil": "soil water", "other": "another"}


@pytest.fixture
def intervals() -> pd.DataFrame:
    """Give the intervals of one target."""
    return estimated(tuple(STORE.items()), 24)


def dots(axes: object, row: int) -> dict[str, float]:
    """Find marker and place of every dot within a row."""
    lines = [line for line in axes.lines if len(line.get_xdata()) == 1 and abs(line.get_ydata()[0] - row) < 0.5]  # type: ignore[attr-defined]
    return {line.get_marker(): float(line.get_xdata()[0]) for line in lines}


def test_every_row_shows_floor_probe_and_ceiling(intervals: pd.DataFrame) -> None:
    """Medians of anomalies by marker; of two untrained LSTMs the better; partial r to the right."""
    left, right = ladder.draw(intervals, nulls(), TARGETS).axes
    found = dots(left, 0)
    level = intervals[(intervals["against"] == "") & (intervals["metric"] == "anomaly_r")].set_index("experiment")[
        "median"
    ]
    expected = {"s": "inputs_and_attributes", "D": "untrained_spread", "o": "main", "P": "ceiling"}
    assert all(np.isclose(found[marker], level[name]) for marker, name in expected.items())
    assert dots(left, 1) == {}
    assert {"v", "D", "o"} == set(dots(right, 0))
    assert [label.get_text() for label in left.get_yticklabels()] == ["soil", "other"]


@pytest.mark.parametrize(("best", "tint"), [(0.62, ladder.BLUE), (0.95, ladder.ORANGE)])
def test_the_gap_is_shaded_by_who_leads(best: float, tint: str) -> None:
    """Blue from the floor up to the probe, orange where the floor lies above it."""
    levels = {**STORE, "inputs_and_attributes": (0.9, best)}
    left, _ = ladder.draw(estimated(tuple(levels.items()), 24), nulls(), {"soil": ""}).axes
    assert [to_hex(one.get_facecolor()[0]).upper() for one in left.collections if one.get_alpha()] == [tint]


def test_nothing_to_show_draws_an_empty_figure(intervals: pd.DataFrame) -> None:
    """Without any interval or null the figure has rows and no dots."""
    left, _ = ladder.draw(intervals.head(0), pd.DataFrame(columns=list(NULLS.columns)), TARGETS).axes
    assert dots(left, 0) == {}
