"""Fit and score the probes of other gauges' states and other years', and main's with the states of other days."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.nulls import LAG_CURVE, NULLS, YEAR_SHIFT_SUMS
from lstm_probe.contracts.probe import PROBE
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.probe import null_tables, null_targets
from lstm_probe.probe.experiment import Experiment
from lstm_probe.probe.features import Sources
from lstm_probe.probe.inputs import Inputs
from lstm_probe.probe.null_parts import Nulls

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "probes of an LSTM's states of other years")
    days = {period: slice(*snakemake.params.periods[f"probe_{period}"]) for period in ("fit", "test")}
    read, given, seed = snakemake.input, snakemake.params, int(snakemake.wildcards.seed)
    attributes, probe = store.read(read.attributes, ATTRIBUTES), store.read(read.probe, PROBE)
    targets, residuals = (
        {name: store.read(path, target_contract(name))[name] for name, path in zip(given.targets, paths, strict=True)}
        for paths in (read.targets, read.residuals)
    )
    observed = null_targets.observed(targets, residuals, probe, days)
    draws = null_targets.draws(observed, attributes, derangements=given.derangements, distance_km=given.distance_km)
    inputs = Inputs.of(store.read(read.series, CATCHMENTS), attributes, given.inputs, days) if read.series else None
    sources = Sources(store.read(read.states, STATES) if read.states else None, inputs)
    main, partial = Experiment(**given.experiment), Experiment(**given.partial)
    answers = null_targets.answers_of(null_targets.records(targets, observed), main, partial)
    nulls = Nulls(main.features, sources, observed, days, draws, answers, threads=snakemake.threads)
    shifted, sums = nulls.year_shifts()
    table = null_tables.nulls(nulls.derangements(), shifted, draws, seed)
    store.write_table(table, snakemake.output.nulls, NULLS)
    lags = null_tables.lag_curve(nulls.lags(probe, given.lag_step_days), seed)
    store.write_table(lags, snakemake.output.lag_curve, LAG_CURVE)
    store.write(sums, snakemake.output.year_shift_sums, YEAR_SHIFT_SUMS, about)
    made_of.write(snakemake)
