"""Say how much a study writes, and refuse one that has no room for it or would train for days.

The stamp has no record beside it: its name says what it was made from.
"""

from lstm_probe import logs
from lstm_probe.artefacts import store, writing
from lstm_probe.checkup import size
from lstm_probe.contracts.checkup import FROM_THE_STUDY, GAUGES

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    given, gauges = snakemake.params, store.read_table(snakemake.input.gauges, GAUGES)
    study, number = size.Size(**given.size), int((~gauges["lost_at"].isin(FROM_THE_STUDY)).sum())
    there = writing.room(given.folder)
    size.require(study, number, there, given.beyond, given.folder)
    logger.info("%s", size.sentence(study, number, there))
    store.save_text(f"{size.sentence(study, number, there)}\n", snakemake.output.stamp)
