"""Set scores at unseen gauges beside their distances to the nearest gauge that was seen."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.comparisons import HELD_OUT as EXPERIMENT
from lstm_probe.contracts.comparisons import MAIN, UNSEEN
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.held_out import HELD_OUT
from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.similar_gauges import SIMILAR_GAUGES
from lstm_probe.probe import similar_gauges
from lstm_probe.results import tables
from lstm_probe.results.held_out import DISCHARGE
from lstm_probe.results.similar_gauges import table

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    read, given = snakemake.input, snakemake.params
    attributes, skill = store.read(read.attributes, ATTRIBUTES), store.read_table(read.skill, SKILL)
    main = skill[skill["experiment"] == MAIN].groupby("target")["gauge_id"].unique()
    seen = {target: main[target].tolist() for target in given.targets if target in main.index}
    names = given.attributes
    distances = {(UNSEEN, target): similar_gauges.of_folds(attributes, names, own) for target, own in seen.items()}
    seen[DISCHARGE] = attributes["gauge_id"].values.astype(str).tolist()
    held_out = {gauge for path in read.held_out for gauge in store.read_table(path, HELD_OUT)["gauge_id"]}
    for what, gauges in seen.items() if held_out else ():
        others = [gauge for gauge in gauges if gauge not in held_out]
        distances[EXPERIMENT, what] = similar_gauges.nearest(attributes, names, sorted(held_out), others)
    scores = [store.read_table(path, DISCHARGE_SKILL) for path in read.discharge_skill]
    found = table(distances, skill, tables.gather(scores) if scores else None)
    store.write_table(found, snakemake.output.table, SIMILAR_GAUGES)
    made_of.write(snakemake)
