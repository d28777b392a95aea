"""Describe every unit of all LSTMs: what it follows, how long it remembers, how far its forget gate is open."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.probe import PREDICTIONS
from lstm_probe.contracts.tables import SATURATED_UNITS, UNITS
from lstm_probe.probe import saturation, units
from lstm_probe.results import tables

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    given, params = snakemake.input, snakemake.params
    days = {period: slice(*params.periods[f"probe_{period}"]) for period in ("fit", "test")}
    observed = store.read(given.predictions, PREDICTIONS)["observed"].load()
    targets = {str(name): observed.sel(target=name, drop=True) for name in observed["target"].values}
    found, counted = [], []
    for path, (lstm, seed) in zip(given.states, params.runs, strict=True):
        states, run = store.read(path, STATES), {"lstm": lstm, "seed": int(seed)}
        found.append(units.describe(states, targets, days).assign(**run))
        counted.append(saturation.count(states).assign(**run))
    store.write_table(tables.gather(found), snakemake.output.units, UNITS)
    store.write_table(tables.gather(counted), snakemake.output.saturated, SATURATED_UNITS)
    logger.info("%d rows of %d LSTMs and seeds", sum(map(len, found)), len(found))
    made_of.write(snakemake)
