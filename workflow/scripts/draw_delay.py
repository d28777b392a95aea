"""Draw a target at one gauge beside itself, delayed."""

import pandas as pd

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.probe import PREDICTIONS
from lstm_probe.figures import common, delay, permutation

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    params = snakemake.params
    target = store.read(snakemake.input.predictions, PREDICTIONS).sel(target=params.target)
    names = store.read(snakemake.input.attributes, ATTRIBUTES)["gauge_name"].to_series()
    gauge = delay.choose_gauge(target["observed"], params.gauges, "figures.control_gauges")
    known = pd.DatetimeIndex(target["time"].values)
    days = params.days or permutation.last_years(params.periods["probe_test"])
    observed = target["observed"].sel(gauge_id=gauge).to_series() if gauge else pd.Series(index=known, dtype=float)
    title = common.gauge_title(gauge, str(names.get(gauge, ""))) if gauge else ""
    figure = delay.draw(
        observed,
        target[["units", "long_name"]],
        title,
        delay.known_days(days, known, "figures.control_days"),
        params.delay_days,
    )
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
