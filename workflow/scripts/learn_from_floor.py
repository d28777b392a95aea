"""Fit probes of inputs, or of an untrained LSTM's states, to few labels, and score them at unseen gauges."""

from lstm_probe import device, logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.learning_curves import LEARNING_DRAWS
from lstm_probe.contracts.probe import PROBE
from lstm_probe.contracts.targets import target
from lstm_probe.probe import learning_curves, null_targets, own_moments, unseen_gauges
from lstm_probe.probe.experiment import Experiment
from lstm_probe.probe.features import Sources
from lstm_probe.probe.inputs import Inputs

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    read, given, name = snakemake.input, snakemake.params, snakemake.params.name
    days = {period: slice(*given.periods[f"probe_{period}"]) for period in ("fit", "test")}
    series, attributes = store.read(read.series, CATCHMENTS).load(), store.read(read.attributes, ATTRIBUTES).load()
    files = zip(given.targets, read.targets, strict=True)
    targets = {key: store.read(path, target(key))[key] for key, path in files}
    if given.get("lstm"):
        from lstm_probe.model import untrained  # only here: inputs need no torch, which takes a second

        lstm = {**given.lstm, "windows_at_once": snakemake.resources.windows_at_once, "threads": snakemake.threads}
        where = device.choose(snakemake.threads)
        sources = Sources(untrained.states(series, attributes, lstm, given.periods, given.draw, where))
    else:
        sources = Sources(None, Inputs.of(series, attributes, given.inputs, days))
    experiment = Experiment(**given.experiment)
    observed = null_targets.observed(targets, {}, store.read(read.probe, PROBE), days)
    moments = own_moments.own_moments(experiment.features, sources, observed, days, quarters=True)
    fitted = unseen_gauges.own_answers(experiment, {key: targets[key] for key in observed})
    draws = learning_curves.curves(moments, fitted, attributes).assign(experiment=name, seed=1)
    store.write_table(draws[list(LEARNING_DRAWS.columns)], snakemake.output.draws, LEARNING_DRAWS)
    made_of.write(snakemake)
