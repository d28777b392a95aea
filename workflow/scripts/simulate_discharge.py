"""Simulate discharge with a trained LSTM and score it per gauge."""

from dataclasses import replace

from lstm_probe import device, logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.lstm import DISCHARGE, DISCHARGE_SKILL
from lstm_probe.data.series.repetition import measured_discharge
from lstm_probe.model import saved, simulation, skill
from lstm_probe.model.settings import Reading, take

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    catchments = store.read(snakemake.input.series, CATCHMENTS)
    about = store.provenance(
        snakemake.config, snakemake.rule, f"simulated from {catchments.attrs['title']} by the LSTM"
    )
    where = device.choose(snakemake.threads)
    periods = snakemake.params.periods
    reading = take(Reading, snakemake.params.lstm)
    reading = replace(reading, threads=snakemake.threads, windows_at_once=snakemake.resources.windows_at_once)
    trained = saved.load(snakemake.input.weights, snakemake.input.model, where)
    discharge = simulation.discharge(
        trained,
        catchments,
        store.read(snakemake.input.attributes, ATTRIBUTES),
        simulation.spanned(periods["lstm_train"], periods["lstm_test"]),
        reading,
        where,
    )
    lstm, seed = snakemake.wildcards.lstm, int(snakemake.wildcards.seed)
    known = skill.Training(
        snakemake.params.training["gauges"] or trained.gauge_ids or None, snakemake.params.training["periods"]
    )
    measured = measured_discharge(catchments["discharge"])
    scores = skill.discharge_skill(discharge, periods, lstm, seed, known, measured)
    store.write(discharge, snakemake.output.discharge, DISCHARGE, about)
    store.write_table(scores, snakemake.output.skill, DISCHARGE_SKILL)
    made_of.write(snakemake)
