"""Gather all skill, and set out the medians and the share of gauges at which a control beats main."""

from lstm_probe import logs, store, tables
from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.tables import CONTROLS, TABLE1

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    probes = [*snakemake.input.skill, *snakemake.input.get("truth_skill", [])]
    skill = tables.gather(store.read_table(path, SKILL) for path in probes)
    discharge = tables.gather(store.read_table(path, DISCHARGE_SKILL) for path in snakemake.input.discharge_skill)
    store.write_table(skill, snakemake.output.skill, SKILL)
    store.write_table(discharge, snakemake.output.discharge_skill, DISCHARGE_SKILL)
    store.write_table(tables.table1(skill), snakemake.output.table1, TABLE1)
    controls = tables.controls(skill, snakemake.params.controls)
    store.write_table(controls, snakemake.output.controls, CONTROLS)
