"""Draw r at unseen gauges against the number of labels."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.learning_curves import LEARNING_CROSSINGS, LEARNING_CURVES
from lstm_probe.figures import common, learning_curves

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    curves = store.read_table(snakemake.input.curves, LEARNING_CURVES)
    crossings = store.read_table(snakemake.input.crossings, LEARNING_CROSSINGS)
    figure = learning_curves.draw(curves, crossings, snakemake.params.targets)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
