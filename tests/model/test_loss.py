"""The training loss."""

import math

import pandas as pd
import pytest
import torch

from lstm_probe.model.catchments import Catchments
from lstm_probe.model.loss import gauge_weights, median_efficiency, weighted_errors

NAN = float("nan")


def test_weights_by_hand() -> None:
    """Discharge 1 and 3 mm d-1 has a population standard deviation of 1, so the weight is 1 / 1.1².

    Scaled by 4 these are 0.25 and 0.75; the day before the period and the gap are left out.
    """
    discharge = torch.tensor([[99.0, 0.25, NAN, 0.75], [99.0, NAN, NAN, NAN]])
    days = pd.date_range("2000-01-01", periods=4)
    catchments = Catchments(("1", "2"), days, torch.zeros(2, 4, 1), torch.zeros(2, 1), discharge)
    weights = gauge_weights(catchments, ("2000-01-02", "2000-01-04"), std=4.0)
    assert weights[0].item() == pytest.approx(1 / 1.1**2, rel=1e-6)
    assert math.isnan(weights[1])


def test_loss_by_hand() -> None:
    """Errors 1 and 2 with weights 0.5 and 2 cost 0.5 and 8; the day that is not observed costs nothing."""
    simulated = torch.tensor([[2.0, 3.0], [5.0, 5.0]], requires_grad=True)
    errors, there = weighted_errors(simulated, torch.tensor([[1.0, 1.0], [NAN, NAN]]), torch.tensor([0.5, 2.0]))
    assert errors.tolist() == [[0.5, 8.0], [0.0, 0.0]]
    assert there.tolist() == [[True, True], [False, False]]
    errors.sum().backward()
    assert simulated.grad is not None
    assert simulated.grad.tolist() == [[1.0, 8.0], [0.0, 0.0]]


def test_efficiency_by_hand() -> None:
    """A perfect gauge has 1, one simulated by its mean 0: the median is a half. A steady gauge has none."""
    observed = torch.tensor([[1.0, 2.0, 3.0], [1.0, NAN, 3.0], [2.0, 2.0, 2.0]])
    simulated = torch.tensor([[1.0, 2.0, 3.0], [2.0, 9.0, 2.0], [1.0, 2.0, 3.0]])
    assert median_efficiency(simulated, observed) == pytest.approx(0.5)
    assert math.isnan(median_efficiency(simulated[2:], observed[2:]))


def test_days_without_a_simulation_do_not_count() -> None:
    """A gauge perfect on the days that are simulated has 1, however it varied on the others."""
    observed = torch.tensor([[1.0, 2.0, 3.0, 90.0]])
    assert median_efficiency(torch.tensor([[1.0, 2.0, 3.0, NAN]]), observed) == pytest.approx(1.0)
    assert math.isnan(median_efficiency(torch.full((1, 4), NAN), observed))


def test_a_record_that_is_constant_but_for_rounding_has_no_efficiency() -> None:
    """A gauge of steady flow, whose spread is rounding alone, does not enter the median."""
    observed = torch.tensor([[1.0, 2.0, 3.0, 2.0], [0.1, 0.1, 0.1, 0.1]])
    observed[1, 0] += torch.finfo(torch.float32).eps / 16
    simulated = observed + torch.tensor([[0.5], [0.5]])
    alone = median_efficiency(simulated[:1], observed[:1])
    assert median_efficiency(simulated, observed) == pytest.approx(alone)
    assert math.isnan(median_efficiency(simulated[1:], observed[1:]))
