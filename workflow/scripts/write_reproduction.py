"""Set the paper's numbers beside ours, and say what was chosen where its text, code and data disagree."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.tables import DISAGREEMENTS, REPRODUCTION
from lstm_probe.probe.experiment import NAMED
from lstm_probe.reproduction import comparison, page, paper, settings
from lstm_probe.reproduction.run import Run

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    made_of.require(snakemake)
    numbers, config = store.read_json(snakemake.input.numbers), settings.complete(snakemake.params.config, NAMED)
    run, synthetic = Run(numbers, config), bool(config["world"])
    table = comparison.compare(paper.read_values(), run, synthetic=synthetic)
    settled = comparison.settle(paper.read_disagreements(), run)
    text = page.write(table, settled, numbers, synthetic=synthetic, test_period=config["periods"]["probe_test"])
    store.write_table(table, snakemake.output.table, REPRODUCTION)
    store.write_table(settled, snakemake.output.disagreements, DISAGREEMENTS)
    with store.atomic(snakemake.output.page) as partial:
        partial.write_text(text, encoding="utf-8")
    made_of.write(snakemake)
