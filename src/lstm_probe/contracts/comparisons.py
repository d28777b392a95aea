"""What a probe of the states is set beside: every one by name, what it is in words, and the rung that it decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MAIN, UNSEEN, HELD_OUT = "main", "main_unseen", "main_held_out"
SEASON, INPUTS, INPUTS_AND_ATTRIBUTES, CEILING = "season", "inputs", "inputs_and_attributes", "ceiling"
INPUTS_PARTED = "inputs_parted"
UNTRAINED, SPREAD = "untrained", "untrained_spread"
PARTIAL, PARTIAL_UNTRAINED, PARTIAL_SPREAD = "partial", "partial_untrained", "partial_untrained_spread"
DERANGEMENT, PARTIAL_DERANGEMENT, YEAR_SHIFT = "derangement", "partial_derangement", "year_shift"

#: The rungs in the order in which a target climbs them; a concept has formed that climbs the first four.
RUNGS = ("decodable", "specific", "learned", "general", "used")
CONCEPT = RUNGS[:4]
#: What a rung can say of a target.
PASSED, MISSED, NOT_JUDGED, NOT_RUN = "passed", "missed", "not judged", "not run"

#: What untrained LSTMs are set beside, and their experiments, of which the best counts.
UNTRAINED_BESIDE = {MAIN: (UNTRAINED, SPREAD), PARTIAL: (PARTIAL_UNTRAINED, PARTIAL_SPREAD)}
#: Experiments whose seed is a draw of untrained weights.
DRAWN = (*UNTRAINED_BESIDE[MAIN], *UNTRAINED_BESIDE[PARTIAL])
#: Experiments that need no training.
FLOOR = (SEASON, UNTRAINED, SPREAD, INPUTS, INPUTS_AND_ATTRIBUTES, INPUTS_PARTED)


@dataclass(frozen=True)
class Comparison:
    """Hold what a probe is given instead of the gauge's own states of the day, and what follows from it.

    Parameters
    ----------
    given : str
        What the probe is given, in words.
    rung : str
        The rung that it decides; nothing for what only stands beside.
    label : str
        A short name for figures.
    """

    given: str
    rung: str = ""
    label: str = ""

    @property
    def decides(self) -> bool:
        """Whether a rung depends on it."""
        return bool(self.rung)


COMPARISONS: dict[str, Comparison] = {
    MAIN: Comparison("the gauge’s own states", "decodable", "trained"),
    DERANGEMENT: Comparison("the states of another gauge, in 199 draws", "specific", "other gauges"),
    PARTIAL_DERANGEMENT: Comparison("the states of another gauge", "learned", "other gauges"),
    YEAR_SHIFT: Comparison("the gauge’s own states of other years", "specific", "other years"),
    SEASON: Comparison("the day of the year alone", "", "season"),
    UNTRAINED: Comparison("the states of an untrained LSTM", "learned", "untrained"),
    SPREAD: Comparison("the states of an untrained LSTM with memories of 1.5 to 500 days", "learned", "untrained"),
    INPUTS: Comparison("linear memories of the weather", "", "inputs"),
    INPUTS_AND_ATTRIBUTES: Comparison(
        "linear memories of the weather and the static attributes", "learned", "inputs and attributes"
    ),
    INPUTS_PARTED: Comparison(
        "linear memories of the weather, rain and snowfall apart, and the static attributes",
        "learned",
        "inputs and attributes, rain and snowfall apart",
    ),
    CEILING: Comparison("the same through a small neural network", "", "ceiling"),
    PARTIAL: Comparison("the gauge’s own states, for what memories and attributes leave", "learned", "trained"),
    PARTIAL_UNTRAINED: Comparison("the states of an untrained LSTM", "learned", "untrained"),
    PARTIAL_SPREAD: Comparison(
        "the states of an untrained LSTM with memories of 1.5 to 500 days", "learned", "untrained"
    ),
    UNSEEN: Comparison("the states of gauges that the probe was not fitted at", "general", "unseen gauges"),
    HELD_OUT: Comparison(
        "the states of gauges that neither the LSTM was trained at nor the probe fitted at",
        "general",
        "held-out gauges",
    ),
}


def _other_gauge(settings: Mapping[str, Any]) -> str:
    chance = "" if settings.get("derangement", True) else ", or by chance the gauge’s own"
    return f"the states of another gauge{chance}"


def _earlier(settings: Mapping[str, Any]) -> str:
    return f"the states of {settings.get('days')} days earlier"


def of_control(control: Mapping[str, Any]) -> Comparison:
    """Describe a control of the configuration: its name and settings in, what it gives out.

    Parameters
    ----------
    control : mapping
        ``name`` and the settings of the control.
    """
    describe = CONTROLS.get(control["name"])
    given = describe(control) if describe else f"the states of the control {control['name']}"
    return Comparison(given)


#: Controls that the configuration may name, with what each gives to a probe; none decides a rung.
CONTROLS = {"none": lambda settings: "the gauge’s own states", "permute_gauges": _other_gauge, "delay": _earlier}
