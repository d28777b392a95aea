"""Import the LSTM of a run of NeuralHydrology, and hold it against the run's own scores."""

from dataclasses import replace

from lstm_probe import device, logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.model import saved
from lstm_probe.model.settings import Reading, take
from lstm_probe.neuralhydrology import card, importing, readings, run, self_check

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "imported from a run of NeuralHydrology")
    found = run.find(snakemake.params.places["run"], snakemake.params.epoch)
    where = device.choose(snakemake.threads)
    trained = importing.trained(found)
    series = store.read(snakemake.input.series, CATCHMENTS)
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    scores = self_check.compare(found, trained, series, attributes, where, snakemake.threads)
    reading = replace(take(Reading, snakemake.params.lstm), threads=snakemake.threads)
    apart = readings.difference(trained, series, attributes, snakemake.params.periods["probe_test"], reading, where)
    about = {**about, "seed": int(snakemake.wildcards.seed), "device": device.describe(where)}
    gauges = snakemake.params.training["gauges"] or trained.gauge_ids
    about = {**about, "import_card": {**card.card(found, trained, scores, gauges), "continuous_reading": apart}}
    saved.save(trained, snakemake.output.weights, snakemake.output.model, about)
    made_of.write(snakemake)
