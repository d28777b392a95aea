"""Refuse a run whose claims do not all hold."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.tables import EXPECTATIONS
from lstm_probe.results.expectations import require

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    table = store.read_table(snakemake.input.expectations, EXPECTATIONS)
    require(table)
    with store.atomic(snakemake.output[0]) as partial:
        partial.write_text("".join(f"holds: {claim}\n" for claim in table["claim"]), encoding="utf-8")
    made_of.write(snakemake)
