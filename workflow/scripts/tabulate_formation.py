"""Tabulate partial r and release after every epoch of an LSTM's training."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.formation import FORMATION
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.steering import STEERING, STEERING_TRUTH
from lstm_probe.results import formation

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    read, given = snakemake.input, snakemake.params
    skill = dict(zip(given.epochs, (store.read_table(path, SKILL) for path in read.skill), strict=True))
    found = dict(zip(given.epochs, (store.read(path, STEERING).load() for path in read.steering), strict=True))
    truth = store.read(read.truth[0], STEERING_TRUTH).load() if read.truth else None
    table = formation.table(skill, found, given.millimetres, truth, *given.run)
    store.write_table(table, snakemake.output[0], FORMATION)
    made_of.write(snakemake)
