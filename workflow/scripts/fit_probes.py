"""Fit and score one experiment's probes: every target of the study, one seed."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts import periods
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.probe import PREDICTIONS, PROBE, SKILL
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.probe.experiment import Experiment, run

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    if warning := periods.tested_on_training_of(snakemake.config):
        logger.warning("%s", warning)
    about = store.provenance(snakemake.config, snakemake.rule, "probes of an LSTM's states")
    entries, days = snakemake.params.targets, snakemake.params.periods
    targets = {
        name: store.read(path, target_contract(name))[name]
        for name, path in zip(entries, snakemake.input.targets, strict=True)
    }
    probe, predictions, skill = run(
        Experiment(**snakemake.params.experiment),
        store.read(snakemake.input.states, STATES),
        targets,
        {name: entry.get("gauges") for name, entry in entries.items()},
        store.read(snakemake.input.attributes, ATTRIBUTES),
        {period: slice(*days[f"probe_{period}"]) for period in ("fit", "test")},
        name=snakemake.wildcards.experiment,
        seed=int(snakemake.wildcards.seed),
        minimum_target_days=snakemake.params.minimum_target_days,
    )
    store.write(probe, snakemake.output.probe, PROBE, about)
    store.write(predictions, snakemake.output.predictions, PREDICTIONS, about, {"target": 1, "gauge_id": 64})
    store.write_table(skill, snakemake.output.skill, SKILL)
    made_of.write(snakemake)
