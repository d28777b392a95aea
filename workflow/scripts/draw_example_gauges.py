"""Draw the attributes and places of the gauges that the series figures show."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.tables import OFFSETS
from lstm_probe.figures import common, example_gauges
from lstm_probe.results import offsets

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    if snakemake.params.gauges is None:
        gauges = offsets.contrasting_gauges(store.read_table(snakemake.input.offsets, OFFSETS))
    else:
        chosen, known = snakemake.params.gauges, attributes["gauge_id"].values
        gauges = dict.fromkeys(common.known_gauges(chosen, known, "figures.series_gauges"), "")
    common.save(example_gauges.draw(attributes, gauges), snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
