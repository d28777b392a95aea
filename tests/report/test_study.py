"""What a run set out to answer is described: its controls, by what they give, and its probe."""

from typing import Any

import pytest

from lstm_probe.contracts.comparisons import COMPARISONS, CONTROLS
from lstm_probe.probe.controls import CONTROLS as FUNCTIONS
from lstm_probe.report.study import controls, one_intercept, probes

NET, MLP = {"name": "elastic_net", "alpha": 0.01}, {"name": "mlp"}
MAIN: dict[str, Any] = {"control": {"name": "none"}, "regression": NET}
PERMUTED, DELAYED = {"name": "permute_gauges"}, {"name": "delay", "days": 180}


def of(**entries: dict[str, Any]) -> dict[str, str]:
    """Find the controls of a run whose experiments differ from main by these answers."""
    experiments = {"main": MAIN, **{name: MAIN | entry for name, entry in entries.items()}}
    return controls(experiments, list(experiments))


def test_what_is_no_control_is_left_out() -> None:
    """Main and other probes are no controls."""
    assert of(mlp={"regression": MLP}) == {}


def test_controls_are_described_by_what_they_give() -> None:
    """A control is described by whose states it takes; those that do the same have their names in the words."""
    plain = PERMUTED | {"derangement": False}
    found = of(a={"control": PERMUTED}, b={"control": plain}, c={"control": DELAYED}, d={"control": DELAYED})
    assert found["a"] == "the states of another gauge"
    assert found["b"] == "the states of another gauge, or by chance the gauge’s own"
    assert found["c"] == "the states of 180 days earlier (c)"
    assert "mine" in of(e={"control": {"name": "mine"}})["e"]


def test_every_control_is_registered_with_its_words() -> None:
    """The probes' controls and the descriptions have the same names; no control of the paper decides a rung."""
    assert set(CONTROLS) == set(FUNCTIONS)
    assert not set(CONTROLS) & set(COMPARISONS)
    assert {one.rung for one in COMPARISONS.values() if one.decides} == {"decodable", "specific", "learned", "general"}


@pytest.mark.parametrize(
    ("answers", "described", "shared"),
    [
        ({}, "linear probes of its cell states", True),
        ({"regression": {"name": "sgd"}}, "linear probes of its cell states", True),
        ({"regression": MLP}, "non-linear probes of its cell states", True),
        ({"intercepts": {"name": "gauge"}}, "linear probes of its cell states", False),
        ({"pooling": {"name": "gauge"}}, "linear probes of its cell states, one a gauge,", False),
    ],
)
def test_the_probe_is_described(answers: dict[str, Any], described: str, shared: bool) -> None:
    """The probe is called linear, and its intercept that of all gauges, only where they are."""
    assert probes(MAIN | answers) == described
    assert one_intercept(MAIN | answers) == shared
