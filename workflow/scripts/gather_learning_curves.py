"""Boil the draws of labels down to curves, and find where the states overtake what needs no training."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.learning_curves import LEARNING_CROSSINGS, LEARNING_CURVES, LEARNING_DRAWS
from lstm_probe.results import learning_curves, tables

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    draws = tables.gather(store.read_table(path, LEARNING_DRAWS) for path in snakemake.input.draws)
    store.write_table(learning_curves.curves(draws), snakemake.output.curves, LEARNING_CURVES)
    store.write_table(learning_curves.crossings(draws), snakemake.output.crossings, LEARNING_CROSSINGS)
    made_of.write(snakemake)
