"""Decide from a run's configuration whether its model can be imported, and name every reason why not."""

from collections.abc import Callable, Mapping
from typing import Any

from lstm_probe.errors import InputError
from lstm_probe.neuralhydrology.configuration import Settings, flattened, is_true, listed
from lstm_probe.neuralhydrology.known_keys import IGNORED, READ

STATES = "source: states"
MODELS = ("cudalstm", "customlstm", "lstm", "ealstm", "embcudalstm")
#: Activations of embeddings.
ACTIVATIONS = ("linear", "relu", "sigmoid", "tanh")
#: Heads, and whether one number of their output is the discharge.
HEADS = {"regression": True, "cmal": False, "gmm": False}
#: Names of discharge in mm d-1 in the data sets of NeuralHydrology.
DISCHARGE = ("discharge_spec", "streamflow", "QObs(mm/d)", "discharge_spec_obs", "streamflow_mmd", "qobs_mm_d")
#: Keys that, once they are set, make a forward pass that is not built here.
CHANGES = {
    "autoregressive_inputs": "yesterday's discharge is an input",
    "conceptual_model": "a conceptual model follows the LSTM",
    "dynamic_conceptual_inputs": "a conceptual model follows the LSTM",
    "evolving_attributes": "attributes that change in time",
    "forecast_inputs": "a forecast model",
    "forecast_seq_length": "a forecast model",
    "hindcast_inputs": "a forecast model",
    "mass_inputs": "a model that conserves mass",
    "nan_handling_method": "inputs may be missing",
    "random_holdout_from_dynamic_features": "inputs are left out at random",
    "static_inputs": "attributes that change in time",
    "static_nc_file": "attributes on a grid",
    "dynamic_nc_file": "forcings on a grid",
    "pixel_dims": "a model of grid cells",
}


def reasons(settings: Settings) -> list[str]:
    """Give all reasons why a run cannot be imported; none if it can.

    Parameters
    ----------
    settings : Settings
        The configuration of the run.
    """
    return [reason for check in CHECKS for reason in check(settings)]


def require(runs: Mapping[str, Settings]) -> None:
    """Refuse all runs that cannot be imported, in one message.

    Parameters
    ----------
    runs : mapping of str to Settings
        The configurations, by what the user calls each run.

    Raises
    ------
    InputError
        Naming every reason of every run, and the way round.
    """
    refused = [f"{name}: {reason}" for name, settings in runs.items() for reason in reasons(settings)]
    if refused:
        expected = (
            "daily runs of cudalstm, customlstm, ealstm or embcudalstm with fully connected embeddings, and the head "
            "regression, cmal or gmm (docs/your_model.md)"
        )
        advice = f"write the states of the model with docs/export_nh.py and use `{STATES}`, or leave the run out"
        raise InputError("runs of NeuralHydrology", "\n            ".join(refused), expected, advice)


def _model(settings: Settings) -> list[str]:
    if settings.model in MODELS:
        return []
    what = {"gru": ", which has no cell state", "mclstm": ", whose cell state is a mass of water"}
    return [f"model '{settings.model}'{what.get(settings.model, '')}"]


def _head(settings: Settings) -> list[str]:
    return [] if settings.head in HEADS else [f"head '{settings.head or 'none'}'"]


def _hourly(settings: Settings) -> list[str]:
    frequencies = settings.keys.get("use_frequencies")
    names = list(frequencies) if isinstance(frequencies, Mapping) else flattened(frequencies)
    by_frequency = [
        str(name)
        for key in ("seq_length", "predict_last_n", "dynamic_inputs")
        if isinstance(entry := settings.keys.get(key), Mapping)
        for name in entry
    ]
    other = sorted({name for name in [*names, *by_frequency] if name.strip().lower() not in ("1d", "d")})
    if "hourly" in str(settings.keys.get("dataset") or "").lower():
        return [f"hourly data (dataset '{settings.keys['dataset']}')"]
    return [f"data that are not daily (frequencies {', '.join(other)}), such as hourly ones"] if other else []


def _changes(settings: Settings) -> list[str]:
    set_keys = [key for key in CHANGES if _is_set(settings.keys.get(key))]
    found = [f"'{key}': {CHANGES[key]}" for key in set_keys]
    return found + (["'mc_dropout': outputs are drawn at random"] if is_true(settings.keys.get("mc_dropout")) else [])


def _unknown(settings: Settings) -> list[str]:
    known = READ | IGNORED | CHANGES.keys() | {"mc_dropout"}
    unknown = [key for key, value in settings.keys.items() if key not in known and _is_set(value)]
    return [f"'{key}', a key that no version from 0.9 to 1.13 has: it may change the model" for key in unknown]


def _embeddings(settings: Settings) -> list[str]:
    found = []
    for which in ("statics", "dynamics"):
        spec = settings.keys.get(f"{which}_embedding")
        kind = str(spec.get("type") or "fc").lower() if isinstance(spec, Mapping) else "fc"
        described = settings.embedding(which) if kind == "fc" else None
        if kind != "fc":
            found.append(f"{which}_embedding of type '{kind}'")
        elif described and described["activation"] not in ACTIVATIONS:
            found.append(f"{which}_embedding with the activation '{described['activation']}'")
        elif isinstance(spec, Mapping) and spec and described is None:
            found.append(f"{which}_embedding without hiddens")
    return found


def _size(settings: Settings) -> list[str]:
    names = ("hidden_size", "seq_length")
    several = [name for name in names if isinstance(settings.keys.get(name), Mapping) and len(settings.keys[name]) > 1]
    return [f"{name} by frequency" for name in several]


def _is_set(value: Any) -> bool:
    """Say whether a value is more than nothing, false or zero."""
    if isinstance(value, Mapping | list):
        return any(_is_set(entry) for entry in (value.values() if isinstance(value, Mapping) else listed(value)))
    return value is not None and str(value).strip().lower() not in ("false", "no", "off", "0", "0.0", "")


def gives_discharge(settings: Settings) -> str:
    """Give the reason why one number of the model's output is not the discharge, mm d-1; nothing where it is."""
    if not HEADS.get(settings.head, False):
        return f"the head '{settings.head}' gives a distribution"
    if discharge_of(settings) is None:
        return f"none of its targets is known to be discharge in mm d-1: {', '.join(settings.targets)}"
    return ""


def discharge_of(settings: Settings) -> str | None:
    """Name the target that is discharge in mm d-1; None where there is none."""
    return next((name for name in settings.targets if name in DISCHARGE), None)


def version_warnings(settings: Settings) -> list[str]:
    """Give what is known to be wrong with a run of its version."""
    numbers = [part for part in settings.version.split("-")[0].split(".") if part.isdigit()]
    if settings.one_hot and numbers and tuple(map(int, numbers)) < (1, 2, 5):
        return ["one-hot encodings overwrote one another in a batch before NeuralHydrology 1.2.5: it was trained so"]
    return []


CHECKS: tuple[Callable[[Settings], list[str]], ...] = (
    _model, _head, _hourly, _changes, _embeddings, _size, _unknown,
)  # fmt: skip
