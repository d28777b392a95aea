"""What is not read is refused by name, every reason in one message, and what changes nothing is ignored."""

from pathlib import Path
from typing import Any

import pytest

from lstm_probe.errors import InputError
from lstm_probe.neuralhydrology import configuration, plain_yaml, support
from tests.neuralhydrology.made import CONFIG


def text(value: Any) -> Any:
    """Turn values into the text that a configuration is read as."""
    if isinstance(value, dict):
        return {str(key): text(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [text(entry) for entry in value]
    return value if value is None else str(value)


def reasons(**changes: Any) -> str:
    """Give the reasons against a configuration with some keys changed."""
    return "; ".join(support.reasons(configuration.settings(text({**CONFIG, **changes}))))


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"model": "gru"}, "'gru', which has no cell state"),
        ({"model": "mtslstm"}, "'mtslstm'"),
        ({"model": "odelstm"}, "'odelstm'"),
        ({"model": "transformer"}, "'transformer'"),
        ({"model": "mamba"}, "'mamba'"),
        ({"model": "x_lstm"}, "'x_lstm'"),
        ({"model": "arlstm"}, "'arlstm'"),
        ({"model": "hybrid_model", "conceptual_model": "SHM"}, "a conceptual model"),
        ({"model": "mclstm", "mass_inputs": ["precipitation"]}, "'mass_inputs'"),
        ({"head": "umal"}, "head 'umal'"),
        ({"mc_dropout": True}, "'mc_dropout'"),
        ({"dataset": "hourly_camels_us"}, "hourly"),
        ({"use_frequencies": ["1h", "1D"]}, "hourly"),
        ({"seq_length": {"1h": 336}}, "hourly"),
        ({"evolving_attributes": ["p_mean_dyn"]}, "attributes that change in time"),
        ({"static_inputs": ["p_mean_dyn"]}, "attributes that change in time"),
        ({"nan_handling_method": "attention"}, "'nan_handling_method'"),
        ({"forecast_inputs": ["precipitation"]}, "a forecast model"),
        ({"autoregressive_inputs": ["discharge_spec_shift1"]}, "yesterday's discharge"),
        ({"statics_embedding": {"type": "transformer", "hiddens": [4]}}, "of type 'transformer'"),
        ({"statics_embedding": {"type": "fc", "hiddens": [4], "activation": "gelu"}}, "activation 'gelu'"),
        ({"my_gate_bypass": True}, "'my_gate_bypass', a key that no version"),
    ],
)
def test_what_is_not_read_is_refused_by_name(changes: dict[str, Any], named: str) -> None:
    """Every model and setting that is not built here is named with its reason."""
    assert named in reasons(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"device": "cuda:1", "is_finetuning": True, "finetune_modules": ["head"], "base_run_dir": "/gone"},
        {"my_gate_bypass": False},
        {"mass_inputs": [], "nan_handling_method": None, "use_frequencies": ["1D"], "seq_length": {"1D": 365}},
        {"predict_last_n": 30, "head": "cmal", "n_distributions": 3},
        {"head": "gmm"},
        {"dynamic_inputs": [["precipitation"], ["temperature"]]},
    ],
)
def test_what_changes_nothing_is_ignored(changes: dict[str, Any]) -> None:
    """Keys of training, of devices and of fine-tuning, and unknown keys that are off, stand in no way."""
    assert reasons(**changes) == ""


def test_all_reasons_of_all_runs_stand_in_one_message() -> None:
    """One message names every run and every reason, and the way round."""
    runs = {
        "one": configuration.settings(text({**CONFIG, "model": "gru", "head": "umal"})),
        "two": configuration.settings(text({**CONFIG, "mc_dropout": True})),
        "three": configuration.settings(text(CONFIG)),
    }
    with pytest.raises(InputError) as caught:
        support.require(runs)
    assert [line.strip() for line in caught.value.found.splitlines()] == [
        "one: model 'gru', which has no cell state",
        "one: head 'umal'",
        "two: 'mc_dropout': outputs are drawn at random",
    ]
    assert "source: states" in caught.value.advice


@pytest.mark.data
@pytest.mark.parametrize(
    ("letter", "named"), [("g", "'nan_handling_method'"), ("h", "'mclstm'"), ("k", "'gru', which has no cell state")]
)
def test_real_runs_that_are_not_read_are_refused(letter: str, named: str, runs: Path) -> None:
    """NaN handling, MC-LSTM and GRU are refused, each with its reason."""
    (folder,) = runs.glob(f"{letter}_*/run")
    assert named in "; ".join(support.reasons(configuration.read(folder)))


@pytest.mark.data
def test_every_key_of_the_authors_configurations_is_known(runs: Path) -> None:
    """Configurations as the paper's authors published them have no key that is not known."""
    found = sorted((runs / "y_authors_configs").glob("*.yml"))
    assert found
    for path in found:
        keys = plain_yaml.read(path, "a configuration")
        unknown = [key for key in keys if key not in support.READ | support.IGNORED | support.CHANGES.keys()]
        assert not unknown, f"{path.name}: {unknown}"
