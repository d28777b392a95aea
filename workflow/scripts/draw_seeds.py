"""Draw what another seed of the LSTM changes, beside what a control changes."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.tables import SEEDS
from lstm_probe.figures import common, seeds

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    figure = seeds.draw(store.read_table(snakemake.input.seeds, SEEDS))
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
