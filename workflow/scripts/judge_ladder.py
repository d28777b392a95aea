"""Judge every target rung by rung, and set it between floor and ceiling."""

import pandas as pd

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.held_out import HELD_OUT_TABLE
from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.contracts.nulls import LAG_CURVE, NULLS
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.steering import STEERING_TABLE
from lstm_probe.contracts.targets import target as contract
from lstm_probe.contracts.verdict import FLOOR_AND_CEILING, INTERVALS, LADDER, SAMPLING
from lstm_probe.results import floor_and_ceiling, held_out, ladder, steering_rung, tables, training_gauges
from lstm_probe.results.evidence import Evidence

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    given, params, made = snakemake.input, snakemake.params, snakemake.output
    nulls, lags = (
        store.read_table(given[name], table) if given.get(name) else pd.DataFrame(columns=list(table.columns))
        for name, table in (("nulls", NULLS), ("lag_curve", LAG_CURVE))
    )
    residuals = zip(params.targets, given.get("residuals") or [None] * len(params.targets), strict=True)
    left = {name: store.read(path, contract(name))[name] for name, path in residuals if path}
    shares = {name: float(values.attrs["residual_share"]) for name, values in left.items()}
    unseen = held_out.gauges(store.read_table(given.held_out, HELD_OUT_TABLE)) if given.get("held_out") else {}
    skill, discharge = store.read_table(given.skill, SKILL), store.read_table(given.discharge_skill, DISCHARGE_SKILL)
    evidence = Evidence(
        *(store.read_table(given.intervals, INTERVALS), store.read_table(given.sampling, SAMPLING)),
        *(nulls, tables.seeds(skill), shares, params.family, params.ran, params.attributes),
        training_gauges.words(skill, discharge, params.lstm, params.overlap, params.targets),
        *(params.untrained, unseen),
    )
    steered = store.read_table(given.steering, STEERING_TABLE) if given.get("steering") else None
    used = steering_rung.of_targets(steered, params.lstm, params.targets, params.not_steered)
    store.write_table(ladder.judge(evidence, params.targets, used), made.ladder, LADDER)
    below = floor_and_ceiling.describe(evidence, params.targets, lags)
    store.write_table(below, made.floor_and_ceiling, FLOOR_AND_CEILING)
    made_of.write(snakemake)
