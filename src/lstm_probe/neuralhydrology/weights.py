"""Turn the weights of a run, whichever class made them, into those of an LSTM of torch."""

import pickle
import warnings
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from lstm_probe.errors import InputError, shortlist
from lstm_probe.neuralhydrology import plain_yaml

EXPECTED = "the weights of a run: a state_dict of tensors"
#: What torch raises on files that are damaged or hold more than tensors.
DAMAGE = (OSError, RuntimeError, EOFError, LookupError, TypeError, ValueError, AttributeError, pickle.UnpicklingError)
Weights = dict[str, Tensor]


def read(path: Path) -> Weights:
    """Read weights onto the CPU, wherever they were trained; nothing but tensors is read.

    Raises
    ------
    InputError
        If the file is damaged, or holds more than tensors.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of pickles that are refused anyway
            content = torch.load(path, map_location="cpu", weights_only=True)
    except DAMAGE as error:
        found = f"a file that cannot be read: {' '.join(str(error).split())[:150] or type(error).__name__}"
        raise InputError(str(path), found, EXPECTED, plain_yaml.ADVICE) from error
    if not isinstance(content, Mapping) or not all(isinstance(value, Tensor) for value in content.values()):
        raise InputError(str(path), f"a {type(content).__name__}", EXPECTED, plain_yaml.ADVICE)
    weights = {str(name): value.detach().float().contiguous() for name, value in content.items()}
    if broken := [name for name, value in weights.items() if not bool(torch.isfinite(value).all())]:
        found = f"numbers that are not finite in {shortlist(broken)}: the training diverged"
        raise InputError(str(path), found, "finite weights", "choose an earlier epoch")
    return weights


def convert(weights: Weights, model: str, target: int, n_forcings: int, path: Path) -> Weights:
    """Convert the weights of a run into those of `model.lstm.DischargeLSTM`.

    Parameters
    ----------
    weights : dict of str to Tensor
        As `read` gives them.
    model : str
        Class of the model, in small letters.
    target : int
        Position of discharge among the targets; negative where the head gives no number.
    n_forcings : int
        Width of the forcings where they enter the LSTM, after their embedding.
    path : Path
        Their file, for messages.

    Raises
    ------
    InputError
        If a weight is missing or is one too many.
    """
    left = _once(weights)
    try:
        ours = _embeddings(left, "statics_embedding", "embed_attributes")
        for name in ("dynamics_embedding", "dynamics_embeddings.0"):
            ours |= _embeddings(left, name, "embed_forcings")
        ours |= _embeddings(left, "", "embed_attributes")  # embcudalstm before 0.9.11
        ours |= _ealstm(left, n_forcings) if model == "ealstm" else _lstm(left)
        ours |= _head(left, target, ours["lstm.weight_hh_l0"].shape[1])
    except (KeyError, IndexError, RuntimeError) as error:
        found = f"weights {shortlist(weights, 20)}; missing or of another shape: {error.args[0]}"
        raise InputError(str(path), found, f"those of the model '{model}'", plain_yaml.ADVICE) from error
    if left:
        found, expected = f"weights that are not read: {shortlist(left, 12)}", f"those of the model '{model}' alone"
        raise InputError(str(path), found, expected, "write the states of the model instead (source: states)")
    return ours


def _once(weights: Weights) -> Weights:
    """Leave out what embcudalstm keeps twice: each of `cudalstm.…` stands once more without that word."""
    inner = {name.removeprefix("cudalstm."): value for name, value in weights.items() if name.startswith("cudalstm.")}
    return {**{name: value for name, value in weights.items() if not name.startswith("cudalstm.")}, **inner}


def _embeddings(left: Weights, name: str, ours: str) -> Weights:
    """Take the layers of an embedding, whose numbers have gaps where activations and dropout are."""
    prefix = f"embedding_net.{name}.net." if name else "embedding_net.net."
    numbers = sorted({int(key[len(prefix) :].split(".")[0]) for key in left if key.startswith(prefix)})
    return {
        f"{ours}.layers.{layer}.{part}": left.pop(f"{prefix}{number}.{part}")
        for layer, number in enumerate(numbers)
        for part in ("weight", "bias")
    }


def _lstm(left: Weights) -> Weights:
    """Take the gates i, f, g, o of CudaLSTM or CustomLSTM."""
    names = {"weight_ih": "w_ih", "weight_hh": "w_hh", "bias_ih": "b_ih", "bias_hh": "b_hh"}
    custom = any(name.startswith("cell.") for name in left)
    return {
        f"lstm.{ours}_l0": left.pop(f"cell.{theirs}" if custom else f"lstm.{ours}_l0") for ours, theirs in names.items()
    }


def _ealstm(left: Weights, n_forcings: int) -> Weights:
    """Lay the gates of an EA-LSTM into an LSTM of all inputs: zeros where a gate does not see an input.

    The input gate sees the attributes alone; f, g and o, which stand in the order f, o, g, see forcings and h alone.
    Kratzert et al. (2019), https://doi.org/10.5194/hess-23-5089-2019.
    """
    gate = next(name for name in ("input_gate", "input_net") if f"{name}.weight" in left)
    input_weight, input_bias = left.pop(f"{gate}.weight"), left.pop(f"{gate}.bias")
    prefix = "dynamic_gates." if "dynamic_gates.weight_ih" in left else ""
    weight, recurrent, bias = (left.pop(f"{prefix}{name}") for name in ("weight_ih", "weight_hh", "bias"))
    size, n_attributes = input_weight.shape
    if weight.shape[0] != n_forcings:
        raise KeyError(f"{prefix}weight_ih of {tuple(weight.shape)}, where {n_forcings} forcings enter")
    inputs, hidden = torch.zeros(4 * size, n_forcings + n_attributes), torch.zeros(4 * size, size)
    biases = torch.zeros(4 * size)
    inputs[:size, n_forcings:], biases[:size] = input_weight, input_bias
    for ours, theirs in ((1, 0), (2, 2), (3, 1)):
        rows, columns = slice(ours * size, (ours + 1) * size), slice(theirs * size, (theirs + 1) * size)
        inputs[rows, :n_forcings], hidden[rows] = weight[:, columns].T, recurrent[:, columns].T
        biases[rows] = bias[columns]
    return {
        "lstm.weight_ih_l0": inputs,
        "lstm.weight_hh_l0": hidden,
        "lstm.bias_ih_l0": biases,
        "lstm.bias_hh_l0": torch.zeros_like(biases),
    }


def _head(left: Weights, target: int, size: int) -> Weights:
    """Take the row of discharge of a regression, or nothing of a head that gives a distribution."""
    if target < 0:
        for name in [name for name in left if name.startswith("head.")]:
            left.pop(name)
        return {"head.weight": torch.zeros(1, size), "head.bias": torch.zeros(1)}
    weight, bias = left.pop("head.net.0.weight"), left.pop("head.net.0.bias")
    return {"head.weight": weight[target : target + 1], "head.bias": bias[target : target + 1]}
