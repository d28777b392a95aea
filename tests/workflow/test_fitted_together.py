"""One job fits the paper's linear experiments on cell states of main's LSTM; any other experiment keeps its own job."""

from copy import deepcopy
from typing import Any

import pytest

from lstm_probe.probe.choice import Choice
from lstm_probe.probe.regression import REGRESSIONS, most_samples
from lstm_probe.workflow import fitted_together

ENTRY = {"lstm": None, "features": ["cell_state"], "residual_of": None, "regression": {"name": "elastic_net"}}
NAMES = ["main", "alpha_1", "per_catchment"]


def config(**changes: Any) -> dict[str, Any]:
    """Make a configuration of three experiments of the paper and one besides, of which alpha_1 is changed."""
    experiments = {name: deepcopy(ENTRY) for name in [*NAMES, "mine"]}
    experiments["alpha_1"] |= changes
    return {"experiments": experiments, "study": {"experiments": list(experiments), "lstms": ["paper", "other"]}}


def test_linear_experiments_of_the_paper_are_together() -> None:
    """An experiment that the paper does not have is left out."""
    assert fitted_together.names(config(), []) == NAMES


@pytest.mark.parametrize(
    "changes",
    [
        {"features": ["hidden_state"]},
        {"features": [{"name": "cell_state"}, "season"]},
        {"residual_of": ["static_attributes"]},
        {"regression": {"name": "sgd", "max_samples": 100}},
        {"regression": {"name": "mlp"}},
        {"lstm": "other"},
    ],
)
def test_what_needs_more_than_sums_of_the_same_states_is_apart(changes: dict[str, Any]) -> None:
    """Other features, residuals, samples of days and another LSTM leave an experiment to its own job."""
    assert fitted_together.names(config(**changes), []) == ["main", "per_catchment"]


def test_a_named_file_is_made_by_its_own_job() -> None:
    """An experiment of which the command line names a file is left out, and one that is left is no group."""
    assert fitted_together.names(config(), ["runs/a/probe/main/seed1/skill.csv"]) == ["alpha_1", "per_catchment"]
    named = [f"runs/a/probe/{name}/seed1/skill.csv" for name in NAMES[:2]]
    assert fitted_together.names(config(), named) == []


def test_regressions_that_need_sums_alone_are_known() -> None:
    """They are those that are given no samples."""
    assert set(fitted_together.FROM_SUMS) == {name for name in REGRESSIONS if most_samples(Choice(name)) == 0}
