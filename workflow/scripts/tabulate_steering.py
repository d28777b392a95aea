"""Tabulate what came down the river after water was put into the states, beside the true world."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.steering import STEERING, STEERING_MONTHS, STEERING_TABLE, STEERING_TRUTH
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.results import steering

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    runs = [(lstm, int(seed)) for lstm, seed in snakemake.params.runs]
    found = {run: store.read(path, STEERING).load() for run, path in zip(runs, snakemake.input.found, strict=True)}
    truth = store.read(snakemake.input.truth[0], STEERING_TRUTH).load() if snakemake.input.truth else None
    millimetres = snakemake.params.millimetres
    targets = {
        name: store.read(path, target_contract(name))[name].load()
        for name, path in zip(millimetres, snakemake.input.targets, strict=True)
    }
    store.write_table(steering.table(found, millimetres, truth), snakemake.output.table, STEERING_TABLE)
    store.write_table(steering.months(found, targets, truth), snakemake.output.months, STEERING_MONTHS)
    made_of.write(snakemake)
