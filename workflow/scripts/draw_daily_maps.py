"""Draw the probe's prediction on some days as maps of catchments."""

from lstm_probe import logs
from lstm_probe.artefacts import geopackage, made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.probe import PREDICTIONS
from lstm_probe.figures import common, daily_maps, snow
from lstm_probe.results import offsets

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    target, periods = snakemake.params.target, snakemake.params.periods
    predictions = store.read(snakemake.input.predictions, PREDICTIONS).sel(target=target)
    predicted = offsets.standardise(predictions, periods["probe_fit"])["predicted"]
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    southern, there = snow.is_southern(attributes), predicted.indexes["time"]
    days = daily_maps.choose_days(snakemake.params.days, there, periods["probe_test"], southern)
    boundaries = snakemake.input.get("boundaries")
    shapes = geopackage.read(boundaries) if boundaries else None
    title = "probe of " + common.target_title(target, str(predictions["long_name"].item()))
    figure = daily_maps.draw(predicted.sel(time=days), attributes, shapes, title)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
