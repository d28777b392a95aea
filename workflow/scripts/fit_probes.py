"""Fit and score one experiment's probes: every target of the study, one seed."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts import periods
from lstm_probe.contracts.data import ATTRIBUTES, CAMELS_GB
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.probe import PREDICTIONS, PROBE, SKILL, YEARLY_SUMS
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.probe.experiment import Experiment, run
from lstm_probe.probe.inputs import Inputs
from lstm_probe.probe.yearly_sums import yearly_sums

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    if warning := periods.tested_on_training(snakemake.config["periods"]):
        logger.warning("%s", warning)
    about = store.provenance(snakemake.config, snakemake.rule, "probes of an LSTM's states or inputs")
    days = {period: slice(*snakemake.params.periods[f"probe_{period}"]) for period in ("fit", "test")}
    read, given, names = snakemake.input, snakemake.params, snakemake.wildcards
    attributes, files = store.read(read.attributes, ATTRIBUTES), zip(given.targets, read.targets, strict=True)
    probe, predictions, skill = run(
        Experiment(**given.experiment),
        store.read(read.states, STATES) if read.states else None,
        {name: store.read(path, target_contract(name))[name] for name, path in files},
        {name: entry.get("gauges") for name, entry in given.targets.items()},
        attributes,
        days,
        name=names.experiment,
        seed=int(names.seed),
        minimum_target_days=given.minimum_target_days,
        inputs=Inputs.of(store.read(read.series, CAMELS_GB), attributes, given.inputs, days) if read.series else None,
    )
    store.write(probe, snakemake.output.probe, PROBE, about)
    store.write(yearly_sums(predictions, days), snakemake.output.yearly_sums, YEARLY_SUMS, about)
    if path := snakemake.output.get("predictions"):
        store.write(predictions, path, PREDICTIONS, about, {"target": 1, "gauge_id": 64})
    store.write_table(skill, snakemake.output.skill, SKILL)
    made_of.write(snakemake)
