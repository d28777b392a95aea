"""A run becomes a model, wherever it lies and whatever class made it; damaged ones are refused with a message."""

import pickle
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
import yaml

from lstm_probe.errors import InputError
from lstm_probe.model import saved
from lstm_probe.model.gates import last_day
from lstm_probe.neuralhydrology import importing, run, scaler, weights
from tests.neuralhydrology import made


def imported(folder: Path, epoch: int | str = "last") -> saved.Trained:
    """Import a run."""
    return importing.trained(run.find(folder, epoch))


def test_attributes_are_sorted_whatever_the_configuration_says(tmp_path: Path) -> None:
    """Static inputs enter in alphabetical order behind the forcings in their own."""
    trained = imported(made.run(tmp_path / "a", dynamic_inputs=["temperature", "precipitation"]))
    assert trained.model.architecture.forcings == ("temperature", "precipitation")
    assert trained.model.architecture.attributes == ("area", "p_mean")
    assert trained.scalers.attributes.mean == (100.0, 2.0)


def test_groups_are_flattened(tmp_path: Path) -> None:
    """Grouped inputs without NaN handling enter one after another."""
    trained = imported(made.run(tmp_path / "a", dynamic_inputs=[["temperature"], ["precipitation"]]))
    assert trained.model.architecture.forcings == ("temperature", "precipitation")


def test_an_older_key_of_attributes_is_read(tmp_path: Path) -> None:
    """camels_attributes means what static_attributes came to mean."""
    older = made.run(tmp_path / "a", static_attributes=None, camels_attributes=["p_mean", "area"])
    assert imported(older).model.architecture.attributes == ("area", "p_mean")


def test_embcudalstm_keeps_its_weights_twice(tmp_path: Path) -> None:
    """The weights under `cudalstm.` and the same once more make one model."""
    theirs = made.lstm_weights(4)
    twice = {**theirs, **{f"cudalstm.{name}": value for name, value in theirs.items()}}
    one = imported(made.run(tmp_path / "a", theirs)).model.state_dict()
    other = imported(made.run(tmp_path / "b", twice, model="embcudalstm")).model.state_dict()
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_an_embedding_of_the_oldest_runs_is_that_of_the_attributes(tmp_path: Path) -> None:
    """The old embcudalstm of before 0.9.11 embeds attributes, with its layers below `embedding_net.net`."""
    theirs = made.lstm_weights(2 + 3)
    layers = {"0.weight": (5, 2), "0.bias": (5,), "3.weight": (3, 5), "3.bias": (3,)}
    theirs |= {f"embedding_net.net.{name}": torch.randn(shape) for name, shape in layers.items()}
    old = made.run(tmp_path / "a", theirs, model="embcudalstm", embedding_hiddens=[5, 3], embedding_activation="relu")
    embedding = imported(old).model.architecture.attributes_embedding
    assert embedding is not None
    assert (embedding.widths, embedding.activation) == ((5, 3), "relu")


def test_an_ealstm_is_an_lstm_with_blocks_of_zeros(tmp_path: Path) -> None:
    """An EA-LSTM computed as it is defined gives the states of the LSTM that it becomes."""
    size, generator = 4, torch.Generator().manual_seed(1)
    shapes = {
        "input_gate.weight": (size, 2),
        "input_gate.bias": (size,),
        "dynamic_gates.weight_ih": (2, 3 * size),
        "dynamic_gates.weight_hh": (size, 3 * size),
        "dynamic_gates.bias": (3 * size,),
        "head.net.0.weight": (1, size),
        "head.net.0.bias": (1,),
    }
    theirs = {name: torch.randn(shape, generator=generator) for name, shape in shapes.items()}
    model = imported(made.run(tmp_path / "a", theirs, model="ealstm")).model
    forcings, attributes = torch.randn(30, 3, 2, generator=generator), torch.randn(3, 2, generator=generator)
    hidden = cell = torch.zeros(3, size)
    i = torch.sigmoid(attributes @ theirs["input_gate.weight"].T + theirs["input_gate.bias"])
    for day in forcings:
        gates = day @ theirs["dynamic_gates.weight_ih"] + hidden @ theirs["dynamic_gates.weight_hh"]
        f, o, g = (gates + theirs["dynamic_gates.bias"]).chunk(3, dim=1)
        cell = torch.sigmoid(f) * cell + i * torch.tanh(g)
        hidden = torch.sigmoid(o) * torch.tanh(cell)
    inputs = torch.cat([forcings, attributes.expand(30, -1, -1)], dim=-1)
    with torch.no_grad():
        found_hidden, found_cell, _ = last_day(model, inputs)
    torch.testing.assert_close(found_hidden, hidden, atol=1e-6, rtol=1e-5)
    torch.testing.assert_close(found_cell, cell, atol=1e-6, rtol=1e-5)


