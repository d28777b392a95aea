"""Draw the verdict: every target between floor and ceiling, and what the probe follows beyond its inputs."""

import pandas as pd

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.nulls import NULLS
from lstm_probe.contracts.verdict import INTERVALS
from lstm_probe.figures import common, ladder

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    given = snakemake.input
    nulls = store.read_table(given.nulls, NULLS) if given.get("nulls") else pd.DataFrame(columns=list(NULLS.columns))
    figure = ladder.draw(store.read_table(given.intervals, INTERVALS), nulls, snakemake.params.targets)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
