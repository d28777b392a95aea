"""Draw whose states meet whose target when gauges are permuted, and how alike the two targets are."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.probe import PREDICTIONS, PROBE
from lstm_probe.figures import common, permutation

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    target, gauges = snakemake.params.target, snakemake.params.gauges
    days = snakemake.params.days or permutation.last_years(snakemake.params.periods["probe_test"])
    names = store.read(snakemake.input.attributes, ATTRIBUTES)["gauge_name"].to_series()
    probe = store.read(snakemake.input.probe, PROBE).sel(target=target)
    predictions = store.read(snakemake.input.predictions, PREDICTIONS).sel(target=target)
    given = permutation.given(probe["state_source"].to_series())
    if gauges is None:
        gauges = permutation.exchanged(given)
    else:
        gauges = common.known_gauges(gauges, given, "figures.control_gauges")
    figure = permutation.draw(permutation.pair(predictions, gauges, days), names, probe.sizes["feature"])
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
