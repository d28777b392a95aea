"""Fit and score the probes of one experiment, or of several on the same states: every target, one seed."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts import periods
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.probe import PREDICTIONS, PROBE, SKILL, YEARLY_SUMS
from lstm_probe.contracts.targets import target
from lstm_probe.probe import experiment, scoring, together, yearly_sums
from lstm_probe.probe.inputs import Inputs
from lstm_probe.workflow import joint_jobs

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    if warning := periods.tested_on_training_of(snakemake.config):
        logger.warning("%s", warning)
    about = store.provenance(snakemake.config, snakemake.rule, "probes of an LSTM's states or inputs")
    jobs, seed = joint_jobs.by_experiment(snakemake), int(snakemake.wildcards.seed)
    read, given = next((job.input, job.params) for job in jobs.values())  # but for targets the same of all
    days = {period: slice(*given.periods[f"probe_{period}"]) for period in ("fit", "test")}
    attributes, (entries, files) = store.read(read.attributes, ATTRIBUTES), joint_jobs.targets(jobs)
    for name, probe, predictions in together.predict(
        {name: experiment.Experiment(**job.params.experiment) for name, job in jobs.items()},
        store.read(read.states, STATES) if read.states else None,
        {name: store.read(path, target(name))[name] for name, path in files.items()},
        {name: entry.get("gauges") for name, entry in entries.items()},
        *(attributes, days),
        **{"seed": seed, "minimum_target_days": given.minimum_target_days},
        inputs=Inputs.of(store.read(read.series, CATCHMENTS), attributes, given.inputs, days) if read.series else None,
    ):
        made, sums = jobs[name].output, yearly_sums.yearly_sums(predictions, days)
        skill = scoring.score(predictions, days) if made.get("predictions") else yearly_sums.skill(sums)
        store.write(probe, made.probe, PROBE, about)
        store.write(sums, made.yearly_sums, YEARLY_SUMS, about)
        store.write_table(skill.assign(experiment=name, seed=seed), made.skill, SKILL)
        if made.get("predictions"):
            store.write(predictions, made.predictions, PREDICTIONS, about, {"target": 1, "gauge_id": 64})
        del predictions  # before the next are made
    made_of.write(snakemake)
