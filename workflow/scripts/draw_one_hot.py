"""Draw how a probe gets an intercept for every gauge."""

from lstm_probe import logs, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.figures import common, one_hot

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    gauges = store.read(snakemake.input.attributes, ATTRIBUTES)["gauge_id"].values
    common.save(one_hot.draw(gauges, snakemake.params.hidden_size), snakemake.output.pdf, snakemake.output.png)