def test_the_head_gives_the_row_of_discharge(tmp_path: Path) -> None:
    """Of several targets the one that is discharge in mm d-1 is taken."""
    theirs = made.lstm_weights(4)
    theirs |= {"head.net.0.weight": torch.tensor([[1.0] * 4, [2.0] * 4]), "head.net.0.bias": torch.tensor([1.0, 2.0])}
    trained = imported(made.run(tmp_path / "a", theirs, target_variables=["pet", "discharge_spec"]))
    assert trained.model.head.bias.item() == 2.0


@pytest.mark.parametrize("activation", ["relu", "softplus"])
def test_an_activation_of_the_output_is_applied(activation: str, tmp_path: Path) -> None:
    """Output activations act on the z-scores of discharge."""
    trained = imported(made.run(tmp_path / "a", output_activation=activation))
    hidden = torch.randn(50, 4)
    expected = getattr(torch.nn.functional, activation)(trained.model.head(hidden))
    assert torch.equal(trained.model.discharge(hidden), expected)


def test_a_distribution_is_no_discharge(tmp_path: Path) -> None:
    """The heads cmal and gmm leave discharge without a number."""
    theirs = {name: value for name, value in made.lstm_weights(4).items() if not name.startswith("head")}
    theirs |= {"head.fc1.weight": torch.ones(3, 4), "head.fc1.bias": torch.ones(3), "head.fc2.weight": torch.ones(4, 3)}
    trained = imported(made.run(tmp_path / "a", theirs, head="gmm"))
    assert bool(trained.model.discharge(torch.ones(2, 4)).isnan().all())


def test_a_run_that_was_moved_gives_the_same_weights(tmp_path: Path) -> None:
    """Place and name of a run, and the device it was trained on, change nothing."""
    first = made.run(tmp_path / "a", device="cuda:1", train_basin_file="/gone/gauges.txt")
    shutil.copytree(first, tmp_path / "moved" / "to another place")
    one = imported(first).model.state_dict()
    other = imported(tmp_path / "moved" / "to another place").model.state_dict()
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_the_last_epoch_is_taken_unless_another_is_asked_for(tmp_path: Path) -> None:
    """`last` is the highest number; a number that is not there is refused with those that are."""
    folder = made.run(tmp_path / "a")
    torch.save(made.lstm_weights(4, seed=7), folder / "model_epoch012.pt")
    assert run.find(folder).epoch == 12
    assert run.find(folder, 3).weights.name == "model_epoch003.pt"
    with pytest.raises(InputError, match="one of the epochs 3, 12"):
        run.find(folder, 4)


def test_a_model_comes_back_from_its_files(tmp_path: Path) -> None:
    """Embeddings, windows and precision of the scaling survive being written and read."""
    embedding = {"type": "fc", "hiddens": [3], "activation": "relu"}
    theirs = made.lstm_weights(2 + 3)
    theirs |= {"embedding_net.statics_embedding.net.0.weight": torch.ones(3, 2)}
    theirs |= {"embedding_net.statics_embedding.net.0.bias": torch.ones(3)}
    trained = imported(made.run(tmp_path / "a", theirs, statics_embedding=embedding))
    saved.save(trained, tmp_path / "model.safetensors", tmp_path / "model.json", {})
    back = saved.load(tmp_path / "model.safetensors", tmp_path / "model.json", torch.device("cpu"))
    assert back.model.architecture == trained.model.architecture
    assert back.scalers == trained.scalers
    assert (back.own_window_days, back.scores_clip) == (5, True)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", ["model_epoch003.pt", "config.yml", "train_data/train_data_scaler.yml"])
def test_a_truncated_file_is_a_message(name: str, share: float, tmp_path: Path) -> None:
    """Whatever is cut short, the message names the file or what it lacks."""
    folder = made.run(tmp_path / "a")
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: int(len(content) * share)])
    if name.endswith(".yml"):  # what is left may be whole: then nothing is to be refused
        try:
            imported(folder)
        except InputError:
            return
        assert share > 0.9
    else:
        with pytest.raises(InputError, match=r"model_epoch003\.pt"):
            imported(folder)


