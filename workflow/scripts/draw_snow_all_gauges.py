"""Draw the weights of snow probes of snowy gauges alone, and of all gauges."""

from pathlib import Path

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.probe import PROBE, SKILL
from lstm_probe.figures import common, gauge_skill, snow_all_gauges

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    titles, target = snakemake.params.experiments, snakemake.params.target
    probes = {name: store.read(path, PROBE) for name, path in zip(titles, snakemake.input.probes, strict=True)}
    skill = store.read_table(snakemake.input.skill, SKILL)
    gauge_skill.check(skill, titles, [target], Path(snakemake.output.png).stem)
    figure = snow_all_gauges.draw(probes, skill[skill["seed"] == snakemake.params.seed], titles, target)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
