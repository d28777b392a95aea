"""Train one LSTM on the discharge of all gauges, from one seed; goes on where it was stopped."""

from dataclasses import replace
from pathlib import Path

import torch

from lstm_probe import device, logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.lstm import HISTORY
from lstm_probe.model import checkpoint, fitting, saved
from lstm_probe.model.settings import Architecture, Training, take

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    catchments = store.read(snakemake.input.series, CATCHMENTS)
    about = store.provenance(snakemake.config, snakemake.rule, f"trained on {catchments.attrs['title']}")
    seed = int(snakemake.wildcards.seed)
    settings = {**dict(snakemake.params.items()), "seed": seed}
    weights, where = Path(snakemake.output.weights), device.choose(snakemake.threads)
    resumable = checkpoint.Checkpoint(
        weights.with_name(".checkpoint.pt"), checkpoint.digest(settings, *snakemake.input)
    )
    trained, history = fitting.fit(
        catchments,
        store.read(snakemake.input.attributes, ATTRIBUTES),
        take(Architecture, snakemake.params.lstm),
        replace(take(Training, snakemake.params.lstm), threads=snakemake.threads),
        snakemake.params.periods,
        torch.Generator().manual_seed(seed),
        where,
        resumable,
    )
    about = {**about, "seed": seed, "device": device.describe(where)}
    about = {**about, "settings": snakemake.params.lstm, "periods": snakemake.params.periods}
    store.write_table(history, snakemake.output.history, HISTORY)
    saved.save(trained, weights, snakemake.output.model, about)
    resumable.remove()
    made_of.write(snakemake)
