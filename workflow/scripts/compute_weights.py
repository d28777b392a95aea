"""Weigh every cell of a gridded product in every catchment."""

from lstm_probe import logs, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.targets import WEIGHTS
from lstm_probe.data import boundaries, zonal
from lstm_probe.data.grids import GRIDS

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    product = snakemake.params.grid
    about = store.provenance(snakemake.config, snakemake.rule, f"boundaries of CAMELS-GB, grid of {product}")
    gauges = store.read(snakemake.input.attributes, ATTRIBUTES)["gauge_id"].values
    shapes = boundaries.read(snakemake.input.camels_gb, gauges).to_crs("EPSG:4326")
    grid, land = GRIDS[product](snakemake.input.gridded, tuple(shapes.total_bounds))
    weights = zonal.weights(grid, land, shapes, snakemake.params.method, product)
    store.write(weights, snakemake.output.weights, WEIGHTS, about)
