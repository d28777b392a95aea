"""Gather the skill of all probes, and that of all LSTMs, in one table each."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.contracts.probe import SKILL
from lstm_probe.results import tables

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    truth = snakemake.input.get("truth_skill")
    probes = [*snakemake.input.skill, *([truth] if truth else [])]
    skill = tables.gather(store.read_table(path, SKILL) for path in probes)
    discharge = tables.gather(store.read_table(path, DISCHARGE_SKILL) for path in snakemake.input.discharge_skill)
    store.write_table(skill, snakemake.output.skill, SKILL)
    store.write_table(discharge, snakemake.output.discharge_skill, DISCHARGE_SKILL)
    made_of.write(snakemake)
