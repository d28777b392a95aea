"""Draw the snow probe beside its target, and a map of the gauges with snow."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.probe import PREDICTIONS
from lstm_probe.figures import common, snow

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    target, period = snakemake.params.target, snakemake.params.periods["probe_test"]
    predictions = store.read(snakemake.input.predictions, PREDICTIONS)
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    tested = predictions.sel(target=target, time=slice(*period))
    if snakemake.params.gauges is None:
        gauges = snow.snowiest(tested)
    else:
        gauges = common.known_gauges(snakemake.params.gauges, snow.snowy(tested), "figures.snow_gauges")
    figure = snow.draw(tested, attributes, gauges, snakemake.params.year)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
