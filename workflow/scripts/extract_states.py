"""Extract the cell state of every gauge and day with a trained LSTM."""

from dataclasses import replace

from lstm_probe import device, logs
from lstm_probe.artefacts import made_of, store
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
    states = simulation.states(
        trained,
        catchments,
        store.read(snakemake.input.attributes, ATTRIBUTES),
        simulation.spanned(periods["probe_fit"], periods["probe_test"], periods["state_lead_days"]),
        reading,
        where,
        snakemake.params.kept,
    )
    store.write(states, snakemake.output.states, STATES, about, chunks={"gauge_id": 1}, compress=False)
    made_of.write(snakemake)
