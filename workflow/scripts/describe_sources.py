"""Describe the files that the run reads, with a checksum of each source."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, sources, store
from lstm_probe.contracts.tables import SOURCES

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    made = iter(snakemake.input.sources)
    paths = [place or next(made) for place in snakemake.params.places]
    table = sources.describe(dict(zip(snakemake.params.names, paths, strict=True)))
    store.write_table(table, snakemake.output.table, SOURCES)
    made_of.write(snakemake)
