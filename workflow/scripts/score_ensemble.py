"""Score the mean discharge of all seeds of an LSTM, per gauge."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import CATCHMENTS
from lstm_probe.contracts.ensembles import ENSEMBLE_SEED, ensemble_of
from lstm_probe.contracts.lstm import DISCHARGE, DISCHARGE_SKILL
from lstm_probe.data.series.repetition import measured_discharge
from lstm_probe.model import ensemble, skill

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    read, given = snakemake.input, snakemake.params
    measured = measured_discharge(store.read(read.series, CATCHMENTS)["discharge"])
    mean = ensemble.average([store.read(path, DISCHARGE) for path in read.discharge])
    gauges = given.training["gauges"] or store.read_json(read.model[0])["gauge_ids"] or None
    known = skill.Training(gauges, given.training["periods"])
    name = ensemble_of(snakemake.wildcards.lstm)
    scores = skill.discharge_skill(mean, given.periods, name, ENSEMBLE_SEED, known, measured)
    store.write_table(scores, snakemake.output.skill, DISCHARGE_SKILL)
    made_of.write(snakemake)
