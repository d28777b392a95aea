"""Write the numbers of the run, for other programs."""

from lstm_probe import logs, store
from lstm_probe.contracts.data import CAMELS_GB
from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.tables import PUBLISHED_COMPARISON
from lstm_probe.numbers import numbers

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    series = store.read(snakemake.input.series, CAMELS_GB)
    gauges = {
        "gauges": series.sizes["gauge_id"],
        "gauges_dropped": series.attrs.get("dropped_gauges_count", 0),
    }
    published = snakemake.input.get("published")
    content = numbers(
        store.read_table(snakemake.input.skill, SKILL),
        store.read_table(snakemake.input.discharge_skill, DISCHARGE_SKILL),
        gauges,
        store.read_table(published, PUBLISHED_COMPARISON) if published else None,
    )
    store.write_json(content, snakemake.output[0])
