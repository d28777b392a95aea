"""Draw probe predictions beside their targets at two gauges."""

from lstm_probe import logs, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.probe import PREDICTIONS
from lstm_probe.figures import common, probe_series

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    targets, periods = snakemake.params.targets, snakemake.params.periods
    names = store.read(snakemake.input.attributes, ATTRIBUTES)["gauge_name"].to_series()
    predictions = store.read(snakemake.input.predictions, PREDICTIONS).sel(target=targets)
    scores = probe_series.standardise(predictions, periods["probe_fit"])
    if snakemake.params.gauges is None:
        bias = probe_series.absolute_bias(scores, periods["probe_test"])
        gauges = probe_series.contrasting_gauges(bias)
    else:
        chosen, known = snakemake.params.gauges, scores["gauge_id"].values
        gauges = dict.fromkeys(common.known_gauges(chosen, known, "figures.series_gauges"), "")
    figure = probe_series.draw(scores, names, gauges, targets, periods["probe_test"])
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
