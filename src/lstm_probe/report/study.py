"""What a run set out to answer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lstm_probe.contracts.comparisons import MAIN, of_control


@dataclass(frozen=True)
class Study:
    """Describe what the run set out to answer.

    Parameters
    ----------
    lstm : str
        The LSTM that the main experiment probes.
    targets : mapping of str to str
        Name and long name of every target, in order.
    soil : sequence of str
        Targets that are layers of soil moisture.
    snow : str or None
        The target that is snow. The paper's conclusion is on soil and snow; other targets stand beside it, and decide
        where a run has neither.
    synthetic : bool
        Whether the data are those of a synthetic world.
    controls : mapping of str to str
        Experiments that are controls, and what each gives to the probe. They decide nothing.
    probes : str
        What the main experiment fits, in words.
    one_intercept : bool
        Whether one intercept of the main experiment serves all gauges.
    warning : str
        What the reader must know before anything else; nothing where there is nothing.
    source : str
        Where the LSTM comes from: trained (here), neuralhydrology, or states (of any model).
    error_rates : str
        How often the verdict errs, in a sentence; nothing where nothing is to be said of it.
    """

    lstm: str
    targets: Mapping[str, str]
    soil: Sequence[str]
    snow: str | None
    synthetic: bool
    controls: Mapping[str, str] = field(default_factory=dict)
    probes: str = "linear probes of its cell states"
    one_intercept: bool = True
    warning: str = ""
    source: str = "trained"
    error_rates: str = ""

    @property
    def of_the_paper(self) -> bool:
        """Whether the run has what the paper's conclusion is about."""
        return any(name in {*self.soil, self.snow} for name in self.targets)

    @property
    def deciding(self) -> tuple[str, ...]:
        """Targets that the conclusion rests on: soil and snow, or, where a run has neither, all of its own."""
        return tuple(name for name in self.targets if not self.of_the_paper or name in {*self.soil, self.snow})


def controls(experiments: Mapping[str, Any], chosen: Sequence[str]) -> dict[str, str]:
    """Find the controls among the experiments of a run, and what each gives to the probe.

    Parameters
    ----------
    experiments : mapping
        The catalogue of the configuration, defaults filled in.
    chosen : sequence of str
        Experiments of the run.

    Returns
    -------
    dict of str to str
        Those that give the same have their names in the words.
    """
    entries = {name: experiments[name]["control"] for name in chosen if name != MAIN}
    given = {name: of_control(control).given for name, control in entries.items() if control["name"] != "none"}
    counted = Counter(given.values())
    return {name: f"{words} ({name})" if counted[words] > 1 else words for name, words in given.items()}


def probes(main: Mapping[str, Any]) -> str:
    """Describe what the main experiment fits."""
    kind = "non-linear" if main.get("regression", {}).get("name") == "mlp" else "linear"
    each = ", one a gauge," if main.get("pooling", {}).get("name") == "gauge" else ""
    return f"{kind} probes of its cell states{each}"


def one_intercept(main: Mapping[str, Any]) -> bool:
    """Return whether one intercept of the main experiment serves all gauges."""
    return all(main.get(key, {}).get("name") != "gauge" for key in ("intercepts", "pooling"))
