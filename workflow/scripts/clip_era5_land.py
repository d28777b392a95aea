"""Average one ERA5-Land variable over every catchment, day by day."""

from lstm_probe import logs
from lstm_probe.artefacts import fetched, made_of, store
from lstm_probe.contracts.targets import WEIGHTS
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.data.catchment_means import days
from lstm_probe.data.era5_land import daily_means
from lstm_probe.data.era5_land.quality import QualityCounts
from lstm_probe.data.targets import target
from lstm_probe.datasets import citations

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    name, entry = snakemake.params.name, snakemake.params.target
    files = fetched.source(snakemake, "era5_land")
    citation = citations.of_source("era5_land", bool(snakemake.config["world"]))
    about = store.provenance(snakemake.config, snakemake.rule, "") | citation.attributes
    weights = store.read(snakemake.input.weights, WEIGHTS)
    _, land = daily_means.grid_and_land(files, snakemake.params.variable)
    counts = QualityCounts(land)
    fields = daily_means.daily_means(files, entry["variable"], entry["units"], counts)
    means = days.every_day(weights, fields).assign_attrs(counts.attrs())
    clipped = target(means, name, entry, weights.attrs["method"], snakemake.params.region)
    store.write(clipped, snakemake.output.target, target_contract(name), about)
    made_of.write(snakemake)
