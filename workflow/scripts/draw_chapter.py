"""Draw the figures of a chapter, each as the script of its own rule draws it."""

import runpy

from lstm_probe import logs
from lstm_probe.workflow.chapters import as_job

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    logger.info("each with a log of its own: %s", ", ".join(snakemake.params.figures))
    for rule, job in snakemake.params.figures.items():
        runpy.run_path(job["script"], {"snakemake": as_job(rule, job, snakemake.config)}, "__main__")
