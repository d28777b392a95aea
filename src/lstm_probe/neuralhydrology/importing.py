"""Turn a run of NeuralHydrology into a trained model of this package."""

import json

import torch

from lstm_probe.errors import InputError
from lstm_probe.model.embeddings import Embedding
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.saved import Trained
from lstm_probe.model.scaling import Scalers
from lstm_probe.model.settings import Architecture
from lstm_probe.neuralhydrology import plain_yaml, scaler, support, weights
from lstm_probe.neuralhydrology.run import Run


def trained(run: Run) -> Trained:
    """Read the model of a run.

    Parameters
    ----------
    run : Run
        The files of the run.

    Returns
    -------
    Trained
        On the CPU; its gauges are those of the one-hot encoding, where the run has one, and unknown otherwise.

    Raises
    ------
    InputError
        If the model is of a kind that is not read, or a file is damaged or fits no other.
    """
    support.require({str(run.folder): run.settings})
    settings = run.settings
    discharge = support.discharge_of(settings) if not support.gives_discharge(settings) else None
    scalers = scaler.scalers(run, discharge)
    architecture = describe(run, scalers)
    n_forcings = len(settings.forcings)
    if architecture.forcings_embedding is not None:
        n_forcings = architecture.forcings_embedding.widths[-1]
    target = settings.targets.index(discharge) if discharge else -1
    theirs = weights.read(run.weights)
    ours = weights.convert(theirs, settings.model, target, n_forcings, run.weights)
    model = DischargeLSTM(architecture, torch.Generator())
    _require_shapes(run, model, ours)
    model.load_state_dict(ours)
    gauges = tuple(scaler.codes(run.codes)) if run.codes else ()
    return Trained(model, scalers, gauges, own_window_days=settings.window_days, scores_clip=_clips(run, discharge))


def describe(run: Run, scalers: Scalers) -> Architecture:
    """Describe the architecture of a run."""
    embeddings = {which: run.settings.embedding(which) for which in ("dynamics", "statics")}
    forcings, attributes = (Embedding(**spec) if spec else None for spec in embeddings.values())
    output = run.settings.output if run.settings.output in ("relu", "softplus") else "linear"
    return Architecture(
        forcings=run.settings.forcings,
        attributes=scalers.attributes.names,
        hidden_size=run.settings.hidden_size,
        dropout=0.0,
        forget_bias=0.0,
        forcings_embedding=forcings,
        attributes_embedding=attributes,
        output="none" if support.gives_discharge(run.settings) else output,
    )


def _clips(run: Run, discharge: str | None) -> bool:
    keys = run.settings.keys
    named = keys.get("clip_targets_to_zero") or keys.get("clip_target_to_zero") or []
    return discharge is not None and discharge in named


def _require_shapes(run: Run, model: DischargeLSTM, ours: weights.Weights) -> None:
    expected = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    found = {name: tuple(value.shape) for name, value in ours.items()}
    if expected != found:
        other = {name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)}
        shapes = json.dumps({name: [found.get(name), expected.get(name)] for name in sorted(other)})
        text = f"shapes of weights, here and by config.yml, that differ: {shapes}"
        wanted = f"{len(run.settings.forcings)} forcings, {len(run.settings.attributes)} attributes, "
        wanted += f"{run.settings.hidden_size} units, as in config.yml"
        raise InputError(str(run.weights), text, wanted, plain_yaml.ADVICE)
