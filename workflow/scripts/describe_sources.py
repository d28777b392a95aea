"""Describe the files that the run reads, with a checksum of each source."""

from lstm_probe import logs, sources, store
from lstm_probe.contracts.tables import SOURCES

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    table = sources.describe(dict(zip(snakemake.params.names, snakemake.input.sources, strict=True)))
    store.write_table(table, snakemake.output.table, SOURCES)
