"""Draw histograms of probe skill over gauges, a panel an experiment."""

from lstm_probe import logs, store
from lstm_probe.contracts.probe import SKILL
from lstm_probe.figures import common, skill_histograms

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    skill = store.read_table(snakemake.input.skill, SKILL)
    figure = skill_histograms.draw(skill, snakemake.params.experiments, snakemake.params.targets)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
