"""Read the series and attributes of all gauges of CAMELS-GB that the study can use."""

from lstm_probe import logs
from lstm_probe.artefacts import fetched, made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.data.camels_gb import catchments

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    selection = catchments.Selection(
        gauges=snakemake.params.gauges,
        forcings=snakemake.params.forcings,
        attributes=snakemake.params.attributes,
        training=snakemake.params.periods["lstm_train"],
        extra_attributes=snakemake.params.extra_attributes,
        minimum_discharge_days=snakemake.params.minimum_discharge_days,
        version=snakemake.params.version,
        columns=snakemake.params.columns,
        interpolate_days=snakemake.params.interpolate_days,
        synthetic=snakemake.params.synthetic,
    )
    about = store.provenance(snakemake.config, snakemake.rule, "") | selection.citation.attributes
    folder = fetched.source(snakemake, "camels_gb")
    series, attributes = catchments.read(folder, selection, fetched.given(snakemake, "packed"))
    store.write(series, snakemake.output.series, CATCHMENTS, about)
    store.write(attributes, snakemake.output.attributes, ATTRIBUTES, about)
    made_of.write(snakemake)
