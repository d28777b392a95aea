"""Draw when the LSTM learns each store, and when it begins to use it."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.formation import FORMATION
from lstm_probe.figures import common, formation

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    table = store.read_table(snakemake.input.table, FORMATION)
    figure = formation.draw(table, snakemake.params.long_names)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
