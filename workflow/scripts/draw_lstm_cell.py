"""Draw the wiring of an LSTM cell, and where the probe reads it."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of
from lstm_probe.figures import common, lstm_cell

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    common.save(lstm_cell.draw(snakemake.params.hidden_size), snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
