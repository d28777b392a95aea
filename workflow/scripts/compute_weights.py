"""Weigh every cell of a gridded product in every catchment."""

from lstm_probe import logs
from lstm_probe.artefacts import fetched, made_of, store
from lstm_probe.catchments import ingestion
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.targets import WEIGHTS
from lstm_probe.data.catchment_means import zonal
from lstm_probe.data.products import GRIDS

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    product = snakemake.params.grid
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    about = store.provenance(
        snakemake.config, snakemake.rule, f"boundaries of {attributes.attrs['title']}, grid of {product}"
    )
    place = fetched.source(snakemake, "catchments")
    shapes = ingestion.boundaries(snakemake.params.catchments, place, attributes).to_crs("EPSG:4326")
    bounds = tuple(shapes.total_bounds)
    grid, land = GRIDS[product](fetched.source(snakemake, "gridded"), bounds, snakemake.params.variable)
    weights = zonal.weights(grid, land, shapes, snakemake.params.method, product)
    store.write(weights, snakemake.output.weights, WEIGHTS, about)
    made_of.write(snakemake)
