"""Average ESA CCI soil moisture over every catchment, fill its gaps in time and smooth it."""

from lstm_probe import logs
from lstm_probe.artefacts import fetched, made_of, store
from lstm_probe.contracts.targets import WEIGHTS
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.data.catchment_means import days
from lstm_probe.data.catchment_means.grid import Grid
from lstm_probe.data.esa_cci import fields as esa_cci
from lstm_probe.data.esa_cci import files
from lstm_probe.data.series.smoothing import Smoothing, smoothed
from lstm_probe.data.targets import target
from lstm_probe.datasets import citations

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    name, entry = snakemake.params.name, snakemake.params.target
    delivery = files.find(fetched.source(snakemake, "esa_cci"))
    citation = citations.of_source("esa_cci", bool(snakemake.config["world"]))
    about = store.provenance(snakemake.config, snakemake.rule, "") | citation.attributes
    weights = store.read(snakemake.input.weights, WEIGHTS)
    grid, counts = Grid(weights["latitude"].values, weights["longitude"].values), esa_cci.ScreeningCounts()
    flags = entry.get("flags", [0])
    fields = esa_cci.daily_fields(delivery, grid, entry["variable"], entry["units"], flags, counts)
    means = days.with_gaps(weights, fields).assign_attrs(counts.attrs(), version=delivery.version)
    settings = {key: entry[key] for key in ("fill_gaps", "smooth_days", "smooth") if key in entry}
    means = smoothed(means, Smoothing(**settings))
    clipped = target(means, name, entry, weights.attrs["method"], snakemake.params.region)
    store.write(clipped, snakemake.output.target, target_contract(name), about)
    made_of.write(snakemake)
