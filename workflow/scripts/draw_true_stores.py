"""Draw the probe beside the true stores of the synthetic world."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.probe import PREDICTIONS, SKILL
from lstm_probe.contracts.world import TRUTH
from lstm_probe.figures import common, truth

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    experiments = snakemake.params.experiments
    stores = {name: entry.get("variable") or name for name, entry in snakemake.params.targets.items()}
    predictions = store.read(snakemake.input.predictions, PREDICTIONS)
    skill = store.read_table(snakemake.input.skill, SKILL)
    figure = truth.draw(
        predictions,
        store.read(snakemake.input.truth, TRUTH),
        skill,
        stores,
        experiments,
        truth.typical_gauge(skill, next(iter(experiments)), list(stores)),
        truth.first_years(snakemake.params.periods["probe_test"]),
    )
    common.save(figure, snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
