"""Extract the cell state of every gauge and day with a trained LSTM."""

from dataclasses import replace

from lstm_probe import device, logs
from lstm_probe.artefacts import blocks, made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.lstm import STATES
from lstm_probe.model import saved, simulation
from lstm_probe.model.settings import Reading, take

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    catchments = store.read(snakemake.input.series, CATCHMENTS)
    about = store.provenance(
        snakemake.config, snakemake.rule, f"cell states of the LSTM, reading {catchments.attrs['title']}"
    )
    where = device.choose(snakemake.threads)
    periods = snakemake.params.periods
    reading = take(Reading, snakemake.params.lstm)
    reading = replace(reading, threads=snakemake.threads, windows_at_once=snakemake.resources.windows_at_once)
    trained = saved.load(snakemake.input.weights, snakemake.input.model, where)
    attributes, given = store.read(snakemake.input.attributes, ATTRIBUTES), snakemake.params
    span = simulation.spanned(periods["probe_fit"], periods["probe_test"], periods["state_lead_days"])
    some = blocks.of(catchments.sizes["gauge_id"], **given.blocks)
    read = (
        simulation.states(trained, catchments.isel(gauge_id=gauges), attributes, span, reading, where, given.kept)
        for gauges in some
    )
    if len(some) > 1:
        blocks.write(read, snakemake.output.states, STATES, about, ["days_without_states"])
    else:
        store.write(next(read), snakemake.output.states, STATES, about, chunks={"gauge_id": 1}, compress=False)
    made_of.write(snakemake)
