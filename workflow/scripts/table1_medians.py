"""Set out the medians over gauges of every metric, by target, experiment and period (Table 1)."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.tables import TABLE1
from lstm_probe.results import tables

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    skill = store.read_table(snakemake.input.skill, SKILL)
    skill = skill[skill["experiment"].isin(snakemake.params.experiments)]
    store.write_table(tables.table1(skill), snakemake.output[0], TABLE1)
    made_of.write(snakemake)
