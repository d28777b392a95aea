"""Draw probe predictions beside their targets at two gauges."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.probe import PREDICTIONS
from lstm_probe.contracts.tables import OFFSETS
from lstm_probe.figures import common, probe_series
from lstm_probe.results import offsets

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    targets, periods = snakemake.params.targets, snakemake.params.periods
    names = store.read(snakemake.input.attributes, ATTRIBUTES)["gauge_name"].to_series()
    predictions = store.read(snakemake.input.predictions, PREDICTIONS).sel(target=targets)
    if snakemake.params.gauges is None:
        shown = probe_series.gauges_with_all(predictions)
        gauges = offsets.contrasting_gauges(store.read_table(snakemake.input.offsets, OFFSETS), shown)
    else:
        chosen, known = snakemake.params.gauges, predictions["gauge_id"].values
        gauges = dict.fromkeys(common.known_gauges(chosen, known, "figures.series_gauges"), "")
    scores = offsets.standardise(predictions, periods["probe_fit"], list(gauges))
    figure = probe_series.draw(scores, names, gauges, targets, periods["probe_test"])
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
