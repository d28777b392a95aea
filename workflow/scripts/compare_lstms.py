"""Compare the probes of all LSTMs of a study, gauge by gauge."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.probe import YEARLY_SUMS
from lstm_probe.contracts.tables import LSTMS
from lstm_probe.results import lstms, yearly_sums

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    given, params = snakemake.input, snakemake.params
    runs = [
        (name, int(seed), store.read(path, YEARLY_SUMS))
        for path, (name, seed) in zip(given.yearly_sums, params.runs, strict=True)
    ]
    targets = yearly_sums.targets(runs, store.read(given.attributes, ATTRIBUTES), {})
    store.write_table(lstms.compare(targets, params.experiments), snakemake.output[0], LSTMS)
    made_of.write(snakemake)
