"""Read the catchments' boundaries and simplify them for maps."""

from lstm_probe import logs
from lstm_probe.artefacts import fetched, geopackage, made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.data.camels_gb import boundaries
from lstm_probe.datasets.camels_gb import VERSIONS

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    version = VERSIONS[snakemake.params.version]
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    about = store.provenance(snakemake.config, snakemake.rule, f"boundaries of {attributes.attrs['source']}")
    shapes = boundaries.read(fetched.source(snakemake, "camels_gb"), attributes["gauge_id"].values, version)
    shapes = boundaries.for_drawing(boundaries.require_near(shapes, attributes))
    geopackage.write(shapes, snakemake.output.boundaries, about)
    made_of.write(snakemake)
