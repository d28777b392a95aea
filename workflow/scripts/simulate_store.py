"""Simulate a simple store of snow or soil water in every catchment, as a probe target."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import CATCHMENTS
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.data import simple_stores
from lstm_probe.data.targets import target

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    name, entry = snakemake.params.name, snakemake.params.target
    series = store.read(snakemake.input.series, CATCHMENTS)
    about = store.provenance(snakemake.config, snakemake.rule, "a simple model of a store, no observation")
    simulated = simple_stores.simulate(series, entry, name)
    described = target(simulated, name, entry, "one store a catchment, driven by its own weather")
    store.write(described, snakemake.output[0], target_contract(name), about)
    made_of.write(snakemake)
