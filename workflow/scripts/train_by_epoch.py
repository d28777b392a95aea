"""Train one LSTM once more from its seed, and keep its weights after some epochs; goes on where it was stopped."""

from dataclasses import replace
from pathlib import Path

import torch

from lstm_probe import device, logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.model import checkpoint, fitting, kept_epochs, saved, untrained
from lstm_probe.model.settings import Architecture, Training, take

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    read, given, made = snakemake.input, snakemake.params, snakemake.output
    series, attributes = store.read(read.series, CATCHMENTS), store.read(read.attributes, ATTRIBUTES)
    about = store.provenance(snakemake.config, snakemake.rule, f"trained on {series.attrs['title']}")
    architecture, training = take(Architecture, given.lstm), take(Training, given.lstm)
    where, periods = device.choose(snakemake.threads), given.periods
    keeping = kept_epochs.KeepingCheckpoint(
        Path(made.model).with_name(".checkpoint.pt"),
        checkpoint.digest(dict(given.items()), read.series, read.attributes),
        given.epochs,
        averaged=training.weight_average > 0,
    )
    training, generator = replace(training, threads=snakemake.threads), torch.Generator().manual_seed(given.seed)
    trained, _ = fitting.fit(series, attributes, architecture, training, periods, generator, where, keeping)
    first = untrained.draw(
        series, attributes, architecture, tuple(periods["lstm_train"]), training.warm_up, given.seed, where
    )
    weights = {0: first.model.state_dict(), **keeping.weights}
    for epoch, path in zip(given.epochs, made.weights, strict=True):
        saved.save(kept_epochs.with_weights(trained, weights[epoch]), path, made.model, {**about, "seed": given.seed})
    if not kept_epochs.equal(trained.model, saved.load(*read.trained, where).model):
        logger.warning("after the last epoch the weights are not those of %s: was it another device?", read.trained[0])
    keeping.remove()
    made_of.write(snakemake)
