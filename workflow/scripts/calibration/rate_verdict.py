"""Put all small worlds together, rate the verdict, and draw how it tells stores from what is none."""

from pathlib import Path

import pandas as pd

from lstm_probe import logs
from lstm_probe.artefacts import store
from lstm_probe.calibration import choosing, doses, origin, page, rates, rules
from lstm_probe.contracts.calibration import CHOSEN, DOSES, RATES, WORLDS
from lstm_probe.figures import calibration

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    given, made = snakemake.input, snakemake.output
    worlds = pd.concat([store.read_table(path, WORLDS) for path in given.worlds], ignore_index=True)
    seconds = sum(pd.read_csv(path, sep="\t")["cpu_time"].sum() for path in snakemake.params.benchmarks)
    rotated, chosen = choosing.rotate(worlds)
    rated = rates.table(worlds, rates.all_rules(worlds, rules.Thresholds(), rotated))
    followed = doses.table(worlds)
    for table, path, contract in (
        (worlds, made.worlds, WORLDS),
        (rated, made.rates, RATES),
        (chosen, made.chosen, CHOSEN),
        (followed, made.doses, DOSES),
    ):
        store.write_table(table, path, contract)
    about = origin.describe(worlds, seconds)
    store.write_json(about, made.origin)
    store.save_text(page.write(rated, chosen, followed, about, Path(made.figure).name), made.page)
    figure = calibration.draw(rates.curves(worlds), rates.points(rated), worlds, followed)
    store.save_figure(figure, made.figure)
