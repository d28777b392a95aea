"""Draw scores at unseen gauges against the distance to the nearest gauge that was seen."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.similar_gauges import SIMILAR_GAUGES
from lstm_probe.figures import common, similar_gauges

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    figure = similar_gauges.draw(store.read_table(snakemake.input.table, SIMILAR_GAUGES), snakemake.params.targets)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
