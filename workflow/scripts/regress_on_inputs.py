"""Take from every target what follows linearly from antecedent forcings and attributes."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.probe.inputs import Inputs
from lstm_probe.probe.residual import regress

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "targets less their regression on inputs")
    days = {period: slice(*snakemake.params.periods[f"probe_{period}"]) for period in ("fit", "test")}
    read, given = snakemake.input, snakemake.params
    attributes, files = store.read(read.attributes, ATTRIBUTES), zip(given.targets, read.targets, strict=True)
    residuals = regress(
        given.features,
        {name: store.read(path, target_contract(name))[name] for name, path in files},
        {name: entry.get("gauges") for name, entry in given.targets.items()},
        attributes,
        days,
        Inputs.of(store.read(read.series, CATCHMENTS), attributes, given.inputs, days),
        gauges=given.gauges,
        minimum_target_days=given.minimum_target_days,
    )
    for (name, residual), path in zip(residuals.items(), snakemake.output.residuals, strict=True):
        store.write(residual.to_dataset(), path, target_contract(name), about)
    made_of.write(snakemake)
