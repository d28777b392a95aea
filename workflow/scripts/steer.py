"""Put water into the cell states of one LSTM and follow what comes down the river."""

from dataclasses import replace

from lstm_probe import device, logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.periods import LEAD_DAYS
from lstm_probe.contracts.probe import PROBE
from lstm_probe.contracts.steering import STEERING
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.model import saved, steering
from lstm_probe.model.settings import Reading, take
from lstm_probe.probe import direction

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "discharge after a change of cell states")
    where, given = device.choose(snakemake.threads), snakemake.params
    names = list(given.targets)
    targets = {
        name: store.read(path, target_contract(name))[name]
        for name, path in zip(names, snakemake.input.targets, strict=True)
    }
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    states, probe = store.read(snakemake.input.states, STATES), store.read(snakemake.input.probe, PROBE)
    fit, seed = slice(*given.periods["probe_fit"]), int(snakemake.wildcards.seed)
    amounts = direction.amounts(targets, given.targets, attributes, fit, given.added)
    plan = direction.plan(states, probe, amounts, fit, draws=given.random_directions, seed=seed)
    reading = replace(take(Reading, given.lstm), threads=snakemake.threads)
    trained = saved.load(snakemake.input.weights, snakemake.input.model, where)
    series = store.read(snakemake.input.series, CATCHMENTS)
    first = str(states.indexes["time"][0].date())
    found = steering.steer(trained, series, attributes, plan, first, given.days, LEAD_DAYS, reading, where)
    store.write(found, snakemake.output[0], STEERING, about)
    made_of.write(snakemake)
