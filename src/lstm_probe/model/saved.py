"""Keep a trained LSTM in two plain files: weights as safetensors, all else as JSON."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from safetensors.torch import save as serialise

from lstm_probe.artefacts import store
from lstm_probe.errors import InputError, shortlist
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.scaling import Scalers
from lstm_probe.model.settings import Architecture, Reading

ADVICE = "train the LSTM again, and take both files from one run"


@dataclass(frozen=True)
class Trained:
    """Hold a trained model and what its inputs were scaled by.

    Parameters
    ----------
    model : DischargeLSTM
        The model; its architecture names forcings and attributes in order.
    scalers : Scalers
        Fitted on the training days.
    gauge_ids : tuple of str
        The gauges that it was trained on; none where they are not known.
    own_window_days : int or None
        Length of the windows that an imported model is read by, days; None leaves it to the configuration.
    scores_clip : bool
        Whether scores of an imported model take negative discharge for zero.
    """

    model: DischargeLSTM
    scalers: Scalers
    gauge_ids: tuple[str, ...]
    own_window_days: int | None = None
    scores_clip: bool = True

    @property
    def imported(self) -> bool:
        """Whether the model was trained elsewhere."""
        return self.own_window_days is not None

    def reading(self, asked: Reading) -> Reading:
        """Give how the model is read: as asked, or, if it is imported, by whole windows of its own length."""
        if self.own_window_days is None:
            return asked
        return replace(asked, window_days=self.own_window_days, whole_windows=True)


def save(trained: Trained, weights_path: str | Path, model_path: str | Path, about: dict[str, Any]) -> None:
    """Write a trained model, both files all or nothing.

    Parameters
    ----------
    trained : Trained
        The model.
    weights_path : str or Path
        `model.safetensors`.
    model_path : str or Path
        `model.json`: architecture, scalers, gauges, and `about`.
    about : dict
        Where it comes from: provenance, training settings, seed.
    """
    weights = {name: value.detach().cpu().contiguous() for name, value in trained.model.state_dict().items()}
    with store.atomic(weights_path) as partial:
        partial.write_bytes(serialise(weights))  # `save_file` would leave a file that only its owner may read
    content = {
        "architecture": asdict(trained.model.architecture),
        "scalers": trained.scalers.to_dict(),
        "gauge_ids": list(trained.gauge_ids),
        "own_window_days": trained.own_window_days,
        "scores_clip": trained.scores_clip,
        "about": about,
    }
    store.write_json(content, model_path)


def load(weights_path: str | Path, model_path: str | Path, device: torch.device) -> Trained:
    """Read a trained model.

    Parameters
    ----------
    weights_path, model_path : str or Path
        `model.safetensors` and `model.json`.
    device : torch.device
        Where to put the weights.

    Raises
    ------
    InputError
        If a file cannot be read, or the weights are not those of the architecture.
    """
    content = store.read_json(model_path)
    try:
        architecture = Architecture(**content["architecture"])
        scalers, gauge_ids = Scalers.from_dict(content["scalers"]), tuple(content["gauge_ids"])
    except (ValueError, KeyError, TypeError) as error:
        found = f"{type(error).__name__}: {error}"
        raise InputError(str(model_path), found, "architecture, scalers and gauge_ids", ADVICE) from error
    try:
        weights = load_file(weights_path, device=str(device))
    except SafetensorError as error:
        raise InputError(str(weights_path), str(error), "a safetensors file", ADVICE) from error
    model = DischargeLSTM(architecture, torch.Generator())
    _check(weights, model, weights_path, model_path)
    model.load_state_dict(weights)
    return Trained(
        model.to(device), scalers, gauge_ids, content.get("own_window_days"), content.get("scores_clip", True)
    )


def _check(
    weights: dict[str, torch.Tensor], model: DischargeLSTM, weights_path: str | Path, model_path: str | Path
) -> None:
    architecture, expected = model.architecture, model.state_dict()
    says = (
        f"{Path(model_path).name} says {architecture.hidden_size} units, "
        f"{len(architecture.forcings)} forcings and {len(architecture.attributes)} attributes"
    )
    if absent := sorted(set(expected) ^ set(weights)):
        found = f"weights {shortlist(sorted(weights))}; missing or unknown: {shortlist(absent)}"
        raise InputError(str(weights_path), found, shortlist(expected), ADVICE)
    for name, value in expected.items():
        if weights[name].shape != value.shape:
            found = f"'{name}' of shape {tuple(weights[name].shape)}"
            raise InputError(str(weights_path), found, f"{tuple(value.shape)}, as {says}", ADVICE)
