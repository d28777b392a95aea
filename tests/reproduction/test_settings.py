"""What a configuration says: defaults written out, paths followed, values in words."""

from typing import Any

import pytest

from lstm_probe.probe.experiment import NAMED
from lstm_probe.reproduction.settings import complete, find, written
from tests.reproduction.configurations import shipped


def test_every_default_is_written_out() -> None:
    """An answer that names its function alone, or some settings, gets the others; what is given stays."""

    def fitted(evidence: object, *, alpha: float = 0.01, loss: str = "huber") -> None: ...

    def delayed(gauges: object, *, days: int) -> None: ...

    registries = {"regression": {"net": fitted}, "control": {"delay": delayed}}
    entries = {
        "bare": {"regression": "net", "targets": ["soil"]},
        "some": {"regression": {"name": "net", "alpha": 1.0}, "control": {"name": "delay", "days": 3}},
    }
    found = complete({"experiments": entries, "study": {}}, registries)
    assert found["experiments"]["bare"] == {
        "regression": {"name": "net", "alpha": 0.01, "loss": "huber"},
        "targets": ["soil"],
    }
    assert found["experiments"]["some"] == {
        "regression": {"name": "net", "alpha": 1.0, "loss": "huber"},
        "control": {"name": "delay", "days": 3},
    }
    assert found["study"] == {}
    assert entries["bare"]["regression"] == "net"


def test_defaults_are_those_of_the_probes() -> None:
    """What the shipped configuration leaves to the probes' functions is what these do."""
    assert find(shipped(), "experiments.huber.regression.alpha") == 0.01
    assert find(shipped(), "experiments.permute_gauges.control.derangement") is True
    assert find(shipped("as_run"), "experiments.permute_gauges.control.derangement") is False
    with pytest.raises(KeyError):
        complete({"experiments": {"own": {"regression": "nobody"}}}, NAMED)


@pytest.mark.parametrize(
    ("path", "expected"), [("a.b", 1), ("a", {"b": 1}), ("a.c", None), ("a.b.c", None), ("", None), ("c.d", None)]
)
def test_paths(path: str, expected: Any) -> None:
    """A path is followed as far as there are mappings."""
    assert find({"a": {"b": 1}}, path) == expected


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"name": "elastic_net", "alpha": 0.01, "l1_ratio": 0.15}, "elastic_net, alpha 0.01, l1_ratio 0.15"),
        ({"name": "mlp", "hidden": [20, 10], "max_samples": None}, "mlp, hidden 20 and 10"),
        ({"name": "permute_gauges", "derangement": False}, "permute_gauges, derangement no"),
        ({"attribute": "frac_snow", "above": 0.05, "below": None}, "attribute frac_snow, above 0.05"),
        (["1988-01-01", "1997-12-31"], "1988-01-01 to 1997-12-31"),
        (["precipitation", "temperature", "pet"], "precipitation, temperature and pet"),
        ([1], "1"),
        ([0, 1], "0 and 1"),
        (list(range(22)), "22 of them"),
        (True, "yes"),
        (None, "not set"),
        (7, "7"),
        ("trailing", "trailing"),
    ],
)
def test_values_in_words(value: Any, words: str) -> None:
    """Names stand alone, settings beside their names; periods, lists and long lists as a reader would say them."""
    assert written(value) == words
