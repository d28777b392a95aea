"""Score probes of main only at gauges that they were not fitted at, from second moments."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.nulls import SECOND_MOMENTS
from lstm_probe.contracts.probe import SKILL, YEARLY_SUMS
from lstm_probe.probe import spatial_folds
from lstm_probe.probe.experiment import Experiment
from lstm_probe.probe.null_targets import answers

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "probes fitted at other gauges")
    moments = store.read(snakemake.input.moments, SECOND_MOMENTS)
    main = Experiment(**snakemake.params.experiment)
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    skill, sums, reasons = spatial_folds.unseen(moments, answers(moments, main), attributes)
    for reason in reasons.values():
        logger.warning("%s", reason)
    skill = skill.assign(experiment="main_unseen", seed=int(snakemake.wildcards.seed))
    store.write(sums.assign_attrs(reasons), snakemake.output.yearly_sums, YEARLY_SUMS, about)
    store.write_table(skill, snakemake.output.skill, SKILL)
    made_of.write(snakemake)
