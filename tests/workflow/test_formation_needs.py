"""After which epochs an LSTM is looked at, and why a study cannot do so."""

from pathlib import Path
from typing import Any

import pytest

from lstm_probe.errors import InputError
from lstm_probe.workflow import configuration, digest, formation_needs, ladder
from tests import shipped

ROOT = Path(__file__).parents[2]


@pytest.fixture
def config() -> dict[str, Any]:
    """Give the demo's configuration, complete, with formation."""
    schema = configuration.load_schema(ROOT / "workflow/schemas/config.schema.yaml")
    content = shipped.with_the_demo()
    content["study"]["formation"] = True
    return ladder.added(configuration.complete(content, schema, "demo.yaml"), content)


@pytest.mark.parametrize(
    ("last", "epochs"), [(40, [0, 1, 2, 5, 10, 20, 40]), (30, [0, 1, 2, 5, 10, 20, 30]), (3, [0, 1, 2, 3]), (0, [0])]
)
def test_epochs_end_with_the_trained_lstm(config: dict[str, Any], last: int, epochs: list[int]) -> None:
    """The epochs are those that the training reaches, and its last one, once each."""
    config["lstms"]["demo"]["epochs"] = last
    assert formation_needs.epochs(config) == epochs


def test_the_probes_are_those_of_the_study(config: dict[str, Any]) -> None:
    """States are changed along the probes that steering takes, and partial r is that of the ladder."""
    found = formation_needs.experiments(config)
    assert found == {
        "steered": config["experiments"]["gauge_intercepts"],
        "partial": config["experiments"]["partial"],
    }
    formation_needs.check(config, "my.yaml")


def elsewhere(config: dict[str, Any]) -> None:
    """Take an LSTM from a run of NeuralHydrology."""
    config["lstms"]["demo"]["source"] = "neuralhydrology"


def windows(config: dict[str, Any]) -> None:
    """Read states window by window."""
    config["lstms"]["demo"]["states"] = "window"


def no_ladder(config: dict[str, Any]) -> None:
    """Leave the ladder out."""
    config["study"]["ladder"] = False


def of_inputs(config: dict[str, Any]) -> None:
    """Give main the season beside the states."""
    config["experiments"]["partial"]["features"] = ["cell_state", "season"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (elsewhere, "trained elsewhere"),
        (windows, "window by window"),
        (no_ladder, "study.ladder"),
        (of_inputs, "more than the states"),
    ],
)
def test_what_cannot_be_looked_at_is_refused(config: dict[str, Any], change: Any, reason: str) -> None:
    """A study that asks for it without what it needs is refused in one line; one that does not ask is not."""
    change(config)
    with pytest.raises(InputError, match=r"my\.yaml: study\.formation") as refused:
        formation_needs.check(config, "my.yaml")
    assert reason in refused.value.found
    assert "\n" not in refused.value.found
    config["study"]["formation"] = False
    formation_needs.check(config, "my.yaml")


def test_training_does_not_know_of_it() -> None:
    """No module of formation is among those that train an LSTM, whose digests therefore stay as they are."""
    trains = digest.imported_modules(ROOT / "workflow/scripts/train_lstm.py")
    assert not {name for name in trains if "kept_epochs" in name or "formation" in name}
    assert "model.kept_epochs" in digest.imported_modules(ROOT / "workflow/scripts/train_by_epoch.py")
