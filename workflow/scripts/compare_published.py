"""Set our probe's skill beside a published one, gauge by gauge."""

from lstm_probe import logs, store, tables
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.tables import PUBLISHED_COMPARISON

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    skill = store.read_table(snakemake.input.skill, SKILL)
    published = tables.read_published(snakemake.input.published)
    comparison = tables.compare_published(skill, published, snakemake.params.target)
    store.write_table(comparison, snakemake.output[0], PUBLISHED_COMPARISON)
