"""Draw what comes down the river after water was put into the states."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.steering import STEERING, STEERING_TRUTH
from lstm_probe.figures import common, steering

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    found = {
        seed: store.read(path, STEERING)
        for seed, path in zip(snakemake.params.seeds, snakemake.input.found, strict=True)
    }
    truth = store.read(snakemake.input.truth[0], STEERING_TRUTH) if snakemake.input.truth else None
    figure = steering.draw(found, snakemake.params.millimetres, snakemake.params.long_names, truth)
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
