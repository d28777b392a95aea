"""Probe the states that an LSTM has after one epoch of its training, and put water into them."""

from dataclasses import replace

from lstm_probe import device, logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.periods import LEAD_DAYS
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.steering import STEERING
from lstm_probe.contracts.targets import target
from lstm_probe.model import saved, simulation, steering
from lstm_probe.model.settings import Reading, take
from lstm_probe.probe import direction, yearly_sums
from lstm_probe.probe.experiment import Experiment, predict

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "probes and steering after one epoch of training")
    read, given, where = snakemake.input, snakemake.params, device.choose(snakemake.threads)
    days, criteria = {part: slice(*given.periods[f"probe_{part}"]) for part in ("fit", "test")}, given.criteria
    span = simulation.spanned(*(given.periods[name] for name in ("probe_fit", "probe_test", "state_lead_days")))
    series, attributes = store.read(read.series, CATCHMENTS).load(), store.read(read.attributes, ATTRIBUTES).load()
    targets, residuals = (
        {name: store.read(path, target(name))[name].load() for name, path in zip(criteria, files, strict=True)}
        for files in (read.targets, read.residuals)
    )
    trained = saved.load(read.weights, read.model, where)
    reading = replace(take(Reading, given.lstm), threads=snakemake.threads)
    states = simulation.states(trained, series, attributes, span, reading, where, given.kept)
    probe, _ = predict(Experiment(**given.steered), states, targets, criteria, attributes, days, **given.options)
    _, partial = predict(Experiment(**given.partial), states, residuals, criteria, attributes, days, **given.options)
    skill = yearly_sums.skill(yearly_sums.yearly_sums(partial, days)).assign(experiment="partial", seed=given.seed)
    stores = {name: targets[name] for name in given.targets}
    amounts = direction.amounts(stores, given.targets, attributes, days["fit"], given.added)
    plan = direction.plan(states, probe, amounts, days["fit"], draws=0, seed=given.seed)
    found = steering.steer(trained, series, attributes, plan, span[0], given.days, LEAD_DAYS, reading, where)
    store.write(found, snakemake.output.steering, STEERING, about)
    store.write_table(skill, snakemake.output.skill, SKILL)
    made_of.write(snakemake)
