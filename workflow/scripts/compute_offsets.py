"""Find the bias of the main probe at every gauge, and test whether large biases go with rain."""

import logging

import numpy as np
import pandas as pd

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.probe import PREDICTIONS
from lstm_probe.contracts.tables import OFFSETS, OFFSETS_TEST
from lstm_probe.results import offsets

logger = logging.getLogger("lstm_probe")

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    targets, periods = snakemake.params.targets, snakemake.params.periods
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    p_mean = pd.Series(np.nan, attributes.indexes["gauge_id"])
    if "p_mean" in attributes:
        p_mean = attributes["p_mean"].to_series()
    else:
        logger.warning("p_mean is not among data.extra_attributes: no test of precipitation")
    biases = (
        offsets.bias(store.read(path, PREDICTIONS), targets, periods["probe_fit"], periods["probe_test"])
        for path in snakemake.input.predictions
    )
    table = offsets.offsets(biases, p_mean, snakemake.params.number)
    store.write_table(table, snakemake.output.offsets, OFFSETS)
    store.write_table(offsets.compare(table), snakemake.output.test, OFFSETS_TEST)
    made_of.write(snakemake)
