"""Correlate two targets, gauge by gauge, over the days that both have."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.tables import PRODUCTS
from lstm_probe.contracts.targets import target
from lstm_probe.results import products

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    names = snakemake.params.names
    paths = (snakemake.input.first, snakemake.input.second)
    first, second = (store.read(path, target(name))[name] for path, name in zip(paths, names, strict=True))
    store.write_table(products.compare(first, second, names), snakemake.output.table, PRODUCTS)
    made_of.write(snakemake)
