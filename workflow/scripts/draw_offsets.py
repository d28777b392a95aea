"""Draw where the main probe's biases are largest and smallest, and how that goes with rain."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.tables import OFFSETS, OFFSETS_TEST
from lstm_probe.figures import common, offsets

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    figure = offsets.draw(
        store.read_table(snakemake.input.offsets, OFFSETS),
        store.read_table(snakemake.input.test, OFFSETS_TEST),
        store.read(snakemake.input.attributes, ATTRIBUTES),
    )
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
