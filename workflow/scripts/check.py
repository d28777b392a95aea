"""Refuse a run whose inputs are unusable, with everything that is wrong with them."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.checkup import PROBLEMS
from lstm_probe.report.check_page import require

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    verdict = "The inputs may be used."
    if snakemake.input:
        require(store.read_table(snakemake.input.problems, PROBLEMS), snakemake.input.report)
        logger.info("%s What is worth a look stands in %s", verdict, snakemake.input.report)
    else:
        verdict = "The inputs were not checked."
        logger.warning("%s The configuration says check: false", verdict)
    for path in snakemake.output.stamps:
        with store.atomic(path) as partial:
            partial.write_text(f"{verdict}\n", encoding="utf-8")
    made_of.write(snakemake)