def test_weights_that_hold_more_than_tensors_are_refused(tmp_path: Path) -> None:
    """A pickle in the place of weights is refused, and not executed."""
    folder, witness = made.run(tmp_path / "a"), tmp_path / "witness"

    class Attack:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (witness,)

    (folder / "model_epoch003.pt").write_bytes(pickle.dumps({"lstm.weight_ih_l0": Attack()}))
    with pytest.raises(InputError, match=r"model_epoch003\.pt"):
        imported(folder)
    torch.save({"lstm.weight_ih_l0": Attack()}, folder / "model_epoch003.pt")
    with pytest.raises(InputError, match=r"model_epoch003\.pt"):
        imported(folder)
    assert not witness.exists()


def test_a_booby_trapped_result_is_never_opened(tmp_path: Path) -> None:
    """Pickled results beside the weights, which would act if they were loaded, stay closed."""
    folder, witness = made.run(tmp_path / "a"), tmp_path / "witness"

    class Attack:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (witness,)

    for name in ("test_results.p", "test_all_output.p"):
        place = folder / "test" / "model_epoch003" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(pickle.dumps(Attack()))
        place.chmod(0o000)
    imported(folder)
    assert not witness.exists()


def change(folder: Path, **groups: Any) -> None:
    """Change groups of a run's scaler."""
    (folder / "train_data" / "train_data_scaler.yml").write_text(yaml.safe_dump({**made.SCALER, **groups}))


@pytest.mark.parametrize(
    ("groups", "named"),
    [
        ({"attribute_stds": {"area": 0.0, "p_mean": 1.0}}, "scale 0.0"),
        ({"attribute_means": {"area": ".nan", "p_mean": 1.0}}, "no number|could not convert|centre nan"),
        ({"attribute_means": {"area": 1.0}}, "no numbers of p_mean"),
        ({"xarray_feature_scale": {}}, "no xarray_feature_scale"),
        ({"xarray_feature_center": {"data_vars": [1]}}, "data_vars without data"),
    ],
)
def test_a_scaler_without_its_numbers_is_refused(groups: dict[str, Any], named: str, tmp_path: Path) -> None:
    """Zero, missing and other numbers are named."""
    folder = made.run(tmp_path / "a")
    change(folder, **groups)
    with pytest.raises(InputError, match=named):
        imported(folder)


def test_numbers_without_a_point_are_numbers(tmp_path: Path) -> None:
    """5e-05, which YAML 1.1 takes for text, is a number here."""
    folder = made.run(tmp_path / "a")
    path = folder / "train_data" / "train_data_scaler.yml"
    path.write_text(path.read_text().replace("0.5", "5e-05"))
    assert scaler.read(path).stds["p_mean"] == 5e-05


@pytest.mark.parametrize(
    ("weights_", "changes", "named"),
    [
        (made.lstm_weights(5), {}, "lstm.weight_ih_l0"),
        (made.lstm_weights(4) | {"extra.gate": torch.ones(1)}, {}, "not read: extra.gate"),
        ({"gru.weight_ih_l0": torch.ones(3)}, {}, "missing or of another shape"),
        ({**made.lstm_weights(4), "head.net.0.bias": torch.tensor([float("nan")])}, {}, "not finite"),
    ],
)
def test_weights_that_do_not_fit_are_refused(
    weights_: weights.Weights, changes: dict[str, Any], named: str, tmp_path: Path
) -> None:
    """Shapes, missing and unknown weights, and those of a training that diverged, are named."""
    with pytest.raises(InputError, match=named):
        imported(made.run(tmp_path / "a", weights_, **changes))


@pytest.mark.parametrize("missing", ["config.yml", "model_epoch003.pt", "train_data/train_data_scaler.yml"])
def test_a_run_without_a_file_is_refused(missing: str, tmp_path: Path) -> None:
    """What is missing is named."""
    folder = made.run(tmp_path / "a")
    (folder / missing).unlink()
    with pytest.raises(InputError):
        run.find(folder)


@pytest.mark.data
def test_a_continued_run_is_two_runs(runs: Path) -> None:
    """The folder inside a run is a run of its own, with its own epochs."""
    (folder,) = runs.glob("n_*/run")
    assert run.find(folder).epoch == 6
    continued = folder / "continue_training_from_epoch006"
    assert run.find(continued).epoch == 7
    assert imported(continued).own_window_days == 365


@pytest.mark.data
def test_a_gauge_outside_the_encoding_is_refused(runs: Path) -> None:
    """The encoding has twelve gauges in their columns, and the model knows its training gauges by it."""
    (folder,) = runs.glob("e_*/run")
    trained = imported(folder)
    assert trained.gauge_ids[0] == "22001"
    assert len(trained.gauge_ids) == 12
