"""Refuse a run whose inputs are unusable, with everything that is wrong with them."""

from lstm_probe import logs, store
from lstm_probe.contracts.checkup import PROBLEMS
from lstm_probe.report.check_page import require

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    if snakemake.input:
        require(store.read_table(snakemake.input.problems, PROBLEMS), snakemake.input.report)
    else:
        logger.warning("the inputs were not checked, as the configuration says")
    for path in snakemake.output:
        with store.atomic(path) as partial:
            partial.write_text("The inputs may be used.\n")
