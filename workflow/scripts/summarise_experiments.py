"""Tabulate how often controls beat main, the medians seed by seed, and the weights of every linear probe."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.probe import PROBE, SKILL
from lstm_probe.contracts.tables import CONTROLS, SEEDS, WEIGHTS_TABLE
from lstm_probe.results import tables, weights

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    skill = store.read_table(snakemake.input.skill, SKILL)
    skill = skill[skill["experiment"].isin(experiment for experiment, _ in snakemake.params.runs)]
    store.write_table(tables.controls(skill, snakemake.params.controls), snakemake.output.controls, CONTROLS)
    store.write_table(tables.seeds(skill), snakemake.output.seeds, SEEDS)
    runs = zip(snakemake.input.probes, snakemake.params.runs, strict=True)
    summaries = (weights.summarise(store.read(path, PROBE), experiment, int(seed)) for path, (experiment, seed) in runs)
    store.write_table(tables.gather(summaries), snakemake.output.weights, WEIGHTS_TABLE)
    made_of.write(snakemake)
