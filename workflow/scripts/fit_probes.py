"""Fit and score one experiment's probes: every target of the study, one seed."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts import periods
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.probe import PREDICTIONS, PROBE, SKILL, YEARLY_SUMS
from lstm_probe.contracts.targets import target
from lstm_probe.probe import scoring, yearly_sums
from lstm_probe.probe.experiment import Experiment, predict
from lstm_probe.probe.inputs import Inputs

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    if warning := periods.tested_on_training_of(snakemake.config):
        logger.warning("%s", warning)
    about = store.provenance(snakemake.config, snakemake.rule, "probes of an LSTM's states or inputs")
    days = {period: slice(*snakemake.params.periods[f"probe_{period}"]) for period in ("fit", "test")}
    read, given, made, names = snakemake.input, snakemake.params, snakemake.output, snakemake.wildcards
    of_run = {"name": names.experiment, "seed": int(names.seed), "minimum_target_days": given.minimum_target_days}
    attributes, files = store.read(read.attributes, ATTRIBUTES), zip(given.targets, read.targets, strict=True)
    probe, predictions = predict(
        Experiment(**given.experiment),
        store.read(read.states, STATES) if read.states else None,
        {name: store.read(path, target(name))[name] for name, path in files},
        {name: entry.get("gauges") for name, entry in given.targets.items()},
        attributes,
        days,
        **of_run,
        inputs=Inputs.of(store.read(read.series, CATCHMENTS), attributes, given.inputs, days) if read.series else None,
    )
    sums, whole = yearly_sums.yearly_sums(predictions, days), made.get("predictions")
    skill = scoring.score(predictions, days) if whole else yearly_sums.skill(sums)
    store.write(probe, made.probe, PROBE, about)
    store.write(sums, made.yearly_sums, YEARLY_SUMS, about)
    store.write_table(skill.assign(experiment=of_run["name"], seed=of_run["seed"]), made.skill, SKILL)
    if whole:
        store.write(predictions, whole, PREDICTIONS, about, {"target": 1, "gauge_id": 64})
    made_of.write(snakemake)
