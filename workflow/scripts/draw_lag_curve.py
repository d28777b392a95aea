"""Draw the lag curve: the probe given the states of other days."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.nulls import LAG_CURVE
from lstm_probe.figures import common, lag_curve

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    figure = lag_curve.draw(store.read_table(snakemake.input.lag_curve, LAG_CURVE), snakemake.params.targets)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
