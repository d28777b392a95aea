"""Draw our probe skill against the published skill at the same gauges."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.tables import PUBLISHED_COMPARISON
from lstm_probe.figures import common, published

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    comparison = store.read_table(snakemake.input.comparison, PUBLISHED_COMPARISON)
    figure = published.draw(comparison, snakemake.params.target, snakemake.params.long_name)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
