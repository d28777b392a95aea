"""Gather the nulls and lag curves of all seeds, in one table each."""

import pandas as pd

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.nulls import LAG_CURVE, NULLS

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    read, made = snakemake.input, snakemake.output
    for paths, path, contract in ((read.nulls, made.nulls, NULLS), (read.lag_curves, made.lag_curve, LAG_CURVE)):
        store.write_table(
            pd.concat([store.read_table(one, contract) for one in paths], ignore_index=True), path, contract
        )
    made_of.write(snakemake)
