"""Write the numbers of the run, for other programs."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import CATCHMENTS
from lstm_probe.contracts.held_out import HELD_OUT_TABLE
from lstm_probe.contracts.learning_curves import LEARNING_CROSSINGS, LEARNING_CURVES
from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.similar_gauges import SIMILAR_GAUGES
from lstm_probe.contracts.steering import STEERING_TABLE
from lstm_probe.contracts.tables import OFFSETS_TEST, PRODUCTS, PUBLISHED_COMPARISON, SEEDS, WEIGHTS_TABLE
from lstm_probe.contracts.verdict import FLOOR_AND_CEILING, INTERVALS, LADDER, SAMPLING
from lstm_probe.results.numbers import numbers

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    read = snakemake.input
    series = store.read(read.series, CATCHMENTS)
    gauges = {
        "gauges": series.sizes["gauge_id"],
        "gauges_dropped": series.attrs.get("dropped_gauges_count", 0),
    }
    tables = {"weights": WEIGHTS_TABLE, "seeds": SEEDS, "intervals": INTERVALS, "ladder": LADDER}
    tables |= {"floor_and_ceiling": FLOOR_AND_CEILING, "sampling": SAMPLING}
    optional = {"published": PUBLISHED_COMPARISON, "products": PRODUCTS, "offsets_test": OFFSETS_TEST}
    optional |= {"steering": STEERING_TABLE, "held_out": HELD_OUT_TABLE, "similar_gauges": SIMILAR_GAUGES}
    optional |= {"learning_curves": LEARNING_CURVES, "learning_crossings": LEARNING_CROSSINGS}
    tables |= {name: table for name, table in optional.items() if read.get(name)}
    content = numbers(
        store.read_table(read.skill, SKILL),
        store.read_table(read.discharge_skill, DISCHARGE_SKILL),
        gauges,
        baselines=snakemake.params.baselines,
        **{name: store.read_table(read[name], table) for name, table in tables.items()},
    )
    store.write_json(content, snakemake.output[0])
    made_of.write(snakemake)
