"""Read the series and attributes of all catchments that the study can use."""

from lstm_probe import logs
from lstm_probe.artefacts import fetched, made_of, store
from lstm_probe.catchments import ingestion
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS, MEANS_OF_FILES

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    params = dict(snakemake.params.items())
    settings, place = params["catchments"], fetched.source(snakemake, "catchments")
    series, attributes, means = ingestion.read(settings, params, place, fetched.given(snakemake, "packed"))
    about = store.provenance(snakemake.config, snakemake.rule, "") | ingestion.cited(series)
    store.write(series, snakemake.output.series, CATCHMENTS, about)
    store.write(attributes, snakemake.output.attributes, ATTRIBUTES, about)
    if means is not None:
        store.write(means, snakemake.output.means, MEANS_OF_FILES, about)
    made_of.write(snakemake)
