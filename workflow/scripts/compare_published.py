"""Set our probe's skill beside a published one, gauge by gauge and in sum."""

from lstm_probe import logs
from lstm_probe.artefacts import fetched, made_of, store
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.tables import PUBLISHED_COMPARISON, PUBLISHED_SUMMARY
from lstm_probe.datasets import catalogue
from lstm_probe.results import published

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    skill = store.read_table(snakemake.input.skill, SKILL)
    theirs = published.read(fetched.given(snakemake, "published"), catalogue.DATA_SETS[snakemake.params.reader].ids)
    comparison = published.compare(skill, theirs, snakemake.params.target)
    store.write_table(comparison, snakemake.output.comparison, PUBLISHED_COMPARISON)
    store.write_table(published.summarise(comparison), snakemake.output.summary, PUBLISHED_SUMMARY)
    made_of.write(snakemake)
