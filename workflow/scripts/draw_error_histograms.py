"""Draw histograms of the error and correlation of two experiments, a row a target."""

from pathlib import Path

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.probe import SKILL
from lstm_probe.figures import common, error_histograms, gauge_skill

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    experiments, targets = snakemake.params.experiments, snakemake.params.targets
    skill = store.read_table(snakemake.input.skill, SKILL)
    gauge_skill.check(skill, experiments, targets, Path(snakemake.output.png).stem)
    figure = error_histograms.draw(skill, experiments, targets, snakemake.params.units)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
