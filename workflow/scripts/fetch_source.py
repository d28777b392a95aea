"""Fetch what is missing of a source, and write down what is there."""

from pathlib import Path

from lstm_probe import fetched, logs
from lstm_probe.data.fetch import sources

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    params, manners = snakemake.params, sources.manners(snakemake.config["fetch"])
    content = sources.fetch(params.source, Path(params.folder), params.wanted, manners)
    fetched.write(content, Path(snakemake.output.record))
