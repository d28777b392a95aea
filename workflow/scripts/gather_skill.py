"""Gather the skill of all probes, and of all LSTMs at the gauges that they were trained at, in one table each."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.ensembles import ensemble_of
from lstm_probe.contracts.held_out import HELD_OUT
from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.contracts.probe import SKILL
from lstm_probe.results import held_out, tables

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    truth = snakemake.input.get("truth_skill")
    probes = [*snakemake.input.skill, *([truth] if truth else [])]
    skill = tables.gather(store.read_table(path, SKILL) for path in probes)
    discharge = tables.gather(store.read_table(path, DISCHARGE_SKILL) for path in snakemake.input.discharge_skill)
    lists = zip(snakemake.params.get("lstms", []), snakemake.input.get("held_out", []), strict=True)
    gauges = {lstm: store.read_table(path, HELD_OUT)["gauge_id"].tolist() for lstm, path in lists}
    gauges |= {ensemble_of(lstm): ids for lstm, ids in gauges.items()}
    discharge = discharge[~held_out.unseen_rows(discharge, gauges)]
    store.write_table(skill, snakemake.output.skill, SKILL)
    store.write_table(discharge, snakemake.output.discharge_skill, DISCHARGE_SKILL)
    made_of.write(snakemake)
