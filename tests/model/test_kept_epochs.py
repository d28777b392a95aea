"""Weights kept while an LSTM is trained are those with which it would have ended, and training goes as without them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from lstm_probe.model import fitting, kept_epochs, untrained
from lstm_probe.model.checkpoint import Checkpoint
from lstm_probe.model.run import Row
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Training

CPU = torch.device("cpu")


class Killed(Exception):
    """Stands for the machine going down."""


@pytest.fixture
def fit(series, attributes, architecture, periods) -> Any:
    """Give a function that trains on the four buckets, and keeps epochs where it is given a checkpoint."""

    def run(training: Training, checkpoint: Checkpoint | None = None, **options: Any) -> Trained:
        generator = torch.Generator().manual_seed(1)
        given = (series, attributes, architecture, training, periods, generator, CPU, checkpoint)
        return fitting.fit(*given, **options)[0]

    return run


def same(trained: Trained, weights: dict[str, torch.Tensor]) -> bool:
    """Return whether a model has these weights, to the bit."""
    return kept_epochs.equal(trained.model, kept_epochs.with_weights(trained, weights).model)


@pytest.mark.parametrize("average", [0.9, 0.0])
def test_weights_are_those_of_a_training_that_ends_there(
    fit: Any, training: Training, tmp_path: Path, average: float
) -> None:
    """After two of four epochs, and after the last: the weights of trainings of two and of four, to the bit."""
    settings = replace(training, weight_average=average)
    keeping = kept_epochs.KeepingCheckpoint(tmp_path / "run.pt", "a", [2, 4], averaged=average > 0)
    trained = fit(settings, keeping)
    assert list(keeping.weights) == [2, 4]
    assert kept_epochs.equal(trained.model, fit(settings).model)
    assert same(trained, keeping.weights[4])
    assert same(fit(replace(settings, epochs=2)), keeping.weights[2])
    assert not same(trained, keeping.weights[2])


def test_a_killed_run_keeps_what_it_had(fit: Any, training: Training, tmp_path: Path) -> None:
    """Killed after the third epoch and taken up again, the run has the weights of the first and of the last."""

    def kill(row: Row) -> None:
        if row["epoch"] == 3:
            raise Killed

    def keeping(name: str) -> kept_epochs.KeepingCheckpoint:
        return kept_epochs.KeepingCheckpoint(tmp_path / name, "a", [1, 4], averaged=True)

    undisturbed, taken_up = keeping("undisturbed.pt"), keeping("killed.pt")
    trained = fit(training, undisturbed)
    with pytest.raises(Killed):
        fit(training, keeping("killed.pt"), after_epoch=kill)
    fit(training, taken_up)
    assert list(taken_up.weights) == [1, 4]
    for epoch in (1, 4):
        assert same(kept_epochs.with_weights(trained, undisturbed.weights[epoch]), taken_up.weights[epoch])


def test_before_the_first_epoch_the_weights_are_those_drawn(
    fit: Any, series, attributes, architecture, training: Training, periods
) -> None:
    """A training of no epochs leaves the first weights of an untrained LSTM of the same seed."""
    drawn = untrained.draw(series, attributes, architecture, periods["lstm_train"], training.warm_up, 1, CPU)
    assert kept_epochs.equal(fit(replace(training, epochs=0)).model, drawn.model)
