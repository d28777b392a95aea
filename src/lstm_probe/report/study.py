"""What a run set out to answer, and which of its controls decide on it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lstm_probe.report.phrases import listed

MAIN = "main"
#: The controls of the paper (App. A).
PAPER = ("permute_gauges", "delay")
#: Shortest delay that decides (days): deep soil hardly changes in a month, so the state of then serves it as well.
SHORTEST = 90


@dataclass(frozen=True)
class Control:
    """Hold what a control does, whose states it gives in words, and why it does not decide (nothing: it does)."""

    kind: str
    words: str
    aside: str = ""


@dataclass(frozen=True)
class Study:
    """Say what the run set out to answer.

    Parameters
    ----------
    lstm : str
        The LSTM that the main experiment probes.
    targets : mapping of str to str
        Name and long name of every target, in order.
    controls : mapping of str to Control
        Experiments that are controls.
    soil : sequence of str
        Targets that are layers of soil moisture.
    snow : str or None
        The target that is snow. The paper's conclusion is on soil and snow; other targets stand beside it.
    synthetic : bool
        Whether the data are those of a synthetic world.
    probes : str
        What the main experiment fits, in words.
    one_intercept : bool
        Whether one intercept of the main experiment serves all gauges.
    warning : str
        What the reader must know before anything else; nothing where there is nothing.
    """

    lstm: str
    targets: Mapping[str, str]
    controls: Mapping[str, Control]
    soil: Sequence[str]
    snow: str | None
    synthetic: bool
    probes: str = "Linear probes of its cell states"
    one_intercept: bool = True
    warning: str = ""

    @property
    def deciding(self) -> dict[str, str]:
        """Controls that decide, and whose states they give."""
        return {name: control.words for name, control in self.controls.items() if not control.aside}

    @property
    def beside(self) -> dict[str, str]:
        """Controls that do not decide, and why."""
        return {name: control.aside for name, control in self.controls.items() if control.aside}


def controls(experiments: Mapping[str, Any], chosen: Sequence[str], lstm: str) -> dict[str, Control]:
    """Find the controls among the experiments of a run, and those that decide on it.

    Parameters
    ----------
    experiments : mapping
        The catalogue of the configuration, defaults filled in.
    chosen : sequence of str
        Experiments of the run.
    lstm : str
        The LSTM that is probed where an experiment names none.

    Returns
    -------
    dict of str to Control
        Those of the same words have their names in them.
    """
    main = experiments.get(MAIN, {})
    entries = {name: experiments[name] for name in chosen if name != MAIN}
    entries = {name: entry for name, entry in entries.items() if entry["control"]["name"] != "none"}
    said = Counter(_words(entry["control"]) for entry in entries.values())
    found = {}
    for name, entry in entries.items():
        words, aside = _words(entry["control"]), _aside(entry, main, lstm)
        found[name] = Control(entry["control"]["name"], f"{words} ({name})" if said[words] > 1 else words, aside)
    return found


def probes(main: Mapping[str, Any]) -> str:
    """Say what the main experiment fits."""
    kind = "Non-linear" if main.get("regression", {}).get("name") == "mlp" else "Linear"
    each = ", one a gauge," if main.get("pooling", {}).get("name") == "gauge" else ""
    return f"{kind} probes of its cell states{each}"


def one_intercept(main: Mapping[str, Any]) -> bool:
    """Say whether one intercept of the main experiment serves all gauges."""
    return all(main.get(key, {}).get("name") != "gauge" for key in ("intercepts", "pooling"))


def _words(control: Mapping[str, Any]) -> str:
    """Say whose states a control gives to a probe."""
    if control["name"] == "permute_gauges":
        chance = "" if control.get("derangement", True) else ", or by chance the gauge’s own"
        return f"the states of another gauge{chance}"
    if control["name"] == "delay":
        return f"the states of {control.get('days')} days earlier"
    return f"the states of the control {control['name']}"


def _aside(entry: Mapping[str, Any], main: Mapping[str, Any], lstm: str) -> str:
    """Say why a control does not decide: only one that differs from main in its control alone does."""
    if main.get("control", {"name": "none"})["name"] != "none":
        return "main itself is given other states than its own"
    theirs, ours = ({**answers, "lstm": answers.get("lstm") or lstm} for answers in (entry, main))
    others = [key for key in {**ours, **theirs} if key != "control" and theirs.get(key) != ours.get(key)]
    if others:
        return f"it differs from main in {listed(key.replace('_', ' ') for key in others)} too"
    if entry["control"]["name"] == "delay" and entry["control"]["days"] < SHORTEST:
        return f"it delays by less than {SHORTEST} days"
    return ""
