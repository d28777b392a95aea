"""List what is there and what would be fetched."""

from pathlib import Path

from lstm_probe import logs
from lstm_probe.fetch import sources
from lstm_probe.fetch.http.plans import summary

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    folders = {name: Path(folder) for name, folder in snakemake.params.folders.items()}
    lacks = sources.missing(folders, snakemake.params.wanted, sources.policy_of(snakemake.config["fetch"]))
    for name, entries in lacks.items():
        logger.info("%s", summary(name, entries))
