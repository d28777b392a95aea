"""Draw the first weights of an untrained LSTM several times, and probe the states of each draw."""

from itertools import product

from lstm_probe import device, logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CAMELS_GB
from lstm_probe.contracts.probe import PROBE, SKILL, YEARLY_SUMS
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.model import untrained
from lstm_probe.probe.experiment import Experiment, run
from lstm_probe.probe.yearly_sums import yearly_sums

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "probes of an untrained LSTM's states")
    read, given, made = snakemake.input, snakemake.params, snakemake.output
    days = {period: slice(*given.periods[f"probe_{period}"]) for period in ("fit", "test")}
    series, attributes = store.read(read.series, CAMELS_GB).load(), store.read(read.attributes, ATTRIBUTES).load()
    criteria = {name: entry.get("gauges") for name, entry in given.targets.items()}
    aims = {
        name: {
            target: store.read(path, target_contract(target))[target].load()
            for target, path in zip(
                given.targets, read.residuals if entry["residual_of"] else read.targets, strict=True
            )
        }
        for name, entry in given.experiments.items()
    }
    paths = zip(made.probe, made.yearly_sums, made.skill, strict=True)
    places = dict(zip(product(given.experiments, given.draws), paths, strict=True))
    reading = {**given.lstm, "windows_at_once": snakemake.resources.windows_at_once}
    for draw in given.draws:
        states = untrained.states(series, attributes, reading, given.periods, draw, device.choose(snakemake.threads))
        for name, entry in given.experiments.items():
            options = {"name": name, "seed": draw, "minimum_target_days": given.minimum_target_days}
            probe, predictions, skill = run(
                Experiment(**entry), states, aims[name], criteria, attributes, days, **options
            )
            store.write(probe, places[name, draw][0], PROBE, about)
            store.write(yearly_sums(predictions, days), places[name, draw][1], YEARLY_SUMS, about)
            store.write_table(skill, places[name, draw][2], SKILL)
    made_of.write(snakemake)
