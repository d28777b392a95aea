"""Account for the run: versions, commits, seeds, devices, data, and what was left out and why."""

from pathlib import Path

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import CATCHMENTS
from lstm_probe.contracts.probe import PREDICTIONS
from lstm_probe.contracts.tables import SOURCES
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.report import provenance

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    made_of.require(snakemake)
    names = [Path(path).stem for path in snakemake.input.targets]
    content = provenance.account(
        models=[{"lstm": Path(path).parts[-3], **store.read_json(path)} for path in snakemake.input.models],
        series=store.read(snakemake.input.series, CATCHMENTS),
        targets={
            name: store.read(path, target_contract(name))
            for name, path in zip(names, snakemake.input.targets, strict=True)
        },
        predictions={
            Path(path).parts[-2].removeprefix("seed"): store.read(path, PREDICTIONS)
            for path in snakemake.input.predictions
        },
        sources=store.read_table(snakemake.input.sources, SOURCES),
        places=provenance.here(),
    )
    store.write_json(content, snakemake.output[0])
    made_of.write(snakemake)
