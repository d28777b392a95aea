"""Compare the probes of all LSTMs of a study, gauge by gauge."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.tables import LSTMS
from lstm_probe.results import lstms

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    compared = lstms.compare(store.read_table(snakemake.input.skill, SKILL), snakemake.params.experiments)
    store.write_table(compared, snakemake.output[0], LSTMS)
    made_of.write(snakemake)
