"""Tabulate discharge and probes at gauges that LSTMs never saw, beside the gauges that they were trained at."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.held_out import HELD_OUT, HELD_OUT_TABLE
from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.contracts.probe import SKILL
from lstm_probe.results import held_out, tables

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    read, lists = snakemake.input, zip(snakemake.params.lstms, snakemake.input.held_out, strict=True)
    gauges = {lstm: store.read_table(path, HELD_OUT)["gauge_id"].tolist() for lstm, path in lists}
    discharge = tables.gather(store.read_table(path, DISCHARGE_SKILL) for path in read.discharge_skill)
    found = held_out.table(store.read_table(read.skill, SKILL), discharge, gauges)
    store.write_table(found, snakemake.output.table, HELD_OUT_TABLE)
    made_of.write(snakemake)
