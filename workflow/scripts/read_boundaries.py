"""Read the catchments' boundaries and simplify them for maps."""

from lstm_probe import logs, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.data import boundaries
from lstm_probe.data.layout import SOURCE

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, f"boundaries of CAMELS-GB v1, {SOURCE}")
    gauges = store.read(snakemake.input.attributes, ATTRIBUTES)["gauge_id"].values
    shapes = boundaries.for_drawing(boundaries.read(snakemake.input.camels_gb, gauges))
    store.write_shapes(shapes, snakemake.output.boundaries, about)
