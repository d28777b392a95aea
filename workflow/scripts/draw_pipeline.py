"""Draw what is done: from forcings to discharge, from cell states to a probe."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import CATCHMENTS
from lstm_probe.contracts.lstm import DISCHARGE, STATES
from lstm_probe.contracts.probe import PREDICTIONS, PROBE
from lstm_probe.figures import common, pipeline, typical_year

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    target, lstm = snakemake.params.target, snakemake.params.lstm
    predictions = store.read(snakemake.input.predictions, PREDICTIONS).sel(target=target)
    probe = store.read(snakemake.input.probe, PROBE).sel(target=target)
    gauge = typical_year.typical_gauge(predictions.sel(time=slice(*snakemake.params.period)))
    year = typical_year.select(
        store.read(snakemake.input.series, CATCHMENTS),
        store.read(snakemake.input.discharge, DISCHARGE),
        store.read(snakemake.input.states, STATES),
        predictions,
        gauge,
        lstm["window_days"],
    )
    size = pipeline.measure(predictions, len(lstm["attributes"]))
    title = pipeline.kind(probe, size.gauges)
    figure = pipeline.draw(year, lstm["forcings"], pipeline.weights(probe, gauge), size, title)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
