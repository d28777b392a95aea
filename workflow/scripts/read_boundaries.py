"""Read the catchments' boundaries and simplify them for maps."""

from lstm_probe import logs
from lstm_probe.artefacts import fetched, geopackage, made_of, store
from lstm_probe.catchments import ingestion
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.data.camels_gb import boundaries

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    about = store.provenance(snakemake.config, snakemake.rule, f"boundaries of {attributes.attrs['source']}")
    place = fetched.source(snakemake, "catchments")
    shapes = boundaries.for_drawing(ingestion.boundaries(snakemake.params.catchments, place, attributes))
    geopackage.write(shapes, snakemake.output.boundaries, about)
    made_of.write(snakemake)
