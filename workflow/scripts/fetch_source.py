"""Fetch what is missing of a source, and write down what is there."""

from pathlib import Path

from lstm_probe import logs
from lstm_probe.artefacts import fetched, made_of
from lstm_probe.fetch import sources

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    params, settings = snakemake.params, snakemake.config["fetch"]
    policy = sources.policy_of(settings)
    content = sources.fetch(params.source, Path(params.folder), params.wanted, policy, settings["offline"])
    fetched.write(content, Path(snakemake.output.record))
    made_of.write(snakemake)
