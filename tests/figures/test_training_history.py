"""Training histories."""

import numpy as np
import pandas as pd

from lstm_probe.contracts.lstm import HISTORY
from lstm_probe.figures import training_history
from tests.figures.inside import texts_within
from tests.figures.legends import under_legends


def make_history(epochs: int, every: int = 2) -> pd.DataFrame:
    """Make a history with a step of the learning rate after epoch 3, validated now and then."""
    epoch = np.arange(1, epochs + 1)
    table = pd.DataFrame(
        {
            "epoch": epoch,
            "learning_rate": np.where(epoch <= 3, 1e-3, 1e-4),
            "loss": 1.0 / np.maximum(epoch, 1),
            "validation_nse": np.where(epoch % every == 0, 0.8, np.nan),
            "updates": epoch * 10,
        }
    )
    return HISTORY.check(table)


def test_every_run_has_its_lines() -> None:
    """Two runs have two losses, named, and the last validation NSE of each."""
    figure = training_history.draw({"paper, seed 1": make_history(6), "paper, seed 2": make_history(6)})
    figure.draw_without_rendering()
    names, last = (axes.get_legend() for axes in figure.axes)
    assert names is not None
    assert last is not None
    assert [text.get_text() for text in names.get_texts()] == [
        "paper, seed 1",
        "paper, seed 2",
        "learning rate lowered",
    ]
    assert [text.get_text() for text in last.get_texts()] == ["last: 0.80", "last: 0.80"]


def test_no_curve_lies_under_a_legend() -> None:
    """The losses of ten runs that never fall, and their constant NSE, are beside the legends."""
    flat = make_history(6).assign(loss=1.0)
    figure = training_history.draw({f"an LSTM of a long name, seed {seed}": flat for seed in range(10)})
    assert under_legends(figure) == []
    assert "an LSTM of a long name, seed 9" in texts_within(figure)


def test_steps_of_the_learning_rate_are_marked() -> None:
    """The step between epochs 3 and 4 is a line at 3.5."""
    figure = training_history.draw({"run": make_history(6)})
    assert 3.5 in [line.get_xdata()[0] for line in figure.axes[0].lines if len(line.get_xdata()) == 2]


def test_training_without_validation_is_said() -> None:
    """Without a validated epoch the second panel says so."""
    figure = training_history.draw({"run": make_history(3, every=10)})
    figure.draw_without_rendering()
    assert figure.axes[1].texts[0].get_text() == "no validation"


def test_no_epoch_is_said() -> None:
    """An empty history, or no history at all, says so."""
    for histories in ({"run": make_history(0)}, {}):
        figure = training_history.draw(histories)
        figure.draw_without_rendering()
        assert figure.axes[0].texts[0].get_text() == "no epoch yet"
