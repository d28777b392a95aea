"""Which controls decide on a run: those that differ from main in their control alone, and delay by months."""

from typing import Any

import pytest

from lstm_probe.report.study import controls, one_intercept, probes

NET, MLP = {"name": "elastic_net", "alpha": 0.01}, {"name": "mlp"}
MAIN: dict[str, Any] = {
    "control": {"name": "none"},
    "regression": NET,
    "intercepts": {"name": "pooled"},
    "pooling": {"name": "all"},
    "features": ["cell_state"],
    "gauges": None,
    "targets": None,
    "lstm": None,
}
PERMUTED, DELAYED = {"name": "permute_gauges"}, {"name": "delay", "days": 180}


def of(main: dict[str, Any] | None = None, **entries: dict[str, Any]) -> dict[str, Any]:
    """Find the controls of a run whose experiments differ from main by these answers."""
    experiments = {"main": MAIN | (main or {}), **{name: MAIN | entry for name, entry in entries.items()}}
    return controls(experiments, list(experiments), "paper")


@pytest.mark.parametrize(
    ("entry", "aside"),
    [
        ({"control": PERMUTED}, ""),
        ({"control": DELAYED}, ""),
        ({"control": {"name": "delay", "days": 90}}, ""),
        ({"control": {"name": "delay", "days": 89}}, "less than 90 days"),
        ({"control": DELAYED, "lstm": "paper"}, ""),
        ({"control": DELAYED, "lstm": "other"}, "in lstm too"),
        ({"control": PERMUTED, "regression": MLP}, "in regression too"),
        ({"control": PERMUTED, "regression": MLP, "pooling": {"name": "gauge"}}, "in regression and pooling too"),
        ({"control": PERMUTED, "intercepts": {"name": "gauge"}}, "in intercepts too"),
        ({"control": PERMUTED, "gauges": "all"}, "in gauges too"),
        ({"control": PERMUTED, "targets": ["sd"]}, "in targets too"),
        ({"control": PERMUTED, "target_scaling": "record"}, "in target scaling too"),
    ],
)
def test_a_control_decides_if_it_differs_in_nothing_else(entry: dict[str, Any], aside: str) -> None:
    """Any other difference from main, or a short delay, sets a control aside, with the reason."""
    found = of(mine=entry)["mine"]
    assert bool(found.aside) == bool(aside)
    assert aside in found.aside


def test_what_is_no_control_is_left_out() -> None:
    """Main and other probes are no controls; main with a control has none that decides."""
    assert of(mlp={"regression": MLP}) == {}
    assert "main itself" in of(main={"control": DELAYED}, other={"control": PERMUTED})["other"].aside


def test_controls_are_put_in_words() -> None:
    """A control is told by whose states it takes; those that do the same have their names in the words."""
    plain = PERMUTED | {"derangement": False}
    found = of(a={"control": PERMUTED}, b={"control": plain}, c={"control": DELAYED}, d={"control": DELAYED})
    assert found["a"].words == "the states of another gauge"
    assert found["b"].words == "the states of another gauge, or by chance the gauge’s own"
    assert found["c"].words == "the states of 180 days earlier (c)"
    assert "mine" in of(e={"control": {"name": "mine"}})["e"].words


@pytest.mark.parametrize(
    ("answers", "words", "shared"),
    [
        ({}, "Linear probes of its cell states", True),
        ({"regression": {"name": "sgd"}}, "Linear probes of its cell states", True),
        ({"regression": MLP}, "Non-linear probes of its cell states", True),
        ({"intercepts": {"name": "gauge"}}, "Linear probes of its cell states", False),
        ({"pooling": {"name": "gauge"}}, "Linear probes of its cell states, one a gauge,", False),
    ],
)
def test_the_probe_is_put_in_words(answers: dict[str, Any], words: str, shared: bool) -> None:
    """The probe is called linear, and its intercept that of all gauges, only where they are."""
    assert probes(MAIN | answers) == words
    assert one_intercept(MAIN | answers) == shared
