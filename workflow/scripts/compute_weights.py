"""Weigh every cell of the ERA5-Land grid in every catchment."""

from lstm_probe import logs, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.targets import WEIGHTS
from lstm_probe.data import boundaries, era5_land, zonal

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "boundaries of CAMELS-GB, grid of ERA5-Land")
    gauges = store.read(snakemake.input.attributes, ATTRIBUTES)["gauge_id"].values
    shapes = boundaries.read(snakemake.input.camels_gb, gauges)
    grid, land = era5_land.grid_and_land(snakemake.input.era5_land)
    weights = zonal.weights(grid, land, shapes, snakemake.params.method)
    store.write(weights, snakemake.output.weights, WEIGHTS, about)
