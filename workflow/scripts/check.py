"""Refuse a run whose inputs are unusable, with everything that is wrong with them."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store, writing
from lstm_probe.checkup import size
from lstm_probe.contracts.checkup import FROM_THE_STUDY, GAUGES, PROBLEMS
from lstm_probe.report.check_page import require

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    verdict = "The inputs may be used."
    if snakemake.input:
        require(store.read_table(snakemake.input.problems, PROBLEMS), snakemake.input.report)
        given = snakemake.params
        study, gauges = size.Size(**given.size), store.read_table(snakemake.input.gauges, GAUGES)
        number = int((~gauges["lost_at"].isin(FROM_THE_STUDY)).sum())
        there = writing.room(given.folder)
        logger.info("%s", size.sentence(study, number, there))
        size.require(study, number, there, given.beyond, given.folder)
        logger.info("%s What is worth a look stands in %s", verdict, snakemake.input.report)
    else:
        verdict = "The inputs were not checked."
        logger.warning("%s The configuration says check: false", verdict)
    for path in snakemake.output.stamps:
        with store.atomic(path) as partial:
            partial.write_text(f"{verdict}\n", encoding="utf-8")
    made_of.write(snakemake)
