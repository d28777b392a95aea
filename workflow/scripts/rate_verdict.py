"""Put all small worlds together, rate the verdict, and draw how it tells stores from what is none."""

import pandas as pd

from lstm_probe import logs
from lstm_probe.artefacts import store
from lstm_probe.calibration import choosing, doses, origin, rates, rules
from lstm_probe.contracts.calibration import CHOSEN, DOSES, RATES, WORLDS
from lstm_probe.figures import calibration

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    worlds = pd.concat([store.read_table(path, WORLDS) for path in snakemake.input], ignore_index=True)
    rotated, chosen = choosing.rotate(worlds)
    found = rates.all_rules(worlds, rules.Thresholds(), rotated)
    doses_found = doses.table(worlds)
    made, line = snakemake.output, origin.line(worlds)
    for table, path, contract in (
        (worlds, made.worlds, WORLDS),
        (rates.table(worlds, found), made.rates, RATES),
        (chosen, made.chosen, CHOSEN),
        (doses_found, made.doses, DOSES),
    ):
        origin.write(table, path, contract, line)
    store.save_figure(calibration.draw(worlds, doses_found), made.figure)
