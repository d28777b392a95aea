"""Set the paper's numbers beside ours, and say what was chosen where its text, code and data disagree."""

from lstm_probe import logs, store
from lstm_probe.contracts.tables import DISAGREEMENTS, REPRODUCTION
from lstm_probe.reproduction import comparison, page, paper

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    numbers, synthetic = store.read_json(snakemake.input.numbers), snakemake.params.synthetic
    run = comparison.Run(numbers, snakemake.params.lstm, snakemake.params.targets)
    table = comparison.compare(paper.read_values(), run, synthetic=synthetic)
    settled = comparison.settle(paper.read_disagreements(), run)
    days = getattr(snakemake.params, "periods", {}).get("probe_test")
    text = page.write(table, settled, numbers, synthetic=synthetic, test_period=days)
    store.write_table(table, snakemake.output.table, REPRODUCTION)
    store.write_table(settled, snakemake.output.disagreements, DISAGREEMENTS)
    with store.atomic(snakemake.output.page) as partial:
        partial.write_text(text)
