"""Choices: names and settings from a config, held against the functions that there are."""

import pytest

from lstm_probe.errors import InputError
from lstm_probe.probe.choice import Choice, choose
from lstm_probe.probe.controls import CONTROLS
from lstm_probe.probe.experiment import Experiment
from lstm_probe.probe.regression import REGRESSIONS


def test_name_and_mapping() -> None:
    """A bare name and a mapping with nothing but the name mean the same; other keys are settings."""
    assert choose("none", CONTROLS, "control") == choose({"name": "none"}, CONTROLS, "control") == Choice("none")
    found = choose({"name": "delay", "days": 180}, CONTROLS, "control")
    assert found == Choice("delay", {"days": 180})
    assert choose(found, CONTROLS, "control") == found


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("permute_gauge", "did you mean 'permute_gauges'"),
        ({"name": "delay", "day": 180}, "did you mean 'days'"),
        ("delay", "give 'days'"),
        ({"days": 3}, "see config/README.md"),
    ],
)
def test_mistakes_name_what_was_meant(entry: object, message: str) -> None:
    """An unknown name or setting, or a missing one, is said with the nearest there is."""
    with pytest.raises(InputError, match=message):
        choose(entry, CONTROLS, "control")  # type: ignore[arg-type]


def test_main_is_nothing_but_defaults() -> None:
    """The empty experiment is cell states, no control, an elastic net, one intercept and one probe."""
    main = Experiment()
    assert main == Experiment(
        features=["cell_state"],
        control={"name": "none"},
        regression="elastic_net",
        intercepts={"name": "pooled"},
        pooling="all",
        target_scaling="fit",
    )
    assert REGRESSIONS[main.regression.name].__kwdefaults__ == {"alpha": 0.01, "l1_ratio": 0.15}


def test_unknown_feature() -> None:
    """A feature that nobody computes is refused when the experiment is read."""
    with pytest.raises(InputError, match="cell_state"):
        Experiment(features=["cell_stat"])
