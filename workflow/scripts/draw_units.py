"""Draw single units beside the probe of all, and how long they remember."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.tables import TABLE1, UNITS
from lstm_probe.contracts.verdict import FLOOR_AND_CEILING
from lstm_probe.figures import common, units

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    beside = store.read_table(snakemake.input.floor_and_ceiling, FLOOR_AND_CEILING)
    medians, given = store.read_table(snakemake.input.medians, TABLE1), snakemake.params
    medians = medians[medians["experiment"].isin([*given.kinds, *given.controls])]
    figure = units.draw(store.read_table(snakemake.input.units, UNITS), beside, medians, given.kinds)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
