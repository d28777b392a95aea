"""Read catchment means of Caravan as a probe target."""

from lstm_probe import logs
from lstm_probe.artefacts import fetched, made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, MEANS_OF_FILES
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.data.caravan import areas as caravan_areas
from lstm_probe.data.caravan import means as caravan
from lstm_probe.data.targets import target
from lstm_probe.datasets import citations

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    name, entry = snakemake.params.name, snakemake.params.target
    citation = citations.of_source("caravan", bool(snakemake.config["world"]))
    about = store.provenance(snakemake.config, snakemake.rule, "") | citation.attributes
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    folder, basins = fetched.source(snakemake, "caravan"), None
    if snakemake.input.get("means"):
        basins = caravan.basins_of(store.read(snakemake.input.means, MEANS_OF_FILES), entry["variable"])
    gauges = attributes["gauge_id"].values
    part = snakemake.params.part
    means = caravan.read(folder, gauges, entry["variable"], entry["units"], part, basins)
    if basins is None and "area" in attributes:
        areas = caravan_areas.compare(caravan_areas.read(folder, part), attributes["area"].to_pandas())
        means.attrs |= areas
    table = target(means, name, entry, "area-weighted, by Caravan", snakemake.params.region)
    store.write(table, snakemake.output[0], target_contract(name), about)
    made_of.write(snakemake)
