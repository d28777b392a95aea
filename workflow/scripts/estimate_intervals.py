"""Estimate 95 % intervals of all medians and differences, and count what they rest on."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.nulls import NULLS, YEAR_SHIFT_SUMS
from lstm_probe.contracts.probe import PREDICTIONS, SKILL, YEARLY_SUMS
from lstm_probe.contracts.verdict import INTERVALS, SAMPLING
from lstm_probe.results import draws, intervals, sampling, tables, yearly_sums

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    given, params = snakemake.input, snakemake.params
    runs = [
        (name, int(seed), store.read(path, YEARLY_SUMS))
        for path, (name, seed) in zip(given.yearly_sums, params.runs, strict=True)
    ]
    shifted = {}
    if given.get("nulls"):
        files = zip(params.seeds, given.shifts, strict=True)
        sums = {int(seed): store.read(path, YEAR_SHIFT_SUMS) for seed, path in files}
        shifted = yearly_sums.of_highest_shift(sums, store.read_table(given.nulls, NULLS))
    best = draws.best(store.read_table(given.skill, SKILL))
    targets = yearly_sums.targets(runs, store.read(given.attributes, ATTRIBUTES), best, list(shifted))
    predictions = [store.read(path, PREDICTIONS) for path in given.predictions]
    test = slice(*params.periods["probe_test"])
    counted = [sampling.of_target(target, predictions, test) for target in targets]
    store.write_table(tables.gather(counted), snakemake.output.sampling, SAMPLING)
    estimated = [intervals.estimate(target) for target in targets]
    store.write_table(intervals.below(estimated), snakemake.output.intervals, INTERVALS)
    logger.info("%d intervals of %d targets", sum(map(len, estimated)), len(targets))
    made_of.write(snakemake)
