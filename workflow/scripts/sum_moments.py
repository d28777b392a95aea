"""Read the states of an LSTM once, and sum the products that probes of other gauges and fewer years are made of."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.nulls import SECOND_MOMENTS
from lstm_probe.contracts.probe import PROBE
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.probe import null_targets
from lstm_probe.probe.experiment import Experiment
from lstm_probe.probe.features import Sources
from lstm_probe.probe.inputs import Inputs
from lstm_probe.probe.own_moments import own_moments, with_records

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "products of an LSTM's states and probe targets")
    days = {period: slice(*snakemake.params.periods[f"probe_{period}"]) for period in ("fit", "test")}
    read, given = snakemake.input, snakemake.params
    attributes, files = store.read(read.attributes, ATTRIBUTES), zip(given.targets, read.targets, strict=True)
    targets = {name: store.read(path, target_contract(name))[name] for name, path in files}
    observed = null_targets.observed(targets, {}, store.read(read.probe, PROBE), days)
    inputs = Inputs.of(store.read(read.series, CATCHMENTS), attributes, given.inputs, days) if read.series else None
    sources = Sources(store.read(read.states, STATES) if read.states else None, inputs)
    moments = own_moments(Experiment(**given.experiment).features, sources, observed, days, given.quarters)
    moments = with_records(moments, null_targets.records(targets, observed))
    store.write(moments, snakemake.output.moments, SECOND_MOMENTS, about, compress=False)
    made_of.write(snakemake)
