"""Correlate the predictions of all probes with the true stores of the synthetic world."""

import pandas as pd

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.probe import PREDICTIONS, SKILL
from lstm_probe.contracts.world import TRUTH
from lstm_probe.probe.truth import score_truth

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    variables = {name: entry.get("variable") or name for name, entry in snakemake.params.targets.items()}
    periods = {period: slice(*snakemake.params.periods[f"probe_{period}"]) for period in ("fit", "test")}
    truth = store.read(snakemake.input.truth, TRUTH)
    tables = []
    for path, (experiment, seed) in zip(snakemake.input.predictions, snakemake.params.runs, strict=True):
        with store.read(path, PREDICTIONS) as predictions:
            skill = score_truth(predictions, truth, variables, periods)
        tables.append(skill.assign(experiment=experiment, seed=int(seed)))
    store.write_table(pd.concat(tables, ignore_index=True), snakemake.output.skill, SKILL)
    made_of.write(snakemake)
