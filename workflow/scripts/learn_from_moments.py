"""Fit probes of the states to few labels, and score them at unseen gauges, from second moments."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.comparisons import MAIN
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.learning_curves import LEARNING_DRAWS
from lstm_probe.contracts.nulls import SECOND_MOMENTS
from lstm_probe.probe import learning_curves
from lstm_probe.probe.experiment import Experiment
from lstm_probe.probe.null_targets import answers

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    moments = store.read(snakemake.input.moments, SECOND_MOMENTS)
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    fitted = answers(moments, Experiment(**snakemake.params.experiment))
    draws = learning_curves.curves(moments, fitted, attributes)
    draws = draws.assign(experiment=MAIN, seed=int(snakemake.wildcards.seed))[list(LEARNING_DRAWS.columns)]
    store.write_table(draws, snakemake.output.draws, LEARNING_DRAWS)
    made_of.write(snakemake)
