"""After which epochs of its training an LSTM is looked at, and why a study cannot do so."""

from typing import Any

from lstm_probe.errors import InputError
from lstm_probe.workflow import ladder, probed_lstms, steering_needs

#: Epochs after which the LSTM is looked at, as far as its training goes; its last epoch comes too.
EPOCHS = (0, 1, 2, 5, 10, 20, 40)
PARTIAL = "partial"


def is_run(config: dict[str, Any]) -> bool:
    """Return whether a study asks when its LSTM learns each store."""
    return bool(config["study"]["formation"])


def epochs(config: dict[str, Any]) -> list[int]:
    """List the epochs, the last of which is the last of the training: the trained LSTM itself."""
    last = int(config["lstms"][probed_lstms.probed(config)]["epochs"])
    return [*(epoch for epoch in EPOCHS if epoch < last), last]


def experiments(config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Give the experiments that are run after each epoch: the probes that are steered along, and partial."""
    steered = str(steering_needs.experiment(config, probed_lstms.probed(config)))
    return {"steered": config["experiments"][steered], PARTIAL: config["experiments"][PARTIAL]}


def unmet(config: dict[str, Any]) -> str | None:
    """Say in a few words why a study cannot look at its LSTM epoch by epoch; None if it can."""
    name = probed_lstms.probed(config)
    if config["lstms"][name]["source"] != "trained":
        return f"the LSTM {name} was trained elsewhere"
    if PARTIAL not in ladder.names(config):
        return "partial r is not computed without the ladder (study.ladder)"
    if ladder.needs_series(config["experiments"][PARTIAL]):
        return "main is given more than the states of the LSTM (experiments.main.features)"
    if reason := steering_needs.unmet(config, name):
        return f"no water is put into the states of {name}: {reason}"
    return None


def check(config: dict[str, Any], where: str) -> None:
    """Check that a study that looks at its LSTM epoch by epoch has what is looked at.

    Raises
    ------
    InputError
        With the reason why it cannot.
    """
    if is_run(config) and (reason := unmet(config)):
        expected = "an LSTM that is trained here, read continuously and steered, and the ladder"
        raise InputError(f"{where}: study.formation", reason, expected, "leave it out, or add what it needs")
