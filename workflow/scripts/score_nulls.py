"""Fit and score the probes of other gauges' states and other years', and gather the lag curve, from second moments."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.nulls import LAG_CURVE, NULLS, SECOND_MOMENTS, YEAR_SHIFT_SUMS
from lstm_probe.probe import null_tables
from lstm_probe.probe.experiment import Experiment
from lstm_probe.probe.null_targets import answers

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "probes of an LSTM's states of other years")
    seed, given = int(snakemake.wildcards.seed), snakemake.params
    moments = store.read(snakemake.input.moments, SECOND_MOMENTS)
    fitted = answers(moments, Experiment(**given.experiment), Experiment(**given.partial))
    nulls, sums = null_tables.nulls(moments, fitted, seed)
    store.write_table(nulls, snakemake.output.nulls, NULLS)
    store.write_table(null_tables.lag_curve(moments, seed), snakemake.output.lag_curve, LAG_CURVE)
    store.write(sums, snakemake.output.year_shift_sums, YEAR_SHIFT_SUMS, about)
    made_of.write(snakemake)
