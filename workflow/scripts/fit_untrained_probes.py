"""Draw the first weights of an untrained LSTM several times, and probe the states of each draw."""

from itertools import product

from lstm_probe import device, logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.probe import PROBE, SKILL, YEARLY_SUMS
from lstm_probe.contracts.targets import target
from lstm_probe.model import untrained
from lstm_probe.probe import participants, yearly_sums
from lstm_probe.probe.experiment import Experiment, predict

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "probes of an untrained LSTM's states")
    read, given, made = snakemake.input, snakemake.params, snakemake.output
    days = {period: slice(*given.periods[f"probe_{period}"]) for period in ("fit", "test")}
    series, attributes = store.read(read.series, CATCHMENTS).load(), store.read(read.attributes, ATTRIBUTES).load()
    criteria = {name: entry.get("gauges") for name, entry in given.targets.items()}
    aims = [
        {name: store.read(path, target(name))[name].load() for name, path in zip(given.targets, files, strict=True)}
        for files in (read.targets, read.residuals)
    ]
    paths = zip(made.probe, made.yearly_sums, made.skill, strict=True)
    places = dict(zip(product(given.experiments, given.draws), paths, strict=True))
    lstm = {**given.lstm, "windows_at_once": snakemake.resources.windows_at_once, "threads": snakemake.threads}
    experiments = {name: Experiment(**entry) for name, entry in given.experiments.items()}
    gauges, processor = participants.satisfying(experiments, attributes, criteria), device.choose(snakemake.threads)
    for draw in given.draws:
        states = untrained.states(series, attributes, lstm, given.periods, draw, processor, gauges)
        for (name, experiment), targets in zip(experiments.items(), aims, strict=True):
            options = {"name": name, "seed": draw, "minimum_target_days": given.minimum_target_days}
            probe, predictions = predict(experiment, states, targets, criteria, attributes, days, **options)
            sums, (probe_nc, sums_nc, skill_csv) = yearly_sums.yearly_sums(predictions, days), places[name, draw]
            store.write(probe, probe_nc, PROBE, about)
            store.write(sums, sums_nc, YEARLY_SUMS, about)
            store.write_table(yearly_sums.skill(sums).assign(experiment=name, seed=draw), skill_csv, SKILL)
        del states  # which take most of the memory, before the next are made
    made_of.write(snakemake)
