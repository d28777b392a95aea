"""Draw the weights of the snow probe, and the states of its foremost units over the snow at one gauge."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.probe import PREDICTIONS, PROBE
from lstm_probe.figures import common, snow, snow_units

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    target, period = snakemake.params.target, snakemake.params.periods["probe_test"]
    tested = store.read(snakemake.input.predictions, PREDICTIONS).sel(target=target, time=slice(*period))
    if snakemake.params.gauges is None:
        gauges = snow.snowiest(tested, 1)
    else:
        gauges = common.known_gauges(snakemake.params.gauges, snow.snowy(tested), "figures.snow_gauges")[:1]
    snowy = tested.sel(gauge_id=gauges)
    if gauges:
        year = snakemake.params.year or snow.snowiest_year(snowy["observed"][0].to_series().dropna())
        period = snow_units.years_around(year, period)
    southern = snow.is_southern(store.read(snakemake.input.attributes, ATTRIBUTES).sel(gauge_id=gauges))
    weights = snow_units.unit_weights(store.read(snakemake.input.probe, PROBE), target)
    shown = {"gauge_id": gauges, "unit": snow_units.foremost(weights), "time": slice(*period)}
    states = store.read(snakemake.input.states, STATES)["cell_state"].sel(shown)
    figure = snow_units.draw(weights, states, snowy.sel(time=slice(*period)), southern)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
