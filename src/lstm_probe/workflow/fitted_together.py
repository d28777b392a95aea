"""Which experiments one job fits together, as they are given the same states and need but their sums."""

from collections.abc import Mapping, Sequence
from typing import Any

from lstm_probe.workflow.figure_needs import PAPER_EXPERIMENTS
from lstm_probe.workflow.probed_lstms import feature_names, probed

STATES_ALONE = ["cell_state"]
#: Regressions that need sums over samples alone.
FROM_SUMS = ("elastic_net", "ridge")


def names(config: Mapping[str, Any], arguments: Sequence[str]) -> list[str]:
    """Name the experiments of the paper that one job fits: those on cell states of main's LSTM that need no samples.

    Parameters
    ----------
    config : mapping
        The whole configuration.
    arguments : sequence of str
        Words of the command line; an experiment of which they name a file is left to its own rule.

    Returns
    -------
    list of str
        Two or more experiments, or none.
    """
    found = [
        name
        for name in config["study"]["experiments"]
        if name in PAPER_EXPERIMENTS
        and _from_sums_of_states(config["experiments"][name])
        and probed(config, name) == probed(config)
        and not any(f"/probe/{name}/seed" in argument for argument in arguments)
    ]
    return found if len(found) > 1 else []


def _from_sums_of_states(entry: Mapping[str, Any]) -> bool:
    regression = entry["regression"]
    name = regression if isinstance(regression, str) else regression["name"]
    states_alone = entry["features"] == feature_names(entry["features"]) == STATES_ALONE
    return states_alone and entry["residual_of"] is None and name in FROM_SUMS
