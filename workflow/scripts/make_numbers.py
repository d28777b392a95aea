"""Write the numbers of the run, for other programs."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import CATCHMENTS
from lstm_probe.contracts.held_out import HELD_OUT_TABLE
from lstm_probe.contracts.learning_curves import LEARNING_CROSSINGS, LEARNING_CURVES
from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.steering import STEERING_TABLE
from lstm_probe.contracts.tables import OFFSETS_TEST, PRODUCTS, PUBLISHED_COMPARISON, SEEDS, WEIGHTS_TABLE
from lstm_probe.contracts.verdict import FLOOR_AND_CEILING, INTERVALS, LADDER, SAMPLING
from lstm_probe.results.numbers import numbers

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    series = store.read(snakemake.input.series, CATCHMENTS)
    gauges = {
        "gauges": series.sizes["gauge_id"],
        "gauges_dropped": series.attrs.get("dropped_gauges_count", 0),
    }
    optional = {"published": PUBLISHED_COMPARISON, "products": PRODUCTS, "offsets_test": OFFSETS_TEST}
    optional |= {"steering": STEERING_TABLE, "held_out": HELD_OUT_TABLE}
    optional |= {"learning_curves": LEARNING_CURVES, "learning_crossings": LEARNING_CROSSINGS}
    there = {name: table for name, table in optional.items() if snakemake.input.get(name)}
    content = numbers(
        store.read_table(snakemake.input.skill, SKILL),
        store.read_table(snakemake.input.discharge_skill, DISCHARGE_SKILL),
        gauges,
        weights=store.read_table(snakemake.input.weights, WEIGHTS_TABLE),
        seeds=store.read_table(snakemake.input.seeds, SEEDS),
        intervals=store.read_table(snakemake.input.intervals, INTERVALS),
        ladder=store.read_table(snakemake.input.ladder, LADDER),
        floor_and_ceiling=store.read_table(snakemake.input.floor_and_ceiling, FLOOR_AND_CEILING),
        sampling=store.read_table(snakemake.input.sampling, SAMPLING),
        baselines=snakemake.params.baselines,
        **{name: store.read_table(snakemake.input[name], table) for name, table in there.items()},
    )
    store.write_json(content, snakemake.output[0])
    made_of.write(snakemake)
