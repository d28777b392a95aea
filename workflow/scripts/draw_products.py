"""Draw how two products of soil moisture agree, gauge by gauge."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.tables import PRODUCTS
from lstm_probe.figures import common, products

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    figure = products.draw(store.read_table(snakemake.input.products, PRODUCTS), snakemake.params.label)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
