"""Draw loss and validation skill of every training run by epoch."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.lstm import HISTORY
from lstm_probe.figures import common, training_history

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    histories = [store.read_table(path, HISTORY) for path in snakemake.input.histories]
    figure = training_history.draw(dict(zip(snakemake.params.runs, histories, strict=True)))
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
