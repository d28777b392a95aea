"""Hold the numbers of the run against what its configuration expects of them."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.tables import EXPECTATIONS
from lstm_probe.results import expectations

if __name__ == "__main__":
    logger = logs.start(snakemake.log[0])
    table = expectations.evaluate(snakemake.params.expect, store.read_json(snakemake.input.numbers))
    store.write_table(table, snakemake.output[0], EXPECTATIONS)
    logger.info("%d claims\n%s", len(table), table.to_string(index=False))
    made_of.write(snakemake)
